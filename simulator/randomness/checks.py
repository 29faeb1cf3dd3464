"""Checks of the parameters of distributions, each with a plain sentence for what is wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

#: No parameter, mean or limit is beyond this; times, counts and money of real services never are.
GREATEST = 1e15

#: Shares are taken to add up to 1 within this.
SHARES_WITHIN = 1e-9

#: A coefficient of variation is 0 or between these, a shape too: outside, floats lose the distribution.
CVS = 1e-6, 1e3
SHAPES = 1e-3, 1e12


def number(family: str, name: str, value: float) -> float:
    """A finite number of ordinary size.

    Raises:
        ValueError: it is not.
    """
    value = float(value)
    if not math.isfinite(value):
        raise ValueError(f"the {name} of {a(family)} distribution must be a finite number, but is {value:g}")
    if abs(value) > GREATEST:
        raise ValueError(f"the {name} of {a(family)} distribution, {value:g}, is beyond {GREATEST:g}")
    return value


def not_negative(family: str, name: str, value: float) -> float:
    """A finite number that is 0 or more.

    Raises:
        ValueError: it is not.
    """
    value = number(family, name, value)
    if value < 0.0:
        raise ValueError(f"the {name} of {a(family)} distribution cannot be negative, but is {value:g}")
    return value


def positive(family: str, name: str, value: float) -> float:
    """A finite number above 0.

    Raises:
        ValueError: it is not.
    """
    value = number(family, name, value)
    if value <= 0.0:
        raise ValueError(f"the {name} of {a(family)} distribution must be above 0, but is {value:g}")
    return value


def cv(family: str, value: float) -> float:
    """A coefficient of variation: 0, or within `CVS`.

    Raises:
        ValueError: it is not.
    """
    value = not_negative(family, "cv", value)
    if value and not CVS[0] <= value <= CVS[1]:
        raise ValueError(
            f"the cv of {a(family)} distribution must be 0 or from {CVS[0]:g} to {CVS[1]:g}, but is {value:g}"
        )
    return value


def shape(family: str, name: str, value: float, least: float = SHAPES[0]) -> float:
    """A shape from `least` to `SHAPES[1]`.

    Raises:
        ValueError: it is not.
    """
    value = positive(family, name, value)
    if not least <= value <= SHAPES[1]:
        raise ValueError(
            f"the {name} of {a(family)} distribution must be from {least:g} to {SHAPES[1]:g}, "
            f"but is {value:g}"
        )
    return value


def increasing(family: str, *named: tuple[str, float]) -> None:
    """Named numbers of which none is below the one before it.

    Raises:
        ValueError: naming the first two that are not in order.
    """
    for (name, value), (next_name, next_value) in pairwise(named):
        if next_value < value:
            raise ValueError(
                f"the {next_name} of {a(family)} distribution, {next_value:g}, is below its {name}, {value:g}"
            )


def shares(family: str, name: str, given: Sequence[float]) -> tuple[float, ...]:
    """Shares that add up to 1, made to do so exactly.

    Raises:
        ValueError: there is none, one is negative, or they add up to something else.
    """
    checked = [not_negative(family, name, share) for share in given]
    total = math.fsum(checked)
    if abs(total - 1.0) > SHARES_WITHIN:
        raise ValueError(
            f"the {name}s of {a(family)} distribution must add up to 100 %, not {100 * total:g} %"
        )
    return tuple(share / total for share in checked)


def a(family: str) -> str:
    """The family's name with its article."""
    return f"an {family}" if family[0] in "aeio" else f"a {family}"
