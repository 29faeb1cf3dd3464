"""How customers come: those who wait already, those who arrive, those who come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.arrivals import Coming, arrivals_of
from simulator.engine.calendar import ARRIVES, WAITS_ALREADY, WORK_ENDS, Due
from simulator.engine.cases import TURNED_AWAY, Case, Visit
from simulator.engine.endings import too_many_returns
from simulator.engine.records import WAITING_ALREADY
from simulator.model import plan as model

if TYPE_CHECKING:
    from simulator.engine.service import Service
    from simulator.model.plan import ComesBack

MAIN_PATH = 0


class Comings:
    """Who is still to come.

    Attributes:
        booked: how many are still to come whose appointment lies before the doors close.
        later: for each class how many would come back after the doors have closed.
    """

    def __init__(self, service: Service, seed: int, replication: int) -> None:
        classes = service.plan.classes
        self.booked = 0
        self.later = [0] * len(classes)
        self._service = service
        self._arrivals = [arrivals_of(service.plan, customers, seed, replication) for customers in classes]
        self._back = [0] * len(classes)  # how many came back as each class

    def begin(self) -> None:
        """Those who wait already, and the first of each class, are entered in the calendar."""
        for customers, of in enumerate(self._service.plan.classes):
            waiting = (step for step, count in of.backlog for _ in range(count))
            for number, step in enumerate(waiting, WAITING_ALREADY + 1):
                key = (WAITS_ALREADY, customers, number)
                Due(self._service.calendar, 0.0, key, self._waits_already, (customers, number, step))
            if of.arrivals.appointments is None:
                self._expect_next(customers)
            else:
                for coming in self._arrivals[customers]:
                    self.booked += 1
                    self._expect(customers, coming)

    def _expect_next(self, customers: int) -> None:
        coming = next(self._arrivals[customers], None)
        if coming is not None:
            self._expect(customers, coming)

    def _expect(self, customers: int, coming: Coming) -> None:
        key = (ARRIVES, customers, coming.number)
        Due(self._service.calendar, coming.t, key, self._arrives, (customers, coming))

    def _waits_already(self, due: Due) -> None:
        customers, number, step = due.subject
        case = self._new_case(customers, number, number, "")
        case.order -= 2 * WAITING_ALREADY
        if self._service.plan.deadlines:
            self._service.timers.watch(case)
        self._service.reach(case, step, MAIN_PATH, None)

    def _arrives(self, due: Due) -> None:
        """A customer arrives, or does not come to its appointment."""
        customers: int
        coming: Coming
        customers, coming = due.subject
        service = self._service
        case = self._new_case(customers, coming.number, coming.number, "")
        if service.plan.classes[customers].arrivals.appointments is None:
            self._expect_next(customers)
        else:
            self.booked -= 1
            case.slot = coming.slot
        if coming.shows:
            self._enters(case)
        else:
            service.leave(case, model.NO_SHOW)

    def _new_case(self, customers: int, number: int, n: int, lineage: str) -> Case:
        service = self._service
        traits = service.customs.traits_of(customers, n, lineage)
        case = Case(service.journal.next_case(), customers, number, n, lineage, service.now, traits)
        service.inside[case.id] = case
        return case

    def _enters(self, case: Case) -> None:
        """The case comes to its first step; where the doors are closed it waits before them, or leaves."""
        service = self._service
        if service.plan.deadlines:
            service.timers.watch(case)
        customers = service.plan.classes[case.customers]
        opens = service.now if customers.hours is None else customers.hours.first(service.now)
        if opens == service.now:
            service.reach(case, customers.starts_at, MAIN_PATH, None)
            return
        visit = service.new_visit(case, customers.starts_at, MAIN_PATH, None)
        if customers.waits_for_opening:
            visit.due = Due(service.calendar, opens, (WORK_ENDS, *visit.key), self._doors_open, visit)
        else:
            service.close(visit, TURNED_AWAY)
            service.leave(case, model.TURNED_AWAY)

    def _doors_open(self, due: Due) -> None:
        visit: Visit = due.subject
        visit.due = None
        self._service.go_elsewhere(visit, self._service.hand_off(visit))

    # -- those who come back ----------------------------------------------------------------------

    def perhaps_again(self, visit: Visit, how: ComesBack) -> None:
        """Of those who finish the step a share comes back later; after the end they are only counted."""
        case, habits, service = visit.case, visit.habits, self._service
        if habits.comes_back.at(case.n, visit.number) >= how.share:
            return
        assert habits.after is not None, "who comes back comes some time later"
        t = service.now + habits.after.at(case.n, visit.number)
        if t >= service.plan.run_for:
            self.later[how.customers] += 1
            return
        case.contacts += 1
        self._back[how.customers] += 1
        key = (ARRIVES, how.customers, self._back[how.customers])
        Due(service.calendar, t, key, self._comes_back, (case, how.customers, key[2], case.contacts))

    def _comes_back(self, due: Due) -> None:
        """Somebody who was here before comes as another class, with what that class does not decide anew."""
        before: Case
        before, customers, number, contact = due.subject
        classes = self._service.plan.classes
        lineage = f"{before.lineage}{classes[before.customers].name}#{contact}/"
        too_many_returns(classes[customers], lineage)
        case = self._new_case(customers, number, before.n, lineage)
        case.parent = before.id
        for attribute in classes[customers].inherits:
            case.traits[attribute] = before.traits[attribute]
        self._enters(case)
