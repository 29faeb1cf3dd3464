"""Work is conserved: what was drawn is done, and what is done was somebody's time."""

from __future__ import annotations

import math

import pytest
from hypothesis import given

from simulator.model.plan import Plan, Step
from tests.properties.blueprints import Blueprint, blueprints
from tests.properties.observed import DONE, WORK, Run, observe
from tests.properties.thoroughness import thoroughly


@thoroughly
@given(blueprints())
def test_work_is_the_time_of_those_who_do_it(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    visits, stints = run.records.visits, run.records.stints
    for step, of_step in enumerate(run.plan.steps):
        if len(of_step.options) != 1 or of_step.batch is not None:
            continue
        for team, count in of_step.options[0]:
            if run.plan.teams[team].unlimited:
                continue
            for case in set(visits["case"].tolist()):
                worked = visits[(visits["case"] == case) & (visits["step"] == step)]["work"]
                spent = stints[
                    (stints["case"] == case)
                    & (stints["step"] == step)
                    & (stints["team"] == team)
                    & (stints["kind"] == WORK)
                ]
                time = math.fsum(spent["end"]) - math.fsum(spent["start"])
                assert time == pytest.approx(count * math.fsum(worked), rel=1e-9, abs=1e-9)


@thoroughly
@given(blueprints())
def test_the_work_drawn_is_done_however_often_it_is_interrupted(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for visit in run.records.visits:
        step = run.plan.steps[visit["step"]]
        speed = _speed(run.plan, step)
        if visit["result"] != DONE or speed is None or not run.knows_work(step):
            continue
        drawn = run.drawn_work(visit)
        if not visit["interruptions"] or _resumes(run.plan, step):
            assert visit["work"] * speed == pytest.approx(drawn, rel=1e-9, abs=1e-9)
        elif _redraws(step):
            continue
        else:
            assert visit["work"] * speed >= drawn * (1 - 1e-9) - 1e-9


@thoroughly
@given(blueprints())
def test_without_interruption_work_is_one_stretch(blueprint: Blueprint) -> None:
    run = observe(blueprint)
    for visit in run.records.visits:
        step = run.plan.steps[visit["step"]]
        if visit["result"] == DONE and not visit["interruptions"] and step.batch is None:
            assert visit["work"] == visit["finished"] - visit["started"]
            alone = _one_person(run, visit["step"])
            if alone is not None and visit["member"] and _is_steady(run.plan, step) and run.knows_work(step):
                speed = run.plan.teams[alone].members[visit["member"] - 1].speed
                assert visit["work"] * speed == pytest.approx(run.drawn_work(visit), rel=1e-9, abs=1e-9)


def _one_person(run: Run, step: int) -> int | None:
    """The only team of a step that needs one member of it."""
    options = run.plan.steps[step].options
    if len(options) == 1 and len(options[0]) == 1 and options[0][0][1] == 1:
        return options[0][0][0]
    return None


def _speed(plan: Plan, step: Step) -> float | None:
    """The speed at which a step is done by whoever does it; None where it depends on them."""
    if not _is_steady(plan, step):
        return None
    teams = [plan.teams[team] for needs in step.options for team, _ in needs]
    speeds = {
        member.speed for team in teams if not team.resource and not team.unlimited for member in team.members
    }
    alone = {1.0 for team in teams if team.resource or team.unlimited} or ({1.0} if not teams else set())
    if not speeds:
        return 1.0
    if len(step.options) > 1:
        speeds |= alone
    return speeds.pop() if len(speeds) == 1 else None


def _is_steady(plan: Plan, step: Step) -> bool:
    """Whether the work drawn is done as it is, at the speed of the members."""
    teams = [plan.teams[team] for needs in step.options for team, _ in needs]
    changed = step.set_up is not None or step.skill is not None or step.batch is not None
    return not changed and all(team.pace is None and team.learning is None for team in teams)


def _resumes(plan: Plan, step: Step) -> bool:
    teams = [plan.teams[team] for needs in step.options for team, _ in needs]
    return step.queue.interrupted == "resume" and all(team.at_shift_end != "restart" for team in teams)


def _redraws(step: Step) -> bool:
    return step.queue.interrupted == "redraw"
