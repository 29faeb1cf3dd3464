"""The tables of a run: steps, teams, customers; each in the order of the blueprint's file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.analysis.measures import OUTCOME, Scope
from simulator.blueprint.procedures import all_steps
from simulator.experiment.result import Result
from simulator.model.plan import OWN_OUTCOMES, Plan, Team
from simulator.model.rosters import roster
from simulator.report.blocks import Column, Table
from simulator.report.figures import Figures
from simulator.report.numbers import bare
from simulator.report.whose import classes_and_all

#: Headings of the ends that the language knows by itself.
_OWN_ENDS = {
    "abandoned": "gave up",
    "balked": "balked",
    "turned_away": "turned away",
    "no_show": "no-show",
    "unfinished": "unfinished",
}

#: Headings of what may become of a visit that is not done.
_UNSERVED = {
    "abandoned": "gave up",
    "balked": "balked",
    "turned_away": "turned away",
    "escalated": "went up",
    "unreachable": "not reached",
}

_NONE = "-"


def steps_table(result: Result, figures: Figures) -> Table:
    """How often each step was come to, how long the queue was, who was lost, how long begun work lay."""
    names = all_steps(result.blueprint)
    staffed = {step.name for step in result.plan.steps if step.options}
    lost = [name for name in _UNSERVED if _occurs(figures, name, "step", names)]
    lies = any(figures.get("suspended_time", "step", name, "mean").shows for name in names)
    columns = (
        Column("step", words=True),
        Column("visits"),
        Column("queue"),
        *(Column(_UNSERVED[name]) for name in lost),
        *([Column(f"interrupted, {result.plan.clock.unit}")] if lies else []),
    )
    rows = []
    for name in names:
        queue, lay = _NONE, _NONE
        if name in staffed:
            queue = str(figures.get("queue_length", "step", name, "mean"))
            lay = str(figures.get("suspended_time", "step", name, "mean"))
        visits = str(figures.get("visits", "step", name, "count"))
        shares = (str(figures.get(measure, "step", name, "share")) for measure in lost)
        rows.append((name, visits, queue, *shares, *([lay] if lies else [])))
    note = "Visits of an average replication; the queue's average length over time."
    if any(step.batch is not None for step in result.plan.steps):
        note += " The queue is without those who wait for their batch to fill."
    if lies:
        note += " Interrupted: how long work lay after it had begun, on average."
    if "unreachable" in lost:
        note += " Not reached: called back in vain; they are among those who gave up."
    return Table("Steps", columns, tuple(rows), note)


def teams_table(result: Result, figures: Figures) -> tuple[Table, ...]:
    """How many were on duty, how busy they were, what they cost; no table without teams."""
    plan = result.plan
    teams = {team.name: team for team in plan.teams}
    names = (*result.blueprint.teams, *result.blueprint.resources)
    if not names:
        return ()
    heads = {"overtime": f"overtime, {plan.clock.unit}", "cost": f"cost, {plan.currency}".rstrip(", ")}
    fails = any(figures.get("down", "team", name, "mean").shows for name in names)
    amounts = [
        name for name in heads if any(figures.get(name, "team", team, "total").shows for team in names)
    ]
    columns = (
        Column("team", words=True),
        Column("on duty"),
        Column("utilisation"),
        *([Column("in repair")] if fails else []),
        *(Column(heads[name]) for name in amounts),
    )
    rows = tuple(
        (
            name,
            _on_duty(teams[name], plan),
            figures.get("utilisation", "team", name, "mean").in_full,
            *([str(figures.get("down", "team", name, "mean"))] if fails else []),
            *_amounts(figures, name, amounts, has_room=not fails),
        )
        for name in names
    )
    return (Table("Teams", columns, rows, _cost_in_all(figures) if "cost" in amounts else ""),)


def _cost_in_all(figures: Figures) -> str:
    """What all teams cost together, and for each customer; of a replication."""
    total, each = (figures.get("staff_cost", "case", "all", statistic) for statistic in ("total", "mean"))
    return f"All teams together: {total.with_unit}; for each customer: {each.with_unit}."


def _amounts(figures: Figures, team: str, amounts: Iterable[str], has_room: bool) -> Iterator[str]:
    """Overtime and cost; what is paid has its interval shown if there is room for one."""
    for amount in amounts:
        value = figures.get(amount, "team", team, "total")
        yield value.in_full if amount == "cost" and has_room else str(value)


def customers_table(result: Result, figures: Figures) -> Table:
    """How many of each class came, how long they were inside, how they left."""
    ends = _ends(result.plan, figures)
    columns = (
        Column("customers", words=True),
        Column("cases" if any(measure == "no_show" for measure, _ in ends) else "came"),
        Column(f"inside, {result.plan.clock.unit}"),
        Column("90 % left within"),
        *(Column(head) for _, head in ends),
    )
    rows = tuple(
        (
            who,
            str(figures.get("arrivals", scope, name, "count")),
            figures.get("time_in_system", scope, name, "mean").in_full,
            str(figures.get("time_in_system", scope, name, "p90")),
            *(str(figures.get(measure, scope, name, "share")) for measure, _ in ends),
        )
        for who, scope, name in classes_and_all(result)
    )
    missing = any(measure == "no_show" for measure, _ in ends)
    return Table("Customers", columns, rows, "Cases: also those who did not come." if missing else "")


def _on_duty(team: Team, plan: Plan) -> str:
    """How many the roster calls: `4`, or from the fewest to the most."""
    if team.unlimited:
        return "no limit"
    heads = roster(team, plan.run_for).heads
    least, most = bare(float(heads.min())), bare(float(heads.max()))
    return most if least == most else f"{least}–{most}"


def _ends(plan: Plan, figures: Figures) -> list[tuple[str, str]]:
    """The ways of leaving that occur, as (measure, heading): the named ends, then those of the language."""
    named = [(OUTCOME + name, name) for name in plan.outcomes[len(OWN_OUTCOMES) :]]
    ends = (*named, *_OWN_ENDS.items())
    return [(measure, head) for measure, head in ends if _occurs(figures, measure, "case", ("all",))]


def _occurs(figures: Figures, measure: str, scope: Scope, names: Iterable[str]) -> bool:
    return any(figures.get(measure, scope, name, "share").shows for name in names)
