"""Intervals over replications.

All functions work on whole matrices: a row is a replication (or a batch of one long run), a column a figure.
Where there is nothing to divide by, or only one replication, the answer is nan.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.window import Floats


@dataclass(frozen=True, slots=True)
class Estimate:
    """Estimates of some figures.

    Attributes:
        value: shape (figures,); nan where there is nothing to estimate it from.
        low, high: ends of the interval; nan where there is none.
        n: how many replications it is made of.
    """

    value: Floats
    low: Floats
    high: Floats
    n: Floats


def student(confidence: float, df: Floats) -> Floats:
    """The quantile of Student's t that leaves (1 − confidence)/2 above it; nan for df < 1."""
    from scipy.special import stdtrit

    return np.asarray(stdtrit(np.where(df < 1, np.nan, df), (1 + confidence) / 2), np.float64)


def ratio(above: Floats, below: Floats) -> Floats:
    """above ÷ below, nan where below is nought."""
    answer: Floats = np.full(np.broadcast(above, below).shape, np.nan)
    np.divide(above, below, out=answer, where=below != 0)
    return answer


def leave_one_out(above: Floats, below: Floats) -> Floats:
    """The ratio of totals without each replication in turn; shape as `above`."""
    return ratio(above.sum(axis=0) - above, below.sum(axis=0) - below)


def jackknife_variance(without: Floats) -> Floats:
    """The variance of an estimate from the estimates without each of k replications; see `jackknife`."""
    k = len(without)
    return np.asarray((k - 1) / k * ((without - without.mean(axis=0)) ** 2).sum(axis=0), np.float64)


def strayed(without: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """How far each replication draws estimates away, scaled to half the width of their intervals.

    Args:
        without: the estimates without each replication, shape (rows, figures).
        low, high: ends of the intervals, shape (figures,).

    Returns:
        Shape (rows, figures), the root of the sum of squares of each column being half the width; and half
        the width of those that are alike in all replications, nought for the others, shape (figures,). All
        nan where there is no interval.
    """
    half = (high - low) / 2
    if len(without) < 2:
        return np.full_like(without, np.nan), np.full(half.shape, np.nan)
    apart = without - without.mean(axis=0)
    norm = np.sqrt((apart**2).sum(axis=0))
    scale = np.divide(half, norm, out=half * 0, where=norm > 0)
    return np.asarray(apart * scale, np.float64), np.asarray(np.where(norm > 0, half * 0, half), np.float64)


def jackknife(above: Floats, below: Floats, confidence: float) -> Estimate:
    """Ratios of totals, Σ above ÷ Σ below, with intervals by the jackknife over replications.

    With θ̂ the ratio over all k replications and θ̂₍ᵢ₎ without the i-th, the variance of θ̂ is estimated by
    (k−1)/k · Σ (θ̂₍ᵢ₎ − θ̂₍.₎)², and the interval is θ̂ ± t(k−1) times its root. Where all denominators are
    equal this is the Student interval of the replications' means.

    Source: B. Efron, R. J. Tibshirani, *An Introduction to the Bootstrap*, 1993, eq. 11.5; for ratios of
    simulation totals D. L. Iglehart, "Simulating stable stochastic systems, V: comparison of ratio
    estimators", Naval Research Logistics Quarterly 22, 1975, pp. 553–565.
    """
    k = len(above)
    value = ratio(above.sum(axis=0), below.sum(axis=0))
    filled = (below != 0).sum(axis=0).astype(np.float64)
    if k < 2:
        nothing = np.full(value.shape, np.nan)
        return Estimate(value, nothing, nothing, filled)
    without = leave_one_out(above, below)
    half = float(student(confidence, np.array(k - 1.0))) * np.sqrt(jackknife_variance(without))
    return Estimate(value, value - half, value + half, filled)


def mean_of_replications(above: Floats, below: Floats, confidence: float) -> Estimate:
    """The plain mean of the replications' own ratios, of those that have one, with Student's interval.

    Source: A. M. Law, *Simulation Modeling and Analysis*, 5th ed., 2015, eq. 4.12.
    """
    own = ratio(above, below)
    there = ~np.isnan(own)
    n = there.sum(axis=0).astype(np.float64)
    value = ratio(np.where(there, own, 0.0).sum(axis=0), n)
    squares = np.where(there, own - value, 0.0) ** 2
    half = student(confidence, n - 1) * np.sqrt(ratio(squares.sum(axis=0), n * (n - 1)))
    return Estimate(value, value - half, value + half, n)


def wilson(confidence: float, n: Floats) -> Floats:
    """How far from nought a share may be that was never seen in n trials: z²/(n + z²); from 1 likewise.

    It takes the trials as independent; within a replication they hardly are, so it errs to the narrow side
    where customers share their fate.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22,
    1927, pp. 209–212, with no event seen.
    """
    from scipy.special import ndtri

    z = float(ndtri((1 + confidence) / 2))
    return z * z / (n + z * z)


def share_bounds(estimate: Estimate, trials: Floats, confidence: float) -> Estimate:
    """The estimates of shares with intervals kept within [0, 1], and Wilson's bound at the ends."""
    bound = np.where(np.isnan(estimate.low), np.nan, wilson(confidence, trials))
    low = np.where(estimate.value == 1, 1 - bound, np.maximum(estimate.low, 0.0))
    high = np.where(estimate.value == 0, bound, np.minimum(estimate.high, 1.0))
    return Estimate(estimate.value, np.where(estimate.value == 0, bound * 0, low), high, estimate.n)


def share_interval(count: Floats, n: Floats, confidence: float) -> tuple[Floats, Floats, Floats]:
    """Shares counted in independent trials, with Wilson's score interval: value, low, high; nan for n = 0.

    The interval is (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n).

    Source: as of `wilson`; L. D. Brown, T. T. Cai, A. DasGupta, "Interval estimation for a binomial
    proportion", Statistical Science 16, 2001, pp. 101–133, eq. 4.
    """
    from scipy.special import ndtri

    z2 = float(ndtri((1 + confidence) / 2)) ** 2
    p = ratio(count, n)
    trials = np.where(n > 0, n, np.nan)
    middle = (p + z2 / (2 * trials)) / (1 + z2 / trials)
    half = np.sqrt(z2 * (p * (1 - p) / trials + z2 / (4 * trials**2))) / (1 + z2 / trials)
    # At the ends the interval begins there exactly; what rounding makes of it is nothing to be seen.
    low = np.where(count == 0, p, middle - half)
    high = np.where(count == n, p, middle + half)
    return p, low, high
