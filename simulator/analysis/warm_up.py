"""Where a long run has forgotten that it began empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from simulator.analysis.window import Floats
from simulator.engine.records import Records

#: Neighbours that are averaged before the rule is applied.
BATCH = 5

#: Into so many spans the run is cut: 200 batches.
OBSERVATIONS = 1000

#: In fewer whole periods than this a rhythm cannot be told from a start.
FEWEST_PERIODS = 4


@dataclass(frozen=True, slots=True)
class Truncation:
    """How much of the start of a series is left out.

    Attributes:
        cut: how many observations; a multiple of `BATCH`, or of a period.
        settled: whether the best cut lies in the first half of the series. Where it does not, the series is
            too short to tell, and `cut` is the best one of the first half.
    """

    cut: int
    settled: bool


def mser5(series: Floats) -> Truncation:
    """The cut of a series after which the mean of the rest can be told best (MSER-5).

    With the n means of five neighbours each, the cut d is the one with the least squared standard error of
    what is left, Σ (Yᵢ − Ȳ)² / (n − d)², the sum and the mean Ȳ over i > d; of equals the first.

    Source: K. P. White, "An effective truncation heuristic for bias reduction in simulation output",
    Simulation 69, 1997, pp. 323–334; in batches of five: K. P. White, M. J. Cobb, S. C. Spratt, "A comparison
    of five steady-state truncation heuristics for simulation", Proceedings of the Winter Simulation
    Conference, 2000, pp. 755–760. A best cut in the second half is none: the run is too short.
    """
    many = len(series) // BATCH
    means = series[: many * BATCH].reshape(many, BATCH).mean(axis=1)
    if many < 2:
        return Truncation(0, settled=False)
    means = means - means.mean()  # so that the squares keep their digits
    left = np.arange(many, 0, -1)
    total, squares = np.cumsum(means[::-1])[::-1], np.cumsum(means[::-1] ** 2)[::-1]
    error = np.maximum(squares - total**2 / left, 0.0) / left**2
    # The last few have next to nothing left over which an error could be told.
    candidates = error[: max(many - BATCH, 1)]
    half = candidates[: many // 2 + 1]
    best = int(np.argmin(half))
    return Truncation(best * BATCH, settled=bool(candidates.min() >= half[best]))


def mser_by_periods(series: Floats, periods: int) -> Truncation:
    """The same of a series with a rhythm: the best cut of whole periods.

    MSER would take the rhythm itself for error, and cut a series that ends in a calm weekend just before the
    weekend. So only whole periods are cut, and the spread is that about the mean of each moment of the
    period: with k periods left, of p observations each, the squared standard error of the mean of the rest is
    Σ (Yᵢⱼ − Ȳⱼ)² / ((k − 1) k p²), where Ȳⱼ is the mean of the j-th observation over the k periods. A third
    of all periods, two or more, is always left.

    Source: as of `mser5`; that a service with a rhythm settles in its periods, not in its moments: A. M. Law,
    Simulation Modeling and Analysis, 5th ed. 2015, section 9.6.

    Args:
        series: whole periods of observations, all of equal length.
        periods: how many; `FEWEST_PERIODS` or more.
    """
    rows = series.reshape(periods, -1)
    errors = [_error_about_rhythm(rows[cut:]) for cut in range(periods - ceil(periods / 3) + 1)]
    half = errors[: (periods + 1) // 2]
    best = int(np.argmin(half))
    return Truncation(best * rows.shape[1], settled=min(errors) >= half[best])


def _error_about_rhythm(rows: Floats) -> float:
    left, each = rows.shape
    return float(((rows - rows.mean(axis=0)) ** 2).sum() / ((left - 1) * left * each**2))


def inside_over_time(records: Records, until: float, spans: int = OBSERVATIONS) -> Floats:
    """The mean number of customers inside in each of so many spans of equal length up to a moment."""
    edges = np.linspace(0.0, until, spans + 1)
    spent = _spent(records.cases["left"], edges) - _spent(records.cases["arrived"], edges)
    return np.asarray(np.diff(spent) / np.diff(edges), np.float64)


def averaged(series: Sequence[Floats]) -> Floats:
    """The mean of several series, moment by moment, in which their noise is less."""
    return np.asarray(np.mean(series, axis=0), np.float64)


def moving_average(series: Floats, neighbours: int) -> Floats:
    """The mean of each value with as many neighbours to both sides, near the start those there are.

    At the end, where there are not so many, it is nan.

    Source: P. D. Welch, "The statistical analysis of simulation results", in *The Computer Performance
    Modeling Handbook*, 1983, pp. 268–328.
    """
    many = len(series)
    sums = np.concatenate([[0.0], np.cumsum(series)])
    place = np.arange(many)
    each = np.minimum(place, neighbours)
    inner = place + each < many
    smooth = np.full(many, np.nan)
    smooth[inner] = (sums[(place + each + 1)[inner]] - sums[(place - each)[inner]]) / (2 * each + 1)[inner]
    return smooth


def _spent(moments: Floats, edges: Floats) -> Floats:
    """The sum of all moments, each cut to an edge, for every edge."""
    ordered = np.sort(moments)
    before = np.searchsorted(ordered, edges, side="right")
    sums = np.concatenate([[0.0], np.cumsum(ordered)])
    return sums[before] + (len(ordered) - before) * edges
