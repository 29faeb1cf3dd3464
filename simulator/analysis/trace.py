"""A customer's way in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import numpy as np

from simulator.analysis.columns import BALKED, CANCELLED, DONE, GAVE_UP, OPEN, TURNED_AWAY
from simulator.engine.records import STINT_KINDS, Records
from simulator.model.plan import UNFINISHED, Plan

_WORK = STINT_KINDS.index("work")

#: (moment, case, order within the case and moment, what happened)
_Line = tuple[float, int, int, str]


def trace(plan: Plan, records: Records, cases: Iterable[int]) -> list[str]:
    """What happened to some customers, in the order of time.

    `09:02  walk-in 1 joins the queue at counter (3 waiting)`: how many waited there already. A service is
    told by its first team and member, and by each further stretch of work after an interruption. Times of day
    are from the clock of the plan, with the day where the run is longer than one, with seconds where the
    unit is shorter than a minute.

    Args:
        plan: what was simulated.
        records: one replication.
        cases: numbers of cases, from 0.

    Raises:
        IndexError: no such case.
    """
    told = [line for case in dict.fromkeys(cases) for line in _story(plan, records, case)]
    clock = _Clock(plan, records)
    return [f"{clock.at(t)}  {_who(plan, records, case)} {what}" for t, case, _, what in sorted(told)]


class _Clock:
    """Moments of a run as a person reads them."""

    def __init__(self, plan: Plan, records: Records) -> None:
        self._start = datetime.fromisoformat(plan.clock.start)
        self._seconds = plan.clock.seconds
        last = self._start + timedelta(seconds=max(records.end, plan.run_for) * self._seconds)
        day = ("%Y-%m-%d " if plan.clock.dated else "%a %d ") if last.date() != self._start.date() else ""
        self._form = day + ("%H:%M:%S" if self._seconds < 60 else "%H:%M")

    def at(self, t: float) -> str:
        """A moment; cut, not rounded, to the minute or second."""
        # A float may lie a little below the minute it means.
        return (self._start + timedelta(seconds=round(t * self._seconds, 3))).strftime(self._form)


def _who(plan: Plan, records: Records, case: int) -> str:
    row = records.cases[case]
    return f"{plan.classes[row['customers']].name} {row['number']}"


def _story(plan: Plan, records: Records, case: int) -> Iterator[_Line]:
    row = records.cases[case]
    events: list[tuple[float, str]] = [(float(row["arrived"]), "arrives")]
    for visit in records.visits[records.visits["case"] == case]:
        events += _visit(plan, records, visit)
    inside = _time(plan, float(row["left"] - row["arrived"]))
    if row["outcome"] == UNFINISHED:
        last = f"is still inside when the run ends, after {inside}"
    else:
        last = f"leaves: {plan.outcomes[row['outcome']].replace('_', ' ')}, {inside} in all"
    events.append((float(row["left"]), last))
    yield from ((t, case, order, what) for order, (t, what) in enumerate(events))


def _visit(plan: Plan, records: Records, visit: np.void) -> Iterator[tuple[float, str]]:
    step = plan.steps[visit["step"]].name
    queued, started, finished = float(visit["queued"]), float(visit["started"]), float(visit["finished"])
    result = int(visit["result"])
    if result in (BALKED, TURNED_AWAY):
        ahead = _waiting(records, visit)
        why = "does not join it" if result == BALKED else "finds no room in it"
        yield finished, f"sees the queue at {step} ({ahead} waiting) and {why}"
        return
    if not np.isnan(queued) and started != queued:
        yield queued, f"joins the queue at {step} ({_waiting(records, visit)} waiting)"
    if result == GAVE_UP:
        yield finished, f"gives up at {step} after {_time(plan, finished - queued)}"
    if not np.isnan(started):
        yield from _service(plan, records, visit, step)
    if result == CANCELLED:
        yield finished, f"is wanted no more at {step}"
    if result == OPEN and np.isnan(queued):
        yield float(visit["ready"]), f"is handed on to {step}"


def _service(plan: Plan, records: Records, visit: np.void, step: str) -> Iterator[tuple[float, str]]:
    """The start, each going on after an interruption, and the end of a visit that was started."""
    started, finished, team = float(visit["started"]), float(visit["finished"]), int(visit["team"])
    after = f" after {_time(plan, started - float(visit['ready']))}" if started > visit["ready"] else ""
    by = "" if team < 0 else f" with {_member(plan, team, int(visit['member']))}"
    yield started, f"starts at {step}{by}{after}"
    if visit["interruptions"]:
        yield from _stretches(plan, records, visit, step)
    if visit["result"] == DONE:
        yield finished, f"is done at {step}, {_time(plan, float(visit['work']))} of work"


def _stretches(plan: Plan, records: Records, visit: np.void, step: str) -> Iterator[tuple[float, str]]:
    """The interruptions of a visit, and with whom it went on after each."""
    stints = records.stints
    of_visit = (stints["case"] == visit["case"]) & (stints["step"] == visit["step"])
    in_time = (stints["start"] >= visit["started"]) & (stints["end"] <= visit["finished"])
    work = stints[of_visit & in_time & (stints["team"] == visit["team"]) & (stints["kind"] == _WORK)]
    _, firsts = np.unique(work["start"], return_index=True)  # several members at once are one stretch
    for i, stint in enumerate(work[firsts]):
        if i:
            with_whom = _member(plan, int(stint["team"]), int(stint["member"]))
            yield float(stint["start"]), f"goes on at {step} with {with_whom}"
        if stint["end"] < visit["finished"]:
            yield float(stint["end"]), f"is interrupted at {step}"


def _waiting(records: Records, visit: np.void) -> int:
    """How many others waited at the step when this visit came to its queue."""
    visits = records.visits
    moment = visit["queued"]
    until = np.where(np.isnan(visits["started"]), visits["finished"], visits["started"])
    waits = (visits["step"] == visit["step"]) & (visits["queued"] < moment) & (until > moment)
    return int((waits & ~np.isin(visits["result"], (BALKED, TURNED_AWAY))).sum())


def _member(plan: Plan, team: int, member: int) -> str:
    name = plan.teams[team].name
    return f"{name} {plan.teams[team].members[member - 1].name}" if member > 0 else name


def _time(plan: Plan, time: float) -> str:
    return f"{time:.1f} {plan.clock.unit}"
