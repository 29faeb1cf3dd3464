"""The ranges of the parts of an address."""

from __future__ import annotations

from simulator.errors import SopsimError

#: Exclusive upper ends.
SEEDS = REPLICATIONS = NUMBERS = 2**32
VISITS = ATTEMPTS = 2**16
STREAMS = 2**64


class AddressError(SopsimError, ValueError):
    """A part of a random number's address is outside its range."""


def _check(name: str, value: int, end: int) -> None:
    if not 0 <= value < end:
        raise AddressError(f"the {name} must be a whole number from 0 to {end - 1}, but is {value}")


def check_run(seed: int, replication: int, stream: int) -> None:
    """Check what stays the same over many draws.

    Raises:
        AddressError: naming the part that is outside its range.
    """
    _check("seed", seed, SEEDS)
    _check("replication", replication, REPLICATIONS)
    _check("stream", stream, STREAMS)


def check_case(n: int, visit: int, attempt: int) -> None:
    """Check what changes from draw to draw.

    Raises:
        AddressError: naming the part that is outside its range.
    """
    _check("customer's number", n, NUMBERS)
    _check("visit", visit, VISITS)
    _check("attempt", attempt, ATTEMPTS)
