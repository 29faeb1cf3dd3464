"""The least number who serve such that what is wanted is reached."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.analysis.calculator.expected import Expected, expected, lost, served_within
from simulator.analysis.calculator.queue import GREATEST_COUNT, Queue
from simulator.errors import UsageError

#: So many fewer and more stand beside the least count.
_FEWER, _MORE = 2, 3


@dataclass(frozen=True, slots=True)
class Goals:
    """What shall be reached, as shares of all who come; None where nothing is asked.

    Attributes:
        at_least: share served within the `within` of the queue.
        abandoned_at_most: share that gives up.
        turned_away_at_most: share that finds no room.
    """

    at_least: float | None = None
    abandoned_at_most: float | None = None
    turned_away_at_most: float | None = None

    def are_met(self, queue: Queue, count: int) -> bool:
        """Whether all are reached where `count` serve."""
        if not queue.is_steady(count):
            return False
        if self.at_least is not None:
            assert queue.within is not None, "a share in time is asked with the time"
            if served_within(queue, count, queue.within) < self.at_least:
                return False
        if self.abandoned_at_most is None and self.turned_away_at_most is None:
            return True
        abandoned, turned_away = lost(queue, count)
        return abandoned <= _or_all(self.abandoned_at_most) and turned_away <= _or_all(
            self.turned_away_at_most
        )

    @property
    def served(self) -> float:
        """Share of all who come that must be served, whatever else is wanted."""
        return max(
            self.at_least or 0.0,
            1.0 - _or_all(self.abandoned_at_most),
            1.0 - _or_all(self.turned_away_at_most),
        )


@dataclass(frozen=True, slots=True)
class LeastCount:
    """The least number who serve such that all goals are reached.

    Attributes:
        count: that number.
        goals: what was to be reached.
        expected: what to expect with so many.
        beside: the same for two fewer up to three more, as far as there are.
    """

    count: int
    goals: Goals
    expected: Expected
    beside: tuple[Expected, ...]


def least(queue: Queue, goals: Goals) -> LeastCount:
    """The least count with which a queue reaches its goals.

    With one more the share in time only grows and the shares lost only fall, so bisection finds it.

    Raises:
        UsageError: no count up to 100,000 reaches them, or it cannot be computed.
    """
    count = _search(queue, goals)
    counts = range(max(count - _FEWER, 1), min(count + _MORE, GREATEST_COUNT) + 1)
    beside = tuple(expected(queue, each) for each in counts)
    return LeastCount(count, goals, beside[counts.index(count)], beside)


def _search(queue: Queue, goals: Goals) -> int:
    # Nobody works more than all the time: with fewer than this the share to be served cannot be.
    low = max(int(queue.offered_load * goals.served), 1)
    high, further = low, 1
    while not goals.are_met(queue, high):
        if high == GREATEST_COUNT:
            raise UsageError(f"no count up to {GREATEST_COUNT:,} reaches that; ask for less")
        low = high + 1
        high, further = min(high + further, GREATEST_COUNT), 2 * further
    while low < high:
        middle = (low + high) // 2
        if goals.are_met(queue, middle):
            high = middle
        else:
            low = middle + 1
    return high


def _or_all(share: float | None) -> float:
    return 1.0 if share is None else share
