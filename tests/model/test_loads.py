"""Offered loads and members on duty, by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from simulator.model.loads import TeamLoad
from simulator.model.plan import DuringTime, Plan, WorkBatch
from simulator.model.rosters import mean_speed, roster
from simulator.model.traffic import traffic
from simulator.randomness.distributions import constant, exponential
from simulator.timeline import Timeline
from tests.plans import a_class, a_plan, a_step, a_team, bank_branch, end, to


def load(plan: Plan, team: str) -> TeamLoad:
    """The load of a team by its name."""
    return traffic(plan).loads[[t.name for t in plan.teams].index(team)]


class TestOfferedLoad:
    def test_of_the_bank_branch(self) -> None:
        # 30, 55 and 40 walk-ins an hour for 2, 3 and 3 hours, a business customer every 6 minutes.
        cases = 60 + 165 + 120 + 80
        counter = 0.2 + 0.8 * (1 + 0.06 + 0.06**2)
        plan = bank_branch()
        assert load(plan, "greeters").offered == pytest.approx(345 * 0.75 / 480)
        assert load(plan, "tellers").offered == pytest.approx(cases * counter * 4 / 480)
        assert load(plan, "tellers").on_duty == pytest.approx((2 * 3 + 4 * 5 + 2 * 4) / 8)
        # Advisers of speeds 1.2, 0.8 and 0.8 work at 14/15 of the standard on average.
        advisers = load(plan, "advisers")
        assert advisers.offered == pytest.approx(cases * 0.2 * 18 / (2.8 / 3) / 480)
        assert advisers.utilisation == pytest.approx(cases * 0.2 * 18 / 2.8 / 480)

    def test_by_the_hour(self) -> None:
        tellers = load(bank_branch(), "tellers")
        counter = 0.2 + 0.8 * (1 + 0.06 + 0.06**2)
        assert tellers.offered_by_hour[:3] == pytest.approx(
            [40 / 60 * 4 * counter, 40 / 60 * 4 * counter, 65 / 60 * 4 * counter]
        )
        assert tellers.on_duty_by_hour.tolist() == [3, 3, 5, 5, 5, 5, 4, 4]
        assert tellers.utilisation_by_hour[2] == pytest.approx(65 / 60 * 4 * counter / 5)

    def test_work_of_several_hours_is_done_in_as_many(self) -> None:
        plan = a_plan(
            [a_class("guest", "desk", at=(1.0, 2.0, 130.0))],
            [a_step("desk", {"clerks": 2}, constant(240))],
            [a_team("clerks", 4)],
        )
        assert load(plan, "clerks").offered_by_hour.tolist() == [4, 4, 6, 6, 2, 2, 0, 0]
        assert load(plan, "clerks").visit_time == 480.0

    def test_it_goes_on_in_the_next_hours_with_somebody_on_duty(self) -> None:
        shifts = Timeline((0.0, 60.0, 120.0, 300.0), (1.0, 0.0, 1.0, 0.0))
        plan = a_plan(
            [a_class("guest", "desk", at=(1.0, 70.0))],
            [a_step("desk", "clerks", constant(180))],
            [a_team("clerks", shifts)],
        )
        assert load(plan, "clerks").offered_by_hour.tolist() == [1, 3, 1, 1, 0, 0, 0, 0]

    def test_the_first_of_hours_that_are_equally_busy(self) -> None:
        plan = a_plan(
            [a_class("guest", "desk", rate=0.1)],
            [a_step("desk", "clerks", constant(0.7))],
            [a_team("clerks")],
        )
        found = load(plan, "clerks")
        assert found.busiest == 0

    def test_of_hours_when_nobody_is_on_duty(self) -> None:
        clerks = a_team("clerks", Timeline((0.0, 120.0), (1.0, 0.0)))
        plan = a_plan([a_class("guest", "desk", rate=0.1)], [a_step("desk", "clerks", constant(3))], [clerks])
        assert load(plan, "clerks").unattended == pytest.approx(0.75)
        assert load(bank_branch(), "tellers").unattended == 0.0

    def test_routes_that_depend_on_the_time_may_know_the_hours(self) -> None:
        opens = Timeline((0.0, 120.0), (1.0, 0.0))
        plan = a_plan(
            [a_class("guest", "door", rate=0.1)],
            [a_step("door", route=[to("desk", when=DuringTime(opens)), end()]), a_step("desk", "clerks")],
            [a_team("clerks", opens)],
        )
        assert math.isnan(load(plan, "clerks").unattended)

    def test_the_time_of_a_visit(self) -> None:
        assert load(bank_branch(), "tellers").visit_time == pytest.approx(4.0)
        assert load(bank_branch(), "advisers").visit_time == pytest.approx(18.0 / (2.8 / 3))

    def test_of_what_is_needed_together(self) -> None:
        plan = a_plan(
            [a_class("patient", "consult", rate=0.1)],
            [a_step("consult", {"doctors": 2, "rooms": 1}, constant(6))],
            [a_team("doctors", 2, speeds=[1.5, 1.5]), a_team("rooms", 1, resource=True)],
        )
        # Doctors set the pace, also for the room: 4 minutes.
        assert load(plan, "doctors").offered == pytest.approx(2 * 0.4)
        assert load(plan, "rooms").offered == pytest.approx(0.4)

    def test_of_who_is_free_first_goes_by_members_on_duty(self) -> None:
        plan = a_plan(
            [a_class("guest", "desk", rate=0.4)],
            [a_step("desk", ["experts", "clerks"], constant(5))],
            [a_team("experts", 1), a_team("clerks", 3)],
        )
        assert (load(plan, "experts").offered, load(plan, "clerks").offered) == pytest.approx((0.5, 1.5))
        assert traffic(plan).approximate

    def test_by_the_hour_it_goes_by_those_on_duty_then(self) -> None:
        experts, clerks = Timeline((0.0, 60.0), (1.0, 0.0)), Timeline((0.0, 60.0, 120.0), (1.0, 3.0, 0.0))
        plan = a_plan(
            [a_class("guest", "desk", rate=0.4)],
            [a_step("desk", ["experts", "clerks"], constant(5))],
            [a_team("experts", experts), a_team("clerks", clerks)],
            run_for=120.0,
        )
        assert load(plan, "experts").offered_by_hour.tolist() == [1.0, 0.0]
        assert load(plan, "clerks").offered_by_hour.tolist() == [1.0, 2.0]
        assert load(plan, "experts").unattended == 0.0

    def test_a_team_without_limit_takes_all(self) -> None:
        plan = a_plan(
            [a_class("guest", "desk", rate=0.4)],
            [a_step("desk", ["clerks", "agency"], constant(5))],
            [a_team("agency", unlimited=True), a_team("clerks", 3)],
        )
        assert (load(plan, "agency").offered, load(plan, "clerks").offered) == pytest.approx((2.0, 0.0))
        assert load(plan, "agency").utilisation == 0.0

    def test_of_what_is_kept_counts_the_steps_until_the_release(self) -> None:
        plan = a_plan(
            [a_class("patient", "undress", rate=0.01)],
            [
                a_step("undress", "rooms", constant(2), to("x-ray"), keep={"rooms": "dress"}),
                a_step(
                    "x-ray", "staff", constant(10), [to("dress", share=0.75), end()], hand_off=constant(4)
                ),
                a_step("dress", None, constant(6), to("bill")),
                a_step("bill", "staff", constant(50)),
            ],
            [a_team("rooms", 2, resource=True), a_team("staff", 4)],
        )
        # 2 + 4 + 10, and for three in four 6 more.
        assert load(plan, "rooms").offered == pytest.approx(0.01 * (2 + 14 + 0.75 * 6))
        assert load(plan, "staff").offered == pytest.approx(0.01 * (10 + 0.75 * 50))

    def test_of_what_is_kept_and_used_again_counts_once(self) -> None:
        plan = a_plan(
            [a_class("patient", "first", rate=0.01)],
            [
                a_step("first", "rooms", constant(2), to("second"), keep={"rooms": "third"}),
                a_step("second", "rooms", constant(10), to("third")),
                a_step("third", "rooms", constant(6)),
            ],
            [a_team("rooms", 2, resource=True)],
        )
        assert load(plan, "rooms").offered == pytest.approx(0.01 * 18)

    @pytest.mark.parametrize(
        ("batch", "offered"),
        [
            (WorkBatch(size=3), 0.4 * 6 / 3),
            (WorkBatch(size=3, per_case=True), 0.4 * 6),
            (WorkBatch(at=(100.0, 200.0, 300.0, 400.0, 500.0)), 4 * 6 / 480),
            (WorkBatch(at=(100.0, 200.0), per_case=True), 0.4 * 6),
        ],
    )
    def test_of_a_batch_counts_its_work_once(self, batch: WorkBatch, offered: float) -> None:
        plan = a_plan(
            [a_class("letter", "mail run", rate=0.4)],
            [a_step("mail run", "porters", constant(6))],
            [a_team("porters", 1)],
        )
        gathered = replace(plan, steps=(replace(plan.steps[0], batch=batch),))
        assert load(gathered, "porters").offered == pytest.approx(offered)

    def test_of_who_finds_the_doors_closed_is_none(self) -> None:
        assert load(_with_doors(), "clerks").offered_by_hour[:3] == pytest.approx([0.0, 1.0, 2.0])
        assert load(_with_doors(), "clerks").offered == pytest.approx(2.0 * (480 - 90) / 480)

    def test_of_who_waits_for_the_doors_comes_when_they_open(self) -> None:
        found = load(_with_doors(waits_for_opening=True), "clerks")
        # the ninety minutes before 10:30 come in with those of the half hour after it
        assert found.offered_by_hour[:3] == pytest.approx([0.0, 4.0, 2.0])
        assert found.offered == pytest.approx(2.0)

    def test_of_work_with_nobody_on_duty_is_endless(self) -> None:
        plan = a_plan(
            [a_class("guest", "desk", rate=0.4)],
            [a_step("desk", "clerks", constant(5))],
            [a_team("clerks", 1, hours=Timeline.constant(0.0))],
        )
        assert load(plan, "clerks").utilisation == math.inf

    def test_of_a_team_nobody_needs_is_none(self) -> None:
        plan = a_plan([a_class("guest", "desk")], [a_step("desk")], [a_team("clerks", 0)])
        assert (load(plan, "clerks").offered, load(plan, "clerks").utilisation) == (0.0, 0.0)


def _with_doors(**more: bool) -> Plan:
    """0.4 a minute, each five minutes of work, by doors that open after ninety minutes."""
    plan = a_plan(
        [a_class("guest", "desk", rate=0.4)],
        [a_step("desk", "clerks", constant(5))],
        [a_team("clerks", 3)],
    )
    hours = Timeline((0.0, 90.0), (0.0, 1.0))
    return replace(plan, classes=(replace(plan.classes[0], hours=hours, **more),))


class TestRoster:
    def test_of_a_schedule_of_n_the_first_n_within_their_hours(self) -> None:
        schedule = Timeline((0.0, 2.0), (3.0, 1.0))
        team = a_team("clerks", schedule, speeds=[1.0, 2.0, 4.0], hours=Timeline((0.0, 1.0), (0.0, 1.0)))
        on_duty = roster(team, 4.0)
        assert on_duty.edges.tolist() == [0.0, 1.0, 2.0, 4.0]
        assert on_duty.heads.tolist() == [0.0, 3.0, 1.0]
        assert on_duty.speeds.tolist() == [0.0, 7.0, 1.0]
        assert on_duty.most == 3
        assert on_duty.mean_heads == pytest.approx(5 / 4)
        assert mean_speed(team, on_duty) == pytest.approx(9 / 5)

    def test_never_on_duty_has_the_mean_speed_of_its_members(self) -> None:
        team = a_team("clerks", 2, speeds=[1.0, 2.0], hours=Timeline.constant(0.0))
        assert mean_speed(team, roster(team, 4.0)) == 1.5


def test_a_short_run_has_one_short_hour() -> None:
    plan = a_plan(
        [a_class("guest", "desk", rate=0.1)],
        [a_step("desk", "clerks", exponential(5))],
        [a_team("clerks", 1)],
        run_for=30.0,
    )
    assert load(plan, "clerks").offered_by_hour == pytest.approx([0.5])
