"""Members and units that fail and are mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.calendar import STAFF_CHANGES, Due
from simulator.engine.teams import Crew, Person
from simulator.model.streams import BREAKDOWN, REPAIR, member_stream
from simulator.randomness.draws import Draws

if TYPE_CHECKING:
    from simulator.engine.service import Service


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
    """The clocks of all who fail, acting on the service."""

    def __init__(self, service: Service, seed: int, replication: int) -> None:
        self._service = service
        self._machines: dict[tuple[int, int], Machine] = {}
        for crew in service.crews:
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
        machine.since = self._service.now
        t = machine.since + machine.left
        machine.due = Due(self._service.calendar, t, self._key(machine), self._fails, machine)

    def _stand(self, machine: Machine) -> None:
        if machine.due is not None:
            machine.due.cancel()
            machine.due = None
            machine.left -= self._service.now - machine.since

    def _fails(self, due: Due) -> None:
        """The work in hand pauses, and nobody can have this one until it is mended."""
        machine: Machine = due.subject
        machine.due = None
        person, service = machine.person, self._service
        if person.visit is not None and not person.visit.paused:
            service.pause(person.visit)
        machine.crew.break_down(person, service.now)
        t = service.now + machine.repair.at(machine.cycle)
        Due(service.calendar, t, self._key(machine), self._is_mended, machine)

    def _is_mended(self, due: Due) -> None:
        """The clock begins anew, and the work goes on if nobody else is missing."""
        machine: Machine = due.subject
        person, service = machine.person, self._service
        machine.crew.mend(person, service.now)
        machine.cycle += 1
        machine.left = machine.every.at(machine.cycle)
        if person.on_duty:
            self._run(machine)
        if person.visit is not None and person.visit.paused:
            service.end_pause(person.visit)
        service.attention.look_at(machine.crew)
