"""Customers who are called back: the place in the queue that they had, and whether a call reaches them."""

from __future__ import annotations

from simulator.engine.cases import UNREACHABLE, Case, Visit
from simulator.engine.house import House
from simulator.engine.meeting import Meeting
from simulator.engine.parallels import Parallels
from simulator.engine.timers import Timers
from simulator.engine.wishes import asks_of
from simulator.model import plan as model
from simulator.model.plan import Callback, Plan
from simulator.model.routes import ways


class Calls:
    """The calls of a house."""

    def __init__(self, house: House, timers: Timers, parallels: Parallels) -> None:
        self._house = house
        self._timers = timers
        self._parallels = parallels
        self._any = _calls_back(house.plan)

    def note_place(self, visit: Visit) -> None:
        """The case may be called back to the place in the queue that it takes now."""
        if self._any:
            visit.case.places[visit.step] = visit.ready

    def call_back(self, case: Case, call: Callback, branch: int, meeting: Meeting | None) -> int | None:
        """The case takes the place in the queue that it had; meanwhile it loses no patience.

        Returns:
            The step to which the case goes instead, if it does.
        """
        house = self._house
        visit = house.new_visit(case, call.step, branch, meeting)
        visit.handed = visit.queued = house.now
        visit.asks = asks_of(house.plan.steps[call.step], case)
        visit.rank = (house.priority(visit), case.places.get(call.step, house.now), *visit.key)
        sent_to = self._timers.sent_to(visit)
        if sent_to is None:
            visit.call = call
            house.enter(visit)
            if visit.habits.is_timed:
                self._timers.start(visit)
            house.queue(visit)
        return sent_to

    def reaches(self, visit: Visit, call: Callback) -> bool:
        """Whether the customer is reached now that it is its turn; if not, it goes to the end of the line."""
        if visit.habits.call.at(visit.case.n, visit.number, visit.attempt) >= call.unreachable:
            visit.call = None
            visit.attempt = 0
            return True
        visit.attempt += 1
        self._house.lines[visit.step].leave(visit)
        if visit.attempt < call.tries:
            visit.rank = (visit.rank[0], self._house.now, *visit.key)
            self._house.wait(visit)
        else:
            self._house.close(visit, UNREACHABLE)
            self._parallels.leave(visit, model.ABANDONED)
        return False


def _calls_back(plan: Plan) -> bool:
    """Whether anybody is called back, so that places in the queues must be noted."""
    return any(
        isinstance(way, Callback)
        for step in plan.steps
        for option in step.route
        for way in ways(option.target)
    )
