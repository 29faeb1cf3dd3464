"""Whom a case has in its hands: those who serve it, and those whom it keeps between steps."""

from __future__ import annotations

from collections.abc import Callable

from simulator.engine.cases import KEPT, Case, Held, Person, Visit
from simulator.engine.house import House
from simulator.engine.teams import Crew
from simulator.model.routes import still_ahead


class Keeping:
    """What the cases of a service keep, and when they let go of it."""

    def __init__(self, house: House) -> None:
        self._house = house
        plan = house.plan
        self._ahead = still_ahead(plan) if any(step.keep for step in plan.steps) else []

    def at_hand(self, visit: Visit, crew: Crew) -> list[Person]:
        """Those of the crew whom the case keeps, who are not in use and may serve the visit."""
        return [
            held.person
            for held in visit.case.held
            if held.person.team == crew.index and held.at_hand and crew.suits(held.person, visit.asks)
        ]

    def keep(self, visit: Visit, team: int, until: int) -> None:
        """The case keeps those of the team who served, until the end of a step."""
        for person in visit.persons:
            if person.team == team:
                _held(visit.case, person).until.add(until)

    def keep_for_entry(self, visit: Visit, person: Person) -> None:
        """The case keeps one who has just served it until there is room for the visit."""
        if person.case is None:
            self._house.crews[person.team].keep_back(person, visit, self._house.now)
        _held(visit.case, person).blocked = visit

    def free(self, visit: Visit) -> None:
        """The members of the visit are free, except those whom its case keeps."""
        now = self._house.now
        for person in visit.persons:
            crew = self._house.crews[person.team]
            if visit.case.held and any(held.person is person for held in visit.case.held):
                crew.end(person, now)
                crew.begin(person, KEPT, visit, now)
            else:
                crew.release(person, now)
            # even at one who is kept: the case may want it in another branch
            self._house.attention.look_at(crew)
        visit.persons = []

    def let_go(self, case: Case, over: Callable[[int], bool]) -> None:
        """The case keeps nobody any longer for the sake of steps that are over.

        Who is at work in another branch is free when that visit ends, and may be interrupted until then.
        """
        for held in list(case.held):
            held.until = {step for step in held.until if not over(step)}
            if held.over:
                case.held.remove(held)
                crew = self._house.crews[held.person.team]
                if held.person.visit is None:
                    crew.release(held.person, self._house.now)
                self._house.attention.look_at(crew)

    def let_go_what_is_missed(self, case: Case) -> None:
        """The case keeps nobody for the sake of steps to which it cannot come any more."""
        self.let_go(case, lambda until: not any(until in self._ahead[visit.step] for visit in case.visits))

    def let_in(self, visit: Visit) -> None:
        """There is room for the visit, or it has gone: it keeps nobody any longer for that."""
        for held in visit.case.held:
            if held.blocked is visit:
                held.blocked = None
        self.let_go(visit.case, lambda _: False)


def _held(case: Case, person: Person) -> Held:
    """That the case keeps somebody: noted already, or from now on."""
    held = next((held for held in case.held if held.person is person), None)
    if held is None:
        held = Held(person, set())
        case.held.append(held)
    return held
