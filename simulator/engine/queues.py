"""The queues: who is first at a step."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

from simulator.engine.cases import Visit
from simulator.model.plan import NO_PRIORITY, Queue
from simulator.randomness.draws import Draws

#: The orders in which the priority of a case counts.
HEEDING_PRIORITY = ("priority", "preemptive")


def priority_of(queue: Queue, priority: float) -> float:
    """The priority of a case as this queue sees it: none, unless its order heeds priorities."""
    return priority if queue.order in HEEDING_PRIORITY else NO_PRIORITY


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

    def in_order(self) -> Iterator[Visit]:
        """All who wait, the first one first."""


class SortedLine:
    """A line in a fixed order: the least place first."""

    def __init__(self, order: str) -> None:
        self.waiting = 0
        self._order = order
        # The serial number parts the two entries of a visit that waits again, as its first may still be here.
        self._heap: list[tuple[tuple[float, ...], int, Visit]] = []
        self._serial = count()

    def _place(self, visit: Visit) -> tuple[float, ...]:
        if self._order == "lifo":
            return tuple(-part for part in visit.rank[1:])
        if self._order == "shortest":
            return (visit.work_left, *visit.rank)
        return visit.rank

    def join(self, visit: Visit) -> None:
        visit.waiting = True
        self.waiting += 1
        heappush(self._heap, (self._place(visit), next(self._serial), visit))

    def leave(self, visit: Visit, starts: bool) -> None:  # noqa: ARG002 - it makes no difference here
        visit.waiting = False
        self.waiting -= 1
        if self._heap[0][2] is visit:
            heappop(self._heap)

    def head(self) -> Visit | None:
        heap = self._heap
        while heap:
            visit = heap[0][2]
            if visit.waiting:
                return visit
            heappop(heap)  # it left from the middle of the line
        return None

    def in_order(self) -> Iterator[Visit]:
        return (visit for _, _, visit in sorted(self._heap) if visit.waiting)


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
        visit.waiting = True
        insort(self._line, (visit.rank, visit))

    def leave(self, visit: Visit, starts: bool) -> None:
        visit.waiting = False
        del self._line[bisect_left(self._line, (visit.rank,))]
        self._starts += starts

    def head(self) -> Visit | None:
        if not self._line:
            return None
        return self._line[int(self._draws.at(self._starts + 1) * len(self._line))][1]

    def in_order(self) -> Iterator[Visit]:
        first = self.head()
        if first is not None:
            yield first
            yield from (visit for _, visit in self._line if visit is not first)
