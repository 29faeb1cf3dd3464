"""Teams and resources at work: who is on duty, who is free, who is taken for what."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush, merge
from itertools import groupby, repeat
from math import inf, nan

from simulator.engine.cases import Case, Visit
from simulator.engine.records import STINT_KINDS, Table
from simulator.model.plan import Team

WORK, KEPT, PAUSED = range(len(STINT_KINDS))


class Person:
    """A member of a team, or a unit of a resource."""

    __slots__ = (
        "case",
        "due",
        "idle_since",
        "kind",
        "number",
        "on",
        "on_duty",
        "since",
        "speed",
        "step",
        "visit",
    )

    def __init__(self, number: int, speed: float) -> None:
        self.number = number
        self.speed = speed
        self.on_duty = False
        self.on = nan  # present shift: since when, and when it was over (inf: not yet)
        self.due = inf
        self.idle_since = nan
        self.visit: Visit | None = None  # the visit in hand; None with a case: kept between visits
        self.case: Case | None = None
        self.kind = WORK  # the present stint: for what, since when, at which step
        self.since = nan
        self.step = -1


class Crew:
    """One team while the simulation runs.

    `free` counts the members who could start something now: on duty and not taken.
    """

    def __init__(self, index: int, team: Team, duty: Table, stints: Table) -> None:
        self.index = index
        self.team = team
        self.unlimited = team.unlimited
        self.persons = [Person(i, member.speed) for i, member in enumerate(team.members, 1)]
        self.free: float = inf if team.unlimited else 0
        self._idle: list[tuple[float, int]] = []  # (idle since, number): longest idle first
        self._duty = duty
        self._stints = stints
        self.roster = _roster(team)
        _, called = next(self.roster)
        for person in self.persons:
            if person.number in called:
                self.come_on(person, 0.0)

    # -- shifts -----------------------------------------------------------------------------------

    def on_shift(self) -> int:
        """How many are on duty and not about to leave."""
        return sum(person.on_duty and person.due == inf for person in self.persons)

    def come_on(self, person: Person, t: float) -> None:
        """A shift begins. Whoever is still busy from the last one goes straight on."""
        if person.on_duty:
            self._write_duty(person, t)
        elif person.case is not None:
            person.since = t  # back to the visit that was left in the middle
        person.on_duty = True
        person.on = t
        person.due = inf
        if person.case is None:
            self._rest(person, t)

    def go_off(self, person: Person, t: float) -> None:
        """The member leaves, at the end of the shift or after it."""
        if person.case is None:
            self.free -= 1
            self._idle.remove((person.idle_since, person.number))
            heapify(self._idle)
        else:
            self.end(person, t)
        self._write_duty(person, t)
        person.on_duty = False

    def _write_duty(self, person: Person, off: float) -> None:
        self._duty.append(self.index, person.number, person.on, min(person.due, off), off)

    def _rest(self, person: Person, t: float) -> None:
        person.idle_since = t
        self.free += 1
        heappush(self._idle, (t, person.number))

    # -- taking and freeing -----------------------------------------------------------------------

    def take(self, visit: Visit, count: int, t: float) -> list[tuple[Crew, Person]]:
        """Take so many free members for a visit: longest idle first, then by number."""
        if self.unlimited:
            return []
        taken = [self.persons[heappop(self._idle)[1] - 1] for _ in range(count)]
        self.free -= count
        for person in taken:
            person.case = visit.case
            self.begin(person, WORK, visit, t)
        return [(self, person) for person in taken]

    def begin(self, person: Person, kind: int, visit: Visit, t: float) -> None:
        """A stint begins: the member works on the visit, is kept by its case, or sits by a paused visit."""
        person.kind = kind
        person.since = t
        person.step = visit.step
        person.visit = None if kind == KEPT else visit

    def end(self, person: Person, t: float) -> None:
        """The present stint ends. Nothing is written of one without length, or of a pause off duty."""
        if t > person.since and person.on_duty and person.case is not None:
            self._stints.append(
                person.case.id, person.step, self.index, person.number, person.since, t, person.kind
            )
        person.since = t

    def release(self, person: Person, t: float) -> None:
        """The member is free again, or goes off where the shift is over."""
        self.end(person, t)
        person.case = person.visit = None
        if not person.on_duty:
            return
        if person.due < inf:
            self._write_duty(person, t)
            person.on_duty = False
        else:
            self._rest(person, t)

    def close(self, t: float) -> None:
        """The run ends: what is under way is written down up to now."""
        for person in self.persons:
            if person.case is not None:
                self.end(person, t)
            if person.on_duty:
                self._write_duty(person, t)


def _roster(team: Team) -> Iterator[tuple[float, set[int]]]:
    """Each moment at which schedule or hours change, from 0 on, with the numbers of those called then.

    Of a schedule of n the first n are called, less those whose hours are closed.
    """
    timelines = list(dict.fromkeys([team.on_duty, *(member.hours for member in team.members)]))
    hours = [timelines.index(member.hours) for member in team.members]
    values = [0.0] * len(timelines)
    changes = merge(*(zip(timeline.changes(), repeat(i)) for i, timeline in enumerate(timelines)))
    for t, together in groupby(changes, key=lambda change: change[0][0]):
        for (_, value), i in together:
            values[i] = value
        yield t, {number for number, i in enumerate(hours, 1) if number <= values[0] and values[i]}
