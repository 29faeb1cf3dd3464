"""How much the values of a figure vary against their mean: the coefficient of variation, with intervals.

cv = s ÷ m, with m the mean of all values and s their standard deviation. Its interval is by the jackknife
over replications, as of a ratio of totals; see `intervals.jackknife`.
"""

from __future__ import annotations

from dataclasses import replace
from math import nan

import numpy as np

from simulator.analysis.figures import Figure
from simulator.analysis.intervals import jackknife_variance, student
from simulator.analysis.paired import Difference, word_of
from simulator.analysis.totals import Totals
from simulator.analysis.window import Floats

#: The name of the statistic.
CV = "cv"


def cv_of(figure: Figure) -> Figure:
    """The figure whose chief statistic is how much another one varies; that must be made of values."""
    if figure.kind != "value":
        raise ValueError(f"{figure.measure} is not made of values")
    return replace(figure, statistic=CV, unit="")


def cv(totals: Totals, figure: Figure, confidence: float) -> tuple[float, float, float]:
    """The coefficient of variation and the ends of its interval; nan where there is none."""
    value = _of_all(totals, figure)
    half = _half(_without(totals, figure), confidence)
    return value, float(np.maximum(value - half, 0.0)), value + half


def cv_difference(run: Totals, baseline: Totals, figure: Figure, confidence: float) -> Difference:
    """How much more the values of a figure vary in a run than in another one of the same replications."""
    value, before = _of_all(run, figure), _of_all(baseline, figure)
    half = _half(_without(run, figure) - _without(baseline, figure), confidence)
    low, high = value - before - half, value - before + half
    return Difference(
        measure=figure.measure,
        scope=figure.scope,
        name=figure.name,
        statistic=CV,
        unit="",
        value=value,
        baseline=before,
        difference=value - before,
        low=low,
        high=high,
        word=word_of(low, high, ""),
        pairing=nan,
        n=run.rows,
    )


def _half(without: Floats, confidence: float) -> float:
    if len(without) < 2:
        return nan
    return float(student(confidence, np.array(len(without) - 1.0)) * np.sqrt(jackknife_variance(without)))


def _of_all(totals: Totals, figure: Figure) -> float:
    n, off, squares, centre = totals.deviations(figure)
    return float(_cv(n.sum(), off.sum(), squares.sum(), centre))


def _without(totals: Totals, figure: Figure) -> Floats:
    """The same without each replication in turn."""
    n, off, squares, centre = totals.deviations(figure)
    return _cv(n.sum() - n, off.sum() - off, squares.sum() - squares, centre)


def _cv(n: Floats, off: Floats, squares: Floats, centre: float) -> Floats:
    """From how many values, how far they are off a centre in all, and the squares of that."""
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.maximum(squares - off * off / n, 0.0) / (n - 1)
        return np.asarray(np.where(n > 1, np.sqrt(variance) / (centre + off / n), np.nan), np.float64)
