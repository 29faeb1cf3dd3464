"""Full steps that block: who comes stays where it is, with those who served it, until there is room."""

from __future__ import annotations

from bisect import insort
from math import nan

from simulator.engine.cases import Case, Person, Visit
from simulator.engine.house import House
from simulator.engine.keeping import Keeping


class Entrances:
    """Those before the full steps: who came first is let in first, then the least key.

    Attributes:
        outside: the visits before each step at which somebody stands.
    """

    def __init__(self, house: House, keeping: Keeping) -> None:
        self.outside: dict[int, list[Visit]] = {}
        self._house = house
        self._keeping = keeping

    def join(self, visit: Visit) -> None:
        """There is no room for the visit yet."""
        visit.place = self
        visit.queued = nan
        insort(self.outside.setdefault(visit.step, []), visit, key=lambda visit: (visit.handed, *visit.key))

    def leave(self, visit: Visit, starts: bool = False) -> None:  # noqa: ARG002 - nobody starts from here
        """The visit does not stand there any more."""
        visit.place = None
        self.outside[visit.step].remove(visit)
        if not self.outside[visit.step]:
            del self.outside[visit.step]
        self._keeping.let_in(visit)

    def hold_back(self, case: Case, served_by: list[Person]) -> None:
        """Those who have just served the case stay with it where it has come to a full step.

        Whose shift is over goes home.
        """
        visit = next((v for v in case.visits if v.place is self and v.handed == self._house.now), None)
        if visit is not None:
            for person in served_by:
                if person.on_duty and (person.case is None or person.case is case):
                    self._keeping.keep_for_entry(visit, person)

    def let_in(self) -> bool:
        """The first case for which there is room goes in; returns whether there is one."""
        house = self._house
        for step in sorted(self.outside):
            visit = self.outside[step][0]
            limit = house.plan.steps[step].queue.limit
            assert limit is not None, "only a queue with a limit is full"
            visit.rank = (house.priority(visit), visit.ready, *visit.key)
            if house.attention.line_with(visit) <= limit:
                self.leave(visit)
                house.join_queue(visit)
                return True
        return False
