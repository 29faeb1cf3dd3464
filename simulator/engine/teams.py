"""Teams and resources at work: who is on duty, who is free, who is taken for what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heapify, heappop, heappush
from math import inf, isnan

from simulator.engine.asks import ANYBODY, Asks
from simulator.engine.cases import DOWN, KEPT, PAUSED, WORK, Person, Visit
from simulator.engine.records import Table
from simulator.model.plan import Team


class Crew:
    """One team while the simulation runs.

    `free` counts the members who could start something now: on duty, whole and not taken.
    """

    def __init__(
        self, index: int, team: Team, roster: Iterator[tuple[float, set[int]]], duty: Table, stints: Table
    ) -> None:
        self.index = index
        self.team = team
        self.unlimited = team.unlimited
        self.resource = team.resource
        self.persons = [Person(index, i, member) for i, member in enumerate(team.members, 1)]
        self.free: float = inf if team.unlimited else 0
        self.roster = roster
        self.duty_changes: Callable[[Crew, Person], None] | None = None
        self._idle: list[tuple[float, int]] = []  # (idle since, number): longest idle first
        self._duty = duty
        self._stints = stints

    # -- whom a visit may have --------------------------------------------------------------------

    def suits(self, person: Person, asks: Asks) -> bool:
        """Whether the person is one that the visit asks for."""
        if asks is ANYBODY:
            return True
        if asks.skill >= 0 and self.team.skilled and isnan(person.member.skills[asks.skill]):
            return False
        who = (self.index, person.number)
        same = [number for team, number in asks.same if team == self.index]
        return who not in asks.others and (not same or person.number in same)

    def free_for(self, asks: Asks) -> float:
        """How many of the free members suit."""
        if asks is ANYBODY or self.unlimited:
            return self.free
        return sum(self.suits(self.persons[number - 1], asks) for _, number in self._idle)

    def idle(self) -> list[Person]:
        """The free members: longest idle first, then by number."""
        return [self.persons[number - 1] for _, number in sorted(self._idle)]

    def on_shift(self, asks: Asks) -> int:
        """How many who suit are on duty and not about to leave."""
        return sum(
            person.on_duty and person.due == inf and self.suits(person, asks) for person in self.persons
        )

    def speed_of(self, person: Person, visit: Visit, t: float) -> float:
        """The speed of a member who begins now: its own, that of the skill, the pace, what it has learned."""
        asks = visit.asks
        speed = person.speed
        if asks is not ANYBODY and asks.skill >= 0 and self.team.skilled:
            speed *= person.member.skills[asks.skill]
        if self.team.pace is not None:
            speed *= self.team.pace.at(t)
        if person.learner is not None:
            speed *= person.learner.speed(visit.step, t, first=isnan(visit.started))
        return speed

    # -- shifts -----------------------------------------------------------------------------------

    def come_on(self, person: Person, t: float) -> None:
        """A shift begins. Whoever is still busy from the last one goes straight on."""
        if person.on_duty:
            self._write_duty(person, t)
        else:
            person.since = t  # back to the visit that was left in the middle, or to its repair
        was_on_duty = person.on_duty
        person.on_duty = True
        person.on = t
        person.due = inf
        if person.case is None:
            self._rest(person, t)
        if not was_on_duty:
            self._changed(person)

    def go_off(self, person: Person, t: float) -> None:
        """The member leaves, at the end of the shift or after it."""
        if person.case is None and person.whole:
            self._take_away(person)
        else:
            self.end(person, t)
        self._leave_duty(person, t)

    def _leave_duty(self, person: Person, t: float) -> None:
        self._write_duty(person, t)
        person.on_duty = False
        self._changed(person)

    def _changed(self, person: Person) -> None:
        if self.duty_changes is not None:
            self.duty_changes(self, person)

    def _write_duty(self, person: Person, off: float) -> None:
        self._duty.append(self.index, person.number, person.on, min(person.due, off), off)

    def _rest(self, person: Person, t: float) -> None:
        person.idle_since = t
        if person.whole:
            self.free += 1
            heappush(self._idle, (t, person.number))

    def _take_away(self, person: Person) -> None:
        self.free -= 1
        self._idle.remove((person.idle_since, person.number))
        heapify(self._idle)

    # -- taking and freeing -----------------------------------------------------------------------

    def take(self, visit: Visit, count: int, t: float) -> list[Person]:
        """Take so many free members who suit for a visit: longest idle first, then by number."""
        if self.unlimited:
            return []
        if visit.asks is ANYBODY:
            taken = [self.persons[heappop(self._idle)[1] - 1] for _ in range(count)]
            self.free -= count
        else:
            taken = [person for person in self.idle() if self.suits(person, visit.asks)][:count]
            for person in taken:
                self._take_away(person)
        for person in taken:
            person.case = visit.case
            self.begin(person, WORK, visit, t)
        return taken

    def keep_back(self, person: Person, visit: Visit, t: float) -> None:
        """Take a member who has just been freed once more: its case cannot go on yet."""
        self._take_away(person)
        person.case = visit.case
        self.begin(person, KEPT, visit, t)

    def begin(self, person: Person, kind: int, visit: Visit, t: float) -> None:
        """A stint begins: the member works on the visit, is kept by its case, or sits by a paused visit."""
        person.kind = kind if person.whole else DOWN
        person.since = t
        person.step = visit.step
        person.visit = None if kind == KEPT else visit

    def end(self, person: Person, t: float) -> None:
        """The present stint ends. Nothing is written of one without length, or of a pause off duty."""
        if t > person.since and person.on_duty:
            if person.kind == DOWN:
                self._stints.append(-1, -1, self.index, person.number, person.since, t, DOWN)
            elif person.case is not None:
                self._stints.append(
                    person.case.id, person.step, self.index, person.number, person.since, t, person.kind
                )
        person.since = t

    def release(self, person: Person, t: float) -> None:
        """The member is free again, or goes off where the shift is over."""
        self.end(person, t)
        person.case = person.visit = None
        if person.on_duty:
            if person.due < inf:
                self._leave_duty(person, t)
            else:
                self._rest(person, t)

    def close(self, t: float) -> None:
        """The run ends: what is under way is written down up to now."""
        for person in self.persons:
            self.end(person, t)
            if person.on_duty:
                self._write_duty(person, t)

    # -- breakdowns -------------------------------------------------------------------------------

    def break_down(self, person: Person, t: float) -> None:
        """The member fails: nobody can have it until it is mended."""
        if person.case is None:
            self._take_away(person)
        else:
            self.end(person, t)
        person.whole = False
        person.kind = DOWN
        person.since = t

    def mend(self, person: Person, t: float) -> None:
        """The repair is over; back to its case, or free."""
        self.end(person, t)
        person.whole = True
        person.kind = PAUSED if person.visit is not None else KEPT
        if person.case is None and person.on_duty:
            self._rest(person, t)
