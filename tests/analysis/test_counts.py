"""Counts and shares of a hand-written day."""

from __future__ import annotations

from math import isnan

import pytest

from tests.analysis.logbook import Figures, Logbook, figures, shop


@pytest.fixture(scope="module")
def day() -> Figures:
    """Eight customers: two served, one of them after rework, and one each of the other ways out."""
    plan = shop()
    book = Logbook(plan)
    book.case("walk-in", 1.0, 20.0).visit("counter", 1, 1, 6, option="to office").visit("office", 6, 6, 11)
    book.visit("counter", 11, 15, 16, option="again").visit("counter", 16, 16, 20, option="end served")
    book.case("business", 2.0, 9.0).visit("counter", 2, 4, 9)
    book.case("walk-in", 3.0, 12.0, "refused").visit("counter", 3, 7, 12)
    book.case("walk-in", 4.0, 10.0, "abandoned").visit("counter", 4, finished=10, result="abandoned")
    book.case("business", 5.0, 5.0, "balked").visit("counter", 5, finished=5, result="balked")
    book.case("walk-in", 6.0, 6.0, "turned_away").visit("counter", 6, finished=6, result="turned_away")
    book.case("business", 7.0, 7.0, "no_show", slot=7.0)
    book.case("walk-in", 99.0, 110.0, "unfinished").visit("counter", 99, finished=110, result="unfinished")
    return figures(plan, book.records(end=110.0))


def test_arrivals_are_counted_by_class_and_in_all(day: Figures) -> None:
    assert day("arrivals") == 8
    assert day("arrivals", "walk-in") == 5
    assert day("arrivals", "business") == 3
    assert day("arrival_rate") == pytest.approx(8 / 100)


@pytest.mark.parametrize(
    ("measure", "all_cases", "walk_in", "business"),
    [
        ("served", 3 / 8, 2 / 5, 1 / 3),
        ("outcome_served", 2 / 8, 1 / 5, 1 / 3),
        ("outcome_refused", 1 / 8, 1 / 5, 0),
        ("abandoned", 1 / 8, 1 / 5, 0),
        ("balked", 1 / 8, 0, 1 / 3),
        ("turned_away", 1 / 8, 1 / 5, 0),
        ("no_show", 1 / 8, 0, 1 / 3),
        ("unfinished", 1 / 8, 1 / 5, 0),
        ("resolution", 2 / 8, 1 / 5, 1 / 3),
        ("rework", 1 / 8, 1 / 5, 0),
        ("escalated", 0, 0, 0),
        ("repeat_contacts", 0, 0, 0),
    ],
)
def test_shares_are_of_all_arrivals(
    day: Figures, measure: str, all_cases: float, walk_in: float, business: float
) -> None:
    assert day(measure) == pytest.approx(all_cases)
    assert day(measure, "walk-in") == pytest.approx(walk_in)
    assert day(measure, "business") == pytest.approx(business)


def test_the_ways_out_add_up(day: Figures) -> None:
    ways = ("served", "abandoned", "balked", "turned_away", "no_show", "unfinished")
    assert sum(day(way) for way in ways) == pytest.approx(1.0)
    assert sum(day(way, "all", "count") for way in ways) == pytest.approx(8)


def test_visits_by_step_are_shares_of_those_that_became_ready(day: Figures) -> None:
    assert day("visits", "counter") == 9
    assert day("served", "counter") == pytest.approx(5 / 9)
    assert day("abandoned", "counter") == pytest.approx(1 / 9)
    assert day("unfinished", "counter") == pytest.approx(1 / 9)
    assert day("rework", "counter") == pytest.approx(1 / 5)  # of the visits that were done
    assert day("served", "office") == 1.0


def test_a_no_show_is_nowhere_and_takes_no_time(day: Figures) -> None:
    # Inside for 19, 7, 9, 6, 0 and 0; neither the no-show nor the unfinished.
    assert day.row("time_in_system")["n"] == 6
    assert day("time_in_system") == pytest.approx(41 / 6)


def test_first_contact_is_solved_without_rework_of_solved(day: Figures) -> None:
    assert day("first_contact_resolution") == pytest.approx(1 / 2)
    assert day("first_contact_resolution", "walk-in") == 0.0


