"""What happens to a customer, from arrival to leaving.

Read `Service` from top to bottom: a customer comes, reaches a step, waits, is served, is perhaps
interrupted, finishes, goes on, leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from simulator.engine.arrivals import arrival_times
from simulator.engine.attention import Attention
from simulator.engine.calendar import ARRIVES, PATIENCE_ENDS, WORK_ENDS, Calendar, Due
from simulator.engine.cases import BALKED, CANCELLED, DONE, GAVE_UP, TURNED_AWAY, Case, Held, Meeting, Visit
from simulator.engine.conditions import holds
from simulator.engine.endings import too_many_redraws, too_many_visits, too_many_waiting
from simulator.engine.habits import Customs
from simulator.engine.journal import Journal
from simulator.engine.queues import new_line, priority_of
from simulator.engine.routes import choose, reachable
from simulator.engine.teams import KEPT, PAUSED, WORK, Crew, Person
from simulator.model import plan as model
from simulator.model.plan import Fork, Join, Needs, Plan, Shortest, Target, ToStep

MAIN_PATH = 0


class Service:
    """The state of the service, and what happens to its customers."""

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        self.plan = plan
        self.customs = Customs(plan, seed, replication)
        self.calendar = Calendar()
        self.journal = Journal(plan)
        journal = self.journal
        self.crews = [
            Crew(index, team, journal.duty, journal.stints) for index, team in enumerate(plan.teams)
        ]
        self.lines = [new_line(step, seed, replication) for step in plan.steps]
        self.attention = Attention(plan, self.crews, self.lines)
        self.present = [0] * len(plan.steps)  # waiting or in service at each step
        self.inside: dict[int, Case] = {}
        self._arrivals = [arrival_times(plan, customers, seed, replication) for customers in plan.classes]
        self._arrived = [0] * len(plan.classes)
        self._reachable = reachable(plan) if any(step.keep for step in plan.steps) else []

    @property
    def now(self) -> float:
        """The time."""
        return self.calendar.now

    # -- a customer comes -------------------------------------------------------------------------

    def expect_next(self, customers: int) -> None:
        """The next customer of the class, if there is one, is entered in the calendar."""
        t = next(self._arrivals[customers], None)
        if t is not None:
            key = (ARRIVES, customers, self._arrived[customers] + 1)
            Due(self.calendar, t, key, self.arrives, customers)

    def arrives(self, due: Due) -> None:
        """A customer arrives and reaches its first step."""
        customers: int = due.subject
        number = self._arrived[customers] = self._arrived[customers] + 1
        traits = self.customs.traits_of(customers, number)
        case = Case(self.journal.next_case(traits), customers, number, self.now, traits)
        self.inside[case.id] = case
        self.expect_next(customers)
        self.reach(case, self.plan.classes[customers].starts_at, MAIN_PATH, None)

    # -- and reaches a step -----------------------------------------------------------------------

    def reach(self, case: Case, step: int, branch: int, meeting: Meeting | None) -> None:
        """The case comes to a step or, where that is full, to the one to which it sends on."""
        reached: int | None = step
        while reached is not None:
            reached = self.begin_visit(case, reached, branch, meeting)

    def begin_visit(self, case: Case, step: int, branch: int, meeting: Meeting | None) -> int | None:
        """A visit begins; after the hand-off, if there is one, it comes to the queue.

        Returns:
            The step to which the case goes instead, if it does.
        """
        habits = self.customs.at(step, case.customers, branch)
        visit = Visit(case, step, branch, meeting, self.now, habits)
        too_many_visits(self.plan, visit)
        case.visits.append(visit)
        if habits.hand_off is None:
            return self.come_to_queue(visit)
        t = self.now + habits.hand_off.at(case.number, visit.number)
        visit.due = Due(self.calendar, t, (WORK_ENDS, *visit.key), self.handed_off, visit)
        return None

    def handed_off(self, due: Due) -> None:
        """The hand-off is over."""
        visit: Visit = due.subject
        visit.due = None
        elsewhere = self.come_to_queue(visit)
        if elsewhere is not None:
            self.go(visit, ToStep(elsewhere))

    def come_to_queue(self, visit: Visit) -> int | None:
        """The visit joins the queue, unless it is full or too long; where nobody is needed it starts.

        Returns:
            The step to which the case goes instead, if it does.
        """
        step = self.plan.steps[visit.step]
        visit.queued = self.now
        priority = priority_of(visit.case, step.queue, self.plan.classes[visit.case.customers])
        visit.rank = (priority, visit.ready, *visit.key)
        if not step.options:
            self.present[visit.step] += 1
            self.begin(visit)
        elif step.queue.limit is not None and self.attention.line_with(visit) > step.queue.limit:
            return self.turn_away(visit)
        elif step.queue.balk and self._balks(visit):
            self.close(visit, BALKED)
            self.leave(visit.case, model.BALKED)
        else:
            self.present[visit.step] += 1
            if step.queue.order == "shortest":
                visit.drawn = visit.work_left = visit.habits.draw_work(visit)
            self.wait(visit)
            self._start_patience(visit)
        return None

    def _balks(self, visit: Visit) -> bool:
        """Whether the customer does not join so long a line (counted as for a limit)."""
        ahead = self.attention.line_with(visit) - 1
        chance = 0.0
        for length, chance_from_there in self.plan.steps[visit.step].queue.balk:
            if ahead >= length:
                chance = chance_from_there
        return chance > 0 and visit.habits.balk.at(visit.case.number, visit.number) < chance

    def turn_away(self, visit: Visit) -> int | None:
        """The queue is full: the case goes to the step returned, or leaves."""
        elsewhere = self.plan.steps[visit.step].queue.elsewhere
        self.close(visit, TURNED_AWAY)
        if elsewhere is None:
            self.leave(visit.case, model.TURNED_AWAY)
        return elsewhere

    # -- waits ------------------------------------------------------------------------------------

    def wait(self, visit: Visit) -> None:
        """The visit stands in the line of its step, at the place its rank gives it."""
        line = self.lines[visit.step]
        line.join(visit)
        self.attention.alert.add(visit.step)
        too_many_waiting(self.plan, visit.step, line.waiting)

    def _start_patience(self, visit: Visit) -> None:
        patience = visit.habits.patience
        if patience is not None:
            t = self.now + patience.at(visit.case.number, visit.number)
            visit.patience = Due(self.calendar, t, (PATIENCE_ENDS, *visit.key), self.gives_up, visit)

    def gives_up(self, due: Due) -> None:
        """The patience ends before the first start: the case goes elsewhere, or leaves."""
        visit: Visit = due.subject
        elsewhere = self.plan.steps[visit.step].gives_up
        self.lines[visit.step].leave(visit, starts=False)
        self.attention.alert.add(visit.step)
        self.close(visit, GAVE_UP)
        if elsewhere is None:
            self.leave(visit.case, model.ABANDONED)
        else:
            self.go(visit, ToStep(elsewhere))

    # -- is served --------------------------------------------------------------------------------

    def serve(self) -> None:
        """Every free team serves its queue until nothing more can start."""
        while (start := self.attention.first_to_start()) is not None:
            for victim in start.victims:
                self.interrupt(victim, self.plan.steps[victim.step].queue.interrupted)
            self.lines[start.visit.step].leave(start.visit, starts=True)
            self._take(start.visit, start.needs)
            self.begin(start.visit)

    def _take(self, visit: Visit, needs: Needs) -> None:
        """Members of all teams needed are taken together; what the case keeps already comes first."""
        for team, count in needs:
            crew = self.crews[team]
            kept = [held.person for held in visit.case.held if held.crew is crew and held.at_hand][:count]
            for person in kept:
                crew.end(person, self.now)
                crew.begin(person, WORK, visit, self.now)
                visit.persons.append((crew, person))
            visit.persons += crew.take(visit, count - len(kept), self.now)
        if visit.lead_team < 0:
            visit.lead_team = needs[0][0]
            visit.lead_member = 0 if self.crews[visit.lead_team].unlimited else visit.persons[0][1].number
        visit.speed = min(
            (person.speed for crew, person in visit.persons if not crew.team.resource), default=1.0
        )

    def begin(self, visit: Visit) -> None:
        """Work begins, for the first time or again after an interruption."""
        if isnan(visit.started):
            visit.started = self.now
            if visit.patience is not None:
                visit.patience.cancel()
        if isnan(visit.work_left):
            visit.drawn = visit.work_left = visit.habits.draw_work(visit)
        self.carry_on(visit)

    def carry_on(self, visit: Visit) -> None:
        """The work left, at the speed of those who do it, gives the end."""
        visit.resumed = self.now
        t = self.now + visit.work_left / visit.speed
        visit.due = Due(self.calendar, t, (WORK_ENDS, *visit.key), self.finishes, visit)

    # -- is perhaps interrupted -------------------------------------------------------------------

    def interrupt(self, visit: Visit, then: str) -> None:
        """The work stops, its members are free, and the visit waits again at its old place.

        `resume` and `hand over` carry on with what is left, `restart` begins again with the same draw,
        `redraw` with the next.
        """
        self._stop_work(visit)
        visit.interruptions += 1
        if then == "redraw":
            visit.attempt += 1
            too_many_redraws(self.plan, visit)
        if then in ("redraw", "restart"):
            visit.drawn = visit.work_left = visit.habits.draw_work(visit)
        self._free(visit)
        self.wait(visit)

    def _stop_work(self, visit: Visit) -> None:
        assert visit.due is not None, "only work that is under way can stop"
        visit.due.cancel()
        visit.due = None
        done = self.now - visit.resumed
        visit.worked += done
        visit.work_left = max(0.0, visit.work_left - done * visit.speed)

    def relieve(self, visit: Visit, person: Person, then: str) -> None:
        """Somebody's shift is over, so the visit is interrupted; its case keeps that one no longer."""
        visit.case.held = [held for held in visit.case.held if held.person is not person]
        self.interrupt(visit, then)

    def pause(self, visit: Visit) -> None:
        """The work stops, and the visit stays with its members until all are back."""
        self._stop_work(visit)
        visit.paused = True
        visit.interruptions += 1
        for crew, person in visit.persons:
            crew.end(person, self.now)
            crew.begin(person, PAUSED, visit, self.now)

    def end_pause(self, visit: Visit) -> None:
        """The work goes on if everybody is back."""
        if all(person.on_duty for _, person in visit.persons):
            visit.paused = False
            for crew, person in visit.persons:
                crew.end(person, self.now)
                crew.begin(person, WORK, visit, self.now)
                self.attention.look_at(crew)  # who is at work again may be interrupted
            self.carry_on(visit)

    # -- finishes ---------------------------------------------------------------------------------

    def finishes(self, due: Due) -> None:
        """The work is done; the members are free, or kept; the case goes on."""
        visit: Visit = due.subject
        visit.due = None
        visit.worked += self.now - visit.resumed
        case = visit.case
        step = self.plan.steps[visit.step]
        if case.held:
            self._let_go(case, lambda until: until == visit.step)
        for team, until in step.keep:
            self._keep(visit, team, until)
        self._free(visit)
        self.close(visit, DONE)
        option = choose(
            step.route,
            case,
            lambda condition: holds(condition, case, self),
            lambda: visit.habits.route.at(case.number, visit.number),
        )
        self.go(visit, option.target)

    def _keep(self, visit: Visit, team: int, until: int) -> None:
        """The case keeps those of the team who served, until the end of a step."""
        for crew, person in visit.persons:
            if crew.index == team:
                held = next((held for held in visit.case.held if held.person is person), None)
                if held is None:
                    visit.case.held.append(Held(crew, person, {until}))
                else:
                    held.until.add(until)

    def _free(self, visit: Visit) -> None:
        """The members of the visit are free, except those whom its case keeps."""
        for crew, person in visit.persons:
            if any(held.person is person for held in visit.case.held):
                crew.end(person, self.now)
                crew.begin(person, KEPT, visit, self.now)
            else:
                crew.release(person, self.now)
            self.attention.look_at(crew)  # even at one who is kept: the case may want it in another branch
        visit.persons = []

    def _let_go(self, case: Case, over: Callable[[int], bool]) -> None:
        """The case keeps nobody any longer for the sake of steps that are over.

        Who is at work in another branch is free when that visit ends, and may be interrupted until then.
        """
        for held in list(case.held):
            held.until = {step for step in held.until if not over(step)}
            if not held.until:
                case.held.remove(held)
                if held.at_hand:
                    held.crew.release(held.person, self.now)
                self.attention.look_at(held.crew)

    # -- goes on ----------------------------------------------------------------------------------

    def go(self, visit: Visit, target: Target) -> None:
        """The case goes on from a visit that has ended."""
        case = visit.case
        self._follow(case, target, visit.branch, visit.meeting)
        if case.held:
            self._let_go(case, lambda until: not self._may_reach(case, until))

    def _follow(self, case: Case, target: Target, branch: int, meeting: Meeting | None) -> None:
        """Follow joins, and parallels none of whose branches is taken, to where they lead in the end."""
        while True:
            if isinstance(target, ToStep):
                self.reach(case, target.step, branch, meeting)
            elif isinstance(target, Shortest):
                self.reach(case, min(target.steps, key=self.present.__getitem__), branch, meeting)
            elif isinstance(target, Fork):
                if not self.fork(case, target, branch, meeting):
                    target = target.then
                    continue
            elif isinstance(target, Join):
                assert meeting is not None, "check allows a join only in a branch"
                meeting.missing -= 1
                if not meeting.missing:
                    target, branch, meeting = meeting.then, meeting.branch, meeting.outer
                    continue
            else:
                self.leave(case, target.outcome)
            return

    def fork(self, case: Case, fork: Fork, branch: int, outer: Meeting | None) -> bool:
        """The case takes every branch whose condition holds, at once; returns whether there is one."""
        taken = [
            (into, first)
            for into, first, condition in fork.branches
            if condition is None or holds(condition, case, self)
        ]
        meeting = Meeting(len(taken), fork.then, branch, outer)
        for into, first in taken:
            if case.id in self.inside:  # a branch may turn the customer away
                self.reach(case, first, into, meeting)
        return bool(taken)

    def _may_reach(self, case: Case, step: int) -> bool:
        return any(step in self._reachable[visit.step] for visit in case.visits)

    # -- and leaves -------------------------------------------------------------------------------

    def leave(self, case: Case, outcome: int) -> None:
        """The case leaves: what it does in other branches is cancelled, what it keeps is free."""
        for visit in sorted(case.visits, key=lambda visit: visit.key):
            self._cancel(visit)
        if case.held:
            self._let_go(case, lambda _: True)
        del self.inside[case.id]
        self.journal.write_case(case, self.now, outcome)

    def _cancel(self, visit: Visit) -> None:
        if visit.waiting:
            self.lines[visit.step].leave(visit, starts=False)
            self.attention.alert.add(visit.step)
        elif visit.due is not None:
            if isnan(visit.started):
                visit.due.cancel()
            else:
                self._stop_work(visit)
        if visit.patience is not None:
            visit.patience.cancel()
        self._free(visit)
        self.close(visit, CANCELLED)

    def close(self, visit: Visit, result: int) -> None:
        """The visit is over and is written down."""
        if result not in (BALKED, TURNED_AWAY) and not isnan(visit.queued):
            self.present[visit.step] -= 1
        visit.case.visits.remove(visit)
        self.journal.write_visit(visit, self.now, result)

    # -- what conditions ask ----------------------------------------------------------------------

    def really_waiting(self, step: int) -> int:
        """Those at the step who wait and could not start now."""
        return self.attention.line_at(step)

    def expected_wait(self, step: int, case: Case) -> float:
        """Nobody really waiting and somebody free: 0. Else (really waiting + 1) × mean work ÷ who serve it.

        The mean work is that of this case's class; who serve it are those on shift, as many groups as the
        step's needs make of them.
        """
        habits = self.customs.at(step, case.customers, MAIN_PATH)
        return self.attention.expected_wait(step, habits.mean_work)
