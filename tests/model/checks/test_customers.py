"""What is said of customers and has no effect."""

from __future__ import annotations

import pytest

from simulator.model.checks import Facts, find_warnings
from simulator.model.plan import Plan
from simulator.randomness.distributions import constant, exponential
from tests.model.checking import found, guests, the
from tests.plans import (
    a_step,
    a_team,
    to,
)


def test_arrivals_without_a_gap() -> None:
    assert the(guests(a_step("a", "t"), teams=[a_team("t")], every=constant(0)), "no-gap").path == (
        "customers.guest.arrivals.every"
    )
    assert found(guests(a_step("a"), every=exponential(1)), "no-gap") == []


class TestPriorities:
    def plan(self, order: str, priority: float | None) -> Plan:
        who = {} if priority is None else {"priority": priority}
        return guests(a_step("desk", "clerks", order=order), teams=[a_team("clerks")], **who)

    def test_that_no_queue_heeds(self) -> None:
        assert the(self.plan("fifo", 1.0), "priority-unheeded").path == "customers.guest.priority"

    def test_orders_without_a_priority(self) -> None:
        assert the(self.plan("preemptive", None), "order-without-priority").path == "steps.desk.queue.order"

    @pytest.mark.parametrize(("order", "priority"), [("priority", 1.0), ("preemptive", 2.0), ("fifo", None)])
    def test_that_are_heeded(self, order: str, priority: float | None) -> None:
        assert find_warnings(Facts(self.plan(order, priority))) == ()


class TestPatience:
    def test_without_any_queue(self) -> None:
        plan = guests(
            a_step("a", route=to("b")),
            a_step("b", "agency"),
            teams=[a_team("agency", unlimited=True)],
            patience=exponential(5),
        )
        assert the(plan, "patience-unused").path == "customers.guest.patience"

    def test_where_every_step_has_its_own(self) -> None:
        plan = guests(a_step("a", "t", patience="endless"), teams=[a_team("t")], patience=exponential(5))
        assert the(plan, "patience-unused").path == "customers.guest.patience"

    def test_at_a_delay(self) -> None:
        assert the(guests(a_step("a", patience=exponential(5))), "patience-unused").path == "steps.a.patience"

    def test_where_somebody_waits(self) -> None:
        plan = guests(a_step("a", "t"), teams=[a_team("t")], patience=exponential(5))
        assert find_warnings(Facts(plan)) == ()

    def test_a_way_for_those_who_give_up_where_nobody_does(self) -> None:
        plan = guests(a_step("a", "t", gives_up="b"), a_step("b"), teams=[a_team("t")])
        assert the(plan, "gives-up-unused").path == "steps.a.gives_up"
