"""Waits, times in system, work: measured on a few visits by hand."""

from __future__ import annotations

from math import nan

import pytest

from simulator.model.plan import Plan
from simulator.randomness.distributions import constant
from tests.analysis.logbook import Figures, Logbook, figures, shop
from tests.plans import a_class, a_plan, a_step, a_team, end, to


@pytest.fixture(scope="module")
def day() -> Figures:
    plan = shop(at_end="stop", last_call=100.0)
    book = Logbook(plan)
    # Waits 0 and 4, works 5 and 5, handed on in between: inside for 19.
    book.case("walk-in", 1.0, 20.0)
    book.visit("counter", 1, 1, 6, team="tellers", member=1)
    book.visit("office", 6, 15, 20, queued=11, team="clerks", member=1)  # hand-off 5, then 4 in the queue
    # Waits 2, is interrupted for 3: work 5 takes until 12.
    book.case("business", 2.0, 12.0)
    book.visit("counter", 2, 4, 12, work=5, interruptions=1, team="tellers", member=2)
    # Gives up after 6.
    book.case("walk-in", 4.0, 10.0, "abandoned").visit("counter", 4, finished=10, result="abandoned")
    # Balks and is turned away at once: neither queued.
    book.case("business", 5.0, 5.0, "balked").visit("counter", 5, finished=5, result="balked")
    book.case("walk-in", 6.0, 6.0, "turned_away").visit("counter", 6, finished=6, result="turned_away")
    # Started after 8, in service when the run ends.
    book.case("walk-in", 90.0, 100.0, "unfinished")
    book.visit("counter", 90, 98, 100, team="tellers", member=1, result="unfinished")
    # Still queueing when the run ends.
    book.case("walk-in", 95.0, 100.0, "unfinished").visit("counter", 95, finished=100, result="unfinished")
    return figures(plan, book.records(end=100.0))


def test_wait_of_a_step_is_over_the_visits_that_started(day: Figures) -> None:
    # 0, 2 and 8 (started, though unfinished); nobody else started.
    assert day.row("wait", "counter")["n"] == 3
    assert day("wait", "counter") == pytest.approx(10 / 3)
    assert day("wait", "counter", "max") == 8
    assert day("wait", "counter", "p50") == 2
    assert day("wait", "counter", "sd") == pytest.approx(((100 / 9 + 16 / 9 + 196 / 9) / 2) ** 0.5)
    assert day("wait", "office") == 9  # the hand-off is part of it


def test_wait_of_a_team_is_that_of_the_visits_it_began(day: Figures) -> None:
    assert day("wait", "tellers") == pytest.approx(10 / 3)
    assert day("wait", "clerks") == 9


def test_wait_of_a_case_is_the_sum_over_its_visits_once_it_has_left(day: Figures) -> None:
    # 0 + 9 and 2; the unfinished are in no sum, the three who never started have no wait.
    assert day.row("wait")["n"] == 2
    assert day("wait") == pytest.approx(5.5)
    assert day("wait", "walk-in") == 9


def test_queue_time_is_of_all_who_queued_served_or_not(day: Figures) -> None:
    # 0, 2, 6 (gave up) and 8; not of those who balked or found no room, nor of who still queues.
    assert day.row("queue_time", "counter")["n"] == 4
    assert day("queue_time", "counter") == pytest.approx(16 / 4)
    assert day("queue_time", "office") == 4  # without the hand-off
    assert day("queue_time", "walk-in") == pytest.approx((4 + 6) / 2)


def test_time_in_system_is_of_all_who_left(day: Figures) -> None:
    # 19, 10, 6 and twice 0; the unfinished have none.
    assert day.row("time_in_system")["n"] == 5
    assert day("time_in_system") == pytest.approx(35 / 5)


def test_resolution_time_is_of_the_solved(day: Figures) -> None:
    assert day("resolution_time") == pytest.approx((19 + 10) / 2)


def test_handle_time_is_the_work_of_what_was_done(day: Figures) -> None:
    assert day("handle_time", "counter") == pytest.approx((5 + 5) / 2)
    assert day.row("handle_time", "counter")["n"] == 2
    assert day("handle_time") == pytest.approx((10 + 5) / 2)


