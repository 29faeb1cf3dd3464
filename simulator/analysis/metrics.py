"""The metrics table: one row a figure and statistic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from simulator.analysis.every_interval import Worst, worst_interval
from simulator.analysis.figures import Figure, unit_of_count
from simulator.analysis.intervals import Estimate, jackknife, mean_of_replications, share_bounds
from simulator.analysis.measures import bounds_of
from simulator.analysis.quantiles import QUANTILES
from simulator.analysis.reduction import Reduction
from simulator.analysis.totals import Ratios, Totals, add_up
from simulator.analysis.window import Flags, Floats
from simulator.model.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

#: The columns of the metrics.
METRICS = ("scenario", "measure", "scope", "name", "statistic", "value", "low", "high", "unit", "n")

_NAN = float("nan")

#: statistic, value, low, high, unit, n
_Row = tuple[str, float, float, float, str, int]


def combine(plan: Plan, reductions: Iterable[Reduction], confidence: float = 0.95) -> pd.DataFrame:
    """The metrics of a run from its reductions, given in the order of replications."""
    return metrics(add_up(plan, reductions), confidence)


def metrics(totals: Totals, confidence: float = 0.95) -> pd.DataFrame:
    """All figures as a tidy table with the columns `METRICS`, in the order of measures, scopes and the plan.

    `low` and `high` are nan where a statistic has no interval; `value` is nan and `n` 0 where nobody was
    measured. `n` counts the customers or visits behind a value or a share, else the replications (the
    batches of a single long run).
    """
    import pandas as pd

    rows = [(figure, *row) for figure, row in _rows(totals, confidence)]
    columns: dict[str, list[str] | list[float] | list[int]] = {
        "scenario": [totals.plan.scenario] * len(rows),
        "measure": [row[0].measure for row in rows],
        "scope": [str(row[0].scope) for row in rows],
        "name": [row[0].name for row in rows],
        "statistic": [row[1] for row in rows],
        "value": [row[2] for row in rows],
        "low": [row[3] for row in rows],
        "high": [row[4] for row in rows],
        "unit": [row[5] for row in rows],
        "n": [row[6] for row in rows],
    }
    return pd.DataFrame(columns, columns=list(METRICS))


def chief_estimates(ratios: Ratios, confidence: float) -> Estimate:
    """The chief statistic of each figure, with an interval kept within what the measure can be."""
    estimate = jackknife(ratios.above, ratios.below, confidence)
    bounded = share_bounds(estimate, ratios.below.sum(axis=0), confidence)
    shares = np.array([figure.kind == "share" for figure in ratios.figures], np.bool_)
    least, most = _bounds(ratios)
    low = np.where(shares, bounded.low, np.maximum(estimate.low, least))
    high = np.where(shares, bounded.high, np.minimum(estimate.high, most))
    return Estimate(estimate.value, low, high, estimate.n)


def estimates(totals: Totals, confidence: float) -> tuple[Ratios, Estimate]:
    """All ratios and their chief statistics; a service level with `per` is that of its worst interval."""
    ratios = totals.ratios()
    chief = chief_estimates(ratios, confidence)
    for i, worst in worst_intervals(totals, confidence).items():
        place = len(ratios.figures) - len(totals.plan.slas) + i
        chief.value[place], chief.low[place], chief.high[place] = worst.value, worst.low, worst.high
    return ratios, chief


def worst_intervals(totals: Totals, confidence: float) -> Mapping[int, Worst]:
    """The worst interval of each service level that has intervals, by its place in the plan."""
    first = len(totals.figures) - len(totals.plan.slas)
    return {
        i: worst_interval(sla, totals.figures[first + i].unit == "share", *totals.intervals(i), confidence)
        for i, sla in enumerate(totals.plan.slas)
        if sla.per is not None and len(totals)
    }


def _rows(totals: Totals, confidence: float) -> Iterator[tuple[Figure, _Row]]:
    ratios, chief = estimates(totals, confidence)
    held = worst_intervals(totals, confidence)
    plain = _plain_means(ratios, chief, confidence)
    counts = _counts(ratios, chief, confidence)
    measured = ratios.below.sum(axis=0)
    for i, figure in enumerate(ratios.figures):
        n = round(measured[i]) if figure.of_many else int(chief.n[i])
        yield figure, _row(figure.statistic, chief, i, figure.unit, n)
        if figure.scope == "sla":
            sla = i - len(ratios.figures) + len(totals.plan.slas)
            if sla in held:
                yield figure, ("intervals_held", held[sla].held, _NAN, _NAN, "share", len(totals))
            continue
        if figure.kind in ("value", "part", "share", "level", "ratio", "cost"):
            yield figure, _row("mean_of_replications", plain, i, figure.unit, int(plain.n[i]))
        if figure.kind == "value":
            yield from ((figure, row) for row in _spread(totals, figure, n, confidence))
        if figure.kind == "share":
            yield figure, _row("count", counts, i, unit_of_count(figure), len(ratios.above))
        if figure.kind == "cost":
            yield figure, _row("total", counts, i, figure.unit, len(ratios.above))
        if figure.kind == "level":
            yield from ((figure, row) for row in _quantiles(totals, figure, len(totals), confidence))


def _row(statistic: str, estimate: Estimate, i: int, unit: str, n: int) -> _Row:
    return statistic, float(estimate.value[i]), float(estimate.low[i]), float(estimate.high[i]), unit, n


def _spread(totals: Totals, figure: Figure, n: int, confidence: float) -> Iterator[_Row]:
    """Standard deviation, quantiles and maximum of a figure's values."""
    yield "sd", totals.spread(figure), _NAN, _NAN, figure.unit, n
    yield from _quantiles(totals, figure, n, confidence)


