"""Deadlocks: cases that wait for what others among them keep, so that none can ever go on."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan

from simulator.engine.cases import Case, Visit
from simulator.engine.endings import name_of
from simulator.model.plan import Plan


def deadlocks(plan: Plan, inside: Iterable[Case]) -> tuple[str, ...]:
    """Who waits for whom in a circle, in words; one text for each circle."""
    stuck = {case.id: case for case in inside if case.held and _stands(case)}
    while movable := [
        case
        for case in stuck.values()
        if any(_waits_for(plan, visit, stuck) is None for visit in case.visits)
    ]:
        for case in movable:
            del stuck[case.id]
    found = []
    met: dict[int, str] = {}
    for case in stuck.values():
        known = len(met)
        while case.id not in met:
            visit = min(case.visits, key=lambda visit: visit.key)
            waits = _waits_for(plan, visit, stuck)
            assert waits is not None, "whoever could go on is not stuck"
            team, keeper = waits
            met[case.id] = (
                f"{name_of(plan, case)} waits at `{plan.steps[visit.step].name}` for "
                f"`{plan.teams[team].name}`, kept by {name_of(plan, keeper)}"
            )
            case = keeper
        circle = list(met).index(case.id)
        if circle >= known:
            found.append(
                f"Deadlock: {'; '.join(list(met.values())[circle:])}. None of them can go on. Let the steps "
                f"take in the same order what they `keep`, or take it together with `needs`."
            )
    return tuple(found)


def _stands(case: Case) -> bool:
    """Whether all that the case does is to wait, for ever if nobody comes to serve it."""
    patient = (visit.patience is None or not isnan(visit.started) for visit in case.visits if visit.waiting)
    return 0 < len(case.visits) == sum(patient)


def _waits_for(plan: Plan, visit: Visit, stuck: dict[int, Case]) -> tuple[int, Case] | None:
    """A team of which too few are left that nobody else keeps for ever, and one who keeps some; or None."""
    lacking = []
    for needs in plan.steps[visit.step].options:
        for team, count in needs:
            keepers = [
                case
                for case in stuck.values()
                if case is not visit.case
                for held in case.held
                if held.crew.index == team
            ]
            if keepers and len(plan.teams[team].members) - len(keepers) < count:
                lacking.append((team, keepers[0]))
                break
        else:
            return None
    return lacking[0]
