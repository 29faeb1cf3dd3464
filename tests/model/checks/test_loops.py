"""Loops in which no time passes."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.model.checks import Facts, find_errors
from simulator.randomness.distributions import constant, exponential
from tests.model.checking import codes, found, guests, the
from tests.plans import (
    a_step,
    a_team,
    end,
    to,
)


class TestZeroTimeLoops:
    def test_two_full_queues_that_send_to_each_other(self) -> None:
        plan = guests(
            a_step("a", "t", limit=1, when_full="b"),
            a_step("b", "t", limit=1, when_full="a"),
            teams=[a_team("t")],
        )
        problem = the(plan, "zero-time-loop")
        assert (problem.path, problem.message) == (
            "steps.a",
            "`a` and `b` can send a case round in a circle in no time",
        )

    def test_through_a_delay_of_no_length(self) -> None:
        plan = guests(
            a_step("a", "t", limit=0, when_full="b"),
            a_step("b", None, constant(0), to("a")),
            teams=[a_team("t")],
        )
        assert found(plan, "zero-time-loop")

    def test_not_where_time_passes(self) -> None:
        plan = guests(
            a_step("a", "t", limit=0, when_full="b"),
            a_step("b", None, constant(1), to("a")),
            teams=[a_team("t")],
        )
        assert found(plan, "zero-time-loop") == []

    def test_not_through_a_hand_off(self) -> None:
        plan = guests(
            a_step("a", "t", limit=0, when_full="b", hand_off=constant(1)),
            a_step("b", None, constant(0), to("a")),
            teams=[a_team("t")],
        )
        assert found(plan, "zero-time-loop") == []

    @pytest.mark.parametrize(("patience", "loops"), [(constant(0), True), (exponential(1), False)])
    def test_giving_up_without_any_patience(self, patience: Any, loops: bool) -> None:
        steps = (
            a_step("a", "t", gives_up="b"),
            a_step("b", "t", gives_up="a", patience=patience),
        )
        assert (
            bool(found(guests(*steps, teams=[a_team("t")], patience=constant(0)), "zero-time-loop")) is loops
        )

    def test_delays_that_nobody_leaves_are_told_once(self) -> None:
        plan = guests(a_step("a", None, constant(0), to("b")), a_step("b", None, constant(0), to("a")))
        assert codes(find_errors(Facts(plan))) == ["no-way-out"]

    def test_not_where_some_leave(self) -> None:
        assert (
            found(guests(a_step("a", None, constant(0), [to("a", share=0.5), end()])), "zero-time-loop") == []
        )
