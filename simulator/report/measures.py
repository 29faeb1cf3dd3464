"""Measures as they are called in a report."""

from __future__ import annotations

from simulator.analysis.measures import MEASURES
from simulator.analysis.variability import CV
from simulator.experiment.sweeps.chosen import Chosen

_COSTS = frozenset(measure.name for measure in MEASURES if measure.kind == "cost")


def measure_words(measure: str, statistic: str) -> str:
    """`time in system`; a cost is one `per customer`, or of a whole replication, `in all`."""
    words = measure.replace("_", " ")
    if statistic == CV:
        return f"variation of the {words}"
    if measure in _COSTS:
        words += " in all" if statistic == "total" else " per customer"
    return words


def figure_words(measure: str, scope: str, name: str, statistic: str) -> str:
    """`wait at counter`, `wait (walk-in)`, `cost per customer of tellers`; of all cases without a name."""
    words = measure_words(measure, statistic)
    match scope:
        case "step":
            return f"{words} at {name}"
        case "customers":
            return f"{words} ({name})"
        case "team":
            return f"{words} of {name}"
    return words


def chosen_words(chosen: Chosen) -> str:
    """A figure as it was asked for, `wait:counter:p90`; a cost says of what it is, since `cost` does not."""
    if chosen.measure in _COSTS and chosen.scope != "sla":
        return figure_words(chosen.measure, chosen.scope, chosen.name, chosen.statistic)
    return chosen.label


def chosen_head(chosen: Chosen) -> str:
    """The same with its unit: `wait:counter, min`, `cost per customer, EUR`."""
    words = chosen_words(chosen)
    return words if chosen.unit in ("share", "") else f"{words}, {chosen.unit}"
