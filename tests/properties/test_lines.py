"""What holds for every queue."""

from __future__ import annotations

from hypothesis import given

from simulator.model.plan import Plan
from tests.properties.blueprints import Blueprint, blueprints
from tests.properties.observed import observe, stretches
from tests.properties.thoroughness import thoroughly

BY_RANK = ("fifo", "priority", "preemptive")


@thoroughly
@given(blueprints())
def test_nobody_starts_before_those_ahead_in_the_line(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    kept = run.kept_teams()
    for step, of_step in enumerate(run.plan.steps):
        if of_step.queue.order == "random" or run.teams_of(step) & kept:
            continue
        line = [(run.place(visit), visit, span) for visit, span in run.in_line(step)]
        for place, visit, (_, until) in line:
            if until == visit["started"]:
                ahead = [p for p, _, span in line if span[0] < until < span[1] and p < place]
                assert not ahead


@thoroughly
@given(blueprints())
def test_steps_that_share_a_team_serve_by_priority_then_by_who_became_ready_first(
    blueprint: Blueprint,
) -> None:
    run = observe(blueprint)
    for step, other in _pairs_that_share(run.plan):
        if run.teams_of(step) & run.kept_teams():
            continue
        waiting = [(run.rank(visit), span) for visit, span in run.in_line(step)]
        for visit, (_, until) in run.in_line(other):
            if until == visit["started"]:
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
        and not run.teams_of(step) & run.kept_teams()
        and not any(run.teams_of(step) & run.teams_of(s) for s in range(len(run.plan.steps)) if s != step)
    }
    for stretch in stretches(run):
        for step, limit in limits.items():
            assert (stretch.waiting["step"] == step).sum() <= limit
