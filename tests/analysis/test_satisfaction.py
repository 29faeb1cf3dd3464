"""The measures of satisfaction, from hand-written records."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import exp, isnan, log
from typing import Any

import pytest

from simulator.analysis import combine, reduce
from simulator.analysis.figures import better_way, figure_named
from simulator.analysis.measures import OF_ANSWERS
from simulator.model.plan import (
    BY_CUSTOMERS,
    Action,
    Effects,
    Expectation,
    Plan,
    Procedure,
    Satisfaction,
    SkillNeeded,
    StepSatisfaction,
)
from tests.analysis.logbook import Figures, Logbook, figures, shop, with_sop

WEIGHTS = (0.32, 0.22, 0.19, 0.16, 0.11)

#: In minutes.
YEAR = 525_600.0


def measured(plan: Plan | None = None, **changes: Any) -> Plan:
    """The shop with an SOP of three actions at the counter; a wait of five minutes is expected."""
    actions = tuple(Action(name, 1 / 3, prescribed=1.0) for name in ("greet", "enter", "part"))
    plan = with_sop(plan or shop(), "counter", Procedure(actions, False, Effects(0.1, 0.35, 0.37, 0.15)))
    steps = changes.pop("steps", {})
    usual = StepSatisfaction(Expectation(5.0))
    of = Satisfaction(tuple(steps.get(s.name, usual) for s in plan.steps), WEIGHTS, 0.0, YEAR, 0.25)
    return replace(plan, satisfaction=replace(of, **changes))


def odds(score: float, share: float) -> float:
    """The share that answers worse than some answer, where it is `share` at a score of nought."""
    return 1 / (1 + (1 - share) / share * exp(2 * score))


def at_counter(plan: Plan, wait: float = 0.0, **sop: Any) -> Figures:
    """One walk-in, who waits so long, is served for a minute, and leaves."""
    book = (
        Logbook(plan)
        .case("walk-in", 0, wait + 1)
        .visit("counter", 0, wait, wait + 1, team="tellers", member=1)
    )
    book.by_sop("counter", 7, sop.pop("done", 7), **sop)
    return figures(plan, book.records(end=100))


def test_who_does_not_wait_is_content() -> None:
    # One touchpoint with a gap of 1 in responsiveness: a score of .22. Odds of 3 to 1 for 4 and 5 become
    # 3 · e^.44 = 4.658122 to 1: 4.658122/5.658122.
    day = at_counter(measured())
    assert day("gap_responsiveness") == 1
    assert day("experience", "counter") == pytest.approx(0.22)
    assert day("csat") == pytest.approx(1 - odds(0.22, 0.25))
    assert day("csat") == pytest.approx(0.823263, abs=1e-6)
    # Promoters .30 and detractors .25 of those who get what they expect.
    assert day("nps") == pytest.approx(100 * (1 - odds(0.22, 0.70) - odds(0.22, 0.25)))
    worse = [odds(0.22, share) for share in (0.03, 0.08, 0.25, 0.70)]
    # The mean answer is 1 + Σ P(answer > k).
    assert day("satisfaction") == pytest.approx(1 + sum(1 - share for share in worse))
    assert day("answer_2") == pytest.approx(worse[1] - worse[0])
    assert day("answer_5") == pytest.approx(1 - worse[3])
    assert day("complaints") == pytest.approx(0.25 * worse[1])


def test_ease_is_of_waits_and_errors() -> None:
    # .22/.54 of a gain of one; at nought .10 answer 1 to 3 and .25 answer 1 to 4.
    day = at_counter(measured())
    assert day("ces_easy") == pytest.approx(1 - odds(0.22 / 0.54, 0.25))
    shares = (0.02, 0.05, 0.10, 0.25, 0.50, 0.80)
    assert day("ces") == pytest.approx(1 + sum(1 - odds(0.22 / 0.54, share) for share in shares))


def test_the_first_wait_feels_longer_than_the_expected_one() -> None:
    # As long as expected, and 1.1 times as long in feeling: a gap of −.1, a loss of 2.25 · .1^.88.
    day = at_counter(measured(), wait=5)
    assert day("gap_responsiveness", "counter") == pytest.approx(-0.1)
    assert day("experience", "counter") == pytest.approx(-0.22 * 2.25 * 0.1**0.88)


def test_a_boring_wait_that_nobody_explains_feels_longer() -> None:
    such = StepSatisfaction(Expectation(5.0), unoccupied=True, unexplained=True)
    # 1 − 1.1 · 1.2 · 1.2.
    day = at_counter(measured(steps={"counter": such}), wait=5)
    assert day("gap_responsiveness", "counter") == pytest.approx(1 - 1.584)


@pytest.mark.parametrize(
    ("sop", "reliability", "assurance", "empathy"),
    [
        ({}, 0, 0, 0),
        ({"wrong": 2}, -0.5, 0, 0),
        ({"wrong": 2, "left": 2}, -1, 0, 0),
        ({"done": 5}, 0, -1 / 3, 0),
        ({"misfit": 2, "exception": True}, 0, 0, -1),
        ({"misfit": 2, "bent": 2}, 0, 0, 0.5),
        ({"misfit": 3, "bent": 2, "exception": True}, 0, 0, -0.5),
    ],
)
def test_gaps_come_from_how_the_visit_was_done(
    sop: dict[str, Any], reliability: float, assurance: float, empathy: float
) -> None:
    day = at_counter(measured(), **sop)
    assert day("gap_reliability", "counter") == pytest.approx(reliability)
    assert day("gap_assurance", "counter") == pytest.approx(assurance)
    assert day("gap_empathy", "counter") == pytest.approx(empathy)


@pytest.mark.parametrize(("skill", "gap"), [(0, -0.2), (1, 0.5)])
def test_the_skill_of_who_serves_counts(skill: int, gap: float) -> None:
    plan = measured()
    able = [replace(m, skills=(0.8, 1.5)) for m in plan.teams[1].members]
    tellers = replace(plan.teams[1], skilled=True, members=tuple(able))
    needed = SkillNeeded(BY_CUSTOMERS, {1.0: skill}, None)
    steps = [replace(s, skill=needed) if s.name == "counter" else s for s in plan.steps]
    plan = replace(plan, teams=(plan.teams[0], tellers), steps=tuple(steps), skills=("forms", "talk"))
    assert at_counter(plan)("gap_assurance", "counter") == pytest.approx(gap)
    # Of three prescribed actions one is not done: a third less.
    assert at_counter(plan, done=5)("gap_assurance", "counter") == pytest.approx(gap - 1 / 3)


def test_what_one_sees_counts() -> None:
    day = at_counter(measured(steps={"counter": StepSatisfaction(Expectation(5.0), tangibles=0.8)}))
    assert day("gap_tangibles", "counter") == pytest.approx(0.6)
    assert day("experience", "counter") == pytest.approx(0.22 + 0.11 * 0.6**0.88)


@pytest.mark.parametrize(
    ("kano", "gain", "loss"), [("must-be", 0, -1), ("linear", 1, -1), ("attractive", 1, 0)]
)
def test_the_kano_class_says_what_counts(kano: Any, gain: float, loss: float) -> None:
    plan = measured(steps={"counter": StepSatisfaction(Expectation(5.0), kano)})
    assert at_counter(plan)("experience", "counter") == pytest.approx(0.22 * gain)
    # An error that stays: .22 − .32 · 2.25 = −.5.
    assert at_counter(plan, left=1)("experience", "counter") == pytest.approx(0.5 * loss)


def test_the_same_person_is_a_gain_and_another_one_a_loss() -> None:
    plan = measured()
    book = Logbook(plan).case("walk-in", 0, 9)
    for moment, member in ((0, 1), (1, 2), (2, 1)):
        book.visit("counter", moment, moment, moment + 1, team="tellers", member=member)
    book.visit("office", 3, 3, 9, team="clerks", member=1)
    day = figures(plan, book.records(end=100))
    # Nobody met yet: 0; another: −.25; the first again: +.25. At the office nobody was met before: 0.
    assert day("gap_empathy", "counter") == pytest.approx(0)
    assert day("gap_empathy", "office") == 0


def test_another_of_the_same_team_is_a_loss() -> None:
    plan = measured()
    book = Logbook(plan).case("walk-in", 0, 3)
    for moment, member in ((0, 1), (1, 2)):
        book.visit("counter", moment, moment, moment + 1, team="tellers", member=member)
    assert figures(plan, book.records(end=100))("gap_empathy", "counter") == pytest.approx(-0.25 / 2)


def test_a_recovery_makes_good_what_was_lost_before_it() -> None:
    plan = measured(steps={"office": StepSatisfaction(Expectation(5.0), recovers=0.6)})
    book = Logbook(plan).case("walk-in", 0, 4)
    book.visit("counter", 0, 0, 1).by_sop("counter", 7, 7, left=1)
    book.visit("office", 1, 1, 2)
    book.visit("counter", 2, 2, 3).by_sop("counter", 7, 7, left=1)
    day = figures(plan, book.records(end=100))
    # The first error weighs 1 − .6, the one after the recovery all.
    assert day("gap_reliability", "counter") == pytest.approx(-(0.4 + 1) / 2)
    assert day("gap_reliability", "office") == 0


def test_who_is_not_served_at_the_recovery_has_none() -> None:
    plan = measured(steps={"office": StepSatisfaction(Expectation(5.0), recovers=1.0)})
    book = Logbook(plan).case("walk-in", 0, 4, "balked")
    book.visit("counter", 0, 0, 1).by_sop("counter", 7, 7, left=1)
    book.visit("office", 1, finished=4, result="balked")
    assert figures(plan, book.records(end=100))("gap_reliability", "counter") == -1


def test_who_is_not_served_has_a_loss_and_no_gain_by_leaving_early() -> None:
    plan = measured()
    book = Logbook(plan).case("walk-in", 0, 0, "balked").visit("counter", 0, finished=0, result="balked")
    day = figures(plan, book.records(end=100))
    assert day("gap_reliability", "counter") == -1
    assert day("gap_responsiveness", "counter") == 0
    assert day("csat") == pytest.approx(1 - odds(-0.32 * 2.25, 0.25))


def test_expectations_go_by_class_and_by_value() -> None:
    book_of = {}
    for name in ("business", "walk-in"):
        # Classes in the order of their names: business is 0.
        how = StepSatisfaction(Expectation(5.0, BY_CUSTOMERS, {0.0: 10.0}))
        plan = measured(steps={"counter": how})
        book = Logbook(plan).case(name, 0, 11).visit("counter", 0, 10, 11)
        book_of[name] = figures(plan, book.records(end=100))("gap_responsiveness")
    # 1 − 1.1 · (10/10)^.9 and 1 − 1.1 · (10/5)^.9.
    assert book_of == {"business": pytest.approx(-0.1), "walk-in": pytest.approx(1 - 1.1 * 2**0.9)}


def test_expectations_rise_from_year_to_year() -> None:
    # A year has ten minutes here: who comes after five expects half as long, by halves to the half, twice.
    plan = measured(drift=0.75, year=10.0)
    book = Logbook(plan).case("walk-in", 5, 9).visit("counter", 5, 7.5, 9)
    # .25^.5 of 5 min is 2.5 min, just what it took.
    assert figures(plan, book.records(end=100))("gap_responsiveness") == pytest.approx(-0.1)


def test_touchpoints_are_put_together_by_mean_peak_and_end() -> None:
    plan = measured()
    book = Logbook(plan).case("walk-in", 0, 20).visit("counter", 0, 0, 1).by_sop("counter", 7, 7, left=1)
    book.visit("office", 1, 1, 20)
    day = figures(plan, book.records(end=100))
    # −.5 and .22: mean −.14, peak −.5, end .22: ½ · −.14 + ¼ · −.28.
    assert day("csat") == pytest.approx(1 - odds(-0.14, 0.25))


def test_times_are_in_minutes_whatever_the_unit() -> None:
    plan = measured()
    hours = replace(plan, clock=replace(plan.clock, unit="h", seconds=3600.0))
    assert at_counter(hours, wait=5)("csat") == pytest.approx(at_counter(plan, wait=5)("csat"))


def test_only_who_counts_and_has_been_somewhere_is_asked() -> None:
    plan = measured(shop(warm_up=10.0))
    book = Logbook(plan).case("walk-in", 1, 60).visit("counter", 1, 50, 60)
    book.case("business", 20, 21).visit("counter", 20, 20, 21)
    book.case("business", 30, 100, "unfinished").visit("counter", 30, finished=100, result="unfinished")
    day = figures(plan, book.records(end=100))
    assert day("csat") == pytest.approx(1 - odds(0.22, 0.25))
    assert day("csat", "business") == day("csat")
    assert isnan(day("csat", "walk-in"))
    assert isnan(day("experience", "office"))


def test_a_case_counts_by_its_chances_not_by_a_draw() -> None:
    plan = measured()
    book = Logbook(plan).case("walk-in", 0, 1).visit("counter", 0, 0, 1)
    book.case("walk-in", 0, 1, "balked").visit("counter", 0, finished=0, result="balked")
    day = figures(plan, book.records(end=100))
    assert day("csat") == pytest.approx(1 - (odds(0.22, 0.25) + odds(-0.72, 0.25)) / 2)


# -- more of it is never better ---------------------------------------------------------------------


def falling(values: list[float]) -> bool:
    return all(later < earlier for earlier, later in pairwise(values))


@pytest.mark.parametrize("measure", ["satisfaction", "csat", "nps", "ces", "ces_easy"])
def test_a_longer_wait_satisfies_less(measure: str) -> None:
    assert falling([at_counter(measured(), wait=wait)(measure) for wait in (0, 1, 4, 5, 6, 20)])


@pytest.mark.parametrize("measure", ["satisfaction", "csat", "nps", "ces", "ces_easy"])
def test_errors_satisfy_less_and_those_that_stay_least(measure: str) -> None:
    errors: tuple[dict[str, Any], ...] = ({}, {"wrong": 1}, {"wrong": 1, "left": 1})
    assert falling([at_counter(measured(), **sop)(measure) for sop in errors])


@pytest.mark.parametrize("measure", ["satisfaction", "csat", "nps"])
def test_a_standard_that_does_not_fit_satisfies_less_unless_it_bends(measure: str) -> None:
    misfits: tuple[dict[str, Any], ...] = ({"misfit": 1, "bent": 1}, {}, {"misfit": 1, "exception": True})
    assert falling([at_counter(measured(), **sop)(measure) for sop in misfits])


@pytest.mark.parametrize("measure", ["complaints", "churn"])
def test_more_complain_and_leave_after_a_longer_wait(measure: str) -> None:
    assert falling([-at_counter(measured(), wait=wait)(measure) for wait in (0, 1, 4, 5, 6, 20)])


# -- which figures there are ------------------------------------------------------------------------


def test_a_service_that_does_not_measure_it_has_none() -> None:
    plan = shop()
    table = combine(plan, [reduce(plan, Logbook(plan).records(end=100))])
    assert not {measure.name for measure in OF_ANSWERS} & set(table["measure"])


def test_which_way_is_better() -> None:
    plan = measured()
    less, neither = {"complaints", "churn"}, {f"answer_{k}" for k in range(1, 6)}
    for measure in OF_ANSWERS:
        name = measure.name if "case" in measure.scopes else f"{measure.name}:counter"
        way = better_way(plan, figure_named(name, plan, "it"))
        assert way == ("less" if measure.name in less else "" if measure.name in neither else "more")


def test_intervals_stay_within_what_an_answer_can_be() -> None:
    plan = measured()
    days = []
    for replication, wait in enumerate((0, 50), 1):
        book = Logbook(plan, replication).case("walk-in", 0, wait + 1).visit("counter", 0, wait, wait + 1)
        days.append(book.records(end=100))
    day = figures(plan, *days)
    assert day.row("nps")["low"] == -100
    assert day.row("satisfaction")["low"] == 1
    assert day.row("csat")["low"] == 0
    assert day.row("experience", "counter")["low"] < -1


def test_the_arithmetic_of_these_tests() -> None:
    assert odds(0.0, 0.25) == 0.25
    # Odds of one to three, three times as good: one to nine.
    assert odds(log(3) / 2, 0.25) == pytest.approx(0.1)
