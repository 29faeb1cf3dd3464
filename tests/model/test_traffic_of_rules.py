"""The rules of steps, customers and teams as the traffic equations see them."""

from __future__ import annotations

import math

import pytest

from simulator.model.plan import Plan
from simulator.model.traffic import traffic
from tests.model.checking import found as problems_of
from tests.model.small import small


def test_customers_with_appointments_are_the_slots_that_are_kept() -> None:
    plan = small(
        customers="{all: {starts_at: desk, arrivals: {limit: 20, appointments: "
        "{first: '09:00', last: '12:00', every: 6 min, no_show: 10%}}}}"
    )
    found = traffic(plan)
    assert found.cases[0] == pytest.approx(18)
    assert found.rates[0][:4] * 60 == pytest.approx([0, 9, 9, 0])


def test_those_who_come_back_solve_their_equations() -> None:
    plan = small(
        customers="{all: {starts_at: desk, arrivals: {at: [1, 2, 3, 4]}}, "
        "again: {starts_at: desk, arrivals: returning}}",
        steps="{desk: {team: clerks, time: 5, comes_back: {share: 20%, after: 1 h, as: again}, "
        "next: {end: served}}}",
    )
    found = traffic(plan)
    assert list(found.cases) == pytest.approx([1, 4])  # of each five, one: 0.2 (4 + 1) = 1
    assert found.rates[0] * 1440 == pytest.approx([1] * 24)
    assert any("come back" in assumption for assumption in found.assumptions)


def test_those_who_always_come_back_are_without_number() -> None:
    plan = small(
        customers="{all: {starts_at: desk, arrivals: {rate: 6/h}}, "
        "again: {starts_at: desk, arrivals: returning}}",
        steps="{desk: {team: clerks, time: 5, comes_back: {share: 100%, after: 1 h, as: again}, "
        "next: {end: served}}}",
    )
    assert math.isinf(traffic(plan).cases[0])


def test_attributes_that_steps_set_share_the_ways() -> None:
    plan = small(
        steps="{desk: {team: clerks, time: 5, sets: {hard: {chance: 20%}}, "
        "next: [{end: declined, if: hard}, {end: served}]}}"
    )
    assert traffic(plan).outcomes[0][-2:] == pytest.approx([0.2, 0.8])


def test_an_attribute_that_a_loop_sets_anew_lets_customers_out() -> None:
    plan = small(
        attributes="{ok: {chance: 20%}}",
        steps="{desk: {team: clerks, time: 5, sets: {ok: {chance: 80%}}, "
        "next: [{to: desk, if: not ok}, {end: served}]}}",
    )
    assert problems_of(plan, "endless-loop") == []
    assert traffic(plan).visits[0, 0] == pytest.approx(1.25)  # one in five goes round again: 1 / 0.8
    assert "attributes that a step on a loop sets answer afresh each time they are asked" in (
        traffic(plan).assumptions
    )


@pytest.mark.parametrize(("batch", "work"), [("per batch", 1 / 3), ("per case", 1.0)])
def test_a_full_batch_is_worked_once_or_case_by_case(batch: str, work: float) -> None:
    plan = small(
        steps="{desk: {team: clerks, time: 5, batch: {size: 3, wait: 1 h}, "
        f"work: {batch}, next: {{end: served}}}}}}"
    )
    assert traffic(plan).loads[0].offered == pytest.approx(6 / 60 * 5 * work)


def load_of(plan: Plan) -> tuple[float, float]:
    load = traffic(plan).loads[0]
    return load.offered, load.on_duty


def test_those_away_or_in_repair_are_not_on_duty() -> None:
    assert load_of(small(teams="{clerks: {count: 2, absence: {chance: 25%}}}")) == pytest.approx((0.5, 1.5))
    broken = "{clerks: {count: 2, breakdowns: {every: {exponential: 3 h}, repair: 1 h}}}"
    assert load_of(small(teams=broken)) == pytest.approx((0.5, 1.5))


def test_pace_and_the_speed_at_a_skill_change_the_work() -> None:
    slow = "{clerks: {count: 2, pace: {'00:00': 50%}}}"
    assert load_of(small(teams=slow)) == pytest.approx((1.0, 2.0))
    able = "{clerks: {count: 2, skills: {cash: 200%}}}"
    steps = "{desk: {team: clerks, skill: cash, time: 5, next: {end: served}}}"
    assert load_of(small(teams=able, steps=steps)) == pytest.approx((0.25, 2.0))


def test_set_up_counts_where_there_is_other_work() -> None:
    alone = "{desk: {team: clerks, time: 5, set_up: 5, next: {end: served}}}"
    assert load_of(small(steps=alone)) == pytest.approx((0.5, 2.0))
    both = (
        "{desk: {team: clerks, time: 5, set_up: 5, next: other}, "
        "other: {team: clerks, time: 5, next: {end: served}}}"
    )
    assert load_of(small(steps=both)) == pytest.approx((1.5, 2.0))
    assert traffic(small(steps=both)).assumptions == (
        "set-up is counted at every visit to a team that has other work, too, which is the most it can be",
    )


def test_those_turned_away_at_the_doors_bring_no_work() -> None:
    hours = "hours: {open: ['08:00-20:00']}"
    classes = f"{{all: {{starts_at: desk, arrivals: {{rate: 6/h}}, {hours}, when_closed: WHEN}}}}"
    found = traffic(small(customers=classes.replace("WHEN", "leave")))
    assert found.cases[0] == pytest.approx(144)
    assert found.loads[0].offered == pytest.approx(0.25)
    found = traffic(small(customers=classes.replace("WHEN", "wait")))
    assert found.rates[0][:13] == pytest.approx([6 / 60] * 12 + [0])
