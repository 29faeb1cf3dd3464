"""What holds for every customer of every service."""

from __future__ import annotations

from itertools import pairwise
from math import isnan

import numpy as np
from hypothesis import given

from simulator.engine.arrivals import arrivals_of
from simulator.engine.records import WAITING_ALREADY
from simulator.model.plan import (
    ABANDONED,
    BALKED,
    NO_SHOW,
    TURNED_AWAY,
    UNFINISHED,
    Fork,
    Plan,
)
from simulator.model.routes import forks, steps_led_to
from tests.littles_law import assert_littles_law
from tests.properties import observed
from tests.properties.blueprints import Blueprint, blueprints
from tests.properties.observed import observe
from tests.properties.thoroughness import thoroughly


@thoroughly
@given(blueprints())
def test_every_customer_ends_once(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    cases = run.records.cases
    assert cases["case"].tolist() == list(range(len(cases)))
    assert (np.diff(cases["arrived"]) >= 0).all()
    assert ((cases["outcome"] >= 0) & (cases["outcome"] < len(run.plan.outcomes))).all()
    for index, customers in enumerate(run.plan.classes):
        of_class = cases[cases["customers"] == index]
        waited = of_class[of_class["number"] > WAITING_ALREADY]
        assert (waited["arrived"] == 0).all()
        assert len(waited) == sum(count for _, count in customers.backlog)
        came = np.sort(of_class[of_class["number"] <= WAITING_ALREADY], order="number")
        if (came["parent"] >= 0).any():
            continue
        coming = [of for of in arrivals_of(run.plan, customers, run.seed, 1) if of.t <= run.records.end]
        assert came["number"].tolist() == [of.number for of in coming]
        assert came["arrived"].tolist() == [of.t for of in coming]
        assert (came["outcome"] == NO_SHOW).tolist() == [not of.shows for of in coming]


@thoroughly
@given(blueprints())
def test_time_never_runs_back(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for visit in run.records.visits:
        moments = [float(visit[name]) for name in ("ready", "handed", "queued", "started", "finished")]
        known = [t for t in moments if not isnan(t)]
        assert known == sorted(known)
        assert run.case_of(visit)["arrived"] <= visit["ready"]
        assert visit["finished"] <= run.case_of(visit)["left"]
    assert (run.records.cases["left"] <= run.records.end).all()


@thoroughly
@given(blueprints())
def test_the_visits_of_a_customer_fill_its_time_in_the_system(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for case in run.records.cases:
        visits = run.visits_of(case)
        reached = case["arrived"]
        for visit in visits:  # in the order in which they became ready
            assert visit["ready"] <= reached
            reached = max(reached, visit["finished"])
        assert reached == case["left"]


@thoroughly
@given(blueprints())
def test_visits_are_numbered_within_case_branch_and_step(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    numbers: dict[tuple[int, int, int], list[int]] = {}
    for visit in run.records.visits:
        key = (int(visit["case"]), int(visit["branch"]), int(visit["step"]))
        numbers.setdefault(key, []).append(int(visit["visit"]))
    for found in numbers.values():
        assert found == list(range(1, len(found) + 1))


@thoroughly
@given(blueprints())
def test_an_outcome_is_what_the_last_visit_says(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    results = {
        ABANDONED: {observed.ABANDONED, observed.UNREACHABLE},
        BALKED: {observed.BALKED},
        TURNED_AWAY: {observed.TURNED_AWAY},
        UNFINISHED: {observed.UNFINISHED},
    }
    left_behind = any(fork.wait_for is not None for fork in _forks(run.plan))
    for case in run.records.cases:
        visits = run.visits_of(case)
        if case["outcome"] == NO_SHOW:
            assert len(visits) == 0
            assert case["left"] == case["slot"] == case["arrived"]
            continue
        last = visits if left_behind else visits[visits["finished"] == case["left"]]
        assert results.get(int(case["outcome"]), {observed.DONE}) & set(last["result"].tolist())
        assert (case["outcome"] == UNFINISHED) == (observed.UNFINISHED in visits["result"])
        if case["outcome"] == UNFINISHED:
            assert case["left"] == run.records.end
    for visit in run.records.visits:
        if visit["result"] in (observed.BALKED, observed.TURNED_AWAY):
            assert visit["finished"] == (visit["ready"] if isnan(visit["queued"]) else visit["queued"])
        assert isnan(visit["started"]) or visit["result"] not in (
            observed.ABANDONED,
            observed.BALKED,
            observed.TURNED_AWAY,
            observed.UNREACHABLE,
        )


def _forks(plan: Plan) -> list[Fork]:
    return [fork for step in plan.steps for option in step.route for fork in forks(option.target)]


@thoroughly
@given(blueprints())
def test_every_step_taken_is_one_the_blueprint_allows(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for case in run.records.cases:
        if case["outcome"] == NO_SHOW:
            continue
        visits = run.visits_of(case)
        visits = visits[np.lexsort([visits["finished"], visits["ready"]])]
        customers = run.plan.classes[case["customers"]]
        first = {customers.starts_at}
        if case["number"] > WAITING_ALREADY:
            first = {step for step, _ in customers.backlog}
        assert any(visit["step"] in first and visit["ready"] == case["arrived"] for visit in visits)
        moments = visits["finished"].tolist()
        if visits["branch"].any() or len(set(moments)) < len(moments):
            continue  # what followed what cannot be told from the times
        for visit, following in pairwise(visits):
            assert following["ready"] == visit["finished"]
            assert int(following["step"]) in _onward(run.plan, int(case["customers"]), visit)


def _onward(plan: Plan, customers: int, visit: np.void) -> set[int]:
    """The steps to which a visit may lead, on the main path."""
    step = plan.steps[visit["step"]]
    ways = {
        observed.ABANDONED: [step.gives_up],
        observed.TURNED_AWAY: [step.queue.elsewhere],
        observed.ESCALATED: [
            *([step.escalation.to] if step.escalation else []),
            *(rule.to for rule in plan.deadlines if customers in rule.classes),
        ],
        observed.DONE: [onto for option in step.route for onto in steps_led_to(option.target)],
    }
    return {onto for onto in ways.get(int(visit["result"]), []) if onto is not None}


@thoroughly
@given(blueprints())
def test_nobody_queues_longer_than_the_patience_drawn(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for visit in run.records.visits:
        since = run.waits_since(visit)
        if isnan(since):
            assert visit["result"] != observed.ABANDONED
            continue
        until = visit["finished"] if isnan(visit["started"]) else visit["started"]
        ends = since + run.drawn_patience(visit)
        if visit["result"] == observed.ABANDONED:
            assert until == ends
        else:
            assert until <= ends


@thoroughly
@given(blueprints())
def test_littles_law_holds_for_every_queue(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    assert_littles_law(run.plan, run.records)


@thoroughly
@given(blueprints())
def test_the_watch_ends_as_the_clock_says(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    plan, records = run.plan, run.records
    left = records.cases["outcome"] == UNFINISHED
    if plan.at_end == "stop":
        assert records.end == plan.run_for
    else:
        assert records.end >= plan.run_for
        assert left.any() == (records.end == plan.last_call) == bool(records.notes)
    punctual = records.cases[np.isnan(records.cases["slot"])]
    assert (punctual["arrived"] < plan.run_for).all()
    for rows, name in ((records.visits, "finished"), (records.stints, "end"), (records.duty, "off")):
        assert (rows[name] <= records.end).all()
