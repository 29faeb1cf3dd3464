"""Counts and shares of a hand-written day."""

from __future__ import annotations

from math import isnan

import pytest

from tests.analysis.logbook import Figures, Logbook, figures, shop


@pytest.fixture(scope="module")
def day() -> Figures:
    """Seven customers: two served, one of them after a second round, and one each of the other ways out."""
    plan = shop()
    book = Logbook(plan)
    book.case("walk-in", 1.0, 20.0).visit("counter", 1, 1, 6).visit("office", 6, 6, 11).visit(
        "counter", 11, 15, 20
    )
    book.case("business", 2.0, 9.0).visit("counter", 2, 4, 9)
    book.case("walk-in", 3.0, 12.0, "refused").visit("counter", 3, 7, 12)
    book.case("walk-in", 4.0, 10.0, "abandoned").visit("counter", 4, finished=10, result="abandoned")
    book.case("business", 5.0, 5.0, "balked").visit("counter", 5, finished=5, result="balked")
    book.case("walk-in", 6.0, 6.0, "turned_away").visit("counter", 6, finished=6, result="turned_away")
    book.case("walk-in", 99.0, 110.0, "unfinished").visit("counter", 99, finished=110, result="unfinished")
    return figures(plan, book.records(end=110.0))


def test_arrivals_are_counted_by_class_and_in_all(day: Figures) -> None:
    assert day("arrivals") == 7
    assert day("arrivals", "walk-in") == 5
    assert day("arrivals", "business") == 2
    assert day("arrival_rate") == pytest.approx(7 / 100)


@pytest.mark.parametrize(
    ("measure", "all_cases", "walk_in", "business"),
    [
        ("served", 3 / 7, 2 / 5, 1 / 2),
        ("outcome_served", 2 / 7, 1 / 5, 1 / 2),
        ("outcome_refused", 1 / 7, 1 / 5, 0),
        ("abandoned", 1 / 7, 1 / 5, 0),
        ("balked", 1 / 7, 0, 1 / 2),
        ("turned_away", 1 / 7, 1 / 5, 0),
        ("unfinished", 1 / 7, 1 / 5, 0),
        ("resolution", 2 / 7, 1 / 5, 1 / 2),
        ("rework", 1 / 7, 1 / 5, 0),
    ],
)
def test_shares_are_of_all_arrivals(
    day: Figures, measure: str, all_cases: float, walk_in: float, business: float
) -> None:
    assert day(measure) == pytest.approx(all_cases)
    assert day(measure, "walk-in") == pytest.approx(walk_in)
    assert day(measure, "business") == pytest.approx(business)


def test_the_ways_out_add_up(day: Figures) -> None:
    ways = ("served", "abandoned", "balked", "turned_away", "unfinished")
    assert sum(day(way) for way in ways) == pytest.approx(1.0)
    assert sum(day(way, "all", "count") for way in ways) == pytest.approx(7)


def test_visits_by_step_are_shares_of_those_that_became_ready(day: Figures) -> None:
    assert day("visits", "counter") == 8
    assert day("served", "counter") == pytest.approx(4 / 8)
    assert day("abandoned", "counter") == pytest.approx(1 / 8)
    assert day("unfinished", "counter") == pytest.approx(1 / 8)
    assert day("rework", "counter") == pytest.approx(1 / 8)
    assert day("served", "office") == 1.0


def test_first_contact_is_solved_without_coming_again_of_solved(day: Figures) -> None:
    assert day("first_contact_resolution") == pytest.approx(1 / 2)
    assert day("first_contact_resolution", "walk-in") == 0.0


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
