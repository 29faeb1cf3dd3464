"""Figures with their units, and a sentence for each way to misread one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from simulator.blueprint import units
from simulator.blueprint.misread import Misread
from simulator.blueprint.reading import Reading

MINUTES = Reading(currency="EUR")
HOURS = Reading("h")


def fault_of(read: Callable[[Any, Reading], Any], value: Any, reading: Reading = MINUTES) -> str:
    with pytest.raises(Misread) as caught:
        read(value, reading)
    (fault,) = caught.value.faults
    assert fault.code
    return f"{fault.message} | {fault.help}"


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("5 min", 5.0),
        ("5min", 5.0),
        ("30 s", 0.5),
        ("2 h", 120.0),
        ("3 d", 4320.0),
        ("1 w", 10080.0),
        ("1.5 h", 90.0),
        ("1 h 30 min", 90.0),
        ("1 d 2 h 3 min 30 s", 1563.5),
        ("1e3 s", 1000 / 60),
        (90, 90.0),
        (0, 0.0),
        (" 5  min ", 5.0),
    ],
)
def test_durations(written: Any, minutes: float) -> None:
    assert units.duration(written, MINUTES) == minutes


def test_a_bare_number_is_in_the_unit_of_the_clock() -> None:
    assert units.duration(2, HOURS) == 2.0
    assert units.duration("90 min", HOURS) == 1.5


def test_a_duration_may_be_negative_only_where_it_means_something() -> None:
    assert units.duration("-4 min", MINUTES, negative=True) == -4.0
    assert "below zero" in fault_of(units.duration, "-4 min")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("30/h", "`30/h` is a rate, where a duration belongs | 30/h is one every 2 min: write `2 min`"),
        ("20%", "`20%` is a share, where a duration belongs"),
        ("09:00", "`09:00` is a time of day, where a duration belongs"),
        ("4 EUR/h", "is a cost, where a duration belongs"),
        ("5 mins", "unknown unit of time `mins` | did you mean `min`?"),
        ("5 m", "did you mean `min`?"),
        ("5 hours", "did you mean `h`?"),
        ("2 fortnights", "unknown unit of time `fortnights` | the units are `s`, `min`, `h`, `d`, `w`"),
        ("1,5 min", "`1,5 min` has a decimal comma | write a point: `1.5 min`"),
        ("5", "in quotes is a text | take the quotes away, or write a duration with its unit"),
        ("nan", "`nan` is not a duration"),
        ("inf", "patience without end is written `endless`"),
        (float("nan"), "`nan` is not a figure"),
        (float("inf"), "`inf` is not a figure"),
        (2e12, "`2e+12` is too large | the largest figure is 1e12"),
        ("2 min 1 h", "does not go from the longer unit to the shorter"),
        (-1, "below zero"),
        (None, "nothing is written here, where a duration belongs"),
        (True, "`true` is a yes or no"),
        ([5], "a list stands here, where a duration belongs"),
        ({"a": 1}, "a block of entries stands here"),
        ("soon", "`soon` is not a duration | write a duration, such as `5 min`"),
    ],
)
def test_each_misread_duration_has_its_sentence(written: Any, told: str) -> None:
    assert told in fault_of(units.duration, written)


@pytest.mark.parametrize(
    ("written", "per_minute"),
    [("30/h", 0.5), ("30 / h", 0.5), ("2 per min", 2.0), ("100/30 min", 100 / 30), ("0/h", 0.0), (0, 0.0)],
)
def test_rates(written: Any, per_minute: float) -> None:
    assert units.rate(written, MINUTES) == per_minute


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (30, "a rate is always per something: `30` says not per what | write `30/h`"),
        ("5 min", "`5 min` is a length of time, where a rate belongs | one every 5 min is the rate `12/h`"),
        ("30/hour", "unknown unit of time `hour` | did you mean `h`?"),
        ("3,5/h", "decimal comma"),
        ("-3/h", "below zero"),
        ("3/0 h", "per no time at all"),
        ("30", "`30` is a bare number, where a rate belongs"),
        ("busy", "`busy` is not a rate"),
    ],
)
def test_each_misread_rate_has_its_sentence(written: Any, told: str) -> None:
    assert told in fault_of(units.rate, written)


@pytest.mark.parametrize(
    ("written", "fraction"), [("20%", 0.2), ("20 %", 0.2), ("100%", 1.0), (0.2, 0.2), (0, 0.0), (1.0, 1.0)]
)
def test_shares(written: Any, fraction: float) -> None:
    assert units.share(written, MINUTES) == fraction


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("120%", "`120%` is more than all"),
        (20, "`20` is more than all | did you mean `20%`?"),
        (1.5, "did you mean `1.5%`?"),
        (1, "could be all or one in a hundred"),
        ("-5%", "below zero"),
        ("5 min", "is a length of time, where a share belongs"),
        ("half", "`half` is not a share"),
    ],
)
def test_each_misread_share_has_its_sentence(written: Any, told: str) -> None:
    assert told in fault_of(units.share, written)


@pytest.mark.parametrize(
    ("written", "per_minute"),
    [
        ("30/h", 0.5),
        ("24 EUR/h", 0.4),
        ("EUR 24/h", 0.4),
        ("24 EUR per h", 0.4),
        ("480/2 d", 1 / 6),
        (0, 0.0),
    ],
)
def test_costs(written: Any, per_minute: float) -> None:
    assert units.cost(written, MINUTES) == pytest.approx(per_minute, rel=1e-15)


def test_misread_costs() -> None:
    assert "`30` says not per what | write `30/h`" in fault_of(units.cost, 30)
    assert "in `USD`, the blueprint reckons in `EUR`" in fault_of(units.cost, "24 USD/h")
    assert "names no currency" in fault_of(units.cost, "24 EUR/h", HOURS)
    assert "is not a cost" in fault_of(units.cost, "dear")
    assert "decimal comma" in fault_of(units.cost, "1,5/h")


@pytest.mark.parametrize(
    ("written", "amount"), [(50, 50), ("50 EUR", 50), ("EUR 50", 50), ("2.5 EUR", 2.5), (0, 0)]
)
def test_money(written: Any, amount: float) -> None:
    assert units.money(written, MINUTES) == amount


def test_misread_money() -> None:
    assert "`5/h` is a rate, where an amount of money belongs" in fault_of(units.money, "5/h")
    assert "`5 min` is a length of time" in fault_of(units.money, "5 min")
    assert "in `USD`, the blueprint reckons in `EUR`" in fault_of(units.money, "24 USD")
    assert "decimal comma" in fault_of(units.money, "1,5 EUR")
    assert "below zero" in fault_of(units.money, -3)
    assert "`dear` is not an amount of money" in fault_of(units.money, "dear")


def test_speeds() -> None:
    assert units.speed("120%", MINUTES) == 1.2
    assert units.speed(0.8, MINUTES) == 0.8
    assert "did you mean `120%`?" in fault_of(units.speed, 120)
    assert "never ends any work" in fault_of(units.speed, 0)


def test_counts() -> None:
    assert units.count(3, MINUTES) == 3
    assert units.count(3.0, MINUTES) == 3
    assert "`1.5` is not a whole number | write 1 or 2" in fault_of(units.count, 1.5)
    assert "`-1` is too small" in fault_of(units.count, -1)
    assert "where a whole number belongs" in fault_of(units.count, "20%")


def test_traits_take_numbers_durations_and_percentages() -> None:
    assert units.trait(-3, MINUTES) == -3.0
    assert units.trait("2 h", MINUTES) == 120.0
    assert units.trait("20%", MINUTES) == 0.2
