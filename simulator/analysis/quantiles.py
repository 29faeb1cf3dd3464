"""Quantiles, and how sure they are: their intervals, and those of differences.

A quantile is as sure as the share of values that does not exceed it. That share is a ratio of totals, so its
spread is that of any other, by the jackknife over replications; where the distribution is steep it makes
little of the quantile uncertain, where it is flat much.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.analysis.intervals import jackknife_variance, leave_one_out, strayed, student
from simulator.analysis.window import Flags, Floats, Ints

#: Quantiles, in thousandths.
QUANTILES = {"p50": 500, "p90": 900, "p95": 950, "p99": 990}

#: A quantile has an interval where at least so many values are expected on either side of it.
FEWEST_BEYOND = 10

THOUSANDTHS = np.array(list(QUANTILES.values()), np.int64)

_SHARES: Floats = THOUSANDTHS / 1000

#: So that what comes of rounding does not count as a value, or as time.
_A_HAIR_LESS = 1 - 1e-12


@dataclass(frozen=True, slots=True)
class Quantiles:
    """The quantiles `QUANTILES` of some values.

    Attributes:
        value: nan without any values.
        below: how many values of each row do not exceed each quantile, or how much of its time; shape (rows,
            quantiles). A row is a replication, several of them, or a batch of a single one.
        weights: how many values there are in each row, or how much time.
        inverse: what the quantiles at other shares, each from 0 to 1, are.
        certain: which quantiles have values enough for an interval.
    """

    value: Floats
    below: Floats
    weights: Floats
    inverse: Callable[[Floats], Floats]
    certain: Flags

    def interval(self, confidence: float) -> tuple[Floats, Floats]:
        """The ends of the intervals; nan where there are too few values, or fewer than two rows have any.

        With F the share of values that do not exceed the quantile of p, and s the root of its variance over
        k rows, the ends are the quantiles of p − t(k−1)·s and p + t(k−1)·s, and never lie beyond the values.

        Source: R. S. Woodruff, "Confidence intervals for medians and other position measures", JASA 47, 1952,
        pp. 635–646; for values that come in clusters, as customers do in days: C. A. Francisco, W. A. Fuller,
        "Quantile estimation with a complex survey design", Annals of Statistics 19, 1991, pp. 454–469.
        """
        k = len(self.weights)
        if k < 2 or not self.weights.sum() > 0:
            return np.full(self.value.shape, np.nan), np.full(self.value.shape, np.nan)
        half = float(student(confidence, np.array(k - 1.0))) * np.sqrt(jackknife_variance(self._without()))
        known = self.certain & ~np.isnan(half)
        half = np.where(known, half, 0.0)
        low, high = (self.inverse(np.clip(_SHARES + way * half, 0.0, 1.0)) for way in (-1, 1))
        return np.where(known, low, np.nan), np.where(known, high, np.nan)

    def strayed(self, confidence: float) -> Floats:
        """How far each row draws the quantiles away, scaled to half the width of their intervals.

        Shape (rows, quantiles); the root of the sum of squares of each column is half the width.
        """
        return strayed(self._without(), *self.interval(confidence))[0]

    def _without(self) -> Floats:
        """The share of values that do not exceed the quantiles, without each row in turn."""
        return leave_one_out(self.below, np.broadcast_to(self.weights[:, None], self.below.shape))


def interval_of_difference(one: Quantiles, base: Quantiles, confidence: float) -> tuple[Floats, Floats]:
    """The ends of the intervals of the differences one − base of two runs of the same replications.

    Half the width h of the interval of a quantile is what its share's deviation comes to, replication by
    replication; so what is left of both where the deviations r go together is √(h₁² + h₂² − 2·r·h₁·h₂). That
    takes the distributions as straight within the intervals, as Bahadur's representation of a quantile does.

    Source: the linearisation of Francisco and Fuller 1991, as of `Quantiles.interval`; R. R. Bahadur, "A note
    on quantiles in large samples", Annals of Mathematical Statistics 37, 1966, pp. 577–580.
    """
    apart = one.strayed(confidence) - base.strayed(confidence)
    half = np.sqrt((apart**2).sum(axis=0)) if len(apart) else np.full(one.value.shape, np.nan)
    difference = one.value - base.value
    return difference - half, difference + half


def over_time(times: Floats) -> Quantiles:
    """The quantiles `QUANTILES` of the number present over time.

    The quantile p is the least number that is not exceeded for at least the share p of the time.

    Args:
        times: the time at each number, 0 and up, by replication (or batch of a single one).
    """
    up_to = np.cumsum(times.sum(axis=0))

    def inverse(shares: Floats) -> Floats:
        place = np.searchsorted(up_to, shares * up_to[-1] * _A_HAIR_LESS, side="left")
        return np.asarray(np.minimum(place, len(up_to) - 1), np.float64)

    if not times.sum() > 0:
        return nothing(len(times))
    value = inverse(_SHARES)
    below = np.cumsum(times, axis=1)[:, value.astype(np.int64)]
    return Quantiles(value, below, times.sum(axis=1), inverse, np.ones(value.shape, np.bool_))


def nothing(rows: int) -> Quantiles:
    """The quantiles of no values."""
    none: Floats = np.full(len(QUANTILES), np.nan)
    below: Floats = np.zeros((rows, len(QUANTILES)))
    return Quantiles(none, below, np.zeros(rows), lambda shares: shares * np.nan, enough(0))


def ranks_at(shares: Floats, n: int) -> Ints:
    """The ranks, from 1, of the quantiles of n values at any shares."""
    return np.asarray(np.clip(np.ceil(shares * n * _A_HAIR_LESS), 1, n), np.int64)


def enough(n: int) -> Flags:
    """Which of `QUANTILES` of n values have `FEWEST_BEYOND` expected on either side."""
    return np.asarray(np.minimum(THOUSANDTHS, 1000 - THOUSANDTHS) * n >= 1000 * FEWEST_BEYOND, np.bool_)
