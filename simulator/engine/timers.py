"""What happens to those who wait too long: patience, escalations, deadlines."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING

from simulator.engine.calendar import ESCALATES, PATIENCE_ENDS, Due
from simulator.engine.cases import ESCALATED, GAVE_UP, Case, Visit
from simulator.model import plan as model
from simulator.model.plan import Deadline, SamePerson

if TYPE_CHECKING:
    from simulator.engine.service import Service


class Timers:
    """The clocks that run while a visit queues, and those that run from a case's arrival."""

    def __init__(self, service: Service) -> None:
        self._service = service

    # -- while a visit queues ---------------------------------------------------------------------

    def start(self, visit: Visit) -> None:
        """The visit begins to queue."""
        service = self._service
        step = service.plan.steps[visit.step]
        patience = visit.habits.patience
        if patience is not None:
            t = service.now + patience.at(visit.case.n, visit.number)
            self._add(visit, t, PATIENCE_ENDS, self.gives_up)
        if step.escalation is not None:
            self._add(visit, service.now + step.escalation.after, ESCALATES, self.escalates)
        if isinstance(step.person, SamePerson) and step.person.else_after is not None and visit.asks.same:
            self._add(visit, service.now + step.person.else_after, ESCALATES, self.takes_anybody)

    def _add(self, visit: Visit, t: float, kind: int, act: Callable[[Due], None]) -> None:
        visit.timers += (Due(self._service.calendar, t, (kind, *visit.key), act, visit),)

    def gives_up(self, due: Due) -> None:
        """The patience ends before the first start: the case goes elsewhere, or leaves."""
        visit: Visit = due.subject
        service = self._service
        elsewhere = service.plan.steps[visit.step].gives_up
        service.stop_waiting(visit)
        service.close(visit, GAVE_UP)
        if elsewhere is None:
            service.parallels.leave(visit, model.ABANDONED)
        service.go_elsewhere(visit, elsewhere)

    def escalates(self, due: Due) -> None:
        """The visit has queued too long: its case becomes more urgent, or goes elsewhere."""
        visit: Visit = due.subject
        escalation = self._service.plan.steps[visit.step].escalation
        assert escalation is not None, "only such a step has the timer"
        if escalation.priority is not None:
            self._is_urgent(visit.case, escalation.priority)
        if escalation.to is not None:
            self._send(visit, escalation.to)

    def takes_anybody(self, due: Due) -> None:
        """The visit has waited long enough for the person it had before."""
        visit: Visit = due.subject
        line = self._service.lines[visit.step]
        line.leave(visit)
        visit.asks = visit.asks._replace(same=())
        self._service.wait(visit)

    def _is_urgent(self, case: Case, priority: float) -> None:
        """The case has the priority from now on, wherever it waits."""
        case.urgency = priority
        for visit in case.visits:
            lead = visit.lead or visit
            line = self._service.lines[visit.step]
            if lead.place is line:
                line.leave(lead)
                first = self._service.priority(visit)
                lead.rank = (min(first, lead.rank[0]) if lead.mates else first, *lead.rank[1:])
                self._service.wait(lead)

    def _send(self, visit: Visit, step: int) -> None:
        """The visit waits no longer: its case goes to the step."""
        self._service.stop_waiting(visit)
        self._service.close(visit, ESCALATED)
        self._service.go_elsewhere(visit, step)

    # -- from the arrival of a case ---------------------------------------------------------------

    def watch(self, case: Case) -> None:
        """The deadlines of a case that has just arrived."""
        service = self._service
        for number, deadline in enumerate(service.plan.deadlines):
            if case.customers in deadline.classes:
                within = deadline.counted_in
                t = (
                    service.now + deadline.after
                    if within is None
                    else within.after(service.now, deadline.after)
                )
                if t < inf:
                    key = (PATIENCE_ENDS, case.customers, case.number, -1, number)
                    case.timers.append(Due(service.calendar, t, key, self.is_overdue, (case, deadline)))

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
        if step is None or step == visit.step or not self._service.would_wait(visit):
            return None
        case.sent_to = None
        self._service.close(visit, ESCALATED)
        return step
