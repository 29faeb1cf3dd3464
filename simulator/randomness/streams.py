"""Streams: which sequence of random numbers a decision belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from simulator.errors import SopsimError


class StreamCollisionError(SopsimError):
    """Two different decisions of a plan would share their random numbers."""


class StreamAddress(NamedTuple):
    """The names that make a stream.

    Attributes:
        purpose: what is decided (`work`, `arrivals`, `patience`, ...).
        step: the step's name (or its `draws_as`), or empty.
        customers: the class's name, or empty.
        branch: the path of the parallel branch where the step is in several; empty elsewhere.
    """

    purpose: str
    step: str = ""
    customers: str = ""
    branch: str = ""

    def __str__(self) -> str:
        """`work of step 'counter' for customers 'walk-in'`: the parts that are given."""
        parts = [self.purpose]
        if self.step:
            parts.append(f"of step '{self.step}'")
        if self.branch:
            parts.append(f"in branch '{self.branch}'")
        if self.customers:
            parts.append(f"for customers '{self.customers}'")
        return " ".join(parts)

    @property
    def number(self) -> int:
        """The number of the stream, 0..2**64 - 1."""
        return stream(*self)


def stream(purpose: str, step: str = "", customers: str = "", branch: str = "") -> int:
    """The number of a stream: a 64-bit hash of its names.

    It depends on nothing but the names: not on the order of a file, on other steps or classes, on the
    process or the machine. Each name goes in with its length, so that `("a", "bc")` and `("ab", "c")`
    differ.

    Returns:
        An integer in 0..2**64 - 1 (BLAKE2b with an 8-byte digest, Saarinen & Aumasson 2015, RFC 7693).
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in (purpose, step, customers, branch):
        name = part.encode()
        digest.update(len(name).to_bytes(8, "little"))
        digest.update(name)
    return int.from_bytes(digest.digest(), "little")


def refuse_collisions(addresses: Iterable[StreamAddress]) -> None:
    """Make sure that no two different streams of one plan have the same number.

    Among 10,000 streams two coincide with a chance of 3 in 10**12; if it happens it is an error, not a
    hidden dependence.

    Raises:
        StreamCollisionError: naming two that do.
    """
    seen: dict[int, StreamAddress] = {}
    for address in addresses:
        other = seen.setdefault(address.number, address)
        if other != address:
            raise StreamCollisionError(
                f"{other} and {address} would draw the same random numbers, by a rare coincidence of "
                "their names; give one of the steps or classes a slightly different name"
            )
