"""What happens to those who wait too long: patience, escalations, deadlines."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from simulator.engine.calendar import ESCALATES, PATIENCE_ENDS, Due
from simulator.engine.cases import ESCALATED, GAVE_UP, Case, Visit
from simulator.engine.house import House
from simulator.engine.parallels import Parallels
from simulator.model import plan as model
from simulator.model.plan import Deadline, SamePerson


class Timers:
    """The clocks that run while a visit queues, and those that run from a case's arrival."""

    def __init__(self, house: House, parallels: Parallels) -> None:
        self._house = house
        self._parallels = parallels

    # -- while a visit queues ---------------------------------------------------------------------

    def start(self, visit: Visit) -> None:
        """The visit begins to wait, in the line or for its batch; a call back costs no patience."""
        house = self._house
        step = house.plan.steps[visit.step]
        patience = visit.habits.patience
        if patience is not None and visit.call is None:
            t = house.now + patience.at(visit.case.n, visit.number)
            self._add(visit, t, PATIENCE_ENDS, self.gives_up)
        if step.escalation is not None:
            self._add(visit, house.now + step.escalation.after, ESCALATES, self.escalates)
        if isinstance(step.person, SamePerson) and step.person.else_after is not None and visit.asks.same:
            self._add(visit, house.now + step.person.else_after, ESCALATES, self.takes_anybody)

    def _add(self, visit: Visit, t: float, kind: int, act: Callable[[Due], None]) -> None:
        visit.timers += (Due(self._house.calendar, t, (kind, *visit.key), act, visit),)

    def gives_up(self, due: Due) -> None:
        """The patience ends before the first start: the case goes elsewhere, or leaves."""
        visit: Visit = due.subject
        house = self._house
        elsewhere = house.plan.steps[visit.step].gives_up
        house.stop_waiting(visit)
        house.close(visit, GAVE_UP)
        if elsewhere is None:
            self._parallels.leave(visit, model.ABANDONED)
        house.go_elsewhere(visit, elsewhere)

    def escalates(self, due: Due) -> None:
        """The visit has queued too long: its case becomes more urgent, or goes elsewhere."""
        visit: Visit = due.subject
        escalation = self._house.plan.steps[visit.step].escalation
        assert escalation is not None, "only such a step has the timer"
        if escalation.priority is not None:
            self._is_urgent(visit.case, escalation.priority)
        if escalation.to is not None:
            self._send(visit, escalation.to)

    def takes_anybody(self, due: Due) -> None:
        """The visit has waited long enough for the person it had before."""
        visit: Visit = due.subject
        line = self._house.lines[visit.step]
        line.leave(visit)
        visit.asks = visit.asks._replace(same=())
        self._house.wait(visit)

    def _is_urgent(self, case: Case, priority: float) -> None:
        """The case has the priority from now on, wherever it waits."""
        case.urgency = priority
        for visit in case.visits:
            lead = visit.lead or visit
            line = self._house.lines[visit.step]
            if lead.place is line:
                line.leave(lead)
                first = self._house.priority(visit)
                lead.rank = (min(first, lead.rank[0]) if lead.mates else first, *lead.rank[1:])
                self._house.wait(lead)

    def _send(self, visit: Visit, step: int) -> None:
        """The visit waits no longer: its case goes to the step."""
        self._house.stop_waiting(visit)
        self._house.close(visit, ESCALATED)
        self._house.go_elsewhere(visit, step)

    # -- from the arrival of a case ---------------------------------------------------------------

    def watch(self, case: Case) -> None:
        """The deadlines of a case that has just arrived."""
        house = self._house
        for number, deadline in enumerate(house.plan.deadlines):
            if case.customers in deadline.classes:
                within = deadline.counted_in
                t = house.now + deadline.after if within is None else within.after(house.now, deadline.after)
                if t < inf:
                    key = (PATIENCE_ENDS, case.customers, case.number, -1, number)
                    case.timers.append(Due(house.calendar, t, key, self.is_overdue, (case, deadline)))

    def is_overdue(self, due: Due) -> None:
        """A deadline has passed: the case becomes more urgent, or goes elsewhere as soon as it waits."""
        case: Case
        deadline: Deadline
        case, deadline = due.subject
        if deadline.priority is not None:
            self._is_urgent(case, deadline.priority)
        if deadline.to is None:
            return
        waiting = [visit for visit in case.visits if visit.waits and visit.step != deadline.to]
        if waiting:
            self._send(min(waiting, key=lambda visit: visit.key), deadline.to)
        elif all(visit.step != deadline.to for visit in case.visits):
            case.sent_to = deadline.to

    def sent_to(self, visit: Visit) -> int | None:
        """Where a case whose deadline has passed goes instead of waiting at this step."""
        case = visit.case
        step = case.sent_to
        if step is None or step == visit.step or not self._house.would_wait(visit):
            return None
        case.sent_to = None
        self._house.close(visit, ESCALATED)
        return step
