"""The calendar of a run: SimPy's environment, with our key in the place of its priority.

SimPy takes the least `(time, priority, ordinal)` next. With the key of an event as its priority two
events at the same moment come in the order that the rules give them, never in the order in which they
were entered. The key begins with the kind:

0. those who wait already at the start;
1. work, delays, hand-offs and batch timers that end;
2. staff who come on or go off shift, breakdowns, repairs;
3. arrivals;
4. escalations;
5. patience and deadlines that run out.

Moments are given absolutely: `now + (t - now)` need not be t.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappush
from math import inf
from typing import Any

from simpy import Environment, Event

WAITS_ALREADY, WORK_ENDS, STAFF_CHANGES, ARRIVES, ESCALATES, PATIENCE_ENDS = range(6)

#: (kind, class, number within class, branch, step, visit), or (kind, team, member) for staff.
Key = tuple[int, ...]


class Due(Event):
    """An event that will happen at a known moment, to a subject: `act(due)` is called then."""

    def __init__(
        self, calendar: Calendar, t: float, key: Key, act: Callable[[Any], None], subject: Any
    ) -> None:
        self.env = calendar
        self.callbacks = [act]
        self.subject = subject
        self._value = None
        self._ok = True
        queue: Any = calendar._queue  # SimPy types the priority as its own kind of integer
        heappush(queue, (t, key, next(calendar._eid), self))

    def cancel(self) -> None:
        """Nothing will happen at that moment."""
        self.callbacks = []


class Calendar(Environment):
    """What will happen when; `kind` is that of the event that happens."""

    kind: int = 0

    def head(self) -> tuple[float, int]:
        """The moment and the kind of the next event; `(inf, 0)` when there is none."""
        if not self._queue:
            return inf, 0
        entry: Any = self._queue[0]
        return entry[0], entry[1][0]
