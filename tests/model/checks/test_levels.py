"""Service levels on what never happens."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.model.plan import Plan, Sla
from tests.model.checking import found, the
from tests.plans import (
    a_class,
    a_plan,
    a_step,
    a_team,
)


class TestServiceLevels:
    def plan(self, **about: Any) -> Plan:
        sla = {"step": None, "customers": None, "team": None, **about}
        level = Sla(name="fast", measure="wait", within=10.0, at_least=0.9, at_most=None, **sla)
        return a_plan(
            [a_class("guest", "a"), a_class("late", "b", at=(500.0,))],
            [a_step("a", "t"), a_step("b"), a_step("c", "u")],
            [a_team("t"), a_team("u")],
            slas=[level],
        )

    @pytest.mark.parametrize(
        ("about", "why"),
        [
            ({"step": 2}, "nobody comes to `c`"),
            ({"step": 1, "customers": 0}, "no `guest` comes to `b`"),
            ({"customers": 1}, "nobody of `late` comes"),
            ({"team": 1}, "`u` serve at no step"),
        ],
    )
    def test_on_what_never_happens(self, about: dict[str, int], why: str) -> None:
        problem = the(self.plan(**about), "sla-unreached")
        assert problem.path == "sla.fast"
        assert problem.message.endswith(why)

    @pytest.mark.parametrize(
        "about", [{}, {"step": 0}, {"step": 1}, {"step": 0, "customers": 0}, {"team": 0}]
    )
    def test_on_what_does(self, about: dict[str, int]) -> None:
        assert found(self.plan(**about), "sla-unreached") == []
