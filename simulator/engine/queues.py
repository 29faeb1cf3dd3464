"""The queues: who is first at a step."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count
from math import isnan
from typing import Protocol

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
    if customers.priority_by is None:
        return customers.priority
    priority = case.traits[customers.priority_by]
    return NO_PRIORITY if isnan(priority) else priority


def new_line(step: Step, seed: int, replication: int) -> Line:
    """The empty line of a step."""
    if step.queue.order == "random":
        return RandomLine(Draws(seed, replication, order_stream(step).number))
    return SortedLine(step.queue.order)


class Line(Protocol):
    """Those who wait at one step."""

    @property
    def waiting(self) -> int:
        """How many wait."""

    def join(self, visit: Visit) -> None:
        """A visit begins to wait."""

    def leave(self, visit: Visit, starts: bool) -> None:
        """A visit waits no longer: it starts, or it has gone."""

    def head(self) -> Visit | None:
        """Who is first."""

    def place(self, visit: Visit) -> tuple[float, ...]:
        """Its place in the line: the least is first."""

    def by_rank(self) -> Iterator[Visit]:
        """All who wait, the least rank first; to take a few of many costs little."""


class SortedLine:
    """A line in a fixed order: the least place first."""

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
        number = visit.waiting = next(self._numbers)
        self.waiting += 1
        heappush(self._heap, (self.place(visit), number, visit))

    def leave(self, visit: Visit, starts: bool) -> None:  # noqa: ARG002 - it makes no difference here
        if self._heap[0][1] == visit.waiting:
            heappop(self._heap)
        visit.waiting = 0
        self.waiting -= 1

    def head(self) -> Visit | None:
        heap = self._heap
        while heap:
            _, number, visit = heap[0]
            if visit.waiting == number:
                return visit
            heappop(heap)  # it left from the middle of the line
        return None

    def by_rank(self) -> Iterator[Visit]:
        if self._order in ("lifo", "shortest"):
            waiting = (visit for _, number, visit in self._heap if visit.waiting == number)
            return iter(sorted(waiting, key=lambda visit: visit.rank))
        return self._in_order()

    def _in_order(self) -> Iterator[Visit]:
        """A walk down the heap: an entry is never before the one above it."""
        heap = self._heap
        ahead = [(heap[0], 0)] if heap else []
        while ahead:
            (_, number, visit), i = heappop(ahead)
            if visit.waiting == number:
                yield visit
            for below in (2 * i + 1, 2 * i + 2):
                if below < len(heap):
                    heappush(ahead, (heap[below], below))


class RandomLine:
    """A line from which the next is drawn: the ordinal of this start at the step picks a place in it."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self._starts = 0
        self._line: list[tuple[tuple[float, ...], Visit]] = []

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._line)

    def join(self, visit: Visit) -> None:
        visit.waiting = 1
        insort(self._line, (visit.rank, visit))

    def leave(self, visit: Visit, starts: bool) -> None:
        visit.waiting = 0
        del self._line[bisect_left(self._line, (visit.rank,))]
        self._starts += starts

    def head(self) -> Visit | None:
        if not self._line:
            return None
        return self._line[int(self._draws.at(self._starts + 1) * len(self._line))][1]

    def place(self, visit: Visit) -> tuple[float, ...]:
        return visit.rank

    def by_rank(self) -> Iterator[Visit]:
        return (visit for _, visit in self._line)
