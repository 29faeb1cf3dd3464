"""What holds for every queue."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from simulator.model.plan import Callback, Plan, SamePerson, Step
from simulator.model.routes import ways
from tests.properties.blueprints import Blueprint, blueprints
from tests.properties.observed import ESCALATED, observe
from tests.properties.spans import Span
from tests.properties.stretches import stretches
from tests.properties.thoroughness import thoroughly

BY_RANK = ("fifo", "priority", "preemptive")


@thoroughly
@given(blueprints())
def test_nobody_starts_before_those_ahead_in_the_line(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for step, of_step in enumerate(run.plan.steps):
        if of_step.queue.order == "random" or not run.is_plain(step):
            continue
        line = [
            (run.place(visit), visit, span) for visit, span in run.in_line(step) if not run.is_call(visit)
        ]
        for place, visit, (_, until) in line:
            if until == visit["started"]:
                ahead = [
                    other
                    for p, other, span in line
                    if span[0] < until < span[1] and p < place and not _gives_in(of_step, span, until)
                ]
                assert all(run.asks(other) != run.asks(visit) for other in ahead)


def _gives_in(step: Step, waits: Span, moment: float) -> bool:
    """Whether one who waits perhaps wants the same person at a moment, and later anybody."""
    rule = step.person
    if not isinstance(rule, SamePerson) or rule.else_after is None:
        return False
    return moment <= waits[0] + rule.else_after <= waits[1]


@thoroughly
@given(blueprints())
def test_steps_that_share_a_team_serve_by_priority_then_by_who_became_ready_first(
    blueprint: Blueprint,
) -> None:
    run = observe(blueprint)
    for step, other in _pairs_that_share(run.plan):
        if not (run.is_plain(step) and run.is_plain(other)):
            continue
        waiting = [(run.rank(visit), span) for visit, span in run.in_line(step) if not run.is_call(visit)]
        for visit, (_, until) in run.in_line(other):
            if until == visit["started"] and not run.is_call(visit):
                rank = run.rank(visit)
                assert not [r for r, span in waiting if span[0] < until < span[1] and r < rank]


def _pairs_that_share(plan: Plan) -> list[tuple[int, int]]:
    """Steps with the same needs: one whose line is in order of rank, and another that cannot interrupt."""
    steps = list(enumerate(plan.steps))
    return [
        (one, two)
        for one, first in steps
        for two, second in steps
        if one != two
        and len(first.options) == 1
        and first.options == second.options
        and first.skill is second.skill is None
        and first.person is second.person is None
        and first.queue.order in BY_RANK
        and (second.queue.order != "preemptive" or first.queue.order == "preemptive")
    ]


@thoroughly
@given(blueprints())
def test_no_line_is_longer_than_its_limit(blueprint: Blueprint) -> None:
    # Where two steps share a team, one who joins because somebody is free may be overtaken at that moment.
    run = observe(blueprint)
    limits = {
        step: of_step.queue.limit
        for step, of_step in enumerate(run.plan.steps)
        if of_step.queue.limit is not None
        and step not in _called_back(run.plan)
        and (of_step.queue.order in BY_RANK or of_step.skill is of_step.person is None)
        and not run.teams_of(step) & {team for s in run.plan.steps for team, _ in s.keep}
        and not any(run.teams_of(step) & run.teams_of(s) for s in range(len(run.plan.steps)) if s != step)
    }
    for stretch in stretches(run):
        for step, limit in limits.items():
            assert (stretch.waiting["step"] == step).sum() <= limit


def _called_back(plan: Plan) -> set[int]:
    """The steps in whose queue a call back has a place, full or not."""
    return {
        way.step
        for step in plan.steps
        for option in step.route
        for way in ways(option.target)
        if isinstance(way, Callback)
    }


@thoroughly
@given(blueprints())
def test_who_stands_outside_finds_the_line_full(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for step, of_step in enumerate(run.plan.steps):
        limit = of_step.queue.limit
        interrupted = (run.records.visits["step"] == step) & (run.records.visits["interruptions"] > 0)
        if limit is None or not of_step.queue.block or interrupted.any():
            continue  # whoever was interrupted waits again, and the records do not say when
        inside = [span for _, span in run.in_line(step)]
        for _, (came, until) in run.outside(step):
            moments = sorted({came, *(t for span in inside for t in span if came < t < until), until})
            for start, end in pairwise(moments):
                assert sum(since <= start and end <= then for since, then in inside) >= limit


@thoroughly
@given(blueprints())
def test_those_outside_are_let_in_as_they_came(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for step in range(len(run.plan.steps)):
        outside = [(span, visit) for visit, span in run.outside(step)]
        for (came, until), visit in outside:
            gone = visit["result"] == ESCALATED and until == visit["finished"]
            if until == visit["queued"] and not gone:
                assert not [span for span, _ in outside if span[0] < came and until < span[1]]
