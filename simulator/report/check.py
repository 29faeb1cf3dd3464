"""What a check found: the blueprint read back, the week, the loads, what theory expects, what is strange."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

from simulator.errors import Problem
from simulator.experiment.as_json import as_json
from simulator.experiment.check import CheckReport
from simulator.model.overview import LoadRow, WeekRow
from simulator.report.assumptions import assumptions_json
from simulator.report.blocks import Block, Column, Finding, Items, Paragraph, Table
from simulator.report.numbers import bare, figure, percent
from simulator.report.sentences import sentences
from simulator.report.theory import theory_blocks

#: Less work than this outside the hours of a team is not worth a note.
_FEW = 0.001

#: Stands where there is no figure: nobody on duty, or visits that cannot be counted.
_UNKNOWN = "-"


def check_blocks(report: CheckReport) -> tuple[Block, ...]:
    """Return the report on a check that found no errors."""
    overview = report.overview
    blocks: list[Block] = [
        Paragraph(f"{report.blueprint} {report.version}, scenario {report.scenario}: can be run."),
        sentences("Who comes", [reading.sentence for reading in overview.classes]),
        sentences("What is done", [reading.sentence for reading in overview.steps]),
    ]
    standards = [sentence for reading in overview.standards for sentence in reading.sentences]
    if standards:
        blocks.append(sentences("Standard of work", standards))
    served_by = [reading.sentence for reading in overview.teams if reading.words]
    if served_by:
        blocks.append(sentences("Who serves", served_by))
    if overview.promises:
        blocks.append(sentences("What is promised", [reading.sentence for reading in overview.promises]))
    if overview.week:
        blocks.append(Items("Through the week", tuple(_week(overview.week))))
    if overview.loads:
        blocks.append(_loads(overview.loads))
    if overview.assumptions:
        blocks.append(sentences("How shares and loads are counted", overview.assumptions))
    blocks += theory_blocks(report.theory)
    blocks.append(Paragraph(_verdict(report.warnings)))
    blocks += [Finding(problem) for problem in report.warnings]
    return tuple(blocks)


def check_json(report: CheckReport, *, assumptions: bool = False) -> str:
    """Return all of a check as one JSON object, with `assumptions` the constants about people too."""
    told = {"assumptions": assumptions_json()} if assumptions else {}
    return as_json({"ok": report.ok, **report.as_dict(), **told})


def _week(rows: Sequence[WeekRow]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each schedule and rate: a line for each day or run of days that are alike."""
    for (name, what), of_one in groupby(rows, key=lambda row: (row.name, row.what)):
        lines = []
        for days, spans in groupby(of_one, key=lambda row: row.days):
            lines.append(f"{days} {', '.join(_spans(what, list(spans)))}")
        yield f"{name}, {what}:", tuple(lines)


def _spans(what: str, spans: Sequence[WeekRow]) -> Iterator[str]:
    """Each span with its figure; of doors those in which they are open."""
    if what != "doors":
        yield from (f"{span.start}–{span.end} {figure(span.value)}" for span in spans)
        return
    opened = [f"{span.start}–{span.end} open" for span in spans if span.value]
    yield from opened or ["closed"]


def _loads(rows: Sequence[LoadRow]) -> Table:
    columns = (
        Column("team", words=True),
        Column("asked for"),
        Column("on duty"),
        Column("load"),
        Column("busiest hour"),
        Column("load then"),
    )
    told = tuple(
        (
            row.team,
            figure(row.offered) if math.isfinite(row.offered) else _UNKNOWN,
            figure(row.on_duty),
            _load(row.utilisation),
            row.busiest or _UNKNOWN,
            _load(row.busiest_utilisation) if row.busiest else _UNKNOWN,
        )
        for row in rows
    )
    note = "Asked for: how many would be busy on average if nobody waited."
    apart = [
        f"{percent(round(row.unattended, 3))} for {row.team}"
        for row in rows
        if row.busiest and row.unattended > _FEW
    ]
    if apart:
        note += (
            f" Work that comes in hours when nobody is on duty ({', '.join(apart)}) is in the load, "
            "but not in that of the busiest hour."
        )
    return Table("Loads", columns, told, note)


def _load(utilisation: float) -> str:
    return percent(round(utilisation, 3)) if math.isfinite(utilisation) else _UNKNOWN


def _verdict(warnings: Sequence[Problem]) -> str:
    if not warnings:
        return "Nothing is strange about it."
    return f"{bare(len(warnings))} {'thing is' if len(warnings) == 1 else 'things are'} worth a second look:"
