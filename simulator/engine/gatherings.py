"""Batches: cases that are gathered before a step and served together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from math import isnan, nan

from simulator.engine.calendar import WORK_ENDS, Due
from simulator.engine.cases import Visit
from simulator.engine.handling import Handling
from simulator.engine.house import House
from simulator.engine.teams import Crew
from simulator.model.plan import WorkBatch


class Gatherings:
    """The gatherings of all steps, and the batches that come of them."""

    def __init__(self, house: House, handling: Handling) -> None:
        self._house = house
        self._handling = handling
        self._numbers = count(1)
        self._at = {
            step: Gathering(house, self._numbers, step, of.batch)
            for step, of in enumerate(house.plan.steps)
            if of.batch is not None
        }

    def join(self, visit: Visit) -> None:
        """The visit waits until its batch goes."""
        self._at[visit.step].join(visit)

    def waiting(self, step: int) -> int:
        """How many wait for a batch to go."""
        return len(self._at[step].visits) if step in self._at else 0

    def goes_with(self, visit: Visit) -> bool:
        """Whether the visit waits for no batch: there is none at its step, or it would be full at once."""
        return visit.step not in self._at or self._at[visit.step].lacks_one

    def dissolve(self, visit: Visit) -> None:
        """The batch is done: all who were in it are each by itself again."""
        for mate in visit.mates:
            mate.lead = None
        visit.mates = []

    def go_on_without(self, visit: Visit) -> None:
        """A visit leaves its batch, which goes on without it; a lead is followed by the least key."""
        lead = visit.lead or visit
        line = self._house.lines[visit.step]
        waits = lead.place is line
        if waits:
            line.leave(lead)
        elif lead.due is not None:
            lead.count_work(self._house.now)
        lead.mates = [mate for mate in lead.mates if mate is not visit]
        visit.lead = None
        if visit is lead:
            lead = _heir_of(visit, self._house.crews, self._house.now)
            if isnan(lead.started) and not isnan(lead.work_left):
                self._handling.draw_work(lead)  # known already where the shortest work is first
        if waits:
            self._house.wait(lead)


def _heir_of(lead: Visit, crews: Sequence[Crew], now: float) -> Visit:
    """The mate with the least key has all that the lead had of the batch."""
    heir, *mates = lead.mates
    heir.lead = None
    heir.mates, lead.mates = mates, []
    for mate in mates:
        mate.lead = heir
    heir.rank = (*lead.rank[:2], *heir.key)
    heir.asks = lead.asks
    heir.attempt, heir.drawn, heir.work_left = lead.attempt, lead.drawn, lead.work_left
    heir.resumed, heir.speed, heir.paused = lead.resumed, lead.speed, lead.paused
    heir.persons, lead.persons = lead.persons, []
    for person in heir.persons:
        crews[person.team].end(person, now)
        person.case = heir.case
        crews[person.team].begin(person, person.kind, heir, now)
    heir.due, lead.due = lead.due, None
    if heir.due is not None:
        heir.due.subject = heir
    return heir


class Gathering:
    """Those who wait at a step for their batch to go."""

    def __init__(self, house: House, numbers: Iterator[int], step: int, batch: WorkBatch) -> None:
        self.visits: list[Visit] = []
        self._house = house
        self._numbers = numbers
        self._step = step
        self._batch = batch
        self._timer: Due | None = None
        self._moments = iter(batch.at or ())
        self._expect_moment()

    @property
    def lacks_one(self) -> bool:
        """Whether one more makes a full batch."""
        return self._batch.size is not None and len(self.visits) + 1 >= self._batch.size

    def join(self, visit: Visit) -> None:
        """The visit waits; with it the batch may be full."""
        visit.place = self
        visit.queued = nan
        self.visits.append(visit)
        if self._batch.size is not None and len(self.visits) >= self._batch.size:
            self._go()
        elif len(self.visits) == 1 and self._batch.wait is not None:
            t = self._house.now + self._batch.wait
            self._timer = Due(self._house.calendar, t, (WORK_ENDS, *visit.key), self._has_waited, None)

    def leave(self, visit: Visit, starts: bool = False) -> None:  # noqa: ARG002 - nobody starts from here
        """The visit waits no longer; the time of the others goes on."""
        visit.place = None
        self.visits.remove(visit)
        if not self.visits and self._timer is not None:
            self._timer.cancel()

    def _has_waited(self, due: Due) -> None:  # noqa: ARG002 - a timer of the calendar
        self._go()

    def _expect_moment(self) -> None:
        t = next(self._moments, None)
        if t is not None:
            Due(self._house.calendar, t, (WORK_ENDS, -1, self._step), self._moment_comes, None)

    def _moment_comes(self, due: Due) -> None:  # noqa: ARG002 - a moment of the calendar
        if self.visits:
            self._go()
        self._expect_moment()

    def _go(self) -> None:
        """Those there are a batch: the least key leads it, and they queue as one from now on."""
        if self._timer is not None:
            self._timer.cancel()
        lead, *mates = sorted(self.visits, key=lambda visit: visit.key)
        self.visits = []
        number = next(self._numbers)
        lead.mates = mates
        for one in lead.party:
            one.place = None
            one.batch = number
        for mate in mates:
            mate.lead = lead
        lead.rank = (min(self._house.priority(one) for one in lead.party), self._house.now, *lead.key)
        self._house.queue(lead)
