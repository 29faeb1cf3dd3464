"""Measures as they are called in a report."""

from __future__ import annotations

from simulator.analysis.measures import MEASURES
from simulator.experiment.sweeps.chosen import Chosen

_COSTS = frozenset(measure.name for measure in MEASURES if measure.kind == "cost")


def measure_words(measure: str, statistic: str) -> str:
    """`time in system`; a cost is one `per customer`, or of a whole replication, `in all`."""
    words = measure.replace("_", " ")
    if measure in _COSTS:
        words += " in all" if statistic == "total" else " per customer"
    return words


def head_of(measure: Chosen) -> str:
    """`wait:counter, min`, `cost per customer, EUR`: a figure as it was asked for, with its unit."""
    label = measure.label
    if measure.measure in _COSTS and measure.statistic != "total":
        label += " per customer"
    return label if measure.unit in ("share", "") else f"{label}, {measure.unit}"