def _quantiles(totals: Totals, figure: Figure, n: int, confidence: float) -> Iterator[_Row]:
    """Quantiles and maximum of a figure's values, or over time of a number present."""
    found = totals.quantiles(figure)
    low, high = found.interval(confidence)
    for i, name in enumerate(QUANTILES):
        yield name, float(found.value[i]), float(low[i]), float(high[i]), figure.unit, n
    yield "max", totals.highest(figure), _NAN, _NAN, figure.unit, n


def _plain_means(ratios: Ratios, chief: Estimate, confidence: float) -> Estimate:
    """Means of replications; the batches of a single one are put together first, so it has no interval.

    A share at 0 or 100 % has the bound of the chief statistic: replications that agree would give none.
    """
    above, below = ratios.above, ratios.below
    if len(above) > ratios.replications:
        above, below = above.sum(axis=0, keepdims=True), below.sum(axis=0, keepdims=True)
    estimate = mean_of_replications(above, below, confidence)
    least, most = _bounds(ratios)
    low, high = np.maximum(estimate.low, least), np.minimum(estimate.high, most)
    at_end = _at_an_end(ratios, chief) & ~np.isnan(low)
    return Estimate(
        estimate.value, np.where(at_end, chief.low, low), np.where(at_end, chief.high, high), estimate.n
    )


def _bounds(ratios: Ratios) -> tuple[Floats, Floats]:
    """The least and the most that each figure can be."""
    least, most = zip(*(bounds_of(figure.unit) for figure in ratios.figures), strict=True)
    return np.array(least), np.array(most)


def _at_an_end(ratios: Ratios, chief: Estimate) -> Flags:
    """Which figures are shares of 0 or 100 %."""
    shares = np.array([figure.kind == "share" for figure in ratios.figures], np.bool_)
    return np.asarray(shares & ((chief.value == 0) | (chief.value == 1)), np.bool_)


def _counts(ratios: Ratios, chief: Estimate, confidence: float) -> Estimate:
    """What stands above the line, per replication; of a share of 0 % with its bound on the number."""
    each: Floats = np.full_like(ratios.above, ratios.replications / max(len(ratios.above), 1))
    estimate = jackknife(ratios.above, each, confidence)
    most = chief.high * ratios.below.sum(axis=0) / max(ratios.replications, 1)
    high = np.where(_at_an_end(ratios, chief) & (chief.value == 0), most, estimate.high)
    return Estimate(estimate.value, np.maximum(estimate.low, 0.0), high, estimate.n)
