"""Times of day, weekdays and dates."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from simulator.blueprint.looks import Wanted, look_of, shown, unlike
from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.phrases import clock_said
from simulator.blueprint.reading import DEFAULT_START, Reading
from simulator.blueprint.units import duration
from simulator.names import nearest

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: Words for several days.
_GROUPS = {
    **dict.fromkeys(("weekdays", "weekday", "workdays", "working days", "week"), "Mon-Fri"),
    **dict.fromkeys(("weekend", "weekends"), "Sat-Sun"),
    **dict.fromkeys(("daily", "everyday", "every day", "all", "all days"), "Mon-Sun"),
}

TIME_OF_DAY = Wanted("a time of day", "09:00")
MOMENT = Wanted("a moment", "Mon 09:00")
DATE = Wanted("a date", "2026-05-01")

_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]+(\S+))?")
_WEEKLY = re.compile(r"([^\W\d]+)(?:\s+(\S.*))?")


def time_of_day(value: Any, *, end: bool = False) -> int:
    """Return a time of day in minutes after midnight; 24:00 only where it is an `end`."""
    text = value.strip() if isinstance(value, str) else ""
    match = _TIME.fullmatch(text)
    if not match:
        raise unlike(TIME_OF_DAY, value, _meant_time(value))
    hours, minutes = int(match[1]), int(match[2])
    if minutes > 59 or hours > 24 or (hours == 24 and minutes):
        raise wrong(f"there is no time of day `{text}`", "a day goes from 00:00 to 24:00", "no-such-time")
    if hours == 24 and not end:
        raise wrong("`24:00` is the end of a day and begins nothing", 'write "00:00"', "no-such-time")
    return hours * 60 + minutes


def _meant_time(value: Any) -> str:
    """Return what a number without quotes was before YAML, or the plain advice."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24:
        return f'write "{value:02d}:00", in quotes'
    if isinstance(value, int) and not isinstance(value, bool) and 60 <= value < 1440:
        return f'did you mean "{value // 60:02d}:{value % 60:02d}"? Times of day stand in quotes'
    said = clock_said(value) if isinstance(value, str) else ""
    return f'write "{said}", in quotes' if said else 'write a time of day in quotes, such as "09:00"'


def weekday(text: str) -> int:
    """Return the number of a day, 0 for Mon."""
    name = text.strip()
    if name in DAYS:
        return DAYS.index(name)
    folded = name.casefold()
    for number, (short, long) in enumerate(zip(DAYS, _LONG_DAYS, strict=True)):
        if folded in {short.casefold(), long.casefold()}:
            raise wrong(f"`{name}` is no day of the language", f"write `{DAYS[number]}`", "unknown-day")
    if folded in _GROUPS:
        raise wrong(f"`{name}` is no day of the language", f"write `{_GROUPS[folded]}`", "unknown-day")
    near = [day for day in nearest(name, (*DAYS, *_LONG_DAYS)) if day[0] == name[:1].upper()]
    known = ", ".join(DAYS)
    advice = (
        f"did you mean `{near[0][:3]}`?" if near else f"the days are {known}; ranges are written `Mon-Fri`"
    )
    raise wrong(f"unknown day `{name}`", advice, "unknown-day")


def weekdays(text: str) -> tuple[int, ...]:
    """Return the days of `Mon`, `Mon-Fri`, `Fri-Mon` or `Mon, Wed, Fri`, in the order written."""
    found: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        if not dash:
            found.append(weekday(first))
            continue
        start, stop = weekday(first), weekday(last)
        found.extend((start + i) % 7 for i in range((stop - start) % 7 + 1))
    return tuple(found)


def date(value: Any) -> dt.date:
    """Return a date, `2026-05-01`."""
    if not isinstance(value, str) or look_of(value) != "date":
        raise unlike(DATE, value, "write year, month and day, such as `2026-05-01`")
    return _date(value.strip())


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise wrong(
            f"there is no date `{text}`", "write year, month and day, such as `2026-05-01`", "no-such-date"
        ) from None


def start(value: Any) -> tuple[dt.datetime, bool]:
    """Return what t = 0 is (`Mon 09:00`, `2026-01-05 09:00`, `09:00`), and whether it is a date."""
    look = look_of(value)
    if look == "date":
        return _dated(str(value).strip()), True
    if look == "time of day":
        return DEFAULT_START + dt.timedelta(minutes=time_of_day(value)), False
    match = _WEEKLY.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise unlike(MOMENT, value, _meant_moment(value))
    day = weekday(match[1])
    said = clock_said(match[2]) if match[2] else ""
    if match[2] and not _TIME.fullmatch(match[2]) and said:
        raise unlike(MOMENT, value, f'write "{DAYS[day]} {said}"')
    minutes = time_of_day(match[2]) if match[2] else 0
    return DEFAULT_START + dt.timedelta(days=day, minutes=minutes), False


def _meant_moment(value: Any) -> str:
    """Return the date that was meant by `2.3.2026 09:00`, or the plain advice."""
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(\s+\d{1,2}:\d{2})?", str(value).strip())
    if match and int(match[2]) <= 12:
        return f'write "{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}{match[4] or ""}"'
    if said := clock_said(str(value)):
        return f'write "{said}"'
    return 'write a weekday or a date, such as "Mon 09:00" or "2026-01-05 09:00"'


def _dated(text: str) -> dt.datetime:
    match = _DATED.fullmatch(text)
    if not match:
        raise wrong(f"`{text}` is not a date and a time", "write `2026-01-05 09:00`", "no-such-date")
    minutes = time_of_day(match[2]) if match[2] else 0
    return dt.datetime.combine(_date(match[1]), dt.time()) + dt.timedelta(minutes=minutes)


def moment(value: Any, reading: Reading) -> float:
    """Return a moment of the run in the blueprint's unit.

    A duration is so long after t = 0; a weekday or a time of day the first such moment from t = 0 on; a date
    itself.
    """
    look = look_of(value)
    if look in {"number", "duration"}:
        return duration(value, reading)
    if look == "date":
        return _on_a_date(value, reading)
    if look == "time of day":
        since = time_of_day(value) * 60 / reading.seconds
        return (since - reading.since_midnight) % reading.day
    when, _ = start(value)
    since = (when - DEFAULT_START).total_seconds() / reading.seconds
    return (since - reading.since_monday) % reading.week


def _on_a_date(value: Any, reading: Reading) -> float:
    when, _ = start(value)
    if not reading.dated:
        raise undated(f"`{shown(value)}`")
    at = reading.moment(when)
    if at < 0:
        raise wrong(
            f"`{shown(value)}` is before the start of the clock, {reading.start:%Y-%m-%d %H:%M}",
            "write a moment after it",
            "before-start",
        )
    return at


def undated(what: str) -> Misread:
    """Return the error of a date in a blueprint whose clock starts on a weekday."""
    return wrong(
        f"{what} has no place in a week that is no particular one",
        'let the clock start on a date: `clock: {start: "2026-01-05 09:00"}`',
        "no-dates",
    )
