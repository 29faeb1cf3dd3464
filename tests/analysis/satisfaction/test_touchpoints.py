"""Which visits are touchpoints, and how long a customer waited for each."""

from __future__ import annotations

import pytest

from simulator.analysis.columns import Columns
from simulator.analysis.satisfaction.touchpoints import Touchpoints, touchpoints
from simulator.analysis.window import Window
from simulator.model.plan import Plan
from simulator.randomness.distributions import constant
from tests.analysis.logbook import Logbook
from tests.plans import a_class, a_plan, a_step, a_team, end


def service() -> Plan:
    """Steps before the eyes of the customer, one behind the scenes, and a delay."""
    return a_plan(
        classes=[a_class("guest", "desk")],
        teams=[a_team("clerks", 2)],
        steps=[
            a_step("desk", "clerks", constant(1.0), end("served")),
            a_step("till", "clerks", constant(1.0), end("served")),
            a_step("file", "clerks", constant(1.0), end("served"), lane="backstage"),
            a_step("read", None, constant(1.0), end("served"), lane="customer"),
        ],
        run_for=100.0,
    )


def found(book: Logbook) -> Touchpoints:
    plan, records = book.plan, book.records(end=100)
    return touchpoints(plan, Columns.of(plan, records, Window.of(plan, records)))


def test_a_wait_goes_from_the_end_of_the_last_touchpoint() -> None:
    book = Logbook(service()).case("guest", 1, 30)
    book.visit("desk", 1, 4, 6).visit("file", 6, 9, 12).visit("till", 12, 15, 20)
    at = found(book)
    # From arrival at 1 to 4; from 6, when the desk was done, to 15: filing is unseen, so it is waiting.
    assert at.wait.tolist() == [3, 9]
    assert at.before_service.tolist() == [True, False]
    assert [book.plan.steps[step].name for step in at.step] == ["desk", "till"]


def test_what_customers_do_by_themselves_is_no_touchpoint_and_no_waiting() -> None:
    book = Logbook(service()).case("guest", 0, 30)
    book.visit("read", 0, 0, 10).visit("desk", 10, 12, 14)
    at = found(book)
    assert at.wait.tolist() == [2]
    assert at.before_service.tolist() == [False]


def test_with_an_appointment_one_waits_from_its_slot() -> None:
    book = Logbook(service()).case("guest", 3, 30, slot=10).visit("desk", 3, 12, 14)
    assert found(book).wait.tolist() == [2]
    book = Logbook(service()).case("guest", 3, 30, slot=10).visit("desk", 3, 8, 14)
    assert found(book).wait.tolist() == [0]


def test_who_is_not_served_has_waited_until_leaving() -> None:
    book = (
        Logbook(service()).case("guest", 1, 9, "abandoned").visit("desk", 1, finished=9, result="abandoned")
    )
    book.case("guest", 2, 2, "balked").visit("desk", 2, finished=2, result="balked")
    at = found(book)
    assert at.wait.tolist() == [8, 0]
    assert at.served.tolist() == [False, False]


def test_who_goes_up_or_on_unserved_waits_on() -> None:
    book = Logbook(service()).case("guest", 0, 20).visit("desk", 0, finished=7, result="escalated")
    book.visit("till", 7, 9, 20)
    at = found(book)
    assert at.wait.tolist() == [9]
    assert at.before_service.tolist() == [True]


def test_side_by_side_one_is_busy_until_the_last_of_them_ends() -> None:
    book = Logbook(service()).case("guest", 0, 30)
    book.visit("desk", 0, 0, 20, branch=1).visit("till", 0, 5, 8, branch=2).visit("till", 20, 23, 30)
    # At the till in the middle of the desk: no wait; at last from 20 on, not from 8.
    assert found(book).wait.tolist() == [0, 0, 3]


def test_each_case_has_its_own_and_the_unfinished_none() -> None:
    book = Logbook(service()).case("guest", 0, 9).visit("desk", 0, 2, 9)
    book.case("guest", 3, 100, "unfinished").visit("desk", 3, 9, 12).visit(
        "till", 12, finished=100, result="unfinished"
    )
    book.case("guest", 1, 12).visit("desk", 1, 4, 12)
    at = found(book)
    assert at.case.tolist() == [0, 2]
    assert at.wait.tolist() == [2, 3]


def test_nobody_has_none() -> None:
    assert found(Logbook(service())).wait.tolist() == []


@pytest.mark.parametrize("started", [4, 5, 9])
def test_a_later_start_is_a_longer_wait(started: float) -> None:
    assert found(Logbook(service()).case("guest", 1, 30).visit("desk", 1, started, 20)).wait[0] == started - 1
