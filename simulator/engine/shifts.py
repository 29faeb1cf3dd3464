"""Who comes on and goes off, and what becomes of the work in their hands."""

from __future__ import annotations

from math import inf

from simulator.engine.calendar import STAFF_CHANGES, Due
from simulator.engine.cases import Person
from simulator.engine.handling import Handling
from simulator.engine.house import House
from simulator.engine.teams import Crew


class Shifts:
    """The roster of all teams, acting on the house."""

    def __init__(self, house: House, handling: Handling) -> None:
        self._house = house
        self._handling = handling
        for crew in house.crews:
            _, called = next(crew.roster)
            for person in crew.persons:
                if person.number in called:
                    crew.come_on(person, 0.0)
            self.expect_next(crew)

    def expect_next(self, crew: Crew) -> None:
        """The team's next change of shift, if there is one, is entered in the calendar."""
        change = next(crew.roster, None)
        if change is not None:
            t, called = change
            Due(self._house.calendar, t, (STAFF_CHANGES, crew.index), self.change, (crew, called))

    def change(self, due: Due) -> None:
        """Those go off, the highest number first, and come on, the lowest first, whom the roster says."""
        crew, called = due.subject
        for person in reversed(crew.persons):
            if person.number not in called and person.on_duty and person.due == inf:
                self.end(crew, person)
        for person in crew.persons:
            if person.number in called and not (person.on_duty and person.due == inf):
                crew.come_on(person, self._house.now)
                if person.visit is not None and person.visit.paused:
                    self._handling.end_pause(person.visit)
        self._house.attention.look_at(crew)
        self.expect_next(crew)

    def end(self, crew: Crew, person: Person) -> None:
        """A member goes off: at once when nothing is being done, else as the team's `at_shift_end` says.

        Beside work that others of its team have paused nothing is being done.
        """
        person.due = self._house.now
        visit = person.visit
        if person.case is None or (visit is not None and visit.paused):
            crew.go_off(person, self._house.now)
        elif visit is None or crew.team.at_shift_end == "finish":
            return
        elif crew.team.at_shift_end == "pause":
            self._handling.pause(visit)
            crew.go_off(person, self._house.now)
        else:
            self._handling.relieve(visit, person, crew.team.at_shift_end)
