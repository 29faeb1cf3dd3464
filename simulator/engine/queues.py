"""The queues: who is first at a step."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from heapq import heappop, heappush, merge
from itertools import count
from math import isnan
from typing import Protocol

from simulator.engine.asks import ANYBODY, Asks
from simulator.engine.cases import Case, Visit
from simulator.model.plan import NO_PRIORITY, CustomerClass, Queue, Step
from simulator.model.streams import order_stream
from simulator.randomness.draws import Draws

#: The orders in which the priority of a case counts.
HEEDING_PRIORITY = ("priority", "preemptive")


def priority_of(case: Case, queue: Queue, customers: CustomerClass) -> float:
    """The priority of a case as this queue sees it: none, unless its order heeds priorities."""
    if queue.order not in HEEDING_PRIORITY:
        return NO_PRIORITY
    if case.urgency is not None:
        return case.urgency
    if customers.priority_by is None:
        return customers.priority
    value = case.traits[customers.priority_by]
    return NO_PRIORITY if isnan(value) else customers.priority_of.get(value, value)


class Line(Protocol):
    """Those who wait at one step; of a batch only the lead stands in it."""

    @property
    def waiting(self) -> int:
        """How many wait, with all who are in a batch."""

    def join(self, visit: Visit) -> None:
        """A visit begins to wait."""

    def leave(self, visit: Visit, starts: bool = False) -> None:
        """A visit waits no longer: it starts, or it has gone."""

    def heads(self) -> Iterator[Visit]:
        """Who is first and, of those who ask for other people than all before them, each first one."""

    def place(self, visit: Visit) -> tuple[float, ...]:
        """Its place in the line: the least is first."""

    def by_rank(self) -> Iterator[Visit]:
        """All who wait, the least rank first; to take a few of many costs little."""


def new_line(step: Step, seed: int, replication: int) -> Line:
    """The empty line of a step."""
    if step.queue.order == "random":
        return RandomLine(Draws(seed, replication, order_stream(step).number))
    if step.skill is not None or step.person is not None:
        return DividedLine(step.queue.order)
    return SortedLine(step.queue.order)


class SortedLine:
    """A line in a fixed order, the least place first, of visits that all ask for the same people."""

    def __init__(self, order: str) -> None:
        self.waiting = 0
        self._order = order
        # An entry counts while its number is that of the visit: who left from the middle may wait here again.
        self._heap: list[tuple[tuple[float, ...], int, Visit]] = []
        self._numbers = count(1)

    def place(self, visit: Visit) -> tuple[float, ...]:
        if self._order == "lifo":
            return tuple(-part for part in visit.rank[1:])
        if self._order == "shortest":
            return (visit.drawn, *visit.rank)
        return visit.rank

    def join(self, visit: Visit) -> None:
        number = visit.ticket = next(self._numbers)
        visit.place = self
        self.waiting += 1 + len(visit.mates)
        heappush(self._heap, (self.place(visit), number, visit))

    def leave(self, visit: Visit, starts: bool = False) -> None:  # noqa: ARG002 - it makes no difference here
        if self._heap[0][1] == visit.ticket:
            heappop(self._heap)
        visit.ticket = 0
        visit.place = None
        self.waiting -= 1 + len(visit.mates)

    def heads(self) -> Iterator[Visit]:
        heap = self._heap
        while heap:
            _, number, visit = heap[0]
            if visit.ticket == number:
                yield visit
                return
            heappop(heap)  # it left from the middle of the line

    def by_rank(self) -> Iterator[Visit]:
        if self._order in ("lifo", "shortest"):
            waiting = (visit for _, number, visit in self._heap if visit.ticket == number)
            return iter(sorted(waiting, key=lambda visit: visit.rank))
        return self._in_order()

    def _in_order(self) -> Iterator[Visit]:
        """A walk down the heap: an entry is never before the one above it."""
        heap = self._heap
        ahead = [(heap[0], 0)] if heap else []
        while ahead:
            (_, number, visit), i = heappop(ahead)
            if visit.ticket == number:
                yield visit
            for below in (2 * i + 1, 2 * i + 2):
                if below < len(heap):
                    heappush(ahead, (heap[below], below))


class DividedLine:
    """A line in a fixed order of visits that ask for different people: a part for each such wish."""

    def __init__(self, order: str) -> None:
        self._order = order
        self._parts: dict[Asks, SortedLine] = {}

    @property
    def waiting(self) -> int:
        return sum(part.waiting for part in self._parts.values())

    def join(self, visit: Visit) -> None:
        part = self._parts.setdefault(visit.asks, SortedLine(self._order))
        part.join(visit)
        visit.place = self

    def leave(self, visit: Visit, starts: bool = False) -> None:
        part = self._parts[visit.asks]
        part.leave(visit, starts)
        if not part.waiting:
            del self._parts[visit.asks]

    def heads(self) -> Iterator[Visit]:
        firsts = [visit for part in self._parts.values() for visit in part.heads()]
        return iter(sorted(firsts, key=self.place))

    def place(self, visit: Visit) -> tuple[float, ...]:
        return self._parts[visit.asks].place(visit)

    def by_rank(self) -> Iterator[Visit]:
        return merge(*(part.by_rank() for part in self._parts.values()), key=lambda visit: visit.rank)


class RandomLine:
    """A line from which the next is drawn: the ordinal of this start at the step picks a place in it.

    Where the one drawn finds nobody who may serve it, those behind it are looked at, around the line.
    """

    def __init__(self, draws: Draws) -> None:
        self.waiting = 0
        self._draws = draws
        self._starts = 0
        self._line: list[tuple[tuple[float, ...], Visit]] = []

    def join(self, visit: Visit) -> None:
        visit.place = self
        self.waiting += 1 + len(visit.mates)
        insort(self._line, (visit.rank, visit))

    def leave(self, visit: Visit, starts: bool = False) -> None:
        visit.place = None
        self.waiting -= 1 + len(visit.mates)
        del self._line[bisect_left(self._line, (visit.rank,))]
        self._starts += starts

    def heads(self) -> Iterator[Visit]:
        if not self._line:
            return
        drawn = int(self._draws.at(self._starts + 1) * len(self._line))
        met: set[Asks] = set()
        for i in range(len(self._line)):
            visit = self._line[(drawn + i) % len(self._line)][1]
            if visit.asks not in met:
                met.add(visit.asks)
                yield visit
            if visit.asks is ANYBODY:
                return

    def place(self, visit: Visit) -> tuple[float, ...]:
        return visit.rank

    def by_rank(self) -> Iterator[Visit]:
        return (visit for _, visit in self._line)