def test_whoever_was_handed_up_or_came_back_was_not_solved_at_first() -> None:
    plan = shop()
    book = Logbook(plan)
    book.case("walk-in", 0.0, 5.0).visit("counter", 0, 0, 5, option="end served")  # at first
    book.case("walk-in", 0.0, 9.0).visit("counter", 0, 0, 5, option="up").visit("office", 5, 5, 9)
    book.case("walk-in", 0.0, 9.0).visit("counter", 0, finished=5, result="escalated")
    book.visit("office", 5, 5, 9)  # waited too long at the counter
    book.case("walk-in", 0.0, 5.0).visit("counter", 0, 0, 5, option="end served")  # case 3: comes back as 4
    book.case("business", 50.0, 55.0, parent=3).visit("counter", 50, 50, 55, option="end served")
    found = figures(plan, book.records(100.0, later=(2, 0)))
    assert found("first_contact_resolution") == pytest.approx(1 / 5)
    assert found("escalated") == pytest.approx(2 / 5)
    assert found("escalated", "counter") == pytest.approx(2 / 5)
    assert found("repeat_contacts") == pytest.approx(1 / 5)
    assert found("repeat_contacts", "business") == 1.0
    assert found("returns_to_come") == 2
    assert found("returns_to_come", "business") == 2
    assert found("returns_to_come", "walk-in") == 0


def test_a_loop_that_is_no_rework_does_not_count_as_such() -> None:
    plan = shop()
    book = Logbook(plan).case("walk-in", 0.0, 15.0).visit("counter", 0, 0, 5, option="to office")
    book.visit("office", 5, 5, 10).visit("counter", 10, 10, 15, option="end served")
    found = figures(plan, book.records(100.0))
    assert found("rework") == 0
    assert found("first_contact_resolution") == 1


def test_calls_that_nobody_answered_are_a_share_of_the_visits() -> None:
    plan = shop()
    book = Logbook(plan).case("walk-in", 0.0, 15.0, "abandoned")
    book.visit("counter", 0, finished=5, result="unreachable").visit("counter", 5, 6, 9)
    assert figures(plan, book.records(100.0))("unreachable", "counter") == pytest.approx(1 / 2)


def test_throughput_counts_those_who_left_by_an_end_while_the_doors_were_open(day: Figures) -> None:
    assert day("throughput") == pytest.approx(3 / 100)


def test_count_is_the_mean_number_a_replication() -> None:
    plan = shop()
    quiet = Logbook(plan, 1).case("walk-in", 1.0, 2.0).records(100.0)
    busy = Logbook(plan, 2)
    for t in (1.0, 2.0, 3.0):
        busy.case("walk-in", t, t + 1)
    found = figures(plan, quiet, busy.records(100.0))
    assert found("arrivals") == 2
    assert found("served", "all", "count") == 2
    assert found.row("served", "all", "count")["unit"] == "cases"


def test_whoever_comes_during_the_warm_up_is_not_counted() -> None:
    plan = shop(warm_up=10.0, at_end="stop", last_call=100.0)
    book = Logbook(plan)
    book.case("walk-in", 9.0, 20.0).visit("counter", 9, 9, 20)
    book.case("walk-in", 10.0, 21.0).visit("counter", 10, 12, 21)  # on the dot counts
    found = figures(plan, book.records(100.0))
    assert found("arrivals") == 1
    assert found("visits", "counter") == 1
    assert found("wait", "counter") == 2.0
    assert found("arrival_rate") == pytest.approx(1 / 90)
    assert found("throughput") == pytest.approx(2 / 90)  # a flow: whoever leaves within the window


def test_nobody_came() -> None:
    plan = shop()
    found = figures(plan, Logbook(plan).records(100.0), Logbook(plan, 2).records(100.0))
    assert found("arrivals") == 0
    assert isnan(found("served"))
    assert found.row("served")["n"] == 0
    assert isnan(found("wait", "counter", "p90"))
    assert found.row("wait", "counter")["n"] == 0
    assert isnan(found("first_contact_resolution"))
    assert found("queue_length", "counter") == 0
