"""How customers come: those who wait already, those who arrive, those who come back."""

from __future__ import annotations

from simulator.engine.arrivals import Coming, arrivals_of
from simulator.engine.calendar import ARRIVES, WAITS_ALREADY, WORK_ENDS, Due
from simulator.engine.cases import TURNED_AWAY, Case, Visit
from simulator.engine.endings import too_many_returns
from simulator.engine.house import House
from simulator.engine.records import WAITING_ALREADY
from simulator.engine.timers import Timers
from simulator.model import plan as model
from simulator.model.plan import ComesBack

MAIN_PATH = 0


class Comings:
    """Who is still to come.

    Attributes:
        booked: how many are still to come whose appointment lies before the doors close.
        later: for each class how many would come back after the doors have closed.
    """

    def __init__(self, house: House, timers: Timers, seed: int, replication: int) -> None:
        classes = house.plan.classes
        self.booked = 0
        self.later = [0] * len(classes)
        self._house = house
        self._timers = timers
        self._arrivals = [arrivals_of(house.plan, customers, seed, replication) for customers in classes]
        self._back = [0] * len(classes)  # how many came back as each class

    def begin(self) -> None:
        """Those who wait already, and the first of each class, are entered in the calendar."""
        for customers, of in enumerate(self._house.plan.classes):
            waiting = (step for step, count in of.backlog for _ in range(count))
            for number, step in enumerate(waiting, WAITING_ALREADY + 1):
                key = (WAITS_ALREADY, customers, number)
                Due(self._house.calendar, 0.0, key, self._waits_already, (customers, number, step))
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
        Due(self._house.calendar, coming.t, key, self._arrives, (customers, coming))

    def _waits_already(self, due: Due) -> None:
        customers, number, step = due.subject
        case = self._new_case(customers, number, number, "")
        case.order -= 2 * WAITING_ALREADY
        if self._house.plan.deadlines:
            self._timers.watch(case)
        self._house.reach(case, step, MAIN_PATH, None)

    def _arrives(self, due: Due) -> None:
        """A customer arrives, or does not come to its appointment."""
        customers: int
        coming: Coming
        customers, coming = due.subject
        house = self._house
        case = self._new_case(customers, coming.number, coming.number, "")
        if house.plan.classes[customers].arrivals.appointments is None:
            self._expect_next(customers)
        else:
            self.booked -= 1
            case.slot = coming.slot
        if coming.shows:
            self._enters(case)
        else:
            house.leave(case, model.NO_SHOW)

    def _new_case(self, customers: int, number: int, n: int, lineage: str) -> Case:
        house = self._house
        traits = house.customs.traits_of(customers, n, lineage)
        case = Case(house.journal.next_case(), customers, number, n, lineage, house.now, traits)
        house.inside[case.id] = case
        return case

    def _enters(self, case: Case) -> None:
        """The case comes to its first step; where the doors are closed it waits before them, or leaves."""
        house = self._house
        if house.plan.deadlines:
            self._timers.watch(case)
        customers = house.plan.classes[case.customers]
        opens = house.now if customers.hours is None else customers.hours.first(house.now)
        if opens == house.now:
            house.reach(case, customers.starts_at, MAIN_PATH, None)
            return
        visit = house.new_visit(case, customers.starts_at, MAIN_PATH, None)
        if customers.waits_for_opening:
            visit.due = Due(house.calendar, opens, (WORK_ENDS, *visit.key), self._doors_open, visit)
        else:
            house.close(visit, TURNED_AWAY)
            house.leave(case, model.TURNED_AWAY)

    def _doors_open(self, due: Due) -> None:
        visit: Visit = due.subject
        visit.due = None
        self._house.go_elsewhere(visit, self._house.hand_off(visit))

    # -- those who come back ----------------------------------------------------------------------

    def perhaps_again(self, visit: Visit, how: ComesBack) -> None:
        """Of those who finish the step a share comes back later; after the end they are only counted."""
        habits = visit.habits
        if habits.comes_back.at(visit.case.n, visit.number) < how.share:
            assert habits.after is not None, "who comes back comes some time later"
            self._again(visit, how, habits.after.at(visit.case.n, visit.number))

    def perhaps_with_an_error(self, visit: Visit) -> None:
        """Of those with an error that was not found a share comes back likewise."""
        habits, procedure = visit.habits, self._house.plan.steps[visit.step].procedure
        assert procedure is not None, "errors are of SOPs"
        how = procedure.undetected
        if how is None:
            return
        assert habits.errs_back is not None, "who may come back has a chance of it"
        assert habits.errs_after is not None, "and comes some time later"
        unfound = 1.0 - procedure.redone  # the share is of all errors, of which these are left
        if habits.errs_back.at(visit.case.n, visit.number) * unfound < how.share:
            self._again(visit, how, habits.errs_after.at(visit.case.n, visit.number))

    def _again(self, visit: Visit, how: ComesBack, after: float) -> None:
        """The case of the visit comes back so much later as another class."""
        case, house = visit.case, self._house
        t = house.now + after
        if t >= house.plan.run_for:
            self.later[how.customers] += 1
            return
        case.contacts += 1
        self._back[how.customers] += 1
        key = (ARRIVES, how.customers, self._back[how.customers])
        Due(house.calendar, t, key, self._comes_back, (case, how.customers, key[2], case.contacts))

    def _comes_back(self, due: Due) -> None:
        """Somebody who was here before comes as another class, with what that class does not decide anew."""
        before: Case
        before, customers, number, contact = due.subject
        classes = self._house.plan.classes
        lineage = f"{before.lineage}{classes[before.customers].name}#{contact}/"
        too_many_returns(classes[customers], lineage)
        case = self._new_case(customers, number, before.n, lineage)
        case.parent = before.id
        for attribute in classes[customers].inherits:
            case.traits[attribute] = before.traits[attribute]
        self._enters(case)
