"""Deadlocks: cases that wait for what others among them keep, so that none can ever go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.engine.cases import Case, Visit
from simulator.engine.endings import name_of
from simulator.model.plan import Plan

#: The visits that stand before each full step.
Outside = Mapping[int, list[Visit]]


def deadlocks(plan: Plan, inside: Iterable[Case], outside: Outside) -> tuple[str, ...]:
    """Who waits for whom in a circle, in words; one text for each circle."""
    stuck = {case.id: case for case in inside if _stands(case)}
    while movable := [
        case
        for case in stuck.values()
        if any(_waits_for(plan, visit, stuck, outside) is None for visit in case.visits)
    ]:
        for case in movable:
            del stuck[case.id]
    found = []
    met: dict[int, str] = {}
    for case in stuck.values():
        known = len(met)
        while case.id not in met:
            visit = min(case.visits, key=lambda visit: visit.key)
            waits = _waits_for(plan, visit, stuck, outside)
            assert waits is not None, "whoever could go on is not stuck"
            what, other = waits
            step = plan.steps[visit.step].name
            met[case.id] = f"{name_of(plan, case)} waits at `{step}` for {what} {name_of(plan, other)}"
            case = other
        circle = list(met).index(case.id)
        if circle >= known:
            circles = "; ".join(list(met.values())[circle:])
            found.append(f"Deadlock: {circles}. None of them can go on. {_cure(outside)}")
    return tuple(found)


def _cure(outside: Outside) -> str:
    take = "Let the steps take in the same order what they `keep`, or take it together with `needs`."
    if not outside:
        return take
    return "Give one of the full steps a larger `limit`, or let `when_full` lead elsewhere. " + take


def _stands(case: Case) -> bool:
    """Whether all that the case does is to wait, for ever if nobody comes to serve it."""
    if any(timer.callbacks for timer in case.timers):
        return False
    patient = (visit.place is not None and not visit.is_timed for visit in case.visits)
    return 0 < len(case.visits) == sum(patient)


def _waits_for(plan: Plan, visit: Visit, stuck: dict[int, Case], outside: Outside) -> tuple[str, Case] | None:
    """What is waited for, and one who has it for ever; or None, where it may come one day."""
    if visit in outside.get(visit.step, ()):
        ahead = [other for case in stuck.values() for other in case.visits if _is_before(other, visit)]
        if ahead:
            return "room, taken by", ahead[0].case
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
                lacking.append((f"`{plan.teams[team].name}`, kept by", keepers[0]))
                break
        else:
            return None
    return lacking[0] if lacking else None


def _is_before(other: Visit, visit: Visit) -> bool:
    """Whether the other waits in the line for which there is no room for the visit."""
    return other.step == visit.step and other.ticket > 0 and other.case is not visit.case
