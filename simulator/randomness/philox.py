"""The generator: Philox4x32-10, a random number for every address.

A counter-based generator (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2,
3", SC'11) is a function of a key and a counter and keeps no state, so that any number can be had at any
time, in any order, on any machine.

    key      seed, replication                                       32 bits each
    counter  n | visit, attempt (16 bits each) | stream (two words)  32 bits each
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.randomness.address import AddressError, check_case, check_run
from simulator.randomness.compiled import compiled

_LOW = np.uint64(0xFFFFFFFF)
_WORD = np.uint64(32)
_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_ROUNDS = 10

_UP = np.uint64(20)
_DOWN = np.uint64(12)
_UNIT = 2.0**-52

Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]


@compiled
def philox4x32(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> Words:
    """One block of the generator: four counter words and two key words to four random words.

    All words are integers in 0..2**32 - 1. Salmon et al. (2011), section 3.3, with ten rounds.
    """
    x0, x1, x2, x3 = np.uint64(c0), np.uint64(c1), np.uint64(c2), np.uint64(c3)
    key0, key1 = np.uint64(k0), np.uint64(k1)
    for _ in range(_ROUNDS):
        product0 = _MULTIPLIER_0 * x0
        product1 = _MULTIPLIER_1 * x2
        x0 = (product1 >> _WORD) ^ x1 ^ key0
        x1 = product1 & _LOW
        x2 = (product0 >> _WORD) ^ x3 ^ key1
        x3 = product0 & _LOW
        key0 = (key0 + _WEYL_0) & _LOW
        key1 = (key1 + _WEYL_1) & _LOW
    return x0, x1, x2, x3


@compiled
def keyed_pair(
    seed: int, replication: int, low: int, high: int, n: int, visit: int, attempt: int
) -> tuple[float, float]:
    """The two uniforms of an address, unchecked; `low` and `high` are the words of the stream."""
    w0, w1, w2, w3 = philox4x32(n, (visit << 16) | attempt, low, high, seed, replication)
    first = (np.float64((w0 << _UP) | (w1 >> _DOWN)) + 0.5) * _UNIT
    second = (np.float64((w2 << _UP) | (w3 >> _DOWN)) + 0.5) * _UNIT
    return first, second


@compiled
def keyed_uniform(
    seed: int, replication: int, low: int, high: int, n: int, visit: int, attempt: int
) -> float:
    """The uniform of an address, unchecked; `low` and `high` are the words of the stream."""
    return keyed_pair(seed, replication, low, high, n, visit, attempt)[0]


@compiled
def keyed_uniforms(
    seed: int, replication: int, low: int, high: int, first_n: int, count: int, visit: int, attempt: int
) -> NDArray[np.float64]:
    """The uniforms of `count` consecutive n from `first_n` on, unchecked."""
    drawn = np.empty(count)
    for i in range(count):
        drawn[i] = keyed_uniform(seed, replication, low, high, first_n + i, visit, attempt)
    return drawn


def uniform(seed: int, replication: int, stream: int, n: int, visit: int = 1, attempt: int = 0) -> float:
    """The uniform random number of an address.

    Args:
        seed: 0..2**32 - 1.
        replication: 0..2**32 - 1.
        stream: 0..2**64 - 1, of `simulator.randomness.streams.stream`.
        n: number of the customer (gap, day, ...), 0..2**32 - 1.
        visit: which of this case's visits, 0..2**16 - 1.
        attempt: which redraw, 0..2**16 - 1.

    Returns:
        (k + 1/2) / 2**52 with k the first 52 random bits: never 0, never 1, and `1 - u` is exact.

    Raises:
        AddressError: a part of the address is outside its range.
    """
    check_run(seed, replication, stream)
    check_case(n, visit, attempt)
    return keyed_uniform(seed, replication, stream & 0xFFFFFFFF, stream >> 32, n, visit, attempt)


def uniform_pair(
    seed: int, replication: int, stream: int, n: int, visit: int = 1, attempt: int = 0
) -> tuple[float, float]:
    """Two independent uniforms of one address, for a decision that needs two; the first is `uniform`.

    Raises:
        AddressError: a part of the address is outside its range.
    """
    check_run(seed, replication, stream)
    check_case(n, visit, attempt)
    return keyed_pair(seed, replication, stream & 0xFFFFFFFF, stream >> 32, n, visit, attempt)


def uniforms(
    seed: int, replication: int, stream: int, first_n: int, count: int, visit: int = 1, attempt: int = 0
) -> NDArray[np.float64]:
    """The uniforms of n = first_n, first_n + 1, ...: the same bits as `uniform` gives one by one.

    Returns:
        An array of shape (count,).

    Raises:
        AddressError: a part of the address is outside its range.
    """
    check_run(seed, replication, stream)
    check_case(first_n, visit, attempt)
    if count < 0:
        raise AddressError(f"the count of random numbers cannot be negative, but is {count}")
    if count:
        check_case(first_n + count - 1, visit, attempt)
    low, high = stream & 0xFFFFFFFF, stream >> 32
    return keyed_uniforms(seed, replication, low, high, first_n, count, visit, attempt)
