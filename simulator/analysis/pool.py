"""Values pooled over replications, and their quantiles.

A pool holds the values themselves up to `EXACT_VALUES` of a cell; beyond it histograms of blocks of
replications. What it says depends only on what was added, never on how it was added.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.analysis.histogram import EXACT_VALUES, LogHistogram
from simulator.analysis.quantiles import THOUSANDTHS, Quantiles, enough, nothing, ranks_at
from simulator.analysis.window import Floats, Ints

Piece = Floats | LogHistogram

#: At most so many blocks of histograms a cell; when there are more, neighbours are merged.
_BLOCKS = 128


class Pool:
    """The values of one cell, replication by replication."""

    __slots__ = ("_exact", "_folded", "_size", "n", "replications")

    def __init__(self) -> None:
        self.n = 0
        self.replications = 0
        self._exact: list[Floats] = []
        self._folded: list[LogHistogram] | None = None
        self._size = 1

    @property
    def block(self) -> int:
        """How many replications stand together in a piece."""
        return self._size

    @property
    def folded(self) -> bool:
        """Whether it holds histograms."""
        return self._folded is not None

    def add(self, piece: Piece) -> None:
        """Add the values of the next replication."""
        self.n += _count(piece)
        if self._folded is None and (self.n > EXACT_VALUES or isinstance(piece, LogHistogram)):
            exact, self._exact, self._folded, self.replications = self._exact, [], [], 0
            for values in exact:
                self._fold(LogHistogram.of(values))
        if self._folded is not None:
            self._fold(_histogram(piece))
        else:
            assert not isinstance(piece, LogHistogram)
            self._exact.append(piece.copy())  # a view would keep the whole replication's values in memory
            self.replications += 1

    def _fold(self, histogram: LogHistogram) -> None:
        assert self._folded is not None
        if self.replications % self._size == 0:
            self._folded.append(histogram)
        else:
            self._folded[-1] = LogHistogram.merged([self._folded[-1], histogram])
        self.replications += 1
        if len(self._folded) > _BLOCKS:
            self._folded = [
                LogHistogram.merged(self._folded[i : i + 2]) for i in range(0, len(self._folded), 2)
            ]
            self._size *= 2

    def span(self, first: int, last: int) -> Piece:
        """The values of replications from index `first` to before `last`; whole blocks only."""
        if self._folded is None:
            return np.concatenate(self._exact[first:last])
        return LogHistogram.merged(self._folded[first // self._size : -(-last // self._size)])


def quantiles(pools: Sequence[Pool], block: int = 1) -> Quantiles:
    """The quantiles of the values of some cells together.

    The quantile p of n values is the ⌈p·n⌉-th in increasing order: the least value that at least the share p
    does not exceed (type 1 of R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The
    American Statistician 50, 1996).

    Args:
        pools: of the cells.
        block: at least so many replications stand together; those of two runs that are compared must agree.
    """
    replications = pools[0].replications
    size = max(block, *(pool.block for pool in pools))
    rows = [
        [pool.span(first, min(first + size, replications)) for pool in pools]
        for first in range(0, replications, size)
    ]
    weights = np.array([float(sum(_count(piece) for piece in row)) for row in rows])
    n = int(weights.sum())
    if not n:
        return nothing(len(rows))
    ranks: Ints = -(-n * THOUSANDTHS // 1000)
    if any(pool.folded for pool in pools):
        merged = [LogHistogram.merged([_histogram(piece) for piece in row]) for row in rows]
        whole = LogHistogram.merged(merged)
        below = np.array([of.up_to(whole.buckets_of(ranks)) for of in merged], np.float64)
        return Quantiles(
            whole.ranked(ranks), below, weights, lambda shares: whole.ranked(ranks_at(shares, n)), enough(n)
        )
    values = np.concatenate([np.concatenate([_exact(piece) for piece in row]) for row in rows])
    value, below = _exact_quantiles(values, ranks, weights)

    def inverse(shares: Floats) -> Floats:
        wanted = ranks_at(shares, n) - 1
        return np.partition(values, wanted)[wanted]

    return Quantiles(value, below, weights, inverse, enough(n))


def _exact_quantiles(values: Floats, ranks: Ints, weights: Floats) -> tuple[Floats, Floats]:
    """The values of some ranks, and how many of each row's values do not exceed them."""
    value = np.partition(values, ranks - 1)[ranks - 1]
    ends = np.cumsum(weights).astype(np.int64)
    up_to = np.concatenate([np.zeros((1, len(ranks))), np.cumsum(values[:, None] <= value, axis=0)])
    return value, np.diff(up_to[ends], axis=0, prepend=0.0)


def _count(piece: Piece) -> int:
    return piece.n if isinstance(piece, LogHistogram) else len(piece)


def _histogram(piece: Piece) -> LogHistogram:
    return piece if isinstance(piece, LogHistogram) else LogHistogram.of(piece)


def _exact(piece: Piece) -> Floats:
    assert not isinstance(piece, LogHistogram)
    return piece
