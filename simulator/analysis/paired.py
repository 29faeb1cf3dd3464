"""Two runs of the same customers compared, figure by figure, replication by replication.

What happens to the same customers goes up and down together in both, so the differences vary less than the
figures: method of common random numbers (A. M. Law, *Simulation Modeling and Analysis*, 5th ed., 2015,
section 11.2). `pairing` says what that saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from simulator.analysis.figures import Figure, better_way, unit_of_count
from simulator.analysis.intervals import jackknife_variance, leave_one_out, ratio, student
from simulator.analysis.metrics import worst_intervals
from simulator.analysis.quantiles import QUANTILES, interval_of_difference
from simulator.analysis.totals import Ratios, Totals
from simulator.analysis.window import Floats
from simulator.model.plan import Plan

_NAN = float("nan")

#: A spread so small against the figure comes from rounding.
_ROUNDING = 1e-9

Word = Literal["better", "worse", "higher", "lower", "no difference shown", ""]


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of a run held against the same figure of another, its baseline.

    Attributes:
        measure, scope, name, statistic, unit: as in the metrics.
        value, baseline: the figure of the run, and of the baseline.
        difference: value − baseline; `low`, `high`: its interval, nan where it has none.
        word: what the interval bears out; empty where there is none.
        pairing: how many times as many replications would be needed with other customers in each run, for an
            interval as narrow; nan where that cannot be told.
        n: from how many replications (or batches of one) it is made.
    """

    measure: str
    scope: str
    name: str
    statistic: str
    unit: str
    value: float
    baseline: float
    difference: float
    low: float
    high: float
    word: Word
    pairing: float
    n: int


@dataclass(frozen=True, slots=True)
class _Paired:
    """Paired estimates of some figures, one entry each; see `Difference`."""

    value: Floats
    baseline: Floats
    low: Floats
    high: Floats
    pairing: Floats
    n: Floats


def differences(run: Totals, baseline: Totals, confidence: float) -> list[Difference]:
    """All figures that both runs have, in the order of the metrics.

    Args:
        run, baseline: totals of the same replications.
        confidence: of each interval; for intervals that hold for m comparisons at once give 1 − (1 − c)/m
            (C. E. Bonferroni's inequality).

    Raises:
        ValueError: they have not as many replications.
    """
    if len(run) != len(baseline) or run.rows != baseline.rows:
        raise ValueError("only runs of the same replications can be paired")
    ours, theirs = common_figures(run, baseline)
    a, b = _only(run.ratios(), ours), _only(baseline.ratios(), theirs)
    chief = _jackknifed(a, b, confidence)
    plain = _by_replication(a, b, confidence)
    counts = _jackknifed(_counted(a), _counted(b), confidence)
    worst = _worst(run, baseline, confidence)
    found = []
    for i, figure in enumerate(a.figures):
        if figure.scope == "sla" and figure.name in worst:
            found.append(_difference(run.plan, figure, figure.statistic, *worst[figure.name]))
            continue
        found.append(_from(run.plan, figure, figure.statistic, chief, i))
        if figure.scope == "sla":
            continue
        if figure.kind in ("value", "part", "share", "level", "ratio", "cost"):
            found.append(_from(run.plan, figure, "mean_of_replications", plain, i))
        if figure.kind in ("value", "level"):
            found += _quantiles(run, baseline, figure, b.figures[i], confidence)
        if figure.kind == "share":
            found.append(replace(_from(run.plan, figure, "count", counts, i), unit=unit_of_count(figure)))
        if figure.kind == "cost":
            found.append(_from(run.plan, figure, "total", counts, i))
    return found


def ratios_of(totals: Totals, figure: Figure) -> Ratios:
    """The ratios of one figure alone."""
    return _only(totals.ratios(), [totals.figures.index(figure)])


def difference_between(a: Ratios, b: Ratios, confidence: float) -> tuple[float, float, float]:
    """The difference of the chief statistic of one figure, and the ends of its interval, from its ratios."""
    paired = _jackknifed(a, b, confidence)
    return float(paired.value[0] - paired.baseline[0]), float(paired.low[0]), float(paired.high[0])


def common_figures(run: Totals, baseline: Totals) -> tuple[list[int], list[int]]:
    """Places of the figures that both have, of the same thing in the same unit, in the run's order."""
    known = {figure: place for place, figure in enumerate(baseline.figures)}
    ours = [place for place, figure in enumerate(run.figures) if figure in known]
    return ours, [known[run.figures[place]] for place in ours]


def word_of(low: float, high: float, wanted: Literal["less", "more", ""]) -> Word:
    """What an interval of a difference bears out, where less or more is better, or neither."""
    if np.isnan(low):
        return ""
    if low <= 0 <= high:
        return "no difference shown"
    if not wanted:
        return "higher" if low > 0 else "lower"
    return "better" if (low > 0) == (wanted == "more") else "worse"


def _only(ratios: Ratios, places: list[int]) -> Ratios:
    figures = tuple(ratios.figures[place] for place in places)
    return Ratios(figures, ratios.above[:, places], ratios.below[:, places], ratios.replications)


