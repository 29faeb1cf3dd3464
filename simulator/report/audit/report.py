"""What an audit showed: how many cases conform, what was done otherwise, when and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.audit.deviations import KINDS
from simulator.experiment.audit.result import Audit
from simulator.report.audit.remarks import remarks
from simulator.report.blocks import Block, Column, Items, Paragraph, Table
from simulator.report.numbers import figure, percent, percent_with_interval
from simulator.report.sentences import listed, many, sentences

#: So many deviations, members and points are told at most.
_MOST = 10

#: Where more of the rows than this are set aside, that is said at once.
_MANY_ASIDE = 0.1

#: How points out of control are told.
_SIGNALS = {
    "below the limits": "below the limits",
    "above the limits": "above the limits",
    "run below": "eighth or later in a row below the centre",
    "run above": "eighth or later in a row above the centre",
}


def audit_blocks(audit: Audit) -> tuple[Block, ...]:
    """Return the report on an audit."""
    blocks: list[Block] = [_heading(audit), _answer(audit), _steps(audit)]
    blocks += _actions(audit)
    blocks += _times(audit)
    blocks += _resources(audit)
    blocks += _chart(audit)
    blocks += _first(audit)
    blocks += _set_aside(audit)
    told = tuple(remarks(audit))
    if told:
        blocks.append(sentences("To be noted", told))
    return tuple(blocks)


def _heading(audit: Audit) -> Paragraph:
    log, plan = audit.found.log, audit.found.plan
    return Paragraph(
        f"{log.name}, {many(log.rows, 'row')} of {many(len(log.cases), 'case')}, held against "
        f"{plan.blueprint} {plan.version}, scenario {audit.blueprint.scenario}. In brackets: "
        f"{percent(audit.found.confidence)} intervals."
    )


def _answer(audit: Audit) -> Paragraph:
    if not audit.judged:
        return Paragraph(f"No case can be judged. {_left_out(audit)}".rstrip())
    said = (
        f"{audit.conforming:,} of {many(audit.judged, 'case')} conform{'s' if audit.judged == 1 else ''}, "
        f"{percent_with_interval(*audit.share)}. {_left_out(audit)}"
    )
    log = audit.found.log
    aside = sum(one.count for one in log.set_aside if one.wrong)
    if aside > _MANY_ASIDE * log.rows:
        said = f"{said.rstrip()} {aside:,} of the {many(log.rows, 'row')} were set aside, see below."
    if audit.timed:
        slow = f"{audit.slow:,} took too long, {percent(audit.slow / audit.timed)}"
        slow = slow if audit.slow else "none took too long"
        said = f"{said.rstrip()} Of {many(audit.timed, 'visit')} {slow}."
    return Paragraph(said.rstrip())


def _left_out(audit: Audit) -> str:
    """What is not among the cases judged."""
    parts = []
    if audit.still_open:
        parts.append(f"{audit.still_open:,} {'is' if audit.still_open == 1 else 'are'} still open")
    if audit.left_at_once:
        parts.append(f"{audit.left_at_once:,} left before anything was begun")
    if audit.not_judged:
        parts.append(f"{audit.not_judged:,} cannot be judged, for want of a row that can be used")
    return f"Not among them: {listed(parts)}." if parts else ""


def _steps(audit: Audit) -> Table:
    table = audit.steps
    kinds = [kind for kind in KINDS if table[kind.replace(" ", "_")].any()]
    columns = (
        Column("step", words=True),
        Column("visits"),
        Column("in place"),
        *(Column(kind) for kind in kinds),
        *([Column("left")] if audit.left else []),
    )
    rows = tuple(
        (
            row["step"],
            f"{row['visits']:,}",
            percent_with_interval(row["share"], row["low"], row["high"]),
            *(f"{row[kind.replace(' ', '_')]:,}" for kind in kinds),
            *([f"{row['left']:,}"] if audit.left else []),
        )
        for row in table.to_dict("records")
    )
    note = "In place: of what was done or should have been. "
    note += "The routes allow all that was done." if not kinds else _kinds_told(kinds)
    if audit.left:
        note += " Left: cases taken to have left it unserved, as they may."
    return Table("Steps", columns, rows, note.rstrip())


def _kinds_told(kinds: list[str]) -> str:
    """What the less plain words mean."""
    told = {
        "out of order": "Out of order: done, but not when it was due.",
        "repeated": "Repeated: more often than the routes allow.",
        "unexpected": "Unexpected: never due on the way of the case.",
        "ended early": "Ended early: it was due when the case ended.",
    }
    return " ".join(told[kind] for kind in kinds if kind in told)


def _actions(audit: Audit) -> Iterator[Table]:
    table = audit.actions
    if not len(table):
        return
    rows = tuple(
        (
            f"{row['step']}: {row['action']}",
            f"{row['visits']:,}",
            percent_with_interval(row["share"], row["low"], row["high"]),
            percent(row["assumed"]),
            *(f"{row[kind]:,}" for kind in ("skipped", "out_of_order", "repeated")),
        )
        for row in table.to_dict("records")
    )
    columns = (
        Column("action", words=True),
        Column("visits"),
        Column("complied"),
        Column("assumed"),
        Column("skipped"),
        Column("out of order"),
        Column("repeated"),
    )
    note = "Complied: done, and in its place, of the visits for which it is prescribed. Assumed: by the SOP."
    apart = [
        f"`{row['step']}: {row['action']}`"
        for row in table.to_dict("records")
        if not row["low"] <= row["assumed"] <= row["high"]
    ]
    if apart:
        note += f" What was measured is not what is assumed for {listed(apart)}."
    yield Table("Actions", columns, rows, note)


def _times(audit: Audit) -> Iterator[Table]:
    clock = audit.found.plan.clock
    table = audit.steps[audit.steps["timed"] > 0]
    if not len(table):
        return
    columns = (
        Column("step", words=True),
        Column("visits"),
        Column(f"may take, {clock.unit}"),
        Column("by", words=True),
        Column("too slow"),
        Column("share"),
    )
    rows = tuple(
        (
            row["step"],
            f"{row['timed']:,}",
            figure(row["limit"] / clock.seconds),
            row["limit_from"],
            f"{row['too_slow']:,}",
            percent(row["too_slow"] / row["timed"]),
        )
        for row in table.to_dict("records")
    )
    told = {
        "standard times": f"By standard times: these and {percent(audit.tolerance)} more.",
        "time": "By its time: what 99 % of visits take at most, as the blueprint has it.",
    }
    note = " ".join(said for by, said in told.items() if (table["limit_from"] == by).any())
    yield Table("Times", columns, rows, f"{note} Too slow is no deviation: the case may conform.")


def _resources(audit: Audit) -> Iterator[Table]:
    table = audit.resources
    if not len(table):
        return
    some = table.sort_values(["share", "resource"], kind="stable").head(_MOST)
    rows = tuple(
        (
            row["resource"],
            f"{row['cases']:,}",
            percent_with_interval(row["share"], row["low"], row["high"]),
            f"{row['deviations']:,}",
            f"{row['too_slow']:,}",
        )
        for row in some.to_dict("records")
    )
    columns = (
        Column("who", words=True),
        Column("cases"),
        Column("conform"),
        Column("own deviations"),
        Column("too slow"),
    )
    note = "Cases in which they did something; what others did in these counts, too, but for the last two."
    if len(table) > len(some):
        note = f"The {len(some)} of {len(table):,} with the least share. {note}"
    yield Table("Who did it", columns, rows, note)


def _chart(audit: Audit) -> Iterator[Block]:
    chart = audit.chart
    if len(chart.points) < 2:
        return
    out = [point for point in chart.points if point.signal]
    said = f"Control chart: {many(len(chart.points), chart.every)}, centre {percent(chart.centre)}. "
    if not out:
        yield Paragraph(f"{said}No point is out of control.")
        return
    yield Paragraph(f"{said}{many(len(out), 'point')} {'is' if len(out) == 1 else 'are'} out of control.")
    rows = tuple(
        (
            point.name,
            f"{point.cases:,}",
            percent(point.share),
            f"{percent(point.low)} to {percent(point.high)}",
            _SIGNALS[point.signal],
        )
        for point in out[:_MOST]
    )
    columns = (
        Column(chart.every, words=True),
        Column("cases"),
        Column("conform"),
        Column("limits"),
        Column("which is", words=True),
    )
    note = "" if len(out) <= _MOST else f"The first {_MOST} of {len(out):,}; `--out` saves all."
    yield Table("Out of control", columns, rows, note)


def _first(audit: Audit) -> Iterator[Table]:
    """The first deviations, with their lines."""
    table = audit.deviations
    table = table[table["kind"] != "too slow"]
    if not len(table):
        return
    rows = tuple(
        (
            f"{row['line']}",
            row["case"],
            f"{row['step']}: {row['action']}" if row["action"] else row["step"],
            row["kind"],
        )
        for row in table.head(_MOST).to_dict("records")
    )
    columns = (
        Column("line"),
        Column("case", words=True),
        Column("what", words=True),
        Column("which is", words=True),
    )
    note = "Of what is missing, the line before which it is missing, or the last one of the case."
    if len(table) > _MOST:
        note = f"The first {_MOST} of {len(table):,}; `--out` saves all. {note}"
    yield Table("Deviations", columns, rows, note)


def _set_aside(audit: Audit) -> Iterator[Items]:
    told = audit.found.log.set_aside
    if not told:
        return
    said = []
    for one in told:
        others = [str(line) for line in one.lines[1:]]
        more = one.count - len(one.lines)
        also = f"; also {'lines' if len(others) > 1 else 'line'} {listed(others)}" if others else ""
        also += f", and {more:,} more" if more > 0 else ""
        said.append(f"{one}{also}")
    yield sentences("Rows set aside", said)
