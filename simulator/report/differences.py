"""Differences between two runs in words and figures."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.analysis.figures import Figure
from simulator.analysis.paired import Difference
from simulator.model.saying import estimated
from simulator.report.figures import Value
from simulator.report.measures import figure_words
from simulator.report.numbers import signed


def difference_head(about: Difference | Figure) -> str:
    """`wait at counter, min`, `abandoned`, `served within 10 min`, `wait (walk-in), p90, min`."""
    measure, scope, name, statistic = about.measure, about.scope, about.name, about.statistic
    what = name if scope == "sla" else figure_words(measure, scope, name, statistic)
    chief = statistic in ("mean", "share", "rate", "total")
    unit = "" if about.unit == "share" else about.unit
    return ", ".join(part for part in (what, "" if chief else statistic.replace("_", " "), unit) if part)


def both_values(difference: Difference) -> tuple[str, str]:
    """The baseline's value and the other, with the digits that the interval of the difference bears out."""
    half = (difference.high - difference.low) / 2
    values = (difference.baseline, difference.value)
    one, other = (str(Value(value, value - half, value + half, difference.unit)) for value in values)
    return one, other


def difference_shown(difference: Difference) -> str:
    """`-2.4 (-3.6 to -1.3)`; of a share in percentage points."""
    scale = 100.0 if difference.unit == "share" else 1.0
    return signed(scale * difference.difference, scale * difference.low, scale * difference.high)


def in_points(told: Sequence[Difference]) -> str:
    """In what shares differ, where there is one."""
    return "Shares differ in percentage points." if any(d.unit == "share" for d in told) else ""


def what_pairing_saved(told: Sequence[Difference]) -> str:
    """What it saved that the same customers came to both; nothing where it saved nothing."""
    saved = [difference.pairing for difference in told if difference.pairing > 0]
    if not saved:
        return ""
    least, most = map(estimated, (min(saved), max(saved)))
    times = least if least == most else f"{least} to {most}"
    return (
        f"With other customers in each run, intervals as narrow would take {times} times as many "
        "replications."
    )
