"""Draws: the values of one stream in one replication, by address, fast enough to be asked for each event."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.randomness.address import check_case, check_run
from simulator.randomness.distributions import Distribution

#: Numbers of one block: so many customers' are computed at once.
BLOCK = 512
_SHIFT = BLOCK.bit_length() - 1
_MASK = BLOCK - 1

#: Blocks that are kept; the oldest goes.
KEPT = 8

#: A block is computed when so many of its numbers have been asked for; until then each by itself.
ASKED = 16


class _Kernels(NamedTuple):
    """The compiled functions, imported with Numba when something is drawn for the first time."""

    uniform: Callable[..., float]
    uniforms: Callable[..., NDArray[np.float64]]
    quantile: Callable[[float, NDArray[np.float64], int], float]
    quantiles: Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]


@cache
def _kernels() -> _Kernels:
    from simulator.randomness.philox import keyed_uniform, keyed_uniforms
    from simulator.randomness.quantiles import quantile_at, quantiles_at

    return _Kernels(keyed_uniform, keyed_uniforms, quantile_at, quantiles_at)


class Draws:
    """The values of one stream in one replication.

    Every value depends on its address alone: not on what was asked before, nor on how it was computed.

    Args:
        seed: 0..2**32 - 1.
        replication: 0..2**32 - 1.
        stream: 0..2**64 - 1, of `simulator.randomness.streams.stream`.
        distribution: what the uniform number is turned into; None leaves it uniform between 0 and 1.
        visit: the visit that is mostly asked for: its numbers are computed in blocks. It makes no
            difference to a value.

    Raises:
        AddressError: seed, replication or stream is outside its range.
    """

    __slots__ = ("_asked", "_blocks", "_code", "_constant", "_run", "_visit")

    def __init__(
        self,
        seed: int,
        replication: int,
        stream: int,
        distribution: Distribution | None = None,
        visit: int = 1,
    ) -> None:
        check_run(seed, replication, stream)
        self._visit = visit
        self._run = (seed, replication, stream & 0xFFFFFFFF, stream >> 32)
        self._constant: list[float] | None = None
        self._code: NDArray[np.float64] | None = None
        if distribution is not None and distribution.is_constant:
            self._constant = [distribution.minimum] * BLOCK
        elif distribution is not None:
            self._code = distribution.code
        self._blocks: dict[int, list[float]] = {}
        self._asked: dict[int, int] = {}

    def at(self, n: int, visit: int = 1, attempt: int = 0) -> float:
        """The value of an address.

        Args:
            n: number of the customer (gap, day, ...), 0..2**32 - 1.
            visit: which of this case's visits, 0..2**16 - 1.
            attempt: which redraw, 0..2**16 - 1.

        Raises:
            AddressError: a part of the address is outside its range.
        """
        if visit == self._visit and attempt == 0:
            try:
                return self._blocks[n >> _SHIFT][n & _MASK]
            except KeyError:
                return self._without_block(n)
        return self._one(n, visit, attempt)

    def _without_block(self, n: int) -> float:
        """The value of an address whose block is not there: alone, or with its block if that pays."""
        check_case(n, self._visit, 0)
        number = n >> _SHIFT
        asked = self._asked.pop(number, 0) + 1
        if asked < ASKED and self._constant is None:
            if len(self._asked) >= KEPT:
                del self._asked[next(iter(self._asked))]
            self._asked[number] = asked
            return self._drawn(n, self._visit, 0)
        if len(self._blocks) >= KEPT:
            del self._blocks[next(iter(self._blocks))]
        block = self._blocks[number] = self._block(number)
        return block[n & _MASK]

    def _one(self, n: int, visit: int, attempt: int) -> float:
        """The value of any address, by itself."""
        check_case(n, visit, attempt)
        return self._drawn(n, visit, attempt) if self._constant is None else self._constant[0]

    def _drawn(self, n: int, visit: int, attempt: int) -> float:
        kernels = _kernels()
        u = kernels.uniform(*self._run, n, visit, attempt)
        return u if self._code is None else kernels.quantile(u, self._code, 0)

    def _block(self, number: int) -> list[float]:
        if self._constant is not None:
            return self._constant
        kernels = _kernels()
        drawn = kernels.uniforms(*self._run, number << _SHIFT, BLOCK, self._visit, 0)
        if self._code is not None:
            drawn = kernels.quantiles(drawn, self._code)
        values: list[float] = drawn.tolist()
        return values
