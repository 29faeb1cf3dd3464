"""What happens to a customer at a step, from reaching it to going on.

Read `Service` from top to bottom: a case reaches a step, waits, is served, finishes, goes on, leaves. What is
a subject of its own stands beside it: the work (`handling`), how customers come (`comings`), batches
(`gatherings`), full steps (`entrances`), what happens to those who wait too long (`timers`), branches
(`parallels`), what a case keeps (`keeping`), who is called back (`calls`).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan

from simulator.engine.calendar import WORK_ENDS, Due
from simulator.engine.calls import Calls
from simulator.engine.cases import (
    BALKED,
    CANCELLED,
    DONE,
    TURNED_AWAY,
    Case,
    Person,
    Visit,
)
from simulator.engine.comings import Comings
from simulator.engine.conditions import holds
from simulator.engine.endings import too_many_visits, too_many_waiting
from simulator.engine.entrances import Entrances
from simulator.engine.gatherings import Gatherings
from simulator.engine.handling import Handling
from simulator.engine.house import House
from simulator.engine.keeping import Keeping
from simulator.engine.meeting import Meeting
from simulator.engine.parallels import Parallels
from simulator.engine.routes import choose
from simulator.engine.timers import Timers
from simulator.engine.wishes import asks_of
from simulator.model import plan as model
from simulator.model.plan import (
    Callback,
    Fork,
    Join,
    Plan,
    Shortest,
    Target,
    ToStep,
)

MAIN_PATH = 0


class Service(House):
    """The house, and what happens in it to customers."""

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        super().__init__(plan, seed, replication)
        self.keeping = Keeping(self)
        self.handling = Handling(self, self.keeping)
        self.entrances = Entrances(self, self.keeping)
        self.gatherings = Gatherings(self, self.handling)
        self.parallels = Parallels(self)
        self.timers = Timers(self, self.parallels)
        self.comings = Comings(self, self.timers, seed, replication)
        self.calls = Calls(self, self.timers, self.parallels)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is inside, and nobody is expected who has an appointment."""
        return not self.inside and not self.comings.booked

    # -- a case reaches a step --------------------------------------------------------------------

    def reach(self, case: Case, step: int, branch: int, meeting: Meeting | None) -> None:
        """The case comes to a step or, where that is full, to the one to which it sends on."""
        reached: int | None = step
        while reached is not None:
            reached = self.begin_visit(case, reached, branch, meeting)

    def new_visit(self, case: Case, step: int, branch: int, meeting: Meeting | None) -> Visit:
        """A visit begins."""
        habits = self.customs.at(step, case.customers, branch, case.lineage)
        visit = Visit(case, step, branch, meeting, self.now, habits)
        too_many_visits(self.plan, visit)
        case.visits.append(visit)
        return visit

    def begin_visit(self, case: Case, step: int, branch: int, meeting: Meeting | None) -> int | None:
        """A visit begins; after the hand-off, if there is one, it comes to the step.

        Returns:
            The step to which the case goes instead, if it does.
        """
        visit = self.new_visit(case, step, branch, meeting)
        return self.come(visit) if visit.habits.hand_off is None else self.hand_off(visit)

    def hand_off(self, visit: Visit) -> int | None:
        """The hand-off begins, if there is one.

        Returns:
            The step to which the case goes instead, if it does.
        """
        if visit.habits.hand_off is None:
            return self.come(visit)
        t = self.now + visit.habits.hand_off.at(visit.case.n, visit.number)
        visit.due = Due(self.calendar, t, (WORK_ENDS, *visit.key), self.handed_off, visit)
        return None

    def handed_off(self, due: Due) -> None:
        """The hand-off is over."""
        visit: Visit = due.subject
        visit.due = None
        self.go_elsewhere(visit, self.come(visit))

    def go_elsewhere(self, visit: Visit, step: int | None) -> None:
        """From a visit that has ended the case goes to the step, if there is one."""
        if step is not None:
            self.go(visit, ToStep(step))

    def come(self, visit: Visit) -> int | None:
        """The visit comes to its step; where nobody is needed it starts.

        Returns:
            The step to which the case goes instead, if it does.
        """
        step = self.plan.steps[visit.step]
        visit.handed = visit.queued = self.now
        if not step.options and step.batch is None:
            self.enter(visit)
            self.handling.begin(visit)
            return None
        visit.asks = asks_of(step, visit.case)
        visit.rank = (self.priority(visit), visit.ready, *visit.key)
        self.calls.note_place(visit)
        sent_to = self.timers.sent_to(visit)
        if sent_to is not None:
            return sent_to
        if step.queue.limit is not None and self._is_full(visit, step.queue.limit):
            if not step.queue.block:
                return self.turn_away(visit)
            self.entrances.join(visit)
        elif step.queue.balk and self._balks(visit):
            self.close(visit, BALKED)
            self.parallels.leave(visit, model.BALKED)
        else:
            self.join_queue(visit)
        return None

    def would_wait(self, visit: Visit) -> bool:
        """Whether the visit would have to wait at its step: outside, for its batch, or in the line."""
        if visit.step in self.entrances.outside or not self.gatherings.goes_with(visit):
            return True
        return self.attention.line_with(visit) > 0

    def _is_full(self, visit: Visit, limit: int) -> bool:
        """Whether there is no room at the visit's step: too many wait, or others stand outside already."""
        return visit.step in self.entrances.outside or self.attention.line_with(visit) > limit

    def _balks(self, visit: Visit) -> bool:
        """Whether the customer does not join so long a line (counted as for a limit)."""
        ahead = self.attention.line_with(visit) - 1
        chance = 0.0
        for length, chance_from_there in self.plan.steps[visit.step].queue.balk:
            if ahead >= length:
                chance = chance_from_there
        return chance > 0 and visit.habits.balk.at(visit.case.n, visit.number) < chance

    def turn_away(self, visit: Visit) -> int | None:
        """The queue is full: the case goes to the step returned, or leaves."""
        elsewhere = self.plan.steps[visit.step].queue.elsewhere
        self.close(visit, TURNED_AWAY)
        if elsewhere is None:
            self.parallels.leave(visit, model.TURNED_AWAY)
        return elsewhere

    def enter(self, visit: Visit) -> None:
        """The visit counts as being at the step."""
        visit.present = True
        self.present[visit.step] += 1

    # -- waits ------------------------------------------------------------------------------------

    def join_queue(self, visit: Visit) -> None:
        """The visit joins those whose batch is not yet full, or the line."""
        self.enter(visit)
        if visit.habits.is_timed:
            self.timers.start(visit)
        if self.plan.steps[visit.step].batch is not None:
            self.gatherings.join(visit)
        else:
            self.queue(visit)

    def queue(self, visit: Visit) -> None:
        """The visit, with those of its batch, begins to queue; where nobody is needed it starts."""
        step = self.plan.steps[visit.step]
        for one in visit.party if visit.mates else (visit,):
            one.queued = self.now
        if not step.options:
            self.handling.begin(visit)
            return
        if self.plan.steps[visit.step].queue.order == "shortest":
            self.handling.draw_work(visit)
        self.wait(visit)

    def wait(self, visit: Visit) -> None:
        """The visit stands in the line of its step, at the place its rank gives it."""
        line = self.lines[visit.step]
        line.join(visit)
        self.attention.alert.add(visit.step)
        too_many_waiting(self.plan, visit.step, line.waiting)

    def stop_waiting(self, visit: Visit) -> None:
        """The visit waits no longer; its batch, if it is in one, goes on without it."""
        if visit.lead is not None or visit.mates:
            self.gatherings.go_on_without(visit)
        elif visit.place is not None:
            visit.place.leave(visit)
            self.attention.alert.add(visit.step)

    # -- is served --------------------------------------------------------------------------------

    def serve(self) -> None:
        """Every free team serves its queue, and every step lets in who has room, until nothing more can."""
        while True:
            start = self.attention.first_to_start()
            if start is not None:
                visit = start.visit
                if visit.call is not None and not self.calls.reaches(visit, visit.call):
                    continue
                for victim in start.victims:
                    self.handling.interrupt(victim, self.plan.steps[victim.step].queue.interrupted)
                self.lines[visit.step].leave(visit, starts=True)
                self.handling.take(visit, start.needs)
                self.handling.begin(visit)
            elif not self.entrances.let_in():
                return

    # -- finishes ---------------------------------------------------------------------------------

    def finishes(self, due: Due) -> None:
        """The work is done; the members are free, or kept; the case, and those of its batch, go on."""
        visit: Visit = due.subject
        visit.due = None
        visit.count_work(self.now)
        served_by = visit.persons
        mates = visit.mates
        if mates:
            self.gatherings.dissolve(visit)
        self._is_done(visit, served_by)
        for mate in mates:
            if mate in mate.case.visits:  # else another branch of its case has cancelled it just now
                self._is_done(mate, served_by)
        if self.entrances.outside:
            for one in (visit, *mates):
                self.entrances.hold_back(one.case, served_by)

    def _is_done(self, visit: Visit, served_by: list[Person]) -> None:
        case = visit.case
        step = self.plan.steps[visit.step]
        self.handling.remember(case, visit.step, served_by)
        if case.held:
            self.keeping.let_go(case, lambda until: until == visit.step)
        for team, until in step.keep:
            self.keeping.keep(visit, team, until)
        self.keeping.free(visit)
        if step.sets:
            visit.habits.decide(case.traits, case.n, visit.number)
        if visit.performed is not None:
            case.performed[visit.step] = visit.performed
        option = choose(
            step.route,
            case,
            lambda condition: holds(condition, case, self),
            lambda: visit.habits.route.at(case.n, visit.number),
        )
        visit.option = option.index
        self.close(visit, DONE)
        if step.comes_back is not None:
            self.comings.perhaps_again(visit, step.comes_back)
        if visit.performed is not None and visit.performed.left:
            self.comings.perhaps_with_an_error(visit)
        self.go(visit, option.target)

    # -- goes on ----------------------------------------------------------------------------------

    def go(self, visit: Visit, target: Target) -> None:
        """The case goes on from a visit that has ended."""
        case = visit.case
        self._follow(case, target, visit.branch, visit.meeting)
        if case.held:
            self.keeping.let_go_what_is_missed(case)

    def _follow(self, case: Case, target: Target, branch: int, meeting: Meeting | None) -> None:
        """Follow joins, and parallels none of whose branches is taken, to where they lead in the end."""
        while True:
            if isinstance(target, ToStep):
                self.reach(case, target.step, branch, meeting)
            elif isinstance(target, Shortest):
                self.reach(case, min(target.steps, key=self.present.__getitem__), branch, meeting)
            elif isinstance(target, Callback):
                sent_to = self.calls.call_back(case, target, branch, meeting)
                if sent_to is not None:
                    target = ToStep(sent_to)
                    continue
            elif isinstance(target, Fork):
                if not self.parallels.fork(case, target, branch, meeting):
                    target = target.then
                    continue
            elif isinstance(target, Join):
                assert meeting is not None, "check allows a join only in a branch"
                if self.parallels.meet(case, meeting):
                    target, branch, meeting = meeting.then, meeting.branch, meeting.outer
                    continue
            else:
                self.parallels.end(case, meeting, target.outcome)
            return

    # -- and leaves -------------------------------------------------------------------------------

    def leave(self, case: Case, outcome: int) -> None:
        """The case leaves: what it still does is cancelled, what it keeps is free."""
        if case.visits:
            self.cancel(case, case.visits)
        if case.held:
            self.keeping.let_go(case, lambda _: True)
        for timer in case.timers:
            timer.cancel()
        del self.inside[case.id]
        self.journal.write_case(case, self.now, outcome)

    def cancel(self, case: Case, visits: Iterable[Visit]) -> None:
        """The case goes on or leaves without finishing these visits."""
        for visit in sorted(visits, key=lambda visit: visit.key):
            self._cancel(visit)
        if case.held:
            self.keeping.let_go_what_is_missed(case)

    def _cancel(self, visit: Visit) -> None:
        if visit.place is not None or visit.lead is not None or visit.mates:
            self.stop_waiting(visit)
        elif visit.due is not None:
            if isnan(visit.started):
                visit.due.cancel()
            else:
                self.handling.stop(visit)
        self.keeping.free(visit)
        self.close(visit, CANCELLED)

    def close(self, visit: Visit, result: int) -> None:
        """The visit is over and is written down."""
        if visit.present:
            self.present[visit.step] -= 1
        for timer in visit.timers:
            timer.cancel()
        visit.case.visits.remove(visit)
        self.journal.write_visit(visit, self.now, result)

    # -- what conditions ask ----------------------------------------------------------------------

    def really_waiting(self, step: int) -> int:
        """Those at the step who wait and could not start now, and those whose batch is not yet full."""
        return self.attention.line_at(step) + self.gatherings.waiting(step)

    def expected_wait(self, step: int, case: Case) -> float:
        """Nobody really waiting and somebody free: 0. Else (really waiting + 1) × mean work ÷ who serve it.

        The mean work is that of this case's class; who serve it are those on shift, as many groups as the
        step's needs make of them.
        """
        habits = self.customs.at(step, case.customers, MAIN_PATH, case.lineage)
        return self.attention.expected_wait(step, habits.mean_work, asks_of(self.plan.steps[step], case))
