"""What no formula here knows: rules of steps and teams that change who waits for whom, and for how long."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.plan import Callback, Plan, Step, Team
from simulator.model.rosters import availability
from simulator.model.routes import steps_led_to, ways
from simulator.model.traffic import Traffic


def beyond_formulas(plan: Plan, traffic: Traffic, team: int, steps: tuple[int, ...]) -> str:
    """Why no formula fits a station, in words; empty where nothing stands against one."""
    return next(_reasons(plan, traffic, team, steps), "")


def _reasons(plan: Plan, traffic: Traffic, team: int, steps: tuple[int, ...]) -> Iterator[str]:
    yield from _of_team(plan.teams[team])
    for index in steps:
        yield from _of_step(plan, plan.steps[index], plan.teams[team])
    coming = {index for index in range(len(plan.classes)) if traffic.visits[index, list(steps)].any()}
    if any(coming & set(deadline.classes) for deadline in plan.deadlines):
        yield "deadlines change the queue"
    called = (
        way.step
        for step in plan.steps
        for option in step.route
        for way in ways(option.target)
        if isinstance(way, Callback)
    )
    if set(called) & set(steps):
        yield "some are called back and keep their place in the queue"


def _of_team(team: Team) -> Iterator[str]:
    if any(availability(member) < 1.0 for member in team.members):
        yield "members are away or in repair at times"
    if team.pace is not None:
        yield "the pace of the team changes with time"
    if team.learning is not None:
        yield "members learn"


def _of_step(plan: Plan, step: Step, team: Team) -> Iterator[str]:
    if step.batch is not None:
        yield "customers are served in batches"
    if step.skill is not None and team.skilled:
        yield "a step asks for skills"
    if step.person is not None:
        yield "customers ask for a certain person"
    if step.set_up is not None:
        yield "work needs a set-up after other work"
    if step.escalation is not None:
        yield "who waits too long is escalated"
    if step.queue.block:
        yield "a full step holds up those before it"
    following = (onto for option in step.route for onto in steps_led_to(option.target))
    if any(plan.steps[onto].queue.block for onto in following):
        yield "a full step holds up its staff"
