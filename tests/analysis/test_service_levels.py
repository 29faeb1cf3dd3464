"""Service levels: who is in question, who met the threshold, who stands aside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pytest

from simulator.analysis import reduce
from simulator.analysis.measures import OUTCOME, measures
from simulator.analysis.service_levels import measure_of
from simulator.blueprint.schema import measures as language
from simulator.engine.records import Records
from simulator.errors import UsageError
from simulator.model.plan import (
    Action,
    CustomersAre,
    Effects,
    Expectation,
    Plan,
    Procedure,
    Satisfaction,
    Sla,
    StepSatisfaction,
)
from simulator.timeline import Timeline
from tests.analysis.logbook import Logbook, shop, with_sop

COUNTER, OFFICE = 0, 1
BUSINESS, WALK_IN = 0, 1
CLERKS, TELLERS = 0, 1


def sla(measure: str, **fields: Any) -> Sla:
    every = {
        "name": "promise",
        "measure": measure,
        "step": None,
        "customers": None,
        "team": None,
        "within": None,
        "at_least": None,
        "at_most": 5.0,
    }
    if "within" in fields:
        every |= {"at_least": 0.9, "at_most": None}
    return Sla(**(every | fields))  # type: ignore[arg-type]


def plan_with(*slas: Sla, **changes: Any) -> Plan:
    return shop(slas=slas, at_end="stop", last_call=100.0, **changes)


def standard_plan_with(*slas: Sla) -> Plan:
    """The same with an SOP at the counter, and with satisfaction measured."""
    procedure = Procedure((Action("greet", 1.0, prescribed=1.0),), False, Effects(0.1, 0.35, 0.37, 0.15))
    plan = with_sop(plan_with(*slas), "counter", procedure)
    steps = tuple(StepSatisfaction(Expectation(5.0)) for _ in plan.steps)
    weights = (0.2, 0.2, 0.2, 0.2, 0.2)
    return replace(plan, satisfaction=Satisfaction(steps, weights, drift=0.0, year=525_600.0, complains=0.25))


def a_day(plan: Plan) -> Records:
    """Started after 0, 4, 6, 12; gave up after 3 and 8; one balked, one found no room; three unfinished."""
    book = Logbook(plan)
    for wait in (0.0, 4.0, 6.0):
        book.case("walk-in", 10.0, 15 + wait)
        book.visit("counter", 10, 10 + wait, 15 + wait, team="tellers", member=1)
    book.case("business", 10.0, 27.0, slot=10.0).visit("counter", 10, 22, 27, team="tellers", member=2)
    for patience in (3.0, 8.0):
        book.case("walk-in", 20.0, 20 + patience, "abandoned")
        book.visit("counter", 20, finished=20 + patience, result="abandoned")
    book.case("business", 30.0, 30.0, "balked").visit("counter", 30, finished=30, result="balked")
    book.case("walk-in", 30.0, 30.0, "turned_away").visit("counter", 30, finished=30, result="turned_away")
    book.case("walk-in", 90.0, 100.0, "unfinished")  # past the threshold already
    book.visit("counter", 90, finished=100, result="unfinished")
    book.case("walk-in", 97.0, 100.0, "unfinished")  # nobody knows yet
    book.visit("counter", 97, finished=100, result="unfinished")
    book.case("walk-in", 90.0, 100.0, "unfinished")  # waited 2, still in service
    book.visit("counter", 90, 92, 100, team="tellers", member=1, result="unfinished")
    return book.records(end=100.0)


def counted(level: Sla, **changes: Any) -> tuple[float, float, float]:
    """Met, in question, aside."""
    plan = plan_with(level, **changes)
    found = reduce(plan, a_day(plan))
    return float(found.sla_above[0, 0]), float(found.sla_below[0, 0]), float(found.sla_aside[0, 0])


@pytest.mark.parametrize(
    ("rule", "met", "of"),
    [
        # Met: 0, 4 and the one in service. Missed: 6, 12, balked, turned away, the one who waits since 90.
        ("as missed", 3, 3 + 5 + 2),
        ("exclude", 3, 3 + 5),
        # Of those who gave up one left after 3 (met), one after 8 (missed).
        ("as met if within", 4, 3 + 5 + 2),
    ],
)
def test_those_who_gave_up_count_by_the_rule(
    rule: Literal["as missed", "exclude", "as met if within"], met: int, of: int
) -> None:
    level = sla("wait", step=COUNTER, within=5.0, abandoned=rule)
    assert counted(level) == (met, of, 1)


def test_the_threshold_itself_is_within() -> None:
    assert counted(sla("wait", step=COUNTER, within=6.0))[0] == 4
    assert counted(sla("wait", step=COUNTER, within=5.999))[0] == 3


def test_the_unfinished_past_the_threshold_are_missed_the_others_stand_aside() -> None:
    assert counted(sla("wait", step=COUNTER, within=2.5))[2] == 0  # both wait longer by now
    assert counted(sla("wait", step=COUNTER, within=20.0))[2] == 2


def test_a_level_for_one_class() -> None:
    # Of business: 12 late, one balked.
    assert counted(sla("wait", step=COUNTER, customers=BUSINESS, within=15.0)) == (1, 2, 0)


def test_a_level_for_a_team_has_those_it_could_have_served() -> None:
    assert counted(sla("wait", team=TELLERS, within=5.0)) == counted(sla("wait", step=COUNTER, within=5.0))
    assert counted(sla("wait", team=CLERKS, within=5.0)) == (0, 0, 0)


def test_queue_time_of_those_who_gave_up_follows_the_rule_too() -> None:
    assert counted(sla("queue_time", step=COUNTER, within=5.0)) == (3, 10, 1)


def test_a_case_is_held_by_the_sum_of_its_waits() -> None:
    # Of cases the one in service is unfinished as well: after 2 of waiting it stands aside.
    assert counted(sla("wait", within=5.0)) == (2, 9, 2)
    assert counted(sla("wait", within=5.0, abandoned="exclude")) == (2, 7, 2)


def test_time_in_system_of_cases() -> None:
    # Inside for 5, 9, 11, 17; gave up after 3 and 8; two lost; unfinished after 10, 3, 10.
    assert counted(sla("time_in_system", within=9.0)) == (2, 4 + 2 + 2 + 2, 1)
    assert counted(sla("time_in_system", within=9.0, abandoned="as met if within"))[0] == 4
    assert counted(sla("time_in_system", customers=BUSINESS, within=17.0)) == (1, 2, 0)


def test_a_response_once_given_counts_whatever_came_after() -> None:
    plan = plan_with(sla("first_response", within=5.0))
    book = Logbook(plan)
    book.case("walk-in", 0.0, 30.0, "abandoned").visit("counter", 0, 4, 9, team="tellers", member=1)
    book.visit("office", 9, finished=30, result="abandoned")
    book.case("walk-in", 0.0, 4.0).visit("counter", 0, 4, 4)  # left by an end, served by nobody
    book.case("walk-in", 90.0, 100.0, "unfinished").visit("counter", 90, finished=100, result="unfinished")
    found = reduce(plan, book.records(100.0))
    assert (found.sla_above[0, 0], found.sla_below[0, 0], found.sla_aside[0, 0]) == (1, 2, 1)


def test_an_end_that_solves_nothing_misses_a_resolution_time() -> None:
    plan = plan_with(sla("resolution_time", within=5.0))
    book = Logbook(plan).case("walk-in", 0.0, 4.0, "refused").case("walk-in", 0.0, 4.0, "served")
    found = reduce(plan, book.records(100.0))
    assert (found.sla_above[0, 0], found.sla_below[0, 0], found.sla_aside[0, 0]) == (1, 2, 0)


def test_a_cancelled_visit_is_like_an_unfinished_one() -> None:
    plan = plan_with(sla("wait", step=COUNTER, within=5.0))
    book = Logbook(plan).case("walk-in", 0.0, 20.0, "abandoned")
    book.visit("counter", 0, finished=20, result="cancelled")
    book.visit("counter", 18, finished=20, result="cancelled")
    found = reduce(plan, book.records(100.0))
    assert (found.sla_above[0, 0], found.sla_below[0, 0], found.sla_aside[0, 0]) == (0, 1, 1)


def test_the_warm_up_is_not_held_against_anybody() -> None:
    assert counted(sla("wait", step=COUNTER, within=5.0), warm_up=50.0) == (1, 2, 1)


def test_without_a_threshold_it_is_the_mean() -> None:
    # Waits of those who started: 0, 4, 6, 12, 2.
    assert counted(sla("wait", step=COUNTER)) == (24, 5, 0)
    assert counted(sla("wait", step=COUNTER, customers=BUSINESS)) == (12, 1, 0)
    assert counted(sla("handle_time", customers=WALK_IN)) == (15, 3, 0)


def test_shares_are_of_arrivals_or_of_the_visits_to_a_step() -> None:
    assert counted(sla("abandoned", at_most=0.03)) == (2, 11, 0)
    assert counted(sla("abandoned", customers=WALK_IN, at_most=0.03)) == (2, 9, 0)
    assert counted(sla("abandoned", step=COUNTER, at_most=0.03)) == (2, 11, 0)
    assert counted(sla("turned_away", step=COUNTER, customers=WALK_IN, at_most=0.03)) == (1, 9, 0)
    # Of the visits that were done: of walk-ins those after 0, 4 and 6.
    assert counted(sla("rework", step=COUNTER, customers=WALK_IN, at_most=0.03)) == (0, 3, 0)


def test_levels_and_staff() -> None:
    assert counted(sla("utilisation", team=TELLERS))[1] == 0  # nobody on duty in these records
    above, below, _ = counted(sla("queue_length", step=COUNTER))
    assert (above, below) == (4 + 6 + 12 + 3 + 8 + 10 + 3 + 2, 100)
    assert counted(sla("arrivals", customers=BUSINESS)) == (2, 1, 0)


def test_in_batches_a_level_is_the_same_in_all() -> None:
    plan = plan_with(sla("wait", step=COUNTER, within=5.0))
    records = a_day(plan)
    whole, cut = reduce(plan, records), reduce(plan, records, batches=20)
    for one, many in (
        (whole.sla_above, cut.sla_above),
        (whole.sla_below, cut.sla_below),
        (whole.sla_aside, cut.sla_aside),
    ):
        assert many.shape == (20, 1)
        assert many.sum(axis=0) == pytest.approx(one.sum(axis=0))


@pytest.mark.parametrize(
    ("level", "complaint"),
    [
        (sla("wate"), "no measure `wate`; did you mean `wait`"),
        (sla("abandoned", within=5.0), "`within` asks for a time of each"),
        (sla("time_in_system", step=COUNTER, within=5.0), "time_in_system is not measured by step"),
        (sla("overtime"), "overtime needs a `team`"),
        (sla("cost", customers=BUSINESS, team=TELLERS), "cost is not measured by customers and team"),
    ],
)
def test_what_cannot_be_held_is_said(level: Sla, complaint: str) -> None:
    plan = plan_with(level)
    with pytest.raises(UsageError, match=complaint):
        reduce(plan, Logbook(plan).records(100.0))


@pytest.mark.parametrize("name", [*sorted(language.MEASURES), "outcome_served"])
def test_every_service_level_of_the_language_is_measured(name: str) -> None:
    """By each thing that the language lets it be narrowed to, by step and class together, and by none."""
    measure = language.measure_named(name)
    assert measure is not None
    choices: list[dict[str, int]] = [{scope: 0} for scope in measure.scopes]
    if {"step", "customers"} <= set(measure.scopes):
        choices.append(dict.fromkeys(measure.scopes, 0))
    if any(own.name == name and "case" in own.scopes for own in measures(standard_plan_with())):
        choices.append({})
    for scopes in choices:
        level = sla(name, **scopes)
        plan = standard_plan_with(level)
        assert measure_of(plan, level).name == name
        assert np.isfinite(reduce(plan, a_day(plan)).sla_above).all()
        if measure.kind == "time" and measure.of_each:
            plan = plan_with(sla(name, within=5.0, **scopes))
            assert reduce(plan, a_day(plan)).sla_below[0, 0] > 0 or "team" in scopes


@pytest.mark.parametrize("name", sorted(language.MEASURES))
def test_the_language_knows_what_can_be_asked_of_a_measure(name: str) -> None:
    """`within`, `where` and `per`, `counted_in`: refused by the one where the other refuses them."""
    measure = language.MEASURES[name]
    scope = {measure.scopes[-1]: 0} if measure.needs_scope else {}

    def allowed(**asked: Any) -> bool:
        level = sla(name, **scope, **asked)
        try:
            return measure_of(standard_plan_with(level), level).name == name
        except UsageError:
            return False

    assert allowed(within=5.0) == (measure.kind == "time" and measure.of_each)
    assert allowed(where=CustomersAre((0,))) == allowed(per=30.0) == measure.of_many
    assert allowed(counted_in=Timeline.constant(1.0)) == measure.from_to


def test_every_measure_of_the_language_is_one_of_the_analysis() -> None:
    own = {measure.name for measure in measures(standard_plan_with())}
    assert set(language.MEASURES) <= own
    assert language.OUTCOME == OUTCOME
