"""Whether enough are there."""

from __future__ import annotations

from typing import Any

from simulator.model.checks import Facts, find_errors
from simulator.model.plan import Plan
from simulator.timeline import Timeline
from tests.model.checking import found, guests, the
from tests.plans import (
    a_step,
    a_team,
    to,
)


class TestEnoughMembers:
    def consult(self, doctors: Any, needs: int) -> Plan:
        return guests(a_step("consult", {"doctors": needs}), teams=[doctors])

    def test_more_than_there_are(self) -> None:
        problem = the(self.consult(a_team("doctors", 2), 3), "needs-too-many")
        assert problem.message == "`consult` needs 3 of `doctors`, but never more than 2 are on duty together"
        assert problem.path == "steps.consult.needs.doctors"
        assert found(self.consult(a_team("doctors", 2), 2), "needs-too-many") == []

    def test_as_the_schedule_has_it(self) -> None:
        schedule = Timeline((0.0, 60.0), (3.0, 1.0), period=1440.0)
        assert found(self.consult(a_team("doctors", schedule), 3), "needs-too-many") == []
        closed = Timeline((0.0, 60.0), (0.0, 1.0), period=1440.0)
        assert found(self.consult(a_team("doctors", schedule, hours=closed), 3), "needs-too-many")

    def test_a_team_that_is_never_there_is_closed(self) -> None:
        plan = guests(
            a_step("consult", "doctors", route=to("ward")),
            a_step("ward", ["doctors", "nurses"]),
            teams=[a_team("doctors", 0), a_team("nurses", 1)],
        )
        assert find_errors(Facts(plan)) == ()
        problem = the(plan, "closed-team")
        assert problem.message == (
            "nobody of `doctors` is ever on duty, but `consult` needs them: nobody is served there"
        )
        assert problem.path == "teams.doctors"

    def test_a_team_that_is_never_there_beside_one_that_is(self) -> None:
        plan = guests(
            a_step("consult", ["doctors", "nurses"]), teams=[a_team("doctors", 0), a_team("nurses", 1)]
        )
        assert the(plan, "closed-team").message == (
            "nobody of `doctors` is ever on duty: the others serve alone"
        )

    def test_a_team_without_limit_has_enough(self) -> None:
        assert found(self.consult(a_team("doctors", unlimited=True), 9), "needs-too-many") == []


class TestStarvation:
    def plan(self, other: int) -> Plan:
        return guests(
            a_step("surgery", {"nurses": 2}, route=to("ward")),
            a_step("ward", {"nurses": other}),
            teams=[a_team("nurses", 3)],
        )

    def test_smaller_jobs_share_the_team(self) -> None:
        assert the(self.plan(1), "starvation").path == "steps.surgery.needs.nurses"

    def test_jobs_of_one_size(self) -> None:
        assert found(self.plan(2), "starvation") == []
