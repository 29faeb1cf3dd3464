"""Measures as they are called in a report."""

from __future__ import annotations

from simulator.analysis.measures import MEASURES

_COSTS = frozenset(measure.name for measure in MEASURES if measure.kind == "cost")


def measure_words(measure: str, statistic: str) -> str:
    """`time in system`; a cost is one `per customer`, or of a whole replication, `in all`."""
    words = measure.replace("_", " ")
    if measure in _COSTS:
        words += " in all" if statistic == "total" else " per customer"
    return words
