"""The work on a visit: who is taken for it, how long it takes, and what interrupts it."""

from __future__ import annotations

from math import isnan, nan

from simulator.engine.asks import Who
from simulator.engine.calendar import WORK_ENDS, Due
from simulator.engine.cases import PAUSED, WORK, Case, Person, Visit
from simulator.engine.endings import too_many_redraws
from simulator.engine.house import House
from simulator.engine.keeping import Keeping
from simulator.engine.teams import Crew
from simulator.model.plan import Lapses, Needs, Plan, SamePerson


class Handling:
    """What is done on the visits of a service, by whom."""

    def __init__(self, house: House, keeping: Keeping) -> None:
        self._house = house
        self._keeping = keeping
        self._asked_back = _asked_back(house.plan)

    # -- who does it ------------------------------------------------------------------------------

    def take(self, visit: Visit, needs: Needs) -> None:
        """Members of all teams needed are taken together; what the case keeps already comes first."""
        house = self._house
        for team, count in needs:
            crew = house.crews[team]
            if visit.case.held:
                count -= self._take_kept(visit, crew, count)
            visit.persons += crew.take(visit, count, house.now)
        if self._asked_back and visit.step in self._asked_back:
            for one in visit.party:
                one.case.met.setdefault(visit.step, set()).update(self._people(visit.persons))
        if visit.lead_team < 0:
            for one in visit.party if visit.mates else (visit,):
                one.lead_team = needs[0][0]
                one.lead_member = 0 if house.crews[one.lead_team].unlimited else visit.persons[0].number
        speeds = [
            house.crews[person.team].speed_of(person, visit, house.now)
            for person in visit.persons
            if not house.crews[person.team].resource
        ]
        visit.speed = min(speeds) if speeds else 1.0

    def _take_kept(self, visit: Visit, crew: Crew, count: int) -> int:
        """Take at most so many of those whom the case keeps; returns how many there are."""
        kept = self._keeping.at_hand(visit, crew)[:count]
        for person in kept:
            crew.end(person, self._house.now)
            crew.begin(person, WORK, visit, self._house.now)
            visit.persons.append(person)
        return len(kept)

    def remember(self, case: Case, step: int, served_by: list[Person]) -> None:
        """Who has served the case at the step, where others ask for the same."""
        if step in self._asked_back:
            case.served_by[step] = self._people(served_by)

    def _people(self, persons: list[Person]) -> tuple[Who, ...]:
        """Those who are not units of a resource."""
        return tuple((p.team, p.number) for p in persons if not self._house.crews[p.team].resource)

    # -- the work ---------------------------------------------------------------------------------

    def begin(self, visit: Visit) -> None:
        """Work begins, for the first time or again after an interruption."""
        if isnan(visit.started):
            for one in visit.party if visit.mates else (visit,):
                one.started = self._house.now
                for timer in one.timers:
                    timer.cancel()
        if isnan(visit.work_left):
            self.draw_work(visit)
        if visit.habits.set_up is not None and visit.needs_set_up:
            visit.work_left += visit.habits.set_up.at(visit.case.n, visit.number, visit.attempt)
        for person in visit.persons:
            person.last_step = visit.step
        self._carry_on(visit)

    def draw_work(self, visit: Visit) -> None:
        """The standard work of the visit; of a batch that of its lead, or of all added up."""
        batch = self._house.plan.steps[visit.step].batch
        if visit.habits.lapses is not None:
            visit.lapse = self._lapse(visit, visit.habits.lapses)
        work = drawn_work(visit)
        if batch is not None and batch.per_case:
            for mate in visit.mates:
                mate.attempt = visit.attempt
                work += drawn_work(mate)
        visit.drawn = visit.work_left = work

    def _lapse(self, visit: Visit, lapses: Lapses) -> float:
        """By how much compliance has fallen for those who serve; the first of them counts."""
        house = self._house
        since = visit.persons[0].on if visit.persons else nan
        on_duty = 0.0 if isnan(since) else house.now - since
        return lapses.at(house.now, on_duty, house.lines[visit.step].waiting)

    def _carry_on(self, visit: Visit) -> None:
        """The work left, at the speed of those who do it, gives the end."""
        house = self._house
        visit.resumed = house.now
        t = house.now + visit.work_left / visit.speed
        visit.due = Due(house.calendar, t, (WORK_ENDS, *visit.key), house.finishes, visit)

    # -- is perhaps interrupted -------------------------------------------------------------------

    def interrupt(self, visit: Visit, then: str) -> None:
        """The work stops, its members are free, and the visit waits again at its old place.

        `resume` and `hand over` carry on with what is left, `restart` begins again with the same draw,
        `redraw` with the next.
        """
        self.stop(visit)
        visit.count_interruption()
        if then == "redraw":
            visit.attempt += 1
            too_many_redraws(self._house.plan, visit)
        if then in ("redraw", "restart"):
            self.draw_work(visit)
        self._keeping.free(visit)
        self._house.wait(visit)

    def stop(self, visit: Visit) -> None:
        """The work stops where it is."""
        assert visit.due is not None, "only work that is under way can stop"
        visit.due.cancel()
        visit.due = None
        visit.count_work(self._house.now)

    def relieve(self, visit: Visit, person: Person, then: str) -> None:
        """Somebody's shift is over, so the visit is interrupted; its case keeps that one no longer."""
        visit.case.held = [held for held in visit.case.held if held.person is not person]
        self.interrupt(visit, then)

    def pause(self, visit: Visit) -> None:
        """The work stops, and the visit stays with its members until all are back."""
        house = self._house
        self.stop(visit)
        visit.count_interruption()
        visit.paused = True
        for person in visit.persons:
            crew = house.crews[person.team]
            crew.end(person, house.now)
            crew.begin(person, PAUSED, visit, house.now)

    def end_pause(self, visit: Visit) -> None:
        """The work goes on if everybody is back."""
        house = self._house
        if all(person.on_duty and person.whole for person in visit.persons):
            visit.paused = False
            for person in visit.persons:
                crew = house.crews[person.team]
                crew.end(person, house.now)
                crew.begin(person, WORK, visit, house.now)
                house.attention.look_at(crew)  # who is at work again may be interrupted
            self._carry_on(visit)


def drawn_work(visit: Visit) -> float:
    """The standard work that the visit draws; by an SOP, where there is one."""
    case, habits = visit.case, visit.habits
    if habits.performing is None:
        return habits.draw_work(case.traits, case.n, visit.number, visit.attempt)
    visit.performed = habits.perform(case.traits, case.n, visit.number, visit.attempt, visit.lapse)
    return visit.performed.work


def _asked_back(plan: Plan) -> frozenset[int]:
    """The steps at which it is noted who served a case: others ask for the same, or for somebody else."""
    wishes = [step.person for step in plan.steps if step.person is not None]
    return frozenset(
        step for wish in wishes for step in ((wish.step,) if isinstance(wish, SamePerson) else wish.steps)
    )