def test_suspended_time_is_what_is_neither_wait_nor_work(day: Figures) -> None:
    assert day("suspended_time", "counter", "max") == 3
    assert day("suspended_time", "counter") == pytest.approx(3 / 2)


def test_work_on_the_others_of_a_batch_is_no_suspension() -> None:
    plan = shop()
    book = Logbook(plan)
    for ready in (1.0, 2.0, 4.0):
        book.case("walk-in", ready, 16.0).visit("counter", ready, 4, 16, queued=4, work=3.0, batch=1)
    book.case("walk-in", 20.0, 30.0).visit("counter", 20, 20, 30, work=10.0)
    found = figures(plan, book.records(100.0))
    # twelve minutes of which nine were work on the three, then ten by itself without a break
    assert found("suspended_time", "counter", "max") == 3
    assert found("suspended_time", "counter") == pytest.approx(9 / 4)


def test_rounding_is_no_suspension() -> None:
    plan = shop()
    book = Logbook(plan).case("walk-in", 0.1, 0.3).visit("counter", 0.1, 0.1, 0.3, work=0.2)
    assert 0.3 - 0.1 - 0.2 != 0
    assert figures(plan, book.records(100.0))("suspended_time", "counter") == 0


def test_first_response_is_the_first_start_by_anybody(day: Figures) -> None:
    # 0 and 2 of those who left, 8 of the one still in service.
    assert day.row("first_response")["n"] == 3
    assert day("first_response") == pytest.approx(10 / 3)


def test_a_mean_of_replications_weighs_days_not_customers() -> None:
    plan = shop()
    one = Logbook(plan, 1).case("walk-in", 0.0, 9.0).visit("counter", 0, 4, 9).records(100.0)
    two = Logbook(plan, 2)
    for _ in range(3):
        two.case("walk-in", 0.0, 5.0).visit("counter", 0, 0, 5)
    found = figures(plan, one, two.records(100.0))
    assert found("wait", "counter") == pytest.approx(4 / 4)
    assert found("wait", "counter", "mean_of_replications") == pytest.approx((4 + 0) / 2)


def test_the_spread_is_that_of_all_values_together() -> None:
    plan = shop()
    waits = [(1.0, 4.0, 4.0), (10.0,), (0.5, 7.5)]
    books = []
    for r, day_waits in enumerate(waits, 1):
        book = Logbook(plan, r)
        for wait in day_waits:
            book.case("walk-in", 0.0, wait + 1).visit("counter", 0, wait, wait + 1)
        books.append(book.records(100.0))
    every = [w for day_waits in waits for w in day_waits]
    mean = sum(every) / 6
    found = figures(plan, *books)
    assert found("wait", "counter", "sd") == pytest.approx((sum((w - mean) ** 2 for w in every) / 5) ** 0.5)
    assert found("wait", "counter", "p90") == 10.0  # the sixth of six
    assert found("wait", "counter", "p50") == 4.0  # the third


def machine_shop() -> Plan:
    """A machine (a resource) first, then a person; a delay in between."""
    return a_plan(
        classes=[a_class("part", "mill")],
        teams=[a_team("mills", 1, resource=True), a_team("people", 1)],
        steps=[
            a_step("mill", "mills", constant(1.0), to("cool")),
            a_step("cool", None, constant(10.0), to("inspect")),
            a_step("inspect", "people", constant(2.0), end("served")),
        ],
        run_for=100.0,
    )


def test_machines_and_delays_are_no_response_and_delays_no_work() -> None:
    plan = machine_shop()
    book = Logbook(plan).case("part", 0.0, 16.0)
    book.visit("mill", 0, 1, 2, team="mills", member=1)
    book.visit("cool", 2, 2, 12)
    book.visit("inspect", 12, 14, 16, team="people", member=1)
    found = figures(plan, book.records(100.0))
    assert found("first_response") == 14
    assert found("handle_time") == 1 + 2
    assert found("handle_time", "cool") == 10
    assert found("queue_time") == 1 + 2


def test_an_unanswered_case_has_no_response() -> None:
    plan = machine_shop()
    book = Logbook(plan).case("part", 0.0, 16.0, "abandoned")
    book.visit("mill", 0, 1, 2, team="mills", member=1)
    book.visit("inspect", 12, nan, 16, result="abandoned")
    assert figures(plan, book.records(100.0)).row("first_response")["n"] == 0
