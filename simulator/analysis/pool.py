"""Values pooled over replications, and their quantiles.

A pool holds the values themselves up to `EXACT_VALUES` of a cell; beyond it histograms of blocks of
replications. What it says depends only on what was added, never on how it was added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeGuard

import numpy as np

from simulator.analysis.histogram import EXACT_VALUES, LogHistogram
from simulator.analysis.intervals import sectioned
from simulator.analysis.window import Floats, Ints

Piece = Floats | LogHistogram

#: At most so many blocks of histograms a cell; when there are more, neighbours are merged.
_BLOCKS = 128

#: Quantiles, in thousandths.
QUANTILES = {"p50": 500, "p90": 900, "p95": 950, "p99": 990}
_THOUSANDTHS = np.array(list(QUANTILES.values()), np.int64)

_FEWEST_SECTIONS, _MOST_SECTIONS = 10, 20


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


def quantiles(pools: Sequence[Pool], confidence: float) -> tuple[Floats, Floats, Floats]:
    """The quantiles `QUANTILES` of the values of some cells together, with the ends of their intervals.

    The quantile p of n values is the ⌈p·n⌉-th in increasing order: the least value that at least the share p
    does not exceed (type 1 of R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The
    American Statistician 50, 1996). The intervals are by `sectioned`. Without values everything is nan, with
    values in one section only the ends of the intervals are.
    """
    nothing = np.full(len(_THOUSANDTHS), np.nan)
    if not sum(pool.n for pool in pools):
        return nothing, nothing, nothing
    bounds = section_bounds(pools[0].replications, max(pool.block for pool in pools))
    sections = [[pool.span(first, last) for pool in pools] for first, last in bounds]
    value = _quantiles(piece for section in sections for piece in section)
    filled = [section for section in sections if any(_count(piece) for piece in section)]
    own = np.array([_quantiles(section) for section in filled])
    weights = np.array([float(sum(_count(piece) for piece in section)) for section in filled])
    return value, *sectioned(value, own, weights, confidence)


def section_bounds(replications: int, block: int = 1) -> list[tuple[int, int]]:
    """Cut replications into sections of equal size, as near as can be; (first, before which) of each.

    Between 10 and 20 sections: as many as leave the fewest replications over (of equals the most), which go
    to the first sections, one each. Fewer than ten replications are a section each. With replications in
    blocks, whole blocks are cut.
    """
    pieces = -(-replications // block)
    most = min(_MOST_SECTIONS, pieces)
    many = min(range(most, min(_FEWEST_SECTIONS, pieces) - 1, -1), key=lambda m: pieces % m)
    size, over = divmod(pieces, many)
    ends = [size * (i + 1) + min(i + 1, over) for i in range(many)]
    return [
        (first * block, min(last * block, replications))
        for first, last in zip([0, *ends[:-1]], ends, strict=True)
    ]


def _count(piece: Piece) -> int:
    return piece.n if isinstance(piece, LogHistogram) else len(piece)


def _histogram(piece: Piece) -> LogHistogram:
    return piece if isinstance(piece, LogHistogram) else LogHistogram.of(piece)


def _all_exact(pieces: Sequence[Piece]) -> TypeGuard[Sequence[Floats]]:
    return not any(isinstance(piece, LogHistogram) for piece in pieces)


def _quantiles(pieces: Iterable[Piece]) -> Floats:
    """The quantiles of the values of some pieces together; there is at least one value."""
    together = list(pieces)
    n = sum(_count(piece) for piece in together)
    ranks: Ints = -(-n * _THOUSANDTHS // 1000)
    if _all_exact(together):
        values = np.concatenate(together)
        return np.partition(values, ranks - 1)[ranks - 1]
    return LogHistogram.merged([_histogram(piece) for piece in together]).ranked(ranks)
