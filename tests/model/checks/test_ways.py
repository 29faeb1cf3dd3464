"""The ways in, on and out, and what is kept on the way."""

from __future__ import annotations

from simulator.model.checks import Facts, find_errors, find_warnings
from simulator.model.plan import Plan
from simulator.randomness.distributions import exponential
from tests.model.checking import codes, found, guests, the
from tests.plans import (
    a_class,
    a_plan,
    a_step,
    a_team,
    end,
    join,
    parallel,
    to,
)


class TestWaysIn:
    def test_no_class_at_all(self) -> None:
        assert the(a_plan([], [a_step("a")]), "no-way-in").path == "customers"

    def test_a_class_that_never_comes(self) -> None:
        assert codes(find_errors(Facts(guests(a_step("a"), rate=0.0)))) == ["no-way-in"]
        assert found(guests(a_step("a"), rate=0.0), "never-arrives") == []

    def test_one_class_of_several_that_never_comes(self) -> None:
        plan = a_plan([a_class("guest", "a"), a_class("late", "a", at=(500.0,))], [a_step("a")])
        assert find_errors(Facts(plan)) == ()
        problem = the(plan, "never-arrives")
        assert problem.path == "customers.late.arrivals"
        assert problem.message == "nobody of `late` comes during the run"


class TestWaysOut:
    def test_two_steps_that_lead_only_to_each_other(self) -> None:
        plan = guests(
            a_step("a", route=[to("b", share=0.5), end()]),
            a_step("b", route=to("c")),
            a_step("c", route=to("d")),
            a_step("d", route=to("c")),
        )
        problem = the(plan, "no-way-out")
        assert (
            problem.message == "no way out: `c` and `d` lead only to each other, and `b` leads nowhere else"
        )
        assert problem.path == "steps.c.next"
        assert found(plan, "endless-loop") == []

    def test_a_step_that_leads_to_itself(self) -> None:
        problem = the(guests(a_step("a", route=to("a"))), "no-way-out")
        assert problem.message == "no way out: `a` leads only back to itself"

    def test_giving_up_is_a_way_out_where_it_leads_on(self) -> None:
        plan = guests(
            a_step("a", "t", route=to("a"), patience=exponential(1), gives_up="b"),
            a_step("b"),
            teams=[a_team("t")],
        )
        assert found(plan, "no-way-out") == []

    def test_what_follows_a_parallel_must_lead_out(self) -> None:
        plan = guests(a_step("a", route=parallel("b", then=to("a"))), a_step("b", route=join()))
        assert the(plan, "no-way-out").message == "no way out: `a` leads only back to itself"

    def test_names_with_dots_stand_in_quotes(self) -> None:
        assert (
            the(guests(a_step("desk 1.2", route=to("desk 1.2"))), "no-way-out").path
            == 'steps."desk 1.2".next'
        )


class TestUnreachableAndUnused:
    def test_a_step_nobody_comes_to(self) -> None:
        problem = the(guests(a_step("a"), a_step("b")), "unreachable-step")
        assert (problem.path, problem.message) == ("steps.b", "nobody ever comes to `b`")

    def test_a_step_only_those_come_to_who_give_up(self) -> None:
        plan = guests(
            a_step("a", "t", patience=exponential(1), gives_up="b"), a_step("b"), teams=[a_team("t")]
        )
        assert find_warnings(Facts(plan)) == ()

    def test_a_team_nobody_needs(self) -> None:
        plan = guests(a_step("a"), teams=[a_team("t"), a_team("rooms", resource=True)])
        assert [problem.path for problem in found(plan, "unused-team")] == ["resources.rooms", "teams.t"]


class TestRounds:
    def test_with_nothing_to_take_the_rest(self) -> None:
        plan = guests(a_step("a", route=[to("a", share=0.4, rounds=2, key="again"), end(share=0.6)]))
        assert the(plan, "rounds-without-rest").path == "steps.a.next.1"

    def test_with_a_rest(self) -> None:
        plan = guests(a_step("a", route=[to("a", share=0.4, rounds=2), end()]))
        assert found(plan, "rounds-without-rest") == []


class TestKeep:
    def plan(self, until: str) -> Plan:
        return guests(
            a_step("a", "rooms", route=[to("b", share=0.5), end()], keep={"rooms": until}),
            a_step("b"),
            a_step("c", route=to("a")),
            teams=[a_team("rooms", resource=True)],
        )

    def test_until_a_step_that_never_follows(self) -> None:
        problem = the(self.plan("c"), "keep-never-released")
        assert problem.path == "steps.a.keep.rooms"

    def test_until_a_step_that_may_follow(self) -> None:
        assert found(self.plan("b"), "keep-never-released") == []

    def test_until_a_step_after_the_join(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", then=to("d"))),
            a_step("b", "rooms", route=parallel("c", then=join()), keep={"rooms": "d"}),
            a_step("c", "rooms", route=join(), keep={"rooms": "d"}),
            a_step("d"),
            teams=[a_team("rooms", resource=True)],
        )
        assert found(plan, "keep-never-released") == []
