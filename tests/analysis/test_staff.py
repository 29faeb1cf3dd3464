"""Busy, scheduled, overtime and paid, on rosters written by hand."""

from __future__ import annotations

from math import isnan

import pytest

from simulator.model.plan import Plan
from simulator.randomness.distributions import constant
from tests.analysis.logbook import Figures, Logbook, figures, shop
from tests.plans import a_class, a_plan, a_step, a_team, end


def roster(book: Logbook, until: float = 100.0) -> Logbook:
    """Everybody of the shop on duty from 0 to the end."""
    book.duty("clerks", 1, 0, until)
    return book.duty("tellers", 1, 0, until).duty("tellers", 2, 0, until)


def test_utilisation_is_busy_over_scheduled_time() -> None:
    plan = shop()
    book = roster(Logbook(plan))
    book.case("walk-in", 0.0, 60.0).visit("counter", 0, 0, 60, team="tellers", member=1)
    book.case("walk-in", 0.0, 20.0).visit("counter", 0, 0, 20, team="tellers", member=2)
    found = figures(plan, book.records(100.0))
    assert found("utilisation", "tellers") == pytest.approx(80 / 200)
    assert found("utilisation", "clerks") == 0
    assert found("utilisation") == pytest.approx(80 / 300)
    assert found("busy", "tellers") == pytest.approx(0.8)
    assert found("busy", "tellers", "max") == 2


def test_time_before_the_warm_up_is_not_measured() -> None:
    plan = shop(warm_up=10.0, at_end="stop", last_call=100.0)
    book = roster(Logbook(plan))
    book.case("walk-in", 0.0, 30.0).visit("counter", 0, 0, 30, team="tellers", member=1)
    found = figures(plan, book.records(100.0))
    assert found("utilisation", "tellers") == pytest.approx(20 / 180)
    assert found("cost", "tellers", "total") == pytest.approx(180 * 1.0)


def test_overtime_of_a_shift_is_busy_and_scheduled() -> None:
    # Teller 2 goes at 50 but is with a customer until 58.
    plan = shop()
    book = Logbook(plan).duty("tellers", 1, 0, 100).duty("tellers", 2, 0, 50, 58)
    book.case("walk-in", 40.0, 58.0).visit("counter", 40, 40, 58, team="tellers", member=2)
    found = figures(plan, book.records(100.0))
    assert found("overtime", "tellers") == pytest.approx(8)
    assert found("utilisation", "tellers") == pytest.approx(18 / 158)
    assert found("cost", "tellers", "total") == pytest.approx(158)


def test_after_the_close_only_work_counts() -> None:
    # The doors close at 100; the last customer is served until 107 by teller 1; teller 2 stands about.
    plan = shop()
    book = roster(Logbook(plan), until=107.0)
    book.case("walk-in", 97.0, 107.0).visit("counter", 97, 97, 107, team="tellers", member=1)
    found = figures(plan, book.records(107.0))
    assert found("utilisation", "tellers") == pytest.approx(10 / 207)
    assert found("overtime", "tellers") == pytest.approx(7)
    assert found("cost", "tellers", "total") == pytest.approx(207)
    assert found("cost", "clerks", "total") == pytest.approx(2 * 100)
    assert found("busy", "tellers") == pytest.approx(3 / 100)  # an average over the window


def test_a_shift_that_ends_before_the_close_and_lasts_beyond_it_is_counted_once() -> None:
    plan = shop()
    book = Logbook(plan).duty("tellers", 1, 0, 90, 106)
    book.case("walk-in", 80.0, 106.0).visit("counter", 80, 80, 106, team="tellers", member=1)
    found = figures(plan, book.records(106.0))
    assert found("overtime", "tellers") == pytest.approx(16)
    assert found("utilisation", "tellers") == pytest.approx(26 / 106)
    assert found("cost", "tellers", "total") == pytest.approx(106)


