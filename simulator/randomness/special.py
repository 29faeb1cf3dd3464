"""SciPy's compiled special functions, callable from Numba's compiled code.

`scipy.special.cython_special` offers C functions. Their addresses are given to LLVM under names of our
own, so that the compiled code refers to them by name and can be kept on disk.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from typing import Any, cast

import llvmlite.binding
import scipy
from numba import types
from numba.extending import get_cython_function_address
from scipy.special import cython_special

_DOUBLE = "double"
_SKIP_DISPATCH = "int __pyx_skip_dispatch"


def _functions() -> Mapping[str, object]:
    """The C functions of `cython_special` by name, as capsules."""
    return cast("Mapping[str, object]", cython_special.__pyx_capi__)


def _signature(name: str) -> tuple[str, list[str]]:
    """Result and argument types of a function of `cython_special`, as C writes them."""
    get_name = ctypes.pythonapi.PyCapsule_GetName
    get_name.restype = ctypes.c_char_p
    get_name.argtypes = [ctypes.py_object]
    text = cast("bytes", get_name(_functions()[name])).decode()
    result, _, arguments = text.partition("(")
    return result.strip(), [argument.strip() for argument in arguments.rstrip(")").split(",")]


def special(name: str, arguments: int) -> Callable[..., float]:
    """A function of `cython_special` for compiled code.

    Args:
        name: its name there.
        arguments: how many floats it takes.

    Returns:
        A function to be called from compiled code with these floats and a last 0.

    Raises:
        ImportError: the installed SciPy does not have it in this form.
    """
    expected = (_DOUBLE, [_DOUBLE] * arguments + [_SKIP_DISPATCH])
    found = _signature(name) if name in _functions() else None
    if found != expected:
        raise ImportError(
            f"SciPy {scipy.__version__} does not offer {name} of {arguments} numbers to compiled code "
            "in the form known here; install the version of SciPy that this release was tested with"
        )
    symbol = f"sopsim_{name}"
    llvmlite.binding.add_symbol(symbol, get_cython_function_address("scipy.special.cython_special", name))
    signature = types.float64(*[types.float64] * arguments, types.int32)
    return cast("Callable[..., float]", cast("Any", types).ExternalFunction(symbol, signature))


normal_quantile = special("ndtri", 1)
gamma_quantile = special("gammaincinv", 2)
beta_quantile = special("__pyx_fuse_0betaincinv", 3)
