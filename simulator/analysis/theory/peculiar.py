"""What no formula describes: rules of a step or a team beyond a queue and its servers."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.plan import Callback, Plan
from simulator.model.routes import steps_led_to, ways


def peculiarities(plan: Plan, team: int, steps: tuple[int, ...]) -> Iterator[str]:
    """Reasons why no formula is about this team and the steps it serves."""
    yield from _of_staff(plan, team)
    here = [plan.steps[step] for step in steps]
    if any(step.skill is not None or step.person is not None for step in here):
        yield "not everybody may serve everybody"
    if any(step.batch is not None for step in here):
        yield "customers are served together"
    if any(step.set_up is not None for step in here):
        yield "changing from step to step takes time"
    if any(step.escalation is not None for step in here):
        yield "those who wait too long are escalated"
    if plan.deadlines:
        yield "those who are overdue are treated otherwise"
    targets = [way for step in plan.steps for option in step.route for way in ways(option.target)]
    if any(isinstance(way, Callback) and way.step in steps for way in targets):
        yield "customers are called back"
    onwards = {onto for step in here for option in step.route for onto in steps_led_to(option.target)}
    if any(plan.steps[step].queue.block for step in (*steps, *onwards)):
        yield "a full queue blocks"


def _of_staff(plan: Plan, team: int) -> Iterator[str]:
    members = plan.teams[team].members
    if plan.teams[team].pace is not None:
        yield "the pace changes with time"
    if any(member.absence or member.breakdowns is not None for member in members):
        yield "members are away at times"
