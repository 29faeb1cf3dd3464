"""Times of day, weekdays, dates, and the moments of a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from simulator.blueprint import moments
from simulator.blueprint.misread import Misread
from simulator.blueprint.reading import Reading

#: A run that starts on Wednesday the third of January 2024 at nine.
WEDNESDAY = Reading("h", start=dt.datetime(2024, 1, 3, 9), dated=True)


def fault_of(read: Callable[..., Any], *values: Any) -> str:
    with pytest.raises(Misread) as caught:
        read(*values)
    (fault,) = caught.value.faults
    return f"{fault.message} | {fault.help}"


def test_times_of_day() -> None:
    assert moments.time_of_day("09:30") == 570
    assert moments.time_of_day("9:05") == 545
    assert moments.time_of_day("24:00", end=True) == 1440


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("25:00", "there is no time of day `25:00`"),
        ("12:60", "there is no time of day `12:60`"),
        ("24:00", "`24:00` is the end of a day and begins nothing"),
        (9, 'write "09:00", in quotes'),
        (570, 'did you mean "09:30"?'),
        ("nine", "`nine` is not a time of day"),
        ("5 min", "is a length of time, where a time of day belongs"),
    ],
)
def test_misread_times_of_day(written: Any, told: str) -> None:
    assert told in fault_of(moments.time_of_day, written)


def test_weekdays() -> None:
    assert moments.weekdays("Mon") == (0,)
    assert moments.weekdays("Mon-Fri") == (0, 1, 2, 3, 4)
    assert moments.weekdays("Fri-Mon") == (4, 5, 6, 0)
    assert moments.weekdays("Mon, Wed, Sat-Sun") == (0, 2, 5, 6)


def test_unknown_days() -> None:
    assert "`Monday` is no day of the language | write `Mon`" in fault_of(moments.weekdays, "Monday")
    assert "write `Tue`" in fault_of(moments.weekdays, "tue")
    assert "unknown day `Fry` | did you mean `Fri`?" in fault_of(moments.weekdays, "Mon-Fry")
    assert "the days are Mon, Tue" in fault_of(moments.weekdays, "holiday")


def test_the_start_of_the_clock() -> None:
    assert moments.start("Mon 09:00") == (dt.datetime(2024, 1, 1, 9), False)
    assert moments.start("Sun") == (dt.datetime(2024, 1, 7), False)
    assert moments.start("08:30") == (dt.datetime(2024, 1, 1, 8, 30), False)
    assert moments.start("2026-01-05 09:00") == (dt.datetime(2026, 1, 5, 9), True)
    assert moments.start("2026-01-05T09:00") == (dt.datetime(2026, 1, 5, 9), True)
    assert moments.start("2026-01-05") == (dt.datetime(2026, 1, 5), True)


def test_misread_starts() -> None:
    assert "there is no date `2026-02-30`" in fault_of(moments.start, "2026-02-30")
    assert "there is no time of day `26:00`" in fault_of(moments.start, "2026-02-03 26:00")
    assert "unknown day" in fault_of(moments.start, "whenever")
    assert "where a moment belongs" in fault_of(moments.start, 9)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("90 min", 1.5),
        (2, 2.0),
        ("10:00", 1.0),
        ("08:00", 23.0),
        ("Wed 09:00", 0.0),
        ("Thu 09:00", 24.0),
        ("Mon 09:00", 120.0),
        ("2024-01-04 10:30", 25.5),
    ],
)
def test_moments_count_from_the_start(written: Any, hours: float) -> None:
    assert moments.moment(written, WEDNESDAY) == hours


def test_a_date_needs_a_clock_with_dates_and_lies_after_its_start() -> None:
    assert "before the start of the clock" in fault_of(moments.moment, "2024-01-02", WEDNESDAY)
    undated = Reading("h", dated=False)
    assert "let the clock start on a date" in fault_of(moments.moment, "2024-01-02", undated)
