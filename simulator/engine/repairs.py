"""Members and units that fail and are mended."""

from __future__ import annotations

from simulator.engine.calendar import STAFF_CHANGES, Due
from simulator.engine.cases import Person
from simulator.engine.handling import Handling
from simulator.engine.house import House
from simulator.engine.teams import Crew
from simulator.model.streams import BREAKDOWN, REPAIR, member_stream
from simulator.randomness.draws import Draws


class Machine:
    """The clock of one who fails: it runs while the one is on duty and whole."""

    def __init__(self, crew: Crew, person: Person, seed: int, replication: int) -> None:
        how = person.member.breakdowns
        assert how is not None, "only who fails has such a clock"

        def draws(purpose: str) -> Draws:
            number = member_stream(purpose, crew.team, person.number).number
            return Draws(seed, replication, number, how.every if purpose == BREAKDOWN else how.repair)

        self.crew = crew
        self.person = person
        self.every = draws(BREAKDOWN)
        self.repair = draws(REPAIR)
        self.cycle = 1
        self.left = self.every.at(1)  # on duty until it fails
        self.since = 0.0
        self.due: Due | None = None


class Repairs:
    """The clocks of all who fail, acting on the house."""

    def __init__(self, house: House, handling: Handling, seed: int, replication: int) -> None:
        self._house = house
        self._handling = handling
        self._machines: dict[tuple[int, int], Machine] = {}
        for crew in house.crews:
            for person in crew.persons:
                if person.member.breakdowns is not None:
                    machine = Machine(crew, person, seed, replication)
                    self._machines[crew.index, person.number] = machine
                    crew.duty_changes = self._duty_changes

    def _key(self, machine: Machine) -> tuple[int, ...]:
        return (STAFF_CHANGES, machine.crew.index, machine.person.number)

    def _duty_changes(self, crew: Crew, person: Person) -> None:
        """Somebody has come on duty or gone off: the clock runs, or stands."""
        machine = self._machines.get((crew.index, person.number))
        if machine is not None and person.whole:
            if person.on_duty:
                self._run(machine)
            else:
                self._stand(machine)

    def _run(self, machine: Machine) -> None:
        machine.since = self._house.now
        t = machine.since + machine.left
        machine.due = Due(self._house.calendar, t, self._key(machine), self._fails, machine)

    def _stand(self, machine: Machine) -> None:
        if machine.due is not None:
            machine.due.cancel()
            machine.due = None
            machine.left -= self._house.now - machine.since

    def _fails(self, due: Due) -> None:
        """The work in hand pauses, and nobody can have this one until it is mended."""
        machine: Machine = due.subject
        machine.due = None
        person, house = machine.person, self._house
        if person.visit is not None and not person.visit.paused:
            self._handling.pause(person.visit)
        machine.crew.break_down(person, house.now)
        t = house.now + machine.repair.at(machine.cycle)
        Due(house.calendar, t, self._key(machine), self._is_mended, machine)

    def _is_mended(self, due: Due) -> None:
        """The clock begins anew, and the work goes on if nobody else is missing."""
        machine: Machine = due.subject
        person, house = machine.person, self._house
        machine.crew.mend(person, house.now)
        machine.cycle += 1
        machine.left = machine.every.at(machine.cycle)
        if person.on_duty:
            self._run(machine)
        if person.visit is not None and person.visit.paused:
            self._handling.end_pause(person.visit)
        house.attention.look_at(machine.crew)
