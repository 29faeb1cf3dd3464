"""Opening hours: spans of the week, with breaks and closed dates."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.moments import DAYS, date, time_of_day, undated, weekdays
from simulator.blueprint.phrases import span_said
from simulator.blueprint.profiles import clock_face
from simulator.blueprint.reading import Reading
from simulator.timeline import Timeline

_DAY = 24 * 60
_WEEK = 7 * _DAY

SPAN = Wanted("a span of the day", '"09:00-12:00"')
_SPAN = re.compile(r"\s*(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})\s*")

#: Spans of the week in minutes after Monday midnight, in increasing order, not touching.
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class OpenHours:
    """When something is open.

    Attributes:
        spans: minutes after Monday midnight, in increasing order, neither overlapping nor touching.
        closed: whole days on which it is not.
    """

    spans: Spans
    closed: tuple[dt.date, ...] = ()

    def within(self, other: OpenHours) -> OpenHours:
        """Return when both are open."""
        spans = [
            (max(a, c), min(b, d)) for a, b in self.spans for c, d in other.spans if max(a, c) < min(b, d)
        ]
        return OpenHours(tuple(sorted(spans)), tuple(sorted({*self.closed, *other.closed})))

    def timeline(self, reading: Reading) -> Timeline:
        """Return 1 while open and 0 while not, as a run sees it whose t = 0 is the start of the clock."""
        if not self.spans:
            return Timeline.constant(0.0)
        cycle = self._cycle(reading)
        shut = _merged([span for day in self.closed if (span := _span_of(day, reading))])
        return Timeline(cycle.times, cycle.values, cycle.period, shut)

    def _cycle(self, reading: Reading) -> Timeline:
        if self.spans == ((0, _WEEK),):
            return Timeline.constant(1.0)
        opens = {start % _WEEK: 1.0 for start, _ in self.spans}
        shuts = {end % _WEEK: 0.0 for _, end in self.spans}
        entries = sorted((shuts | opens).items())  # where one span ends and another begins it stays open
        in_unit = [(minute * 60 / reading.seconds, value) for minute, value in entries]
        return Timeline.cyclic(in_unit, reading.week, reading.since_monday)

    def in_words(self) -> tuple[str, ...]:
        """Return the week as it is understood, a line a day: `Mon 09:00-12:00, 13:00-17:00`."""
        lines = []
        for day, name in enumerate(DAYS):
            parts = [
                f"{clock_face(max(a - day * _DAY, 0))}-{clock_face(min(b - day * _DAY, _DAY))}"
                for a, b in self.spans
                if a < (day + 1) * _DAY and b > day * _DAY
            ]
            lines.append(f"{name} {', '.join(parts) or 'closed'}")
        return (*lines, *(f"{day.isoformat()} closed" for day in self.closed))


ALWAYS = OpenHours(((0, _WEEK),))


def _span_of(day: dt.date, reading: Reading) -> tuple[float, float] | None:
    """Return the span of a whole day as the run sees it; None where it was over at t = 0."""
    start = reading.moment(dt.datetime.combine(day, dt.time()))
    end = start + reading.day
    return (max(start, 0.0), end) if end > 0 else None


def _merged(spans: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    merged: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def open_spans(value: Any, reading: Reading) -> Spans:  # noqa: ARG001
    """Return the spans of `{Mon-Fri: ["09:00-12:00"], Sat: "10:00-14:00"}`, or of a list for every day."""
    if not isinstance(value, dict):
        every_day = _day_spans(value)
        if not every_day:
            raise wrong("these hours are never open", 'write a span: `["09:00-17:00"]`', "never-open")
        return _joined([(day * _DAY + a, day * _DAY + b) for day in range(7) for a, b in every_day])
    if not value:
        raise unlike(Wanted("a block of days with their spans", '{Mon-Fri: ["09:00-17:00"]}'), None)
    collector = Collector()
    by_day: dict[int, list[tuple[int, int]]] = {}
    for key, of in value.items():
        days = collector.read_key(key, weekdays)
        spans = collector.read(key, _day_spans, of)
        for day in days or ():
            if day in by_day:
                collector.add(
                    f"{DAYS[day]} stands here twice", "give each day once", "duplicate-day", key, True
                )
                break
            by_day[day] = spans or []
    collector.close()
    if not any(by_day.values()):
        raise wrong(
            "these hours are never open", 'give a day a span: `{Mon-Fri: ["09:00-17:00"]}`', "never-open"
        )
    return _joined([(day * _DAY + a, day * _DAY + b) for day, spans in by_day.items() for a, b in spans])


def _day_spans(value: Any) -> list[tuple[int, int]]:
    if isinstance(value, str):
        return [_span(value)]
    if not isinstance(value, list):
        raise unlike(Wanted("a list of spans", '["09:00-12:00", "13:00-17:00"]'), value)
    collector = Collector()
    spans = [collector.read(i, _span, part) for i, part in enumerate(value)]
    collector.close()
    found = sorted(span for span in spans if span is not None)
    for (_, end), (start, _) in pairwise(found):
        if start < end:
            raise wrong(
                f"two spans overlap at {clock_face(start)}",
                "let one begin where the other ends",
                "overlapping-spans",
            )
    return found


def _span(value: Any) -> tuple[int, int]:
    """Return the minutes of `09:00-12:00`; an end before the start is that of the next day."""
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if not match:
        said = span_said(value) if isinstance(value, str) else ""
        raise unlike(SPAN, value, f'write "{said or "09:00-12:00"}", in quotes')
    start, end = time_of_day(match[1]), time_of_day(match[2], end=True)
    if start == end:
        raise wrong(
            f"`{value}` begins and ends at the same time", 'a whole day is "00:00-24:00"', "empty-span"
        )
    return (start, end) if end > start else (start, end + _DAY)


def _joined(spans: list[tuple[int, int]]) -> Spans:
    """Return the spans within one week, those that touch or overlap made one."""
    wrapped = [part for a, b in spans for part in ([(a, b)] if b <= _WEEK else [(a, _WEEK), (0, b - _WEEK)])]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(wrapped):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def closed_dates(value: Any, reading: Reading) -> tuple[dt.date, ...]:
    """Return the dates of `["2026-05-01", "2026-12-25"]`, in order."""
    if not isinstance(value, list):
        raise unlike(Wanted("a list of dates", '["2026-05-01"]'), value)
    collector = Collector()
    days = [collector.read(i, date, day) for i, day in enumerate(value)]
    collector.close()
    if days and not reading.dated:
        raise undated("a closed date")
    return tuple(sorted({day for day in days if day is not None}))
