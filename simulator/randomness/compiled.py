"""The one way in which this package compiles a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function with Numba, kept on disk between runs where there is a place for it.

    Without a writable place (a read-only installation and home) it is compiled anew in each process.
    Arithmetic stays strict (no reordering, no fused operations), so a value does not depend on
    whether it was computed alone or in a block.

    Numba notices a change of the file that a function stands in, not of those it calls: a compiled
    function should call compiled functions of other files only where those hardly ever change.
    """
    try:
        return cast("Callable[P, R]", numba.njit(cache=True)(function))
    except RuntimeError as error:
        if "no locator available" not in str(error):
            raise
        return cast("Callable[P, R]", numba.njit(function))
