"""The cheapest staffing: the plan, its price, and the evidence for it; or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from simulator.analysis import Verdict
from simulator.blueprint.schema.teams import Team
from simulator.experiment.staffing.answer import Neighbour, Price, Staffing, StaffRow
from simulator.experiment.staffing.trials import is_sought
from simulator.report.blocks import Block, Column, Items, Lines, Paragraph, Table
from simulator.report.figures import Value
from simulator.report.numbers import bare, figure, percent
from simulator.report.sentences import listed, sentence, sentences
from simulator.report.times import length

_NOTHING = "-"


def staffing_blocks(staffing: Staffing) -> tuple[Block, ...]:
    """Return the report on a search for the cheapest staffing."""
    blocks: list[Block] = [_heading(staffing), Paragraph(" ".join(_headline(staffing))), _plan(staffing)]
    if staffing.shifts:
        blocks.append(_shifts(staffing))
    blocks.append(_levels(staffing))
    if staffing.unshown:
        blocks.append(sentences(f"Not shown, since it was {_ended(staffing)}", staffing.unshown))
    if staffing.reasons:
        blocks.append(_why(staffing))
    if staffing.neighbours_failing:
        blocks.append(_fewer(staffing))
    blocks.append(sentences("To be noted", _notes(staffing)))
    if staffing.found:
        blocks.append(
            Lines(f"To run it, put this under `scenarios` of the blueprint:\n\n{staffing.scenario}")
        )
    return tuple(blocks)


def _ended(staffing: Staffing) -> str:
    """How a search ended that did not come to its end."""
    return "interrupted" if staffing.interrupted else "stopped, since a process was lost"


def _heading(staffing: Staffing) -> Paragraph:
    blueprint = staffing.blueprint
    changed = f", with {listed([f'`{each}`' for each in blueprint.overrides])}" if blueprint.overrides else ""
    return Paragraph(
        f"{blueprint.blueprint} {blueprint.version}, scenario {blueprint.scenario}{changed}: the cheapest "
        f"staffing that meets every service level. Seed {staffing.seed}, up to {staffing.replications:,} "
        f"replications for a plan."
    )


def _headline(staffing: Staffing) -> Iterator[str]:
    if staffing.price is None:
        yield f"No plan that was tried meets every service level; tried: {', '.join(staffing.starts)}."
        yield f"Not met with as many as there may be: {_not_met(staffing.verdicts) or 'none'}."
        return
    takes = _price(staffing.price, staffing)
    if not staffing.found:
        yield f"It was {_ended(staffing)} before any plan was shown to meet every service level."
        yield f"The plan that came nearest takes {takes}; not shown to be met: {_not_met(staffing.verdicts)}."
    elif not staffing.finished:
        yield f"It was {_ended(staffing)}."
        yield f"The cheapest plan that was shown to meet every service level by then takes {takes}."
    else:
        yield f"It takes {takes}."
    yield f"The present staffing takes {_price(staffing.present, staffing)}{_stands(staffing)}."
    if staffing.proven:
        yield (
            "No cheaper plan within the ranges is shown to meet them, if more staff never makes things worse."
        )
    elif staffing.finished:
        yield (
            "No plan with one member fewer is shown to meet them, nor any cheaper exchange that was tried."
        )


def _stands(staffing: Staffing) -> str:
    """How the present staffing does; empty where that was not tried."""
    if not staffing.present_verdicts:
        return ""
    present = _not_met(staffing.present_verdicts)
    return f" and does not meet {present}" if present else f" and meets them{', too' * staffing.found}"


def _price(price: Price, staffing: Staffing) -> str:
    """`1,152 EUR for 40 h on duty`, or the hours alone where no team costs anything."""
    time = f"{figure(price.time)} h on duty"
    if not price.cost and not (staffing.price and staffing.price.cost):
        return time
    return f"{price.cost:,.6g} {staffing.blueprint.currency}".rstrip() + f" for {time}"


def _not_met(verdicts: tuple[Verdict, ...]) -> str:
    names = [f"`{each.name}`" for each in verdicts if is_sought(each) and each.verdict != "met"]
    return listed(names) if names else ""


def _plan(staffing: Staffing) -> Table:
    columns = (
        Column("team", words=True),
        Column("from", words=True),
        Column("range"),
        Column("theory"),
        Column("now"),
        Column("plan"),
    )
    before = [None, *staffing.rows]
    rows = tuple(
        (
            "" if last is not None and last.team == row.team else row.team,
            _when(row),
            f"{row.low}..{row.high}",
            bare(row.theory),
            figure(row.present),
            _NOTHING if row.count is None else bare(row.count),
        )
        for row, last in zip_longest(staffing.rows, before)
        if row is not None
    )
    return Table("Members on duty", columns, rows, "Theory: what the search began with.", keys=2)


def _when(row: StaffRow) -> str:
    return " ".join(filter(None, (row.days, row.start))) or "all the time"


def _shifts(staffing: Staffing) -> Table:
    paid = f"cost, {staffing.blueprint.currency}".rstrip(", ")
    columns = (Column("team", words=True), Column("shift", words=True), Column("members"), Column(paid))
    rows = tuple((row.team, row.shift, bare(row.count), bare(round(row.cost, 2))) for row in staffing.shifts)
    return Table("Shifts", columns, rows, "Members: on each day. Cost: of all of them over the run.", keys=2)


def _levels(staffing: Staffing) -> Table:
    shown = staffing.price is not None
    columns = (
        Column("service level", words=True),
        Column("target"),
        Column("plan" if shown else "the most"),
        Column("slack"),
        *([Column("other days")] if staffing.fresh else []),
        *([Column("now")] if staffing.present_verdicts else []),
    )
    rows = tuple(
        (
            verdict.name,
            _target(verdict),
            _figure(verdict),
            _slack(verdict),
            *(_alone(each) for each in (fresh, now) if each is not None),
        )
        for verdict, fresh, now in zip_longest(staffing.verdicts, staffing.fresh, staffing.present_verdicts)
    )
    told = "Slack: from the bad end of the interval to the target."
    if staffing.fresh:
        many = "further" if staffing.unshown else "as many further"
        told += f" Other days: {many} replications, on which nothing was chosen."
    return Table("Service levels", columns, rows, told)


def _target(verdict: Verdict) -> str:
    amount = percent(verdict.target) if verdict.unit == "share" else f"{bare(verdict.target)} {verdict.unit}"
    return f"{'≥' if verdict.sense == 'at_least' else '≤'} {amount}".rstrip()


def _figure(verdict: Verdict) -> str:
    return Value(verdict.attainment, verdict.low, verdict.high, verdict.unit).with_unit


def _alone(verdict: Verdict) -> str:
    return str(Value(verdict.attainment, verdict.low, verdict.high, verdict.unit))


def _slack(verdict: Verdict) -> str:
    at_least = verdict.sense == "at_least"
    left = verdict.low - verdict.target if at_least else verdict.target - verdict.high
    if verdict.unit == "share":
        return f"{figure(100 * left)} points"
    return f"{figure(left)} {verdict.unit}".rstrip()


def _why(staffing: Staffing) -> Items:
    return Items("Why", tuple((reason.sla, (sentence(reason.text),)) for reason in staffing.reasons))


def _fewer(staffing: Staffing) -> Table:
    """The plans with one member fewer, each with the service levels that it does not meet."""
    columns = (
        Column("one fewer of", words=True),
        Column("left"),
        Column("not met", words=True),
        Column("figure"),
        Column("target"),
    )
    targets = {verdict.name: _target(verdict) for verdict in staffing.verdicts}
    rows = tuple(
        (
            " ".join(filter(None, (each.team, each.place))),
            bare(each.count),
            f"{each.sla}: {each.verdict}",
            _neighbour_figure(each),
            targets[each.sla],
        )
        for each in staffing.neighbours_failing
    )
    return Table("With one member fewer", columns, rows)


def _left_alone(staffing: Staffing) -> Iterator[str]:
    """The teams that were left as they are, with the reason."""
    changed = {row.team for row in staffing.rows}
    blueprint = staffing.blueprint
    blocks = {**blueprint.teams, **blueprint.resources}
    for name, block in blocks.items():
        if name in changed or block.unlimited:
            continue
        if isinstance(block, Team) and block.members:
            why = "they have kinds of `members`"
        elif name in blueprint.staffing or (isinstance(block, Team) and not staffing.given):
            why = "they are never on duty in this run"
        elif staffing.given:
            why = "`staffing` does not name them"
        else:
            why = "resources change only where `staffing` names them"
        yield f"`{name}` were left as they are: {why}"


def _neighbour_figure(each: Neighbour) -> str:
    return Value(each.attainment, each.low, each.high, each.unit).in_full


def _notes(staffing: Staffing) -> Iterator[str]:
    shaky = [each.name for each in staffing.fresh if is_sought(each) and each.verdict != "met"]
    if shaky:
        names = listed([f"`{name}`" for name in shaky])
        yield (
            f"on other days it is not shown that {names} would be met: the plan may owe something to the "
            "days on which it was chosen; more --replications tell"
        )
    aside = [each.name for each in staffing.verdicts if not is_sought(each)]
    if aside:
        names = listed([f"`{name}`" for name in aside])
        yield f"more staff does not help to meet {names}; it was not sought, only shown"
    if not staffing.given:
        yield "the ranges are from theory; `staffing` in the blueprint says what may change, and how far"
    yield from _left_alone(staffing)
    plans = "1 plan was" if staffing.tried == 1 else f"{staffing.tried:,} plans were"
    day = length(staffing.result.plan.run_for, staffing.result.plan)
    yield (f"{plans} simulated on the same customers, {staffing.simulations:,} replications of {day} in all")
