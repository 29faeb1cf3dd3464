"""Profiles and opening hours: the week as it is understood."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest

from simulator.blueprint import units
from simulator.blueprint.misread import Misread
from simulator.blueprint.opening import ALWAYS, OpenHours, closed_dates, open_spans
from simulator.blueprint.profiles import Profile, profile
from simulator.blueprint.reading import Reading

HOURS = Reading("h")


def starting(day: int, hour: int) -> Reading:
    """A run in hours that starts in the week of Monday 2024-01-01."""
    return Reading("h", start=dt.datetime(2024, 1, 1 + day, hour), dated=True)


def counts(value: Any, reading: Reading = HOURS) -> Profile:
    return profile(value, reading, units.count, "3")


def faults_of(value: Any) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(Misread) as caught:
        counts(value)
    return [(fault.at, f"{fault.message} | {fault.help}") for fault in caught.value.faults]


def test_a_daily_profile_wraps_round_midnight() -> None:
    timeline = counts({"09:00": 3, "17:00": 1}).timeline(HOURS)
    assert timeline.at(0) == 1  # the evening's value goes on until the morning
    assert timeline.at(9) == 3
    assert timeline.at(17) == 1
    assert timeline.at(24 + 10) == 3
    assert timeline.period == 24


def test_the_start_of_the_clock_moves_the_profile() -> None:
    timeline = counts({"09:00": 3, "17:00": 1}).timeline(starting(0, 10))
    assert timeline.at(0) == 3
    assert timeline.at(7) == 1
    assert timeline.at(23) == 3


def test_a_weekly_profile_holds_over_the_days_it_does_not_name() -> None:
    weekly = counts({"Mon-Fri": {"09:00": 3, "17:00": 0}, "Sat": {"10:00": 1, "14:00": 0}})
    timeline = weekly.timeline(starting(2, 9))  # Wednesday at nine
    assert [timeline.at(t) for t in (0, 8, 24, 73, 77, 96, 119, 120)] == [3, 0, 3, 1, 0, 0, 0, 3]


def test_the_last_value_of_the_week_goes_on_into_monday() -> None:
    timeline = counts({"Sat": 5, "Tue": 2}).timeline(HOURS)
    assert timeline.at(0) == 5  # Monday still has Saturday's
    assert timeline.at(24) == 2
    assert timeline.at(5 * 24) == 5


def test_one_value_is_a_constant() -> None:
    timeline = counts({"09:00": 3}).timeline(HOURS)
    assert timeline.values == (3.0,)
    assert math.isinf(timeline.period)


def test_the_order_of_the_entries_does_not_matter() -> None:
    assert counts({"17:00": 1, "09:00": 3}) == counts({"09:00": 3, "17:00": 1})


def test_the_week_in_words() -> None:
    weekly = counts({"Mon-Fri": {"09:00": 3, "17:00": 0}, "Sat": 1})
    assert weekly.in_words("{:g}".format) == (
        "Mon: 00:00 1, 09:00 3, 17:00 0",
        "Tue-Fri: 00:00 0, 09:00 3, 17:00 0",
        "Sat-Sun: 00:00 1",
    )


def test_faults_of_profiles() -> None:
    assert faults_of({})[0][1].startswith("a profile is a block of times of day")
    assert faults_of(3)[0][1].startswith("a profile is a block of times of day")
    assert faults_of({"09:00": 1, "Mon": 2})[0][1].startswith("times of day and days stand side by side")
    assert faults_of({"09:00": 1, "9:00": 2}) == [(("9:00",), "`9:00` stands here twice | keep one of them")]
    assert faults_of({"Mon-Wed": 1, "Tue": 2}) == [(("Tue",), "Tue stands here twice | give each day once")]
    assert [at for at, _ in faults_of({"Moon": 1, "Tue": {"25:00": 2, "10:00": "x"}})] == [
        ("Moon",),
        ("Tue", "25:00"),
        ("Tue", "10:00"),
    ]


# -- opening hours --------------------------------------------------------------------------------


def hours(value: Any, closed: tuple[dt.date, ...] = ()) -> OpenHours:
    return OpenHours(open_spans(value, HOURS), closed)


def test_hours_with_a_break() -> None:
    timeline = hours({"Mon-Fri": ["09:00-12:00", "13:00-17:00"]}).timeline(HOURS)
    assert [timeline.at(t) for t in (0, 9, 12, 13, 17, 33, 5 * 24 + 10)] == [0, 1, 0, 1, 0, 1, 0]


def test_a_night_shift_goes_over_the_end_of_the_week() -> None:
    assert hours({"Sun": "22:00-06:00"}).spans == ((0, 360), (8 * 1440 - 1440 - 120, 7 * 1440))
    timeline = hours({"Sun": "22:00-06:00"}).timeline(starting(6, 21))
    assert [timeline.at(t) for t in (0, 1, 8, 9, 168, 169)] == [0, 1, 1, 0, 0, 1]
    assert timeline.integral(0, 168) == 8


def test_round_the_clock_is_always() -> None:
    assert hours("00:00-24:00") == ALWAYS
    assert ALWAYS.timeline(HOURS).values == (1.0,)


def test_spans_that_touch_are_one() -> None:
    assert hours({"Mon": ["09:00-12:00", "12:00-17:00"]}) == hours({"Mon": "09:00-17:00"})


def test_closed_dates_are_spans_of_the_run() -> None:
    reading = starting(2, 9)  # Wednesday the third, nine o'clock
    closed = closed_dates(["2024-01-05", "2024-01-04", "2023-12-25"], reading)
    timeline = OpenHours(open_spans("09:00-17:00", reading), closed).timeline(reading)
    assert timeline.closed == ((15.0, 63.0),)  # two days in a row are one span; Christmas is over
    assert timeline.at(24) == 0
    assert timeline.at(72) == 1


def test_a_closed_date_needs_a_clock_with_dates() -> None:
    with pytest.raises(Misread, match="no particular one"):
        closed_dates(["2024-01-05"], Reading(dated=False))


def test_both_open_means_within() -> None:
    office = hours({"Mon-Fri": "09:00-17:00"})
    mornings = hours({"Mon-Sat": "08:00-12:00"}, (dt.date(2024, 1, 5),))
    assert office.within(mornings) == hours({"Mon-Fri": "09:00-12:00"}, (dt.date(2024, 1, 5),))


def test_hours_in_words() -> None:
    told = hours(
        {"Mon": ["09:00-12:00", "13:00-17:00"], "Sat": "22:00-02:00"}, (dt.date(2026, 5, 1),)
    ).in_words()
    assert told[0] == "Mon 09:00-12:00, 13:00-17:00"
    assert told[1] == "Tue closed"
    assert told[5:] == ("Sat 22:00-24:00", "Sun 00:00-02:00", "2026-05-01 closed")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("nine to five", "`nine to five` is not a span of the day"),
        ({"Mon": ["09:00-09:00"]}, "begins and ends at the same time"),
        ({"Mon": ["09:00-12:00", "11:00-13:00"]}, "two spans overlap at 11:00"),
        ({"Mon": "09:00-25:00"}, "there is no time of day `25:00`"),
        ({"Mon-Wed": "09:00-17:00", "Tue": "09:00-17:00"}, "Tue stands here twice"),
        ({}, "nothing is written here"),
        (9, "where a list of spans belongs"),
    ],
)
def test_misread_hours(value: Any, told: str) -> None:
    with pytest.raises(Misread, match=told):
        open_spans(value, HOURS)
