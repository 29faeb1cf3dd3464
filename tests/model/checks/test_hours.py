"""Teams that are not there when they are needed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from simulator.model.plan import Arrivals, ComesBack, Plan
from simulator.randomness.distributions import constant, exponential
from simulator.timeline import Timeline
from tests.model.checking import found, guests, the
from tests.plans import (
    a_step,
    a_team,
    to,
)


class TestClosedTeams:
    MORNING = Timeline((0.0, 180.0), (1.0, 0.0))
    AFTERNOON = Timeline((0.0, 180.0), (0.0, 1.0))

    def plan(self, hours: Timeline, **arrivals: Any) -> Plan:
        return guests(
            a_step("door", None, constant(1), to("desk")),
            a_step("desk", "clerks", route=to("office")),
            a_step("office", "night shift"),
            teams=[a_team("clerks", 2, hours=hours), a_team("night shift", hours=self.AFTERNOON)],
            **arrivals,
        )

    def test_met_at_closed_hours_only(self) -> None:
        problem = the(self.plan(self.AFTERNOON, rate=self.MORNING), "meets-closed-team")
        assert problem.path == "customers.guest.arrivals"
        assert problem.message == ("`guest` come to `desk` only at hours when `clerks` cannot serve them")

    def test_met_open_at_some_hour(self) -> None:
        assert found(self.plan(self.MORNING, rate=self.MORNING), "meets-closed-team") == []
        assert found(self.plan(self.AFTERNOON, rate=0.1), "meets-closed-team") == []
        assert found(self.plan(self.AFTERNOON, every=constant(50)), "meets-closed-team") == []

    def test_at_given_moments(self) -> None:
        assert found(self.plan(self.AFTERNOON, at=(0.0, 179.0)), "meets-closed-team")
        assert found(self.plan(self.AFTERNOON, at=(0.0, 180.0)), "meets-closed-team") == []


class TestAttended:
    MORNING = Timeline((0.0, 180.0), (1.0, 0.0))

    def plan(self, **more: Any) -> Plan:
        return guests(a_step("desk", "clerks"), teams=[a_team("clerks", self.MORNING)], **more)

    def test_some_come_when_nobody_is_there(self) -> None:
        problem = the(self.plan(rate=0.1), "arrives-closed")
        assert problem.path == "customers.guest.arrivals"
        assert problem.message == (
            "62.5 % of `guest` come to `desk` while nobody can serve them there (Mon 12:00 to 17:00)"
        )
        assert problem.help.startswith("they wait until somebody is on duty. ")

    def test_who_has_patience_may_give_up(self) -> None:
        problem = the(self.plan(rate=0.1, patience=exponential(10)), "arrives-closed")
        assert problem.help.startswith("they wait until somebody is on duty, or give up. ")

    def test_the_longest_of_several_times(self) -> None:
        hours = Timeline((0.0, 60.0, 180.0, 240.0), (0.0, 1.0, 0.0, 1.0))
        plan = guests(
            a_step("desk", "clerks"), teams=[a_team("clerks", hours)], at=(30.0, 90.0, 200.0, 239.0)
        )
        assert "75 % of `guest`" in the(plan, "arrives-closed").message
        assert "(Mon 09:00 to 10:00, the longest of 2 times)" in the(plan, "arrives-closed").message

    def test_another_team_serves_them(self) -> None:
        plan = guests(
            a_step("desk", ["clerks", "porters"]),
            teams=[a_team("clerks", self.MORNING), a_team("porters", Timeline((0.0, 180.0), (0.0, 1.0)))],
        )
        assert found(plan, "arrives-closed") == []

    def test_nobody_comes_when_nobody_is_there(self) -> None:
        assert found(self.plan(rate=self.MORNING), "arrives-closed") == []

    @pytest.mark.parametrize("waits", [False, True])
    def test_the_doors_are_closed_when_nobody_is_there(self, waits: bool) -> None:
        plan = self.plan(rate=0.1)
        (guest,) = plan.classes
        shut = replace(guest, hours=self.MORNING, waits_for_opening=waits)
        assert found(replace(plan, classes=(shut,)), "arrives-closed") == []

    def test_a_class_that_only_comes_back_comes_at_no_hour_of_its_own(self) -> None:
        plan = self.plan(rate=self.MORNING)
        (guest,), (desk,) = plan.classes, plan.steps
        again = replace(guest, name="letter", arrivals=Arrivals())
        sending = replace(desk, comes_back=ComesBack(0.1, constant(60), 1))
        assert found(replace(plan, classes=(guest, again), steps=(sending,)), "arrives-closed") == []

    def test_a_team_that_is_never_met_open_is_told_once(self) -> None:
        plan = self.plan(rate=Timeline((0.0, 200.0), (0.0, 1.0)))
        assert found(plan, "arrives-closed") == []
        assert the(plan, "meets-closed-team")


class TestShiftsAndDoors:
    def plan(self, shift: Timeline, **more: Any) -> Plan:
        return guests(a_step("desk", "clerks"), teams=[a_team("clerks", shift)], **more)

    UNTIL_FIVE = Timeline((0.0, 480.0), (1.0, 0.0), 1440.0)

    def test_a_shift_that_ends_with_the_doors(self) -> None:
        problem = the(self.plan(self.UNTIL_FIVE, last_call=5000.0), "shift-ends-with-doors")
        assert problem.path == "teams.clerks"
        assert problem.message == (
            "the shift of `clerks` ends when the doors close (Mon 17:00): "
            "whoever still waits for them then stays until Tue 09:00"
        )

    def test_who_has_patience_gives_up(self) -> None:
        plan = self.plan(self.UNTIL_FIVE, last_call=5000.0, patience=exponential(10))
        assert the(plan, "shift-ends-with-doors").message.endswith("then gives up or stays until Tue 09:00")

    def test_nobody_comes_back(self) -> None:
        plan = self.plan(Timeline((0.0, 480.0), (1.0, 0.0)), last_call=5000.0)
        assert the(plan, "shift-ends-with-doors").message.endswith("then is never served")

    def test_a_shift_that_goes_on(self) -> None:
        plan = self.plan(Timeline((0.0, 500.0), (1.0, 0.0)), last_call=5000.0)
        assert found(plan, "shift-ends-with-doors") == []

    def test_a_watch_that_stops_with_the_doors(self) -> None:
        assert found(self.plan(self.UNTIL_FIVE, at_end="stop"), "shift-ends-with-doors") == []


class TestRestartedWork:
    SHIFTS = Timeline((0.0, 240.0, 300.0, 480.0), (1.0, 0.0, 1.0, 0.0), 1440.0)

    def plan(self, work: Any, **team: Any) -> Plan:
        clerks = a_team("clerks", self.SHIFTS, **{"at_shift_end": "restart", **team})
        return guests(a_step("desk", "clerks", work), teams=[clerks])

    def test_work_that_is_longer_than_every_shift(self) -> None:
        problem = the(self.plan(constant(250)), "restart-never-fits")
        assert problem.path == "teams.clerks.at_shift_end"
        assert problem.message == (
            "all visits at `desk` take longer than fits into the longest shift of `clerks` (4 h): "
            "begun anew in each, they never end"
        )

    def test_some_of_the_work(self) -> None:
        problem = the(self.plan(exponential(120)), "restart-never-fits")
        assert problem.message.startswith("13.5 % of the visits at `desk` take longer")

    def test_work_that_fits(self) -> None:
        assert found(self.plan(constant(240)), "restart-never-fits") == []
        assert found(self.plan(constant(250), speeds=[1.1]), "restart-never-fits") == []
        assert found(self.plan(constant(250), at_shift_end="pause"), "restart-never-fits") == []
