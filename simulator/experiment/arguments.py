"""What a run may be asked for."""

from __future__ import annotations

from contextlib import suppress
from operator import index
from typing import SupportsIndex

from simulator.errors import UsageError

#: Seeds and replications are one word of 32 bits each in the address of every random number.
GREATEST = 2**32 - 1

#: Confidence is asked for within these: below one would not bet on it, above the tails are not known so well.
LEAST_CONFIDENCE, GREATEST_CONFIDENCE = 0.5, 0.999


def whole_number(name: str, value: SupportsIndex, least: int, greatest: int = GREATEST) -> int:
    """Return `value` as an int in [least, greatest].

    Raises:
        UsageError: it is something else; says what `name` may be.
    """
    try:
        number = index(value)
    except TypeError:
        number = None
    if number is None or isinstance(value, bool) or not least <= number <= greatest:
        raise UsageError(f"{name} is {value!r}; give a whole number from {least} to {greatest}")
    return number


def confidence_level(value: float | str) -> float:
    """Return how sure intervals shall be, as a fraction; given so or as text, `90%`.

    Raises:
        UsageError: it is something else, or out of range.
    """
    level = float("nan")
    with suppress(TypeError, ValueError):
        if isinstance(value, str):
            number, per_cent, rest = value.partition("%")
            level = float(number) / (100 if per_cent else 1) if not rest.strip() else level
        elif not isinstance(value, bool):
            level = float(value)
    if not LEAST_CONFIDENCE <= level <= GREATEST_CONFIDENCE:
        raise UsageError(
            f"confidence is {value!r}; give a share from {LEAST_CONFIDENCE:.0%} to "
            f"{GREATEST_CONFIDENCE:.1%}, such as `90%`"
        )
    return level
