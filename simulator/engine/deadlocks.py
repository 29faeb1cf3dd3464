"""Deadlocks: cases that wait for what others among them keep, so that none can ever go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.engine.cases import Case, Visit
from simulator.engine.endings import name_of
from simulator.model.plan import Plan

#: The visits that stand before each full step.
Outside = Mapping[int, list[Visit]]


def deadlocks(plan: Plan, inside: Iterable[Case], outside: Outside) -> tuple[str, ...]:
    """Who waits for whom in a circle, in words; one text for each circle."""
    stuck = {case.id: case for case in inside if _stands(case)}
    while True:
        facts = _Facts.of(stuck.values())
        movable = [
            case
            for case in stuck.values()
            if any(_waits_for(plan, visit, facts, outside) is None for visit in case.visits)
        ]
        if not movable:
            break
        for case in movable:
            del stuck[case.id]
    found = []
    met: dict[int, str] = {}
    for case in stuck.values():
        known = len(met)
        while case.id not in met:
            visit = min(case.visits, key=lambda visit: visit.key)
            waits = _waits_for(plan, visit, facts, outside)
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


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the cases have that stand still.

    Attributes:
        keepers: by team, a case for each member that one of them keeps.
        queueing: by step, the first two of them in its line.
    """

    keepers: Mapping[int, list[Case]]
    queueing: Mapping[int, list[Case]]

    @classmethod
    def of(cls, cases: Iterable[Case]) -> _Facts:
        keepers: dict[int, list[Case]] = {}
        queueing: dict[int, list[Case]] = {}
        for case in cases:
            for held in case.held:
                keepers.setdefault(held.person.team, []).append(case)
            for visit in case.visits:
                line = queueing.setdefault(visit.step, [])
                if visit.ticket and len(line) < 2 and case not in line:
                    line.append(case)
        return cls(keepers, queueing)


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


def _waits_for(plan: Plan, visit: Visit, facts: _Facts, outside: Outside) -> tuple[str, Case] | None:
    """What is waited for, and one who has it for ever; or None, where it may come one day."""
    if visit in outside.get(visit.step, ()):
        ahead = [case for case in facts.queueing.get(visit.step, ()) if case is not visit.case]
        if ahead:
            return "room, taken by", ahead[0]
    lacking = []
    for needs in plan.steps[visit.step].options:
        for team, count in needs:
            kept = facts.keepers.get(team, [])
            keepers = [case for case in kept if case is not visit.case]
            if keepers and len(plan.teams[team].members) - len(keepers) < count:
                lacking.append((f"`{plan.teams[team].name}`, kept by", keepers[0]))
                break
        else:
            return None
    return lacking[0] if lacking else None
