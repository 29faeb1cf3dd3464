"""What theory says of a whole plan, row by row."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from simulator.analysis.measures import MEASURES, unit_of
from simulator.analysis.theory.rows import NO_FORMULA, Scope, TheoryRow
from simulator.analysis.theory.solve import Solution, solve
from simulator.analysis.theory.stations import Station, steps_served
from simulator.model.flows import has_queue
from simulator.model.plan import Fork, Plan, Sla
from simulator.model.traffic import Traffic

_LONG_RUN = "in the long run; a run that starts empty comes near it only with time"


def solved(plan: Plan, traffic: Traffic) -> list[TheoryRow]:
    """Every figure of a plan for which there is a formula, and for each team without one the reason.

    Rows stand in the order of the teams; those of classes and service levels follow. Exact rows hold in the
    long run, with nobody missing at the start or at the end.
    """
    rows: list[TheoryRow] = []
    solutions: dict[int, tuple[Station, Solution]] = {}
    for team in range(len(plan.teams)):
        if not steps_served(plan, traffic, team):
            continue
        found = solve(plan, traffic, team)
        if isinstance(found, str):
            name = plan.teams[team].name
            rows.append(TheoryRow("team", name, "utilisation", "mean", None, NO_FORMULA, False, found))
        else:
            solutions[team] = found
            rows += _station_rows(plan, *found)
    rows += [
        row for index in range(len(plan.classes)) for row in _class_rows(plan, traffic, index, solutions)
    ]
    rows += [row for sla in plan.slas for row in _sla_rows(plan, sla, solutions)]
    return [replace(row, unit=_unit(plan, row)) for row in rows]


def _unit(plan: Plan, row: TheoryRow) -> str:
    if row.statistic == "share":
        return "share"
    return unit_of(plan, next(measure for measure in MEASURES if measure.name == row.measure))


def _row(
    scope: Scope,
    name: str,
    measure: str,
    value: float,
    solution: Solution,
    *,
    statistic: str = "mean",
    customers: str = "",
) -> TheoryRow:
    steady = math.isfinite(value)
    note = "approximate: " + "; ".join(solution.reasons) if solution.reasons else _LONG_RUN
    if not steady:
        note = "no steady state: the team has no time left over, so the queue has no end"
    return TheoryRow(
        scope=scope,
        name=name,
        measure=measure,
        statistic=statistic,
        value=value if steady else None,
        model=solution.figures.model,
        exact=not solution.reasons,
        note=note,
        customers=customers,
    )


def _station_rows(plan: Plan, found: Station, solution: Solution) -> Iterator[TheoryRow]:
    figures = solution.figures
    team = plan.teams[found.team]
    busy = figures.mean_present - figures.mean_waiting
    if math.isnan(busy):
        busy = float(found.servers)
    yield _row("team", team.name, "busy", busy, solution)
    if team.unlimited:
        return
    yield _row("team", team.name, "utilisation", figures.utilisation, solution)
    for place, index in enumerate(found.steps):
        rate = float(found.rates[:, place].sum())
        yield from _step_rows(plan, index, rate, found, solution)


def _step_rows(
    plan: Plan, index: int, rate: float, found: Station, solution: Solution
) -> Iterator[TheoryRow]:
    step, figures = plan.steps[index], solution.figures
    hand_off = step.hand_off.mean if step.hand_off is not None else 0.0
    if not solution.resumes:
        yield _row("step", step.name, "queue_time", figures.mean_wait, solution)
    if figures.abandoned_share == 0:
        yield _row("step", step.name, "wait", figures.mean_wait + hand_off, solution)
    for customers, of_class in solution.by_class:
        name = plan.classes[customers].name
        yield _row("step", step.name, "wait", of_class.mean_wait + hand_off, solution, customers=name)
    if hand_off == 0:
        yield _row("step", step.name, "wait", figures.wait_share, solution, statistic="share")
    waiting = figures.mean_waiting * rate / found.rate
    yield _row("step", step.name, "queue_length", waiting, solution)
    if figures.lost_share > 0:
        yield _row("step", step.name, "turned_away", figures.lost_share, solution, statistic="share")
    if figures.abandoned_share > 0:
        yield _row("step", step.name, "abandoned", figures.abandoned_share, solution, statistic="share")


def _class_rows(
    plan: Plan, traffic: Traffic, index: int, solutions: dict[int, tuple[Station, Solution]]
) -> Iterator[TheoryRow]:
    """The time in the system, where it is the sum of the times at steps that are all solved."""
    total = 0.0
    used: dict[str, Solution] = {}
    for number, step in enumerate(plan.steps):
        visits = float(traffic.visits[index, number])
        if visits == 0:
            continue
        if any(isinstance(option.target, Fork) for option in step.route) or not math.isfinite(visits):
            return
        time = float(traffic.work[index, number])
        if has_queue(plan, step):
            found = next((one for one in solutions.values() if number in one[0].steps), None)
            if found is None or found[1].figures.lost_share or found[1].figures.abandoned_share:
                return
            used[found[1].figures.model] = found[1]
            time = _sojourn(found[0], found[1], index, time)
        total += visits * (time + (step.hand_off.mean if step.hand_off is not None else 0.0))
    if used and traffic.cases[index] > 0:
        reasons = [reason for one in used.values() for reason in one.reasons]
        reasons += [f"taken that {assumption}" for assumption in traffic.assumed[index]]
        models = Solution(next(iter(used.values())).figures, tuple(dict.fromkeys(reasons)))
        row = _row("customers", plan.classes[index].name, "time_in_system", total, models)
        yield replace(row, model=", ".join(sorted(used)))


def _sojourn(found: Station, solution: Solution, customers: int, work: float) -> float:
    """Time from joining the queue to the end of the work."""
    if solution.resumes:
        figures = dict(solution.by_class)[customers]
        together = [i for i, one in solution.by_class if one is figures]
        return figures.mean_present / found.of_classes(together)[0]
    figures = dict(solution.by_class).get(customers, solution.figures)
    return figures.mean_wait + work / found.speed


def _sla_rows(plan: Plan, sla: Sla, solutions: dict[int, tuple[Station, Solution]]) -> Iterator[TheoryRow]:
    """The attainment of a service level on the wait at one step."""
    if sla.measure != "wait" or sla.step is None or sla.within is None or sla.customers is not None:
        return
    step = plan.steps[sla.step]
    for found, solution in solutions.values():
        if sla.step not in found.steps or solution.served_within is None or step.hand_off is not None:
            continue
        if solution.figures.abandoned_share and sla.abandoned != "as missed":
            continue
        share = solution.served_within(sla.within)
        yield _row("sla", sla.name, "attainment", share, solution, statistic="share")
