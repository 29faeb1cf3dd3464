"""The scorecard of a run: what each figure earns, and the grade; those of scenarios side by side."""

from __future__ import annotations

from simulator.constants import CONSISTENT, GRADES
from simulator.experiment.comparison import Comparison
from simulator.experiment.result import Result
from simulator.experiment.scorecard import Line, Scored
from simulator.report.blocks import Column, Table
from simulator.report.figures import Value
from simulator.report.measures import figure_words
from simulator.report.numbers import figure, percent, signed, with_interval


def scorecard_table(result: Result) -> tuple[Table, ...]:
    """The scorecard; nothing where the blueprint has none."""
    card = result.scorecard
    if card is None:
        return ()
    columns = (
        Column("criterion", words=True),
        Column("what it is", words=True),
        Column("weight"),
        Column("value"),
        Column("points"),
    )
    rows = (
        *(_row(line) for line in card.lines),
        (
            "all together",
            f"grade {card.grade}" if card.grade else "",
            percent(1.0),
            "",
            with_interval(card.points, card.low, card.high),
        ),
    )
    return (Table("Scorecard", columns, rows, _note(card)),)


def scorecards_table(comparison: Comparison) -> tuple[Table, ...]:
    """The scorecards of scenarios side by side; nothing where the blueprint has none."""
    cards = comparison.scorecards
    if not cards:
        return ()
    columns = (
        Column("scenario", words=True),
        Column("points"),
        Column("grade", words=True),
        Column("difference"),
        Column("which is", words=True),
    )
    rows = []
    for name, card in cards.items():
        gain = comparison.gains.get(name)
        shown = ("", "") if gain is None else (signed(gain.points, gain.low, gain.high), gain.word or "-")
        rows.append((name, with_interval(card.points, card.low, card.high), card.grade or "-", *shown))
    return (Table("Scorecards", columns, tuple(rows), _note(next(iter(cards.values())))),)


def _row(line: Line) -> tuple[str, ...]:
    about = line.figure
    told = (
        f"service level {about.name}"
        if about.scope == "sla"
        else figure_words(about.measure, about.scope, about.name, about.statistic)
    )
    value = Value(line.value, line.low, line.high, about.unit).with_unit
    return (line.criterion, told, percent(line.weight), value, figure(line.points, line.least, line.most))


def _note(card: Scored) -> str:
    grades = ", ".join(f"{grade} from {least:g}" for grade, least in GRADES.by_label.items() if least)
    told = [f"Points from 0 to 100; {grades}."]
    if card.consistency_ratio is not None:
        well = "well" if card.consistency_ratio <= CONSISTENT.value else "not well"
        told.append(
            f"The weights come from comparisons in pairs that agree {well}: their consistency ratio is "
            f"{card.consistency_ratio:.2f}, {CONSISTENT.value:g} at most would be well."
        )
    return " ".join(told)
