"""Values pooled over replications, and their quantiles.

A pool holds the values themselves up to `EXACT_VALUES` of a cell; beyond it histograms of blocks of
replications. What it says depends only on what was added, never on how it was added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeGuard

import numpy as np

from simulator.analysis.histogram import EXACT_VALUES, LogHistogram
from simulator.analysis.sections import QUANTILES, Sections, section_bounds
from simulator.analysis.window import Floats, Ints

Piece = Floats | LogHistogram

#: At most so many blocks of histograms a cell; when there are more, neighbours are merged.
_BLOCKS = 128

_THOUSANDTHS = np.array(list(QUANTILES.values()), np.int64)


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
    """The quantiles of the values of some cells together, with the ends of their intervals."""
    sections = in_sections(pools)
    return sections.value, *sections.interval(confidence)


def in_sections(pools: Sequence[Pool], block: int = 1) -> Sections:
    """The quantiles of the values of some cells together, in sections of whole blocks of replications.

    The quantile p of n values is the ⌈p·n⌉-th in increasing order: the least value that at least the share p
    does not exceed (type 1 of R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The
    American Statistician 50, 1996).

    Args:
        pools: of the cells.
        block: at least so many replications stand together; those of two runs that are compared must agree.
    """
    bounds = section_bounds(pools[0].replications, max(block, *(pool.block for pool in pools)))
    sections = [[pool.span(first, last) for pool in pools] for first, last in bounds]
    return Sections(
        _quantiles(piece for section in sections for piece in section),
        np.array([_quantiles(section) for section in sections]).reshape(len(bounds), len(_THOUSANDTHS)),
        np.array([float(sum(_count(piece) for piece in section)) for section in sections]),
    )


def _count(piece: Piece) -> int:
    return piece.n if isinstance(piece, LogHistogram) else len(piece)


def _histogram(piece: Piece) -> LogHistogram:
    return piece if isinstance(piece, LogHistogram) else LogHistogram.of(piece)


def _all_exact(pieces: Sequence[Piece]) -> TypeGuard[Sequence[Floats]]:
    return not any(isinstance(piece, LogHistogram) for piece in pieces)


def _quantiles(pieces: Iterable[Piece]) -> Floats:
    """The quantiles of the values of some pieces together; nan without any."""
    together = list(pieces)
    n = sum(_count(piece) for piece in together)
    if not n:
        return np.full(len(_THOUSANDTHS), np.nan)
    ranks: Ints = -(-n * _THOUSANDTHS // 1000)
    if _all_exact(together):
        values = np.concatenate(together)
        return np.partition(values, ranks - 1)[ranks - 1]
    return LogHistogram.merged([_histogram(piece) for piece in together]).ranked(ranks)
