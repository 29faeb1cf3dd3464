"""Whose turn it is: who can start now, with whom, and at whose expense.

Steps that share a team share its attention: of all who are first in their line and could start, the
least rank (priority, ready, key) starts first. A line whose first cannot start holds up nobody else's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import islice
from math import inf
from typing import NamedTuple

from simulator.engine.asks import ANYBODY, Asks
from simulator.engine.cases import WORK, Visit
from simulator.engine.queues import Line
from simulator.engine.teams import Crew
from simulator.model.plan import Needs, Plan


class Start(NamedTuple):
    """A visit that can start: what it takes, and whose work must be interrupted for it."""

    visit: Visit
    needs: Needs
    victims: Sequence[Visit]


class Attention:
    """The lines of all steps against the members of all teams.

    `alert` holds the steps at which something may be able to start: somebody joined or left the line, or
    a member of one of its teams became free or came on duty.
    """

    def __init__(self, plan: Plan, crews: list[Crew], lines: Sequence[Line]) -> None:
        self.alert: set[int] = set()
        self._plan = plan
        self._crews = crews
        self._lines = lines
        self._options = [step.options for step in plan.steps]
        teams = [{team for needs in step.options for team, _ in needs} for step in plan.steps]
        self._steps_of = [{s for s, of_step in enumerate(teams) if crew.index in of_step} for crew in crews]
        self._sharing = [
            sorted(set().union(*(self._steps_of[team] for team in of_step))) for of_step in teams
        ]
        self._preemptive = [step.queue.order == "preemptive" for step in plan.steps]
        self._choosy = {
            team
            for step, of_step in zip(plan.steps, teams, strict=True)
            if step.skill is not None or step.person is not None
            for team in of_step
            if not crews[team].unlimited
        }
        kept = {team for step in plan.steps for team, _ in step.keep}
        self._may_bring = [[crews[team] for team in sorted(of_step & kept)] for of_step in teams]

    def look_at(self, crew: Crew) -> None:
        """A member of the team became free or came on duty."""
        self.alert |= self._steps_of[crew.index]

    def first_to_start(self) -> Start | None:
        """The first of all who can start now, or None when nobody can."""
        first: Start | None = None
        for step in tuple(self.alert):
            start = self._start_at(step)
            if start is None:
                self.alert.discard(step)
            elif first is None or start.visit.rank < first.visit.rank:
                first = start
        return first

    def _start_at(self, step: int) -> Start | None:
        if not self._lines[step].waiting:
            return None
        for visit in self._candidates(step):
            for needs in self._options[step]:
                if self._free_for(needs, visit):
                    return Start(visit, needs, ())
            if self._preemptive[step]:
                for needs in self._options[step]:
                    victims = self._victims(needs, visit)
                    if victims:
                        return Start(visit, needs, victims)
        return None

    def _candidates(self, step: int) -> Iterator[Visit]:
        """Who may start: who is first; if that one cannot, those whose case keeps what they need."""
        line = self._lines[step]
        yield from line.heads()
        if self._may_bring[step]:
            yield from sorted(self._bringing(step), key=line.place)

    def _bringing(self, step: int) -> set[Visit]:
        """Those waiting at the step whose case keeps somebody of its teams."""
        return {
            visit
            for crew in self._may_bring[step]
            for person in crew.persons
            if person.case is not None and person.case.held
            for visit in person.case.visits
            if visit.ticket and visit.step == step
        }

    def _free_for(self, needs: Needs, visit: Visit) -> bool:
        asks = visit.asks
        for team, count in needs:
            crew = self._crews[team]
            free = crew.free if asks is ANYBODY else crew.free_for(asks)
            if free < count and (not visit.case.held or free + _brought(visit, crew) < count):
                return False
        return asks is ANYBODY or _has_the_same(needs, visit)

    # -- pre-emption ------------------------------------------------------------------------------

    def _victims(self, needs: Needs, visit: Visit) -> list[Visit]:
        """Whose work to interrupt so that the visit can start: the lowest priority, then the latest start.

        Only visits of a lower priority than its own, and none that the others make needless; empty when they
        do not free enough.
        """

        def enough(team: int, count: int, without: Visit | None = None) -> bool:
            crew = self._crews[team]
            freed = sum(_frees(victim, crew, visit.asks) for victim in victims if victim is not without)
            return crew.free_for(visit.asks) + _brought(visit, crew) + freed >= count

        victims: list[Visit] = []
        if not _has_the_same(needs, visit):
            return victims
        for team, count in needs:
            for victim in self._at_work(self._crews[team], visit):
                if enough(team, count):
                    break
                if victim not in victims:
                    victims.append(victim)
            if not enough(team, count):
                return []
        for victim in sorted(victims, key=_steadiness):
            if all(enough(team, count, without=victim) for team, count in needs):
                victims.remove(victim)
        return victims

    def _at_work(self, crew: Crew, above: Visit) -> list[Visit]:
        """The visits of lower priority that the crew serves, and that would free it: first victim first."""
        visits = {
            person.visit
            for person in crew.persons
            if person.visit is not None and person.kind == WORK and person.visit.rank[0] > above.rank[0]
        }
        able = [visit for visit in visits if _frees(visit, crew, above.asks)]
        return sorted(able, key=_steadiness, reverse=True)

    # -- how many really wait ---------------------------------------------------------------------

    def line_with(self, visit: Visit) -> int:
        """How many would really wait at the visit's step if it joined: less those who could start now."""
        return self._lines[visit.step].waiting + 1 - self._could_start(visit.step, visit)

    def line_at(self, step: int) -> int:
        """How many really wait at the step."""
        return self._lines[step].waiting - self._could_start(step, None)

    def _could_start(self, step: int, newcomer: Visit | None) -> int:
        """How many at the step the free members could serve now, of all who share them in order of rank."""
        nobody_free = not any(
            all(self._crews[team].free for team, _ in needs) for needs in self._options[step]
        )
        if nobody_free and not self._may_bring[step]:
            return 0
        left = [Left(crew, crew.index in self._choosy) for crew in self._crews]
        sharing = [other for other in self._sharing[step] if self._lines[other].waiting]
        bringing = {visit for other in sharing for visit in self._bringing(other)}
        lines: list[Iterator[Visit]] = [
            (visit for visit in self._lines[other].by_rank() if visit not in bringing) for other in sharing
        ]
        lines.append(iter(sorted(bringing, key=lambda visit: visit.rank)))
        lines.append(iter(() if newcomer is None else (newcomer,)))
        ahead = [
            (visit.rank, line, visit) for line, of_line in enumerate(lines) for visit in islice(of_line, 1)
        ]
        heapify(ahead)
        count = 0
        while ahead:
            _, line, visit = heappop(ahead)
            starts = self._take_of(left, visit)
            count += (1 + len(visit.mates)) * (starts and visit.step == step)
            if starts or visit in bringing or visit.asks is not ANYBODY:  # else nobody behind could start
                for following in islice(lines[line], 1):
                    heappush(ahead, (following.rank, line, following))
        return count

    def _take_of(self, left: list[Left], visit: Visit) -> bool:
        """Take what the visit needs from those left, if there is enough."""
        for needs in self._options[visit.step]:
            taken = [(left[team], n - _brought(visit, self._crews[team])) for team, n in needs]
            if all(of.enough(n, visit.asks) for of, n in taken) and _has_the_same(needs, visit):
                for of, n in taken:
                    of.take(n, visit.asks)
                return True
        return False

    def expected_wait(self, step: int, mean_work: float, asks: Asks) -> float:
        """See `Service.expected_wait`."""
        line = self.line_at(step)
        could_start_at_once = not line and any(
            all(self._crews[team].free_for(asks) >= count for team, count in needs)
            for needs in self._options[step]
        )
        if could_start_at_once or not self._options[step]:
            return 0.0
        serving = sum(
            min(
                inf if self._crews[team].unlimited else self._crews[team].on_shift(asks) // count
                for team, count in needs
            )
            for needs in self._options[step]
        )
        return (line + 1) * mean_work / serving if serving else inf


