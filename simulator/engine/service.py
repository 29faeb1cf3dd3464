"""What happens to a customer at a step, from reaching it to going on.

Read `Service` from top to bottom: a case reaches a step, waits, is served, is perhaps interrupted, finishes,
goes on, leaves. What is a subject of its own stands beside it: how customers come (`comings`), batches
(`gatherings`), full steps (`entrances`), what happens to those who wait too long (`timers`), branches
(`parallels`), what a case keeps (`keeping`).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan

from simulator.engine.asks import Who
from simulator.engine.attention import Attention
from simulator.engine.calendar import WORK_ENDS, Calendar, Due
from simulator.engine.cases import (
    BALKED,
    CANCELLED,
    DONE,
    TURNED_AWAY,
    UNREACHABLE,
    Case,
    Meeting,
    Visit,
)
from simulator.engine.comings import Comings
from simulator.engine.conditions import holds
from simulator.engine.endings import too_many_redraws, too_many_visits, too_many_waiting
from simulator.engine.entrances import Entrances
from simulator.engine.gatherings import Gatherings
from simulator.engine.habits import Customs
from simulator.engine.journal import Journal
from simulator.engine.keeping import Keeping
from simulator.engine.parallels import Parallels
from simulator.engine.queues import new_line, priority_of
from simulator.engine.rosters import roster
from simulator.engine.routes import choose
from simulator.engine.teams import PAUSED, WORK, Crew, Person
from simulator.engine.timers import Timers
from simulator.model import plan as model
from simulator.model.plan import (
    Callback,
    Fork,
    Join,
    Needs,
    Plan,
    SamePerson,
    Shortest,
    Target,
    ToStep,
)
from simulator.model.routes import ways

MAIN_PATH = 0


class Service:
    """The state of the service, and what happens to its customers; `now` is the time."""

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        self.plan = plan
        self.customs = Customs(plan, seed, replication)
        self.calendar = Calendar()
        self.now = 0.0
        self.journal = Journal(plan)
        duty, stints = self.journal.duty, self.journal.stints
        self.crews = [
            Crew(index, team, roster(plan, team, seed, replication), duty, stints)
            for index, team in enumerate(plan.teams)
        ]
        self.lines = [new_line(step, seed, replication) for step in plan.steps]
        self.attention = Attention(plan, self.crews, self.lines)
        self.present = [0] * len(plan.steps)  # waiting or in service at each step
        self.inside: dict[int, Case] = {}
        self.comings = Comings(self, seed, replication)
        self.entrances = Entrances(self)
        self.gatherings = Gatherings(self)
        self.timers = Timers(self)
        self.parallels = Parallels(self)
        self.keeping = Keeping(self)
        self._asked_back = _asked_back(plan)
        self._calls_back = _calls_back(plan)

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
            self.begin(visit)
            return None
        visit.asks = visit.habits.asks(visit.case)
        visit.rank = (self.priority(visit), visit.ready, *visit.key)
        if self._calls_back:
            visit.case.places[visit.step] = visit.ready
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

    def priority(self, visit: Visit) -> float:
        """The priority of the visit's case, as its step sees it now."""
        case = visit.case
        return priority_of(case, self.plan.steps[visit.step].queue, self.plan.classes[case.customers])

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
        step = self.plan.steps[visit.step]
        if step.batch is not None:
            self.gatherings.join(visit)
        else:
            self.queue(visit)

    def queue(self, visit: Visit) -> None:
        """The visit, with those of its batch, begins to queue; where nobody is needed it starts."""
        step = self.plan.steps[visit.step]
        for one in visit.party if visit.mates else (visit,):
            one.queued = self.now
            if one.habits.is_timed:
                self.timers.start(one)
        if not step.options:
            self.begin(visit)
            return
        if step.queue.order == "shortest":
            self.draw_work(visit)
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
                if visit.call is not None and not self._reaches(visit, visit.call):
                    continue
                for victim in start.victims:
                    self.interrupt(victim, self.plan.steps[victim.step].queue.interrupted)
                self.lines[visit.step].leave(visit, starts=True)
                self._take(visit, start.needs)
                self.begin(visit)
            elif not self.entrances.let_in():
                return

    def _reaches(self, visit: Visit, call: Callback) -> bool:
        """Whether the customer is reached now that it is its turn; if not, it goes to the end of the line."""
        if visit.habits.call.at(visit.case.n, visit.number, visit.attempt) >= call.unreachable:
            visit.call = None
            visit.attempt = 0
            return True
        visit.attempt += 1
        self.lines[visit.step].leave(visit)
        if visit.attempt < call.tries:
            visit.rank = (visit.rank[0], self.now, *visit.key)
            self.wait(visit)
        else:
            self.close(visit, UNREACHABLE)
            self.parallels.leave(visit, model.ABANDONED)
        return False

    def _take(self, visit: Visit, needs: Needs) -> None:
        """Members of all teams needed are taken together; what the case keeps already comes first."""
        for team, count in needs:
            crew = self.crews[team]
            if visit.case.held:
                count -= self._take_kept(visit, crew, count)
            visit.persons += crew.take(visit, count, self.now)
        if self._asked_back and visit.step in self._asked_back:
            for one in visit.party:
                one.case.met.setdefault(visit.step, set()).update(_people(visit.persons))
        if visit.lead_team < 0:
            for one in visit.party if visit.mates else (visit,):
                one.lead_team = needs[0][0]
                one.lead_member = 0 if self.crews[one.lead_team].unlimited else visit.persons[0][1].number
        speeds = [
            crew.speed_of(person, visit.asks, self.now) for crew, person in visit.persons if not crew.resource
        ]
        visit.speed = min(speeds) if speeds else 1.0

    def _take_kept(self, visit: Visit, crew: Crew, count: int) -> int:
        """Take at most so many of those whom the case keeps; returns how many there are."""
        kept = self.keeping.at_hand(visit, crew)[:count]
        for person in kept:
            crew.end(person, self.now)
            crew.begin(person, WORK, visit, self.now)
            visit.persons.append((crew, person))
        return len(kept)

    def begin(self, visit: Visit) -> None:
        """Work begins, for the first time or again after an interruption."""
        if isnan(visit.started):
            for one in visit.party if visit.mates else (visit,):
                one.started = self.now
                for timer in one.timers:
                    timer.cancel()
        if isnan(visit.work_left):
            self.draw_work(visit)
        if visit.habits.set_up is not None and visit.needs_set_up:
            visit.work_left += visit.habits.set_up.at(visit.case.n, visit.number, visit.attempt)
        for _, person in visit.persons:
            person.last_step = visit.step
        self.carry_on(visit)

    def draw_work(self, visit: Visit) -> None:
        """The standard work of the visit; of a batch that of its lead, or of all added up."""
        batch = self.plan.steps[visit.step].batch
        work = visit.habits.draw_work(visit)
        if batch is not None and batch.per_case:
            for mate in visit.mates:
                mate.attempt = visit.attempt
                work += mate.habits.draw_work(mate)
        visit.drawn = visit.work_left = work

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
        visit.count_interruption()
        if then == "redraw":
            visit.attempt += 1
            too_many_redraws(self.plan, visit)
        if then in ("redraw", "restart"):
            self.draw_work(visit)
        self.keeping.free(visit)
        self.wait(visit)

    def _stop_work(self, visit: Visit) -> None:
        assert visit.due is not None, "only work that is under way can stop"
        visit.due.cancel()
        visit.due = None
        visit.count_work(self.now)

    def relieve(self, visit: Visit, person: Person, then: str) -> None:
        """Somebody's shift is over, so the visit is interrupted; its case keeps that one no longer."""
        visit.case.held = [held for held in visit.case.held if held.person is not person]
        self.interrupt(visit, then)

    def pause(self, visit: Visit) -> None:
        """The work stops, and the visit stays with its members until all are back."""
        self._stop_work(visit)
        visit.count_interruption()
        visit.paused = True
        for crew, person in visit.persons:
            crew.end(person, self.now)
            crew.begin(person, PAUSED, visit, self.now)

    def end_pause(self, visit: Visit) -> None:
        """The work goes on if everybody is back."""
        if all(person.on_duty and person.whole for _, person in visit.persons):
            visit.paused = False
            for crew, person in visit.persons:
                crew.end(person, self.now)
                crew.begin(person, WORK, visit, self.now)
                self.attention.look_at(crew)  # who is at work again may be interrupted
            self.carry_on(visit)

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

    def _is_done(self, visit: Visit, served_by: list[tuple[Crew, Person]]) -> None:
        case = visit.case
        step = self.plan.steps[visit.step]
        if visit.step in self._asked_back:
            case.served_by[visit.step] = _people(served_by)
        if case.held:
            self.keeping.let_go(case, lambda until: until == visit.step)
        for team, until in step.keep:
            self.keeping.keep(visit, team, until)
        self.keeping.free(visit)
        if step.sets:
            visit.habits.decide(visit)
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
                sent_to = self._call_back(case, target, branch, meeting)
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

    def _call_back(self, case: Case, call: Callback, branch: int, meeting: Meeting | None) -> int | None:
        """The case takes the place in the queue that it had; meanwhile it loses no patience.

        Returns:
            The step to which the case goes instead, if it does.
        """
        visit = self.new_visit(case, call.step, branch, meeting)
        visit.handed = visit.queued = self.now
        visit.asks = visit.habits.asks(case)
        visit.rank = (self.priority(visit), case.places.get(call.step, self.now), *visit.key)
        sent_to = self.timers.sent_to(visit)
        if sent_to is None:
            visit.call = call
            self.enter(visit)
            self.wait(visit)
        return sent_to

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
                self._stop_work(visit)
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
        return self.attention.expected_wait(step, habits.mean_work, habits.asks(case))


def _people(persons: list[tuple[Crew, Person]]) -> tuple[Who, ...]:
    """Those who are not units of a resource."""
    return tuple((crew.index, person.number) for crew, person in persons if not crew.team.resource)


def _asked_back(plan: Plan) -> frozenset[int]:
    """The steps at which it is noted who served a case: others ask for the same, or for somebody else."""
    wishes = [step.person for step in plan.steps if step.person is not None]
    return frozenset(
        step for wish in wishes for step in ((wish.step,) if isinstance(wish, SamePerson) else wish.steps)
    )


def _calls_back(plan: Plan) -> bool:
    """Whether anybody is called back, so that places in the queues must be noted."""
    return any(
        isinstance(way, Callback)
        for step in plan.steps
        for option in step.route
        for way in ways(option.target)
    )
