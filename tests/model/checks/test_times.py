"""Normal distributions that are cut."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.randomness.distributions import gamma, lognormal, normal
from tests.model.checking import found, guests, the
from tests.plans import (
    a_step,
    a_team,
)


class TestNormalTimes:
    def test_cut_at_zero(self) -> None:
        problem = the(guests(a_step("a", None, normal(4, 2, min=0))), "normal-cut")
        assert problem.path == "steps.a.time"
        assert problem.message == (
            "2.28 % of this normal distribution lies below zero and is cut there, "
            "which makes its mean 4.02 min instead of 4 min"
        )

    def test_wherever_a_time_is_drawn(self) -> None:
        cut = normal(4, 4, min=0)
        plan = guests(
            a_step("a", "t", ("customers", {"guest": cut}, cut), hand_off=cut, patience=cut),
            teams=[a_team("t")],
            every=cut,
            patience=cut,
        )
        assert [problem.path for problem in found(plan, "normal-cut")] == [
            "steps.a.time",
            "steps.a.time",
            "steps.a.hand_off",
            "steps.a.patience",
            "customers.guest.patience",
            "customers.guest.arrivals.every",
        ]

    @pytest.mark.parametrize("draw", [normal(4, 1, min=0), lognormal(4, 2), gamma(4, 2), normal(4, 2, min=1)])
    def test_hardly_cut_or_cut_on_purpose(self, draw: Any) -> None:
        assert found(guests(a_step("a", None, draw)), "normal-cut") == []
