"""A customer's way, word for word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.analysis.trace import trace
from tests.analysis.logbook import Logbook, shop
from tests.stories import story


def test_a_day_in_words() -> None:
    plan = shop()
    counter = replace(plan.steps[0], queue=replace(plan.steps[0].queue, limit=2))
    plan = replace(plan, steps=(counter, plan.steps[1]))
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
        "09:05  business 3 finds no room in the queue at counter (2 waiting, with room for 2)",
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
        "09:00  walk-in 1 starts at counter with tellers 1",
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


def test_without_a_date_the_weekday_is_told_and_the_week() -> None:
    dated = shop(unit="h", run_for=100.0)
    undated = replace(dated, clock=replace(dated.clock, dated=False))
    book = Logbook(undated).case("walk-in", 30.0, 31.0).case("walk-in", 200.0, 201.0)
    assert trace(undated, book.records(100.0), [0])[0] == "Tue 15:00  walk-in 1 arrives"
    assert trace(undated, book.records(300.0), [1])[0] == "week 2 Tue 17:00  walk-in 2 arrives"


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


# -- told by the engine itself ----------------------------------------------------------------------


def told(folder: Path, body: str, case: int = 0) -> list[str]:
    """The story of one customer of a small blueprint, without its arrival and its leaving."""
    seen = story(folder, body)
    return trace(seen.plan, seen.records, [case])[1:-1]


def test_a_step_that_needs_nobody_is_no_work(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        """
        customers: {guest: {starts_at: cool down, arrivals: {at: [0]}}}
        steps: {cool down: {time: 5, next: {end: served}}}
        """,
    ) == [
        "00:00  guest 1 begins cool down, which needs nobody",
        "00:05  guest 1 is through with cool down after 5.0 min",
    ]


def test_whoever_comes_back_is_said_to(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0]}}}
        teams: {clerks: {count: 1}}
        steps:
          desk: {team: clerks, time: 5, next: [{to: desk, kind: rework, if: age < 8}, {end: served}]}
        """,
    ) == [
        "00:00  guest 1 starts at desk with clerks 1",
        "00:05  guest 1 is done at desk, 5.0 min of work",
        "00:05  guest 1 starts at desk with clerks 1, for the 2nd time",
        "00:10  guest 1 is done at desk, 5.0 min of work",
    ]


def test_all_who_serve_are_named_and_who_is_kept(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        """
        customers: {guest: {starts_at: wash, arrivals: {at: [0]}}}
        teams: {nurses: {count: 1}}
        resources: {rooms: {count: 2}}
        steps:
          wash: {needs: {nurses: 1, rooms: 1}, time: 5, keep: {rooms: rest}, next: rest}
          rest: {time: 4, next: walk}
          walk: {time: 3, next: {end: served}}
        """,
    ) == [
        "00:00  guest 1 starts at wash with nurses 1 and rooms 1",
        "00:05  guest 1 is done at wash, 5.0 min of work, keeps rooms 1",
        "00:05  guest 1 begins rest, which needs nobody",
        "00:09  guest 1 is through with rest after 4.0 min, lets rooms 1 go",
        "00:09  guest 1 begins walk, which needs nobody",
        "00:12  guest 1 is through with walk after 3.0 min",
    ]


def test_a_hand_off_is_told(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0]}}}
        teams: {clerks: {count: 1}}
        steps: {desk: {team: clerks, hand_off: 2, time: 5, next: {end: served}}}
        """,
    ) == [
        "00:00  guest 1 is handed on to desk",
        "00:02  guest 1 starts at desk with clerks 1 after 2.0 min",
        "00:07  guest 1 is done at desk, 5.0 min of work",
    ]


PRIORITY = """
    customers:
      calm: {starts_at: desk, arrivals: {at: [0]}}
      urgent: {starts_at: desk, priority: 1, arrivals: {at: [2, 3, 3]}}
    teams: {clerks: {count: 1}}
    steps: {desk: {team: clerks, time: 4, queue: {order: preemptive, HOW}, next: {end: served}}}
    """


@pytest.mark.parametrize(
    ("how", "goes_on", "work"),
    [("interrupted: resume", "16:goes on", "4.0"), ("interrupted: restart", "18:begins again", "6.0")],
)
def test_who_comes_first_is_told_and_whether_work_was_lost(
    tmp_path: Path, how: str, goes_on: str, work: str
) -> None:
    done, said = goes_on.split(":")
    assert told(tmp_path, PRIORITY.replace("HOW", how)) == [
        "00:00  calm 1 starts at desk with clerks 1",
        "00:02  calm 1 is interrupted at desk: urgent 1 comes first",
        f"00:14  calm 1 {said} at desk with clerks 1",
        f"00:{done}  calm 1 is done at desk, {work} min of work",
    ]


def test_whoever_was_interrupted_waits_again_and_is_counted(tmp_path: Path) -> None:
    body = PRIORITY.replace("HOW", "limit: 2")
    assert told(tmp_path, body, 2)[0] == "00:03  urgent 2 joins the queue at desk (1 waiting)"
    assert told(tmp_path, body, 3)[0] == (
        "00:03  urgent 3 finds no room in the queue at desk (2 waiting, with room for 2)"
    )


@pytest.mark.parametrize(("at_shift_end", "waiting"), [("pause", 0), ("hand over", 1)])
def test_the_end_of_a_shift_is_told(tmp_path: Path, at_shift_end: str, waiting: int) -> None:
    body = f"""
        customers: {{guest: {{starts_at: desk, arrivals: {{at: [0, 3]}}}}}}
        teams: {{clerks: {{schedule: {{"00:00": 1, "00:02": 0, "00:10": 1}}, at_shift_end: {at_shift_end}}}}}
        steps: {{desk: {{team: clerks, time: 4, next: {{end: served}}}}}}
        """
    assert told(tmp_path, body) == [
        "00:00  guest 1 starts at desk with clerks 1",
        "00:02  guest 1 is interrupted at desk: clerks 1 goes off duty",
        "00:10  guest 1 goes on at desk with clerks 1",
        "00:12  guest 1 is done at desk, 4.0 min of work",
    ]
    assert told(tmp_path, body, 1)[0] == f"00:03  guest 2 joins the queue at desk ({waiting} waiting)"


def test_short_times_of_a_long_clock_are_told_in_a_shorter_unit() -> None:
    plan = shop(unit="h", run_for=100.0)
    book = Logbook(plan).case("walk-in", 0.0, 30.0)
    book.visit("counter", 0, 0, 0.5, team="tellers", member=1)
    assert trace(plan, book.records(100.0), [0])[2:] == [
        "2024-01-01 09:30  walk-in 1 is done at counter, 30.0 min of work",
        "2024-01-02 15:00  walk-in 1 leaves: served, 30.0 h in all",
    ]
