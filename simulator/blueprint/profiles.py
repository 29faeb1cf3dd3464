"""Profiles: values that change over the day or the week, as `{"09:00": a, "13:00": b}`.

A value holds until the next entry, around the clock: the last one of the evening goes on until the first
of the morning, and the last one of the week until the first of the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.blueprint.looks import look_of
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.moments import DAYS, time_of_day, weekdays
from simulator.blueprint.phrases import brief, clock_said, span_said
from simulator.blueprint.reading import Reading
from simulator.timeline import Timeline

_DAY = 24 * 60
_WEEK = 7 * _DAY

ReadValue = Callable[[Any, Reading], float]


@dataclass(frozen=True, slots=True)
class Profile:
    """A value for every minute of the week.

    Attributes:
        entries: `(minute, value)` in increasing order; minutes after midnight of the day, or of Monday.
        weekly: whether the entries make a week; otherwise they are the same every day.
    """

    entries: tuple[tuple[int, float], ...]
    weekly: bool = False

    @property
    def values(self) -> tuple[float, ...]:
        """All values, in the order of the day or week."""
        return tuple(value for _, value in self.entries)

    def timeline(self, reading: Reading) -> Timeline:
        """Return the profile as a run sees it whose t = 0 is the start of the clock."""
        entries = [(minute * 60 / reading.seconds, float(value)) for minute, value in self.entries]
        if self.weekly:
            return Timeline.cyclic(entries, reading.week, reading.since_monday)
        return Timeline.cyclic(entries, reading.day, reading.since_midnight)

    def week(self) -> tuple[tuple[int, float], ...]:
        """Return the entries of all seven days, minutes after Monday midnight."""
        if self.weekly:
            return self.entries
        return tuple((day * _DAY + minute, value) for day in range(7) for minute, value in self.entries)

    def in_words(self, show: Callable[[float], str]) -> tuple[str, ...]:
        """Return the week as it is understood, a line a run of equal days: `Mon-Fri: 00:00 4, 09:00 3`."""
        days = [_day_in_words(self.week(), day, show) for day in range(7)]
        lines = []
        first = 0
        for day in range(1, 8):
            if day == 7 or days[day] != days[first]:
                name = DAYS[first] if day - first == 1 else f"{DAYS[first]}-{DAYS[day - 1]}"
                lines.append(f"{name}: {days[first]}")
                first = day
        return tuple(lines)


def _day_in_words(week: tuple[tuple[int, float], ...], day: int, show: Callable[[float], str]) -> str:
    start = day * _DAY
    before = [value for minute, value in week if minute <= start]
    told = [(0, before[-1] if before else week[-1][1])]
    told += [(minute - start, value) for minute, value in week if start < minute < start + _DAY]
    kept = [entry for i, entry in enumerate(told) if i == 0 or entry[1] != told[i - 1][1]]
    return ", ".join(f"{clock_face(minute)} {show(value)}" for minute, value in kept)


def clock_face(minute: int) -> str:
    """Return minutes after midnight as a time of day, `09:00`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def profile(value: Any, reading: Reading, read: ReadValue, example: str) -> Profile:
    """Return the profile written as a block of times of day, or of days each with such a block.

    Args:
        value: what stands in the file.
        reading: the blueprint's surroundings.
        read: reads one value of the profile.
        example: one value as it is written, for messages.

    Raises:
        Misread: with every fault found in it.
    """
    if not isinstance(value, dict) or not value:
        raise wrong(
            "a profile is a block of times of day with their values",
            f'write `{{"09:00": {example}, "17:00": 0}}`, or `{{Mon-Fri: {{"09:00": {example}}}}}`',
            "wrong-kind",
        )
    if spans := _spans(value):
        raise wrong(
            "a value holds from its time on, until the next; the times here are spans",
            f"write `{brief(spans)}`",
            "wrong-kind",
        )
    by_time = [key for key in value if look_of(key) in {"time of day", "number"} or clock_said(key)]
    if by_time and len(by_time) < len(value):
        raise wrong(
            "times of day and days stand side by side",
            f'put the times below their days: `{{Mon-Fri: {{"09:00": {example}}}, Sat: {example}}}`',
            "mixed-profile",
        )
    if by_time:
        return Profile(_entries(value, reading, read))
    return Profile(_week(value, reading, read, example), weekly=True)


def _spans(value: dict[str, Any]) -> dict[str, Any]:
    """Return the profile that a block of spans was meant as, `{"09:00-17:00": 3}`; empty where it is none."""
    said = {span_said(key): of for key, of in value.items()}
    if not all(said):
        return {}
    starts: dict[str, Any] = {}
    for span, of in said.items():
        start, _, end = span.partition("-")
        starts[f'"{start}"'] = of
        starts.setdefault(f'"{end}"', 0)
    return starts


def _entries(value: dict[str, Any], reading: Reading, read: ReadValue) -> tuple[tuple[int, float], ...]:
    collector = Collector()
    entries: dict[int, float] = {}
    for key, of in value.items():
        minute = collector.read_key(key, time_of_day)
        figure = collector.read(key, read, of, reading)
        if minute in entries:
            collector.add(f"`{key}` stands here twice", "keep one of them", "duplicate-time", key, True)
        elif minute is not None and figure is not None:
            entries[minute] = figure
    collector.close()
    return tuple(sorted(entries.items()))


def _week(
    value: dict[str, Any], reading: Reading, read: ReadValue, example: str
) -> tuple[tuple[int, float], ...]:
    collector = Collector()
    by_day: dict[int, tuple[tuple[int, float], ...]] = {}
    for key, of in value.items():
        days = collector.read_key(key, weekdays)
        entries = collector.read(key, _day, of, reading, read, example)
        for day in days or ():
            if day in by_day:
                collector.add(
                    f"{DAYS[day]} stands here twice", "give each day once", "duplicate-day", key, True
                )
                break
            by_day[day] = entries or ()
    collector.close()
    return tuple((day * _DAY + minute, figure) for day in sorted(by_day) for minute, figure in by_day[day])


def _day(value: Any, reading: Reading, read: ReadValue, example: str) -> tuple[tuple[int, float], ...]:
    """Return the entries of a day; a value alone holds from midnight."""
    if isinstance(value, str) and (span := span_said(value)):
        start, _, end = span.partition("-")
        raise wrong(
            f"`{value}` says when, and not how many",
            f'write `{{"{start}": {example}, "{end}": 0}}`',
            "wrong-kind",
        )
    if not isinstance(value, dict):
        return ((0, read(value, reading)),)
    if not value:
        raise wrong("this day has no entry", f'write `{{"09:00": {example}}}`', "wrong-kind")
    return _entries(value, reading, read)
