"""Busy, scheduled, overtime and paid, on rosters written by hand."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest

from simulator.analysis.tables import cases_table
from simulator.model.plan import Plan
from simulator.randomness.distributions import constant
from tests.analysis.logbook import Figures, Logbook, figures, shop
from tests.analysis.test_service_levels import sla
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


def test_under_repair_nobody_is_busy_and_nobody_is_free() -> None:
    # Both on duty for 100; teller 1 busy from 0 to 30, teller 2 from 20 to 60 and down from 60 to 70.
    plan = shop()
    book = roster(Logbook(plan))
    book.case("walk-in", 0.0, 30.0).visit("counter", 0, 0, 30, team="tellers", member=1)
    book.case("walk-in", 20.0, 60.0).visit("counter", 20, 20, 60, team="tellers", member=2)
    book.down("tellers", 2, 60, 70)
    book.case("walk-in", 65.0, 75.0).visit("counter", 65, 65, 75, team="tellers", member=1)
    found = figures(plan, book.records(100.0))
    assert found("utilisation", "tellers") == pytest.approx((30 + 40 + 10) / 200)
    assert found("busy", "tellers") == pytest.approx(80 / 100)
    assert found("down", "tellers") == pytest.approx(10 / 200)
    # Nobody free: 20 to 30 (both busy) and 65 to 70 (one busy, one down).
    assert found("all_busy", "tellers") == pytest.approx(15 / 100)
    assert found("all_busy", "clerks") == 0


def test_a_repair_is_only_counted_on_duty() -> None:
    plan = shop()
    book = Logbook(plan).duty("tellers", 1, 0, 40).duty("tellers", 1, 60, 100).down("tellers", 1, 30, 70)
    found = figures(plan, book.records(100.0))
    assert found("down", "tellers") == pytest.approx((10 + 10) / 80)
    assert found("all_busy", "tellers") == pytest.approx(20 / 80)


def test_all_busy_is_of_those_on_duty_while_there_are_any() -> None:
    # One on duty from 0 to 40, two from 40 to 80, nobody after it; one customer from 10 to 60.
    plan = shop()
    book = Logbook(plan).duty("tellers", 1, 0, 80).duty("tellers", 2, 40, 80)
    book.case("walk-in", 10.0, 60.0).visit("counter", 10, 10, 60, team="tellers", member=1)
    found = figures(plan, book.records(100.0))
    assert found("all_busy", "tellers") == pytest.approx((40 - 10) / 80)
    assert isnan(found("all_busy", "clerks"))


def test_cost_is_made_of_staff_visits_penalties_and_value_lost() -> None:
    # One visit of 3 EUR each that was started; walk-ins are worth 50, business 20.
    plan = shop(slas=(sla("wait", step=0, within=5.0, penalty=7.0), sla("cost", name="thrift")))
    steps = (replace(plan.steps[0], cost=3.0), plan.steps[1])
    classes = (replace(plan.classes[0], value=20.0), replace(plan.classes[1], value=50.0))
    plan = replace(plan, steps=steps, classes=classes)
    book = roster(Logbook(plan))
    book.case("walk-in", 0.0, 9.0).visit("counter", 0, 4, 9, team="tellers", member=1)  # in time, solved
    book.case("walk-in", 0.0, 15.0, "refused").visit("counter", 0, 10, 15, team="tellers", member=2)
    book.case("business", 20.0, 29.0, "abandoned").visit("counter", 20, finished=29, result="abandoned")
    book.case("business", 99.0, 100.0, "unfinished").visit("counter", 99, finished=100, result="unfinished")
    found = figures(plan, book.records(100.0))
    assert found("staff_cost", "all", "total") == pytest.approx(400)
    assert found("visit_cost", "all", "total") == 6
    assert found("penalties", "all", "total") == 14  # late, and gave up
    assert found("penalties", "business", "total") == 7
    assert found("value_lost", "all", "total") == 50 + 20  # refused and gave up; the unfinished not yet
    assert found("value_lost", "business", "total") == 20
    assert found("cost", "all", "total") == pytest.approx(400 + 6 + 14 + 70)
    assert found("cost") == pytest.approx(490 / 4)
    parts = ("staff_cost", "visit_cost", "penalties", "value_lost")
    for name in ("all", "walk-in", "business"):
        assert found("cost", name, "total") == pytest.approx(sum(found(p, name, "total") for p in parts))
    assert found("cost", "tellers", "total") == pytest.approx(200)  # of a team the staff's alone
    thrift = found.table[found.table["name"] == "thrift"].iloc[0]
    assert thrift["value"] == pytest.approx(490 / 4)


def test_the_visits_of_a_case_are_in_its_cost() -> None:
    plan = shop()
    plan = replace(plan, steps=(replace(plan.steps[0], cost=3.0), plan.steps[1]))
    book = Logbook(plan).case("walk-in", 0.0, 9.0).visit("counter", 0, 4, 9, team="tellers", member=1)
    assert cases_table(plan, book.records(100.0))["cost"].tolist() == [5 * 1.0 + 3]


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
