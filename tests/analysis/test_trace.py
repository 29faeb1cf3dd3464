"""A customer's way, word for word."""

from __future__ import annotations

import pytest

from simulator.analysis.trace import trace
from tests.analysis.logbook import Logbook, shop


def test_a_day_in_words() -> None:
    plan = shop()
    book = Logbook(plan)
    book.case("walk-in", 0.0, 13.0).visit("counter", 0, 0, 8, team="tellers", member=1)
    book.visit("office", 8, 8, 13, team="clerks", member=1)
    book.case("walk-in", 1.0, 9.0).visit("counter", 1, 1, 9, team="tellers", member=2)
    book.case("walk-in", 2.0, 14.2).visit("counter", 2, 8, 14.2, team="tellers", member=1)
    book.case("business", 3.0, 8.0, "abandoned").visit("counter", 3, finished=8, result="abandoned")
    book.case("business", 4.0, 4.0, "balked").visit("counter", 4, finished=4, result="balked")
    book.case("business", 5.0, 5.0, "turned_away").visit("counter", 5, finished=5, result="turned_away")
    assert trace(plan, book.records(100.0), [0, 2, 3, 4, 5]) == [
        "09:00  walk-in 1 arrives",
        "09:00  walk-in 1 starts at counter with tellers 1",
        "09:02  walk-in 3 arrives",
        "09:02  walk-in 3 joins the queue at counter (0 waiting)",
        "09:03  business 1 arrives",
        "09:03  business 1 joins the queue at counter (1 waiting)",
        "09:04  business 2 arrives",
        "09:04  business 2 sees the queue at counter (2 waiting) and does not join it",
        "09:04  business 2 leaves: balked, 0.0 min in all",
        "09:05  business 3 arrives",
        "09:05  business 3 sees the queue at counter (2 waiting) and finds no room in it",
        "09:05  business 3 leaves: turned away, 0.0 min in all",
        "09:08  walk-in 1 is done at counter, 8.0 min of work",
        "09:08  walk-in 1 starts at office with clerks 1",
        "09:08  walk-in 3 starts at counter with tellers 1 after 6.0 min",
        "09:08  business 1 gives up at counter after 5.0 min",
        "09:08  business 1 leaves: abandoned, 5.0 min in all",
        "09:13  walk-in 1 is done at office, 5.0 min of work",
        "09:13  walk-in 1 leaves: served, 13.0 min in all",
        "09:14  walk-in 3 is done at counter, 6.2 min of work",
        "09:14  walk-in 3 leaves: served, 12.2 min in all",
    ]


def test_interruptions_are_told() -> None:
    plan = shop()
    book = Logbook(plan).case("walk-in", 0.0, 15.0)
    book.visit("counter", 0, 0, 15, team="tellers", work=11, interruptions=1)
    book.stint("counter", "tellers", 1, 0, 5).stint("counter", "tellers", 2, 9, 15)
    assert trace(plan, book.records(100.0), [0]) == [
        "09:00  walk-in 1 arrives",
        "09:00  walk-in 1 starts at counter with tellers",
        "09:05  walk-in 1 is interrupted at counter",
        "09:09  walk-in 1 goes on at counter with tellers 2",
        "09:15  walk-in 1 is done at counter, 11.0 min of work",
        "09:15  walk-in 1 leaves: served, 15.0 min in all",
    ]


def test_the_end_of_the_run() -> None:
    plan = shop(at_end="stop", last_call=100.0)
    book = Logbook(plan).case("walk-in", 90.0, 100.0, "unfinished")
    book.visit("counter", 90, finished=100, result="unfinished")
    assert trace(plan, book.records(100.0), [0])[-1] == (
        "10:40  walk-in 1 is still inside when the run ends, after 10.0 min"
    )


def test_days_are_named_where_there_are_several() -> None:
    dated = shop(unit="h", run_for=100.0)
    book = Logbook(dated).case("walk-in", 30.0, 31.0)
    assert trace(dated, book.records(100.0), [0])[0] == "2024-01-02 15:00  walk-in 1 arrives"


def test_seconds_are_told_where_they_matter() -> None:
    plan = shop(unit="s", run_for=1000.0)
    book = Logbook(plan).case("walk-in", 61.0, 70.0)
    assert trace(plan, book.records(1000.0), [0])[0] == "09:01:01  walk-in 1 arrives"


def test_a_moment_a_hair_below_the_minute_is_that_minute() -> None:
    plan = shop()
    book = Logbook(plan).case("walk-in", 2.9999999999, 70.0)
    assert trace(plan, book.records(100.0), [0])[0] == "09:03  walk-in 1 arrives"


def test_no_such_case() -> None:
    plan = shop()
    with pytest.raises(IndexError):
        trace(plan, Logbook(plan).records(100.0), [0])