def _counted(ratios: Ratios) -> Ratios:
    """What stands above the line, per replication."""
    each: Floats = np.full_like(ratios.above, ratios.replications / max(len(ratios.above), 1))
    return Ratios(ratios.figures, ratios.above, each, ratios.replications)


def _jackknifed(a: Ratios, b: Ratios, confidence: float) -> _Paired:
    """Differences of ratios of totals, with the jackknife over replications, as of the ratios themselves."""
    k = len(a.above)
    value, baseline = (ratio(of.above.sum(axis=0), of.below.sum(axis=0)) for of in (a, b))
    if k < 2:
        return _without_interval(value, baseline, k)
    one, other = leave_one_out(a.above, a.below), leave_one_out(b.above, b.below)
    spread = jackknife_variance
    return _paired(
        value, baseline, spread(one - other), spread(one) + spread(other), np.full(value.shape, k), confidence
    )


def _by_replication(a: Ratios, b: Ratios, confidence: float) -> _Paired:
    """Differences of the means of replications, over those in which both have a figure."""
    one, other = ratio(a.above, a.below), ratio(b.above, b.below)
    if len(one) > a.replications:  # batches of a single one are put together first, so it has no interval
        one, other = (ratio(of.above.sum(axis=0, keepdims=True), of.below.sum(axis=0)) for of in (a, b))
    both = ~np.isnan(one) & ~np.isnan(other)
    n = both.sum(axis=0).astype(np.float64)

    def mean(values: Floats) -> Floats:
        return ratio(np.where(both, values, 0.0).sum(axis=0), n)

    def spread(values: Floats) -> Floats:
        squares = np.where(both, values - mean(values), 0.0) ** 2
        return ratio(squares.sum(axis=0), n * (n - 1))

    return _paired(mean(one), mean(other), spread(one - other), spread(one) + spread(other), n, confidence)


def _paired(
    value: Floats, baseline: Floats, variance: Floats, apart: Floats, n: Floats, confidence: float
) -> _Paired:
    """Student's interval for the difference; `apart` is the variance that it had with other customers."""
    half = student(confidence, n - 1) * np.sqrt(variance)
    difference = value - baseline
    pairing = _pairing(apart, variance, value, baseline)
    return _Paired(value, baseline, difference - half, difference + half, pairing, n)


def _pairing(apart: Floats, variance: Floats, value: Floats, baseline: Floats) -> Floats:
    """One variance over the other; nan where the difference varies by no more than rounding."""
    rounding = (_ROUNDING * np.maximum(np.abs(value), np.abs(baseline))) ** 2
    return np.where(variance > rounding, ratio(apart, variance), np.nan)


def _without_interval(value: Floats, baseline: Floats, n: int) -> _Paired:
    nothing = np.full(value.shape, np.nan)
    return _Paired(value, baseline, nothing, nothing, nothing, np.full(value.shape, float(n)))


def _quantiles(
    run: Totals, baseline: Totals, ours: Figure, theirs: Figure, confidence: float
) -> Iterator[Difference]:
    """Differences of quantiles, by the same blocks of replications in both."""
    block = max(run.block(ours), baseline.block(theirs))
    one, other = run.quantiles(ours, block), baseline.quantiles(theirs, block)
    low, high = interval_of_difference(one, other, confidence)
    apart = sum(_squared_half(*of.interval(confidence)) for of in (one, other))
    pairing = _pairing(np.asarray(apart), _squared_half(low, high), one.value, other.value)
    for i, name in enumerate(QUANTILES):
        yield _difference(
            run.plan, ours, name, one.value[i], other.value[i], low[i], high[i], pairing[i], run.rows
        )


def _squared_half(low: Floats, high: Floats) -> Floats:
    return ((high - low) / 2) ** 2


def _worst(run: Totals, baseline: Totals, confidence: float) -> dict[str, tuple[float, ...]]:
    """The worst interval of service levels with `per`, by name; their difference has no interval."""
    ours, theirs = (
        {totals.plan.slas[i].name: worst.value for i, worst in worst_intervals(totals, confidence).items()}
        for totals in (run, baseline)
    )
    return {name: (ours[name], theirs[name], _NAN, _NAN, _NAN, len(run)) for name in ours if name in theirs}


def _from(plan: Plan, figure: Figure, statistic: str, paired: _Paired, i: int) -> Difference:
    return _difference(
        plan,
        figure,
        statistic,
        paired.value[i],
        paired.baseline[i],
        paired.low[i],
        paired.high[i],
        paired.pairing[i],
        paired.n[i],
    )


def _difference(
    plan: Plan,
    figure: Figure,
    statistic: str,
    value: float,
    baseline: float,
    low: float,
    high: float,
    pairing: float,
    n: float,
) -> Difference:
    return Difference(
        measure=figure.measure,
        scope=figure.scope,
        name=figure.name,
        statistic=statistic,
        unit=figure.unit,
        value=float(value),
        baseline=float(baseline),
        difference=float(value) - float(baseline),
        low=float(low),
        high=float(high),
        word=word_of(float(low), float(high), better_way(plan, figure)),
        pairing=float(pairing),
        n=int(n),
    )
