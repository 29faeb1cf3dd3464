"""More work than hours, in the whole run or for a while."""

from __future__ import annotations

from simulator.randomness.distributions import constant
from simulator.timeline import Timeline
from tests.model.checking import found, guests, the
from tests.plans import (
    a_step,
    a_team,
    to,
)


class TestLoads:
    def test_more_work_than_hours(self) -> None:
        rate = Timeline((0.0, 120.0, 180.0), (0.5, 2.0, 0.5))
        plan = guests(a_step("desk", "clerks", constant(4)), teams=[a_team("clerks", 2)], rate=rate)
        problem = the(plan, "overloaded-team")
        assert problem.path == "teams.clerks"
        assert problem.message == (
            "`clerks` have more work than hours: on average 2.75 would be busy if nobody waited, "
            "and 2 are on duty (138 %)"
        )
        assert problem.help.startswith(
            "the busiest hour begins Mon 11:00: 8 against 2, so that 9 would keep up"
        )
        assert found(plan, "rush") == []

    def test_just_as_much(self) -> None:
        plan = guests(a_step("desk", "clerks", constant(4)), teams=[a_team("clerks", 2)], rate=0.5)
        problem = the(plan, "overloaded-team")
        assert problem.message.startswith("`clerks` have as much work as hours: on average 2 would be busy")
        assert "2 against 2, so that 3 would keep up" in problem.help

    def test_enough_hours(self) -> None:
        plan = guests(a_step("desk", "clerks", constant(4)), teams=[a_team("clerks", 2)], rate=0.49)
        assert found(plan, "overloaded-team") == []

    def test_work_that_comes_outside_the_hours_of_the_team(self) -> None:
        opens = Timeline((0.0, 120.0), (1.0, 0.0))
        plan = guests(a_step("desk", "clerks", constant(6)), teams=[a_team("clerks", opens)], rate=0.1)
        assert the(plan, "overloaded-team").help == (
            "75 % of the work comes in hours when nobody is on duty; "
            "put more on duty, or give them less to do"
        )

    def test_a_queue_that_builds_up_in_some_hours(self) -> None:
        rate = Timeline((0.0, 120.0, 240.0, 360.0, 420.0), (0.25, 0.75, 0.25, 0.6, 0.25))
        plan = guests(a_step("desk", "clerks", constant(4)), teams=[a_team("clerks", 2)], rate=rate)
        problem = the(plan, "rush")
        assert problem.path == "teams.clerks"
        # 0.75 come in a minute and 0.5 can be served, for two hours: 30 too many.
        assert problem.message == (
            "a queue builds up for `clerks` from Mon 11:00 to 13:00 (the worst of 2 times): in the hour from "
            "Mon 11:00 their load is 150 % (3 would be busy, 2 are on duty)"
        )
        assert problem.help.startswith(
            "about 30 more come in that time than can be served; with 4 on duty they would keep up"
        )

    def test_queues_before_it_may_hold_customers_up(self) -> None:
        rate = Timeline((0.0, 60.0, 120.0), (0.25, 0.75, 0.25))
        plan = guests(
            a_step("desk", "clerks", constant(2), to("till")),
            a_step("till", "tellers", constant(3)),
            teams=[a_team("clerks"), a_team("tellers")],
            rate=rate,
        )
        clerks, tellers = found(plan, "rush")
        assert clerks.help.startswith("about 15 more come in that time than can be served; with 2 on duty")
        assert "than can be served, if no queue before holds them up; with 3 on duty" in tellers.help

    def test_pairs_are_needed_in_pairs(self) -> None:
        rate = Timeline((0.0, 60.0, 120.0), (1 / 6, 1 / 3, 1 / 6))
        plan = guests(a_step("lift", {"porters": 2}, constant(7)), teams=[a_team("porters", 4)], rate=rate)
        problem = the(plan, "rush")
        assert problem.help.startswith(
            "about 3 more come in that time than can be served; with 6 on duty they would keep up"
        )

    def test_an_hour_too_short_for_a_queue(self) -> None:
        # A case of eight hours that comes at nine keeps one clerk busy all day, and nobody waits.
        step = a_step("desk", "clerks", constant(480))
        plan = guests(step, teams=[a_team("clerks", 1)], at=(1.0,), run_for=600.0)
        assert found(plan, "rush") == []
        assert found(plan, "overloaded-team") == []
        plan = guests(step, teams=[a_team("clerks", 2)], at=(1.0, 2.0), run_for=600.0)
        assert found(plan, "rush") == []
