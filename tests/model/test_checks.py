"""Each check on a plan that has the fault, and on one that nearly has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from simulator.model.checks import ERRORS, WARNINGS, Facts, find_errors, find_warnings
from simulator.model.plan import Arrivals, ComesBack, Plan, Sla
from simulator.randomness.distributions import constant, exponential, gamma, lognormal, normal
from simulator.timeline import Timeline
from tests.model.checking import codes, found, guests, the
from tests.plans import (
    a_class,
    a_plan,
    a_step,
    a_team,
    bank_branch,
    end,
    join,
    parallel,
    to,
)


def test_a_sound_plan_has_no_errors() -> None:
    assert find_errors(Facts(bank_branch())) == ()


def test_every_check_has_its_docstring_and_stands_in_one_list() -> None:
    assert len({*ERRORS, *WARNINGS}) == len(ERRORS) + len(WARNINGS)
    assert all(check.__name__.startswith("check_") and check.__doc__ for check in (*ERRORS, *WARNINGS))


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


def test_arrivals_without_a_gap() -> None:
    assert the(guests(a_step("a", "t"), teams=[a_team("t")], every=constant(0)), "no-gap").path == (
        "customers.guest.arrivals.every"
    )
    assert found(guests(a_step("a"), every=exponential(1)), "no-gap") == []


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


class TestParallels:
    def test_a_join_on_the_main_path(self) -> None:
        plan = guests(a_step("a", route=[to("b", share=0.5), join()]), a_step("b"))
        problem = the(plan, "join-outside-parallel")
        assert problem.path == "steps.a.next.2"

    def test_a_join_on_a_branch_is_where_it_belongs(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", "c", then=end())),
            a_step("b", route=parallel("d", then=join())),
            a_step("c", route=join()),
            a_step("d", route=join()),
        )
        assert find_errors(Facts(plan)) == ()
        assert find_warnings(Facts(plan)) == ()

    def test_a_parallel_that_no_branch_joins(self) -> None:
        plan = guests(a_step("a", route=parallel("b", "c", then=end())), a_step("b"), a_step("c"))
        assert the(plan, "join-without-branch").path == "steps.a.next.1"
        assert found(plan, "branch-never-joins") == []

    def test_a_branch_that_never_joins(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", "c", then=end())), a_step("b"), a_step("c", route=join())
        )
        assert find_errors(Facts(plan)) == ()
        assert "begins with `b`" in the(plan, "branch-never-joins").message

    def test_a_branch_back_into_its_own_fork(self) -> None:
        plan = guests(
            a_step("a", route=parallel("b", then=end())), a_step("b", route=[to("a", share=0.5), join()])
        )
        assert codes(find_errors(Facts(plan))) == ["branch-into-own-fork"]


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
