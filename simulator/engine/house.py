"""The house of a service: what there is in it, and what its parts can ask to be done with a customer.

The parts (`comings`, `gatherings`, `handling`, `keeping`, `shifts` and the others) know only this; `Service`
is built of them, and does what they ask.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from simulator.engine.attention import Attention
from simulator.engine.calendar import Calendar, Due
from simulator.engine.cases import Case, Visit
from simulator.engine.habits import Customs
from simulator.engine.journal import Journal
from simulator.engine.learning import Learner
from simulator.engine.meeting import Meeting
from simulator.engine.queues import new_line, priority_of
from simulator.engine.rosters import roster
from simulator.engine.teams import Crew
from simulator.model.plan import Plan


class House(ABC):
    """What there is in the house of a service.

    Attributes:
        plan: what is simulated.
        now: the time.
        calendar: what will happen.
        journal: what has happened.
        customs: what customers bring along, do and need.
        crews: the teams at work.
        lines: those who wait at each step.
        attention: the lines against the crews.
        present: how many wait or are in service at each step.
        inside: the cases that have come and not left, by number.
    """

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        self.plan = plan
        self.now = 0.0
        self.calendar = Calendar()
        self.journal = Journal(plan)
        self.customs = Customs(plan, seed, replication)
        duty, stints = self.journal.duty, self.journal.stints
        self.crews = [
            Crew(index, team, roster(plan, team, seed, replication), duty, stints)
            for index, team in enumerate(plan.teams)
        ]
        for crew in self.crews:
            if crew.team.learning is not None:
                for person in crew.persons:
                    person.learner = Learner(plan, crew.team, person.number, seed, replication)
        self.lines = [new_line(step, seed, replication) for step in plan.steps]
        self.attention = Attention(plan, self.crews, self.lines)
        self.present = [0] * len(plan.steps)
        self.inside: dict[int, Case] = {}

    def priority(self, visit: Visit) -> float:
        """The priority of the visit's case, as its step sees it now."""
        case = visit.case
        return priority_of(case, self.plan.steps[visit.step].queue, self.plan.classes[case.customers])

    # -- a case reaches a step --------------------------------------------------------------------

    @abstractmethod
    def reach(self, case: Case, step: int, branch: int, meeting: Meeting | None) -> None:
        """The case comes to a step or, where that is full, to the one to which it sends on."""

    @abstractmethod
    def new_visit(self, case: Case, step: int, branch: int, meeting: Meeting | None) -> Visit:
        """A visit begins."""

    @abstractmethod
    def hand_off(self, visit: Visit) -> int | None:
        """The hand-off begins, if there is one; returns where the case goes instead, if it does."""

    @abstractmethod
    def go_elsewhere(self, visit: Visit, step: int | None) -> None:
        """From a visit that has ended the case goes to the step, if there is one."""

    @abstractmethod
    def enter(self, visit: Visit) -> None:
        """The visit counts as being at the step."""

    # -- waits ------------------------------------------------------------------------------------

    @abstractmethod
    def would_wait(self, visit: Visit) -> bool:
        """Whether the visit would have to wait at its step."""

    @abstractmethod
    def join_queue(self, visit: Visit) -> None:
        """The visit joins those whose batch is not yet full, or the line."""

    @abstractmethod
    def queue(self, visit: Visit) -> None:
        """The visit, with those of its batch, begins to queue."""

    @abstractmethod
    def wait(self, visit: Visit) -> None:
        """The visit stands in the line of its step."""

    @abstractmethod
    def stop_waiting(self, visit: Visit) -> None:
        """The visit waits no longer."""

    # -- is served --------------------------------------------------------------------------------

    @abstractmethod
    def finishes(self, due: Due) -> None:
        """The work on a visit is done."""

    # -- and leaves -------------------------------------------------------------------------------

    @abstractmethod
    def close(self, visit: Visit, result: int) -> None:
        """The visit is over and is written down."""

    @abstractmethod
    def cancel(self, case: Case, visits: Iterable[Visit]) -> None:
        """The case goes on or leaves without finishing these visits."""

    @abstractmethod
    def leave(self, case: Case, outcome: int) -> None:
        """The case leaves."""

    # -- what conditions ask ----------------------------------------------------------------------

    @abstractmethod
    def really_waiting(self, step: int) -> int:
        """Those at the step who wait and could not start now."""

    @abstractmethod
    def expected_wait(self, step: int, case: Case) -> float:
        """An estimate of the wait that the case would meet there."""
