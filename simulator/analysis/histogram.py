"""Logarithmic histograms: quantiles of any number of values, to a stated relative error.

The buckets are those of DDSketch (C. Masson, J. E. Rim, H. K. Lee, "DDSketch: a fast and fully-mergeable
quantile sketch with relative-error guarantees", PVLDB 12(12), 2019, section 2): bucket i holds the values in
(γ^(i−1), γ^i] with γ = (1 + α)/(1 − α) and stands for 2γ^i/(γ + 1), which is within α of each of them.
Counts are integers, so histograms merge to the same bytes in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from simulator.analysis.window import Floats, Ints

#: Up to so many values of one cell are held as they are; beyond it there is a histogram.
EXACT_VALUES = 1_000_000

#: The relative error of a value read from a histogram.
RELATIVE_ERROR = 0.001

#: Values up to this are nought (in the clock's unit).
SMALLEST = 1e-9

_GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR)
_ZERO = np.iinfo(np.int32).min


@dataclass(frozen=True, slots=True)
class LogHistogram:
    """How many values lie in each bucket.

    Attributes:
        buckets: numbers of the buckets that are not empty, increasing; the least int32 is that of nought.
        counts: how many values in each.
        highest: the greatest value, exactly; -inf where there is none.
    """

    buckets: Ints
    counts: Ints
    highest: float

    @classmethod
    def of(cls, values: Floats) -> LogHistogram:
        """The histogram of some values, none of them below nought."""
        if not len(values):
            return cls(np.empty(0, np.int64), np.empty(0, np.int64), -np.inf)
        bucket = np.full(len(values), _ZERO, np.int64)
        positive = values > SMALLEST
        bucket[positive] = np.ceil(np.log(values[positive]) / log(_GAMMA))
        buckets, counts = np.unique(bucket, return_counts=True)
        return cls(buckets, counts.astype(np.int64), float(values.max()))

    @classmethod
    def merged(cls, histograms: Sequence[LogHistogram]) -> LogHistogram:
        """The histogram of all the values together."""
        buckets, place = np.unique(np.concatenate([h.buckets for h in histograms]), return_inverse=True)
        counts = np.zeros(len(buckets), np.int64)
        np.add.at(counts, place, np.concatenate([h.counts for h in histograms]))
        return cls(buckets, counts, max(h.highest for h in histograms))

    @property
    def n(self) -> int:
        """How many values there are."""
        return int(self.counts.sum())

    def buckets_of(self, ranks: Ints) -> Ints:
        """The buckets in which the values of these ranks lie (1 to n, in increasing order)."""
        return self.buckets[np.searchsorted(np.cumsum(self.counts), ranks)]

    def up_to(self, buckets: Ints) -> Ints:
        """How many values lie in these buckets and below."""
        counted = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.counts)])
        return counted[np.searchsorted(self.buckets, buckets, side="right")]

    def ranked(self, ranks: Ints) -> Floats:
        """The values of these ranks (1 to n, in increasing order), to within `RELATIVE_ERROR`."""
        bucket = self.buckets_of(ranks)
        value = 2 / (_GAMMA + 1) * np.exp(np.where(bucket == _ZERO, 0, bucket) * log(_GAMMA))
        return np.where(bucket == _ZERO, 0.0, np.minimum(value, self.highest))
