"""Piecewise constant functions of time: rates, schedules, opening hours.

Time is a float in the blueprint's unit from t = 0, the start of the run.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeline:
    """A value for every t ≥ 0, constant between its changes.

    Attributes:
        times: the moments at which an entry begins, increasing, the first one 0.
        values: the value from each moment until the next; as many as `times`.
        period: the entries repeat after so long (`math.inf`: the last value holds for ever).
        closed: spans `(from, to)` in increasing order, not overlapping, in which the value is 0.
    """

    times: tuple[float, ...]
    values: tuple[float, ...]
    period: float = math.inf
    closed: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if not self.times or self.times[0] != 0 or len(self.times) != len(self.values):
            raise ValueError("a timeline begins at 0 and has a value for each of its times")
        if any(b <= a for a, b in zip(self.times, self.times[1:], strict=False)):
            raise ValueError("the times of a timeline increase")
        if not self.times[-1] < self.period:
            raise ValueError("a timeline's entries lie within its period")

    @classmethod
    def constant(cls, value: float) -> Timeline:
        """The same value at all times."""
        return cls((0.0,), (value,))

    @classmethod
    def cyclic(cls, entries: Sequence[tuple[float, float]], period: float, now: float) -> Timeline:
        """A cycle of `(moment, value)` entries seen by a run that starts at the moment `now` of the cycle.

        Each value holds until the next entry, around the end of the cycle. Moments are in [0, period).
        """
        moments = [moment for moment, _ in entries]
        first = bisect_right(moments, now) - 1
        rotated = [entries[(first + i) % len(entries)] for i in range(len(entries))]
        times = [0.0, *((moment - now) % period for moment, _ in rotated[1:])]
        values = [value for _, value in rotated]
        # The entry in force at the start began before it, so its own moment comes round at the cycle's end.
        again = (rotated[0][0] - now) % period
        if again > times[-1]:
            times.append(again)
            values.append(values[0])
        kept = [i for i in range(len(times)) if i == 0 or values[i] != values[i - 1]]
        if len(kept) == 1:
            return cls.constant(values[0])
        return cls(tuple(times[i] for i in kept), tuple(values[i] for i in kept), period)

    def pieces(self) -> Iterator[tuple[float, float, float]]:
        """The spans `(from, to, value)` from 0 on, for ever; `to` is `math.inf` in the last, if any."""
        if not self.closed:
            yield from self._open_pieces()
            return
        shut = iter(self.closed)
        gap = next(shut, None)
        for start, end, value in self._open_pieces():
            at = start
            while gap is not None and gap[0] < end:
                if at < gap[0]:
                    yield at, gap[0], value
                    at = gap[0]
                if gap[1] > end:
                    yield at, end, 0.0
                    at = end
                    break
                yield at, gap[1], 0.0
                at = gap[1]
                gap = next(shut, None)
            if at < end:
                yield at, end, value

    def _open_pieces(self) -> Iterator[tuple[float, float, float]]:
        count = len(self.times)
        lap = 0
        while True:
            origin = lap * self.period if lap else 0.0
            for i in range(count):
                end = origin + self.times[i + 1] if i + 1 < count else (lap + 1) * self.period
                yield origin + self.times[i], end, self.values[i]
            if math.isinf(self.period):
                return
            lap += 1

    def changes(self) -> Iterator[tuple[float, float]]:
        """The moments `(t, value)` at which the value becomes another one, from t = 0 on."""
        last: float | None = None
        for start, _, value in self.pieces():
            if value != last:
                yield start, value
                last = value

    def at(self, t: float) -> float:
        """The value at the moment t ≥ 0 (a change at t has happened)."""
        for start, end in self.closed:
            if start <= t < end:
                return 0.0
        lap = 0
        if math.isfinite(self.period):
            lap = math.floor(t / self.period)
            if t < lap * self.period:  # the division was rounded up
                lap -= 1
            elif t >= (lap + 1) * self.period:
                lap += 1
        # The very sums that `pieces` makes, so that both change at the same moment to the last bit.
        origin = lap * self.period if lap else 0.0
        return self.values[bisect_right(self.times, t, key=lambda time: origin + time) - 1]

    def integral(self, start: float, end: float) -> float:
        """The area under the timeline from `start` to `end`."""
        area = 0.0
        for a, b, value in self.pieces():
            if a >= end:
                break
            if b > start and value:
                area += value * (min(b, end) - max(a, start))
        return area

    def first(self, t: float) -> float:
        """The first moment from t on at which the value is not 0; `math.inf` where there is none."""
        return self.after(t, 0.0)

    def after(self, t: float, amount: float) -> float:
        """The first moment from t on when so much time has passed since t at values other than 0.

        Returns:
            `math.inf` where so much never passes.
        """
        if any(self.values):
            for start, end, value in self.pieces():
                begin = max(start, t)
                if value and end > begin:
                    if amount <= end - begin:
                        return begin + amount
                    amount -= end - begin
        return math.inf

    def mean(self, start: float, end: float) -> float:
        """The time average from `start` to `end`."""
        return self.integral(start, end) / (end - start)

    def scaled(self, factor: float) -> Timeline:
        """Every value multiplied by `factor`."""
        return Timeline(self.times, tuple(v * factor for v in self.values), self.period, self.closed)