def test_kept_and_paused_members_are_busy_on_duty_but_a_pause_is_no_overtime() -> None:
    plan = shop()
    book = roster(Logbook(plan), until=104.0)
    book.case("walk-in", 0.0, 104.0)
    book.stint("counter", "tellers", 1, 0, 10, "work").stint("counter", "tellers", 1, 10, 30, "kept")
    book.stint("counter", "tellers", 2, 95, 104, "paused")
    found = figures(plan, book.records(104.0))
    assert found("utilisation", "tellers") == pytest.approx(35 / 200)
    assert found("overtime", "tellers") == 0


def test_cost_of_a_case_is_what_is_paid_over_what_came() -> None:
    plan = shop()
    quiet = roster(Logbook(plan, 1)).case("walk-in", 0.0, 1.0).records(100.0)
    busy = roster(Logbook(plan, 2))
    for _ in range(4):
        busy.case("walk-in", 0.0, 1.0)
    found = figures(plan, quiet, busy.records(100.0))
    # 100 of a clerk at 2 and twice 100 of tellers at 1 make 400 a day; five customers in two days.
    assert found("cost", "all", "total") == pytest.approx(400)
    assert found("cost") == pytest.approx(800 / 5)
    assert found("cost", "all", "mean_of_replications") == pytest.approx((400 + 100) / 2)
    assert found("cost", "clerks") == pytest.approx(400 / 5)
    assert found.row("cost")["unit"] == "EUR"


def test_a_class_bears_a_teams_cost_as_it_takes_its_time() -> None:
    plan = shop()
    book = roster(Logbook(plan))
    book.case("walk-in", 0.0, 30.0).visit("counter", 0, 0, 30, team="tellers", member=1)
    book.case("business", 0.0, 10.0).visit("counter", 0, 0, 10, team="tellers", member=2)
    book.case("business", 20.0, 20.0, "balked")
    found = figures(plan, book.records(100.0))
    # Tellers: 200, 3 to 1. Clerks: 200, nobody took them: by arrivals, 1 to 2.
    walk_in, business = 150 + 200 / 3, 50 + 400 / 3
    assert found("cost", "walk-in", "total") == pytest.approx(walk_in)
    assert found("cost", "business", "total") == pytest.approx(business)
    assert found("cost", "business") == pytest.approx(business / 2)


def endless_plan(**needs: int) -> Plan:
    return a_plan(
        [a_class("caller", "bot")],
        [a_step("bot", {"bots": 1, **needs}, constant(5.0), end("served"))],
        [a_team("bots", unlimited=True, cost=0.1), a_team("tellers", 1, cost=1.0)],
        run_for=100.0,
    )


def test_a_team_without_limit_is_paid_for_its_work() -> None:
    plan = endless_plan()
    book = Logbook(plan).duty("tellers", 1, 0, 100)
    book.case("caller", 0.0, 30.0)
    book.visit("bot", 0, 0, 30, team="bots")
    book.case("caller", 20.0, 105.0)
    book.visit("bot", 20, 95, 105, team="bots")
    found = figures(plan, book.records(105.0))
    assert found("cost", "bots", "total") == pytest.approx(0.1 * 40)
    assert found("busy", "bots") == pytest.approx(35 / 100)
    assert isnan(found("utilisation", "bots"))
    assert found("overtime", "bots") == 0
    assert found("utilisation") == 0  # of the tellers


def test_resources_are_not_staff() -> None:
    plan = a_plan(
        [a_class("patient", "see")],
        [a_step("see", {"doctors": 1, "rooms": 1}, constant(5.0), end("served"))],
        [a_team("doctors", 1), a_team("rooms", 1, resource=True)],
        run_for=100.0,
    )
    book = Logbook(plan).duty("doctors", 1, 0, 100).duty("rooms", 1, 0, 100)
    book.case("patient", 0.0, 50.0).visit("see", 0, 0, 50, team="doctors", member=1)
    found = figures(plan, book.records(100.0))
    assert found("utilisation") == pytest.approx(0.5)
    assert found("utilisation", "rooms") == 0


def test_a_day_without_anybody() -> None:
    plan = shop()
    found: Figures = figures(plan, roster(Logbook(plan)).records(100.0))
    assert found("utilisation", "tellers") == 0
    assert isnan(found("cost"))
    assert found("cost", "all", "total") == pytest.approx(400)
    assert found("cost", "walk-in", "total") + found("cost", "business", "total") == pytest.approx(400)
