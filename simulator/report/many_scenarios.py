"""Many scenarios side by side: a row for each, a column for each of the chief figures."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.figures import Figure
from simulator.analysis.paired import Difference
from simulator.experiment.comparison import Comparison
from simulator.report.blocks import Column, Table
from simulator.report.differences import (
    both_values,
    difference_head,
    difference_shown,
    in_points,
    what_pairing_saved,
)
from simulator.report.figures import Figures

#: So many scenarios are told with a table for each; more stand side by side in one.
MOST_IN_FULL = 3

#: The figures of all cases that are told, unless others are asked for, as far as there is any of them.
_CHIEF = (
    ("wait", "mean"),
    ("time_in_system", "mean"),
    ("abandoned", "share"),
    ("balked", "share"),
    ("turned_away", "share"),
    ("unfinished", "share"),
    ("cost", "total"),
)

_NONE_SHOWN = "none shown"

#: What a figure is about: measure, scope, name, statistic.
_About = tuple[str, str, str, str]


def side_by_side(comparison: Comparison) -> Table:
    """The baseline and all scenarios: each figure, and how it differs from that of the baseline."""
    abouts = _asked(comparison) if comparison.told else _usual(comparison)
    found = {
        name: {_about(d): d for d in differences if _about(d) in abouts}
        for name, differences in comparison.paired.items()
    }
    heads = {_about(d): difference_head(d) for row in found.values() for d in row.values()}
    heads |= {_about(figure): difference_head(figure) for figure in comparison.told}
    metrics = comparison.metrics
    rows = []
    for name in comparison.runs:
        alone = Figures(metrics[metrics.scenario == name])
        differences = found.get(name, {})
        cells = (
            _cell(differences[about]) if about in differences else str(alone.get(*about)) for about in abouts
        )
        rows.append((name, *cells))
    columns = (Column("scenario", words=True), *(Column(heads[about]) for about in abouts))
    told = [difference for row in found.values() for difference in row.values()]
    return Table(f"Against {comparison.baseline}", columns, tuple(rows), " ".join(_notes(told)))


def _usual(comparison: Comparison) -> list[_About]:
    """The chief figures of which there is any, in any of the scenarios."""
    some = {
        (d.measure, d.statistic)
        for differences in comparison.paired.values()
        for d in differences
        if d.scope == "case" and (d.value > 0 or d.baseline > 0)
    }
    return [
        (measure, "case", "all", statistic) for measure, statistic in _CHIEF if (measure, statistic) in some
    ]


def _asked(comparison: Comparison) -> list[_About]:
    """The figures asked for, each with its chief statistic alone."""
    return [_about(figure) for figure in comparison.told]


def _about(of: Difference | Figure) -> _About:
    return of.measure, of.scope, of.name, of.statistic


def _cell(difference: Difference) -> str:
    """`4.3, -2.4 better`, `5 %, none shown`; without its word where there is no interval."""
    _, value = both_values(difference)
    if difference.word == "no difference shown":
        return f"{value}, {_NONE_SHOWN}"
    shown, _, _ = difference_shown(difference).partition(" (")
    return f"{value}, {shown} {difference.word}".rstrip()


def _notes(told: list[Difference]) -> Iterator[str]:
    if any(difference.word == "no difference shown" for difference in told):
        yield f"{_NONE_SHOWN.capitalize()}: no difference is shown, which is not to say that there is none."
    yield from filter(None, (in_points(told), what_pairing_saved(told)))
    yield f"Name up to {MOST_IN_FULL} scenarios to have a table of each, with intervals and further figures."
