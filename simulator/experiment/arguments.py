"""What a run may be asked for."""

from __future__ import annotations

from operator import index
from typing import SupportsIndex

from simulator.errors import UsageError

#: Seeds and replications are one word of 32 bits each in the address of every random number.
GREATEST = 2**32 - 1


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