class Left:
    """Those of a crew who are free and not yet promised to anybody."""

    def __init__(self, crew: Crew, choosy: bool) -> None:
        self._crew = crew
        self._choosy = choosy
        self._count = crew.free
        self._promised: set[int] = set()

    def enough(self, count: int, asks: Asks) -> bool:
        """Whether so many are left who suit."""
        if self._count < count:
            return False
        return asks is ANYBODY or self._crew.unlimited or len(self._suiting(asks)) >= count

    def take(self, count: int, asks: Asks) -> None:
        """Promise so many, those who have been free longest."""
        self._count -= max(0, count)
        if self._choosy:
            self._promised.update(self._suiting(asks)[: max(0, count)])

    def _suiting(self, asks: Asks) -> list[int]:
        idle = self._crew.idle()
        return [p.number for p in idle if p.number not in self._promised and self._crew.suits(p, asks)]


def _has_the_same(needs: Needs, visit: Visit) -> bool:
    """Whether one of those whom the visit wants back is of a team that is asked."""
    same = visit.asks.same
    return not same or any(team == of for team, _ in needs for of, _ in same)


def _brought(visit: Visit, crew: Crew) -> int:
    """How many of the crew the case keeps and has at hand, and may serve the visit."""
    return sum(
        held.person.team == crew.index and held.at_hand and crew.suits(held.person, visit.asks)
        for held in visit.case.held
    )


def _steadiness(visit: Visit) -> tuple[float, ...]:
    """Whose work is interrupted last has the least."""
    return (visit.rank[0], visit.resumed, *visit.key)


def _frees(visit: Visit, crew: Crew, asks: Asks) -> int:
    """How many of the crew who suit are free for others once the visit is interrupted."""
    return sum(
        person.team == crew.index
        and person.due == inf
        and crew.suits(person, asks)
        and all(held.person is not person for held in visit.case.held)
        for person in visit.persons
    )
