"""Who may leave a step unserved, or come to wait there again."""

from __future__ import annotations

from simulator.model.plan import Callback, Plan, Step
from simulator.model.routes import teams_of, ways


def may_leave(plan: Plan, index: int) -> bool:
    """Return whether who waits at a step may leave the service unserved."""
    step: Step = plan.steps[index]
    impatient = step.patience is not None or (
        not step.own_patience and any(customers.patience is not None for customers in plan.classes)
    )
    turned_away = step.queue.limit is not None and step.queue.elsewhere is None and not step.queue.block
    closed = any(
        customers.starts_at == index and customers.hours is not None and not customers.waits_for_opening
        for customers in plan.classes
    )
    unreachable = any(
        isinstance(way, Callback) and way.step == index and way.unreachable > 0
        for other in plan.steps
        for option in other.route
        for way in ways(option.target)
    )
    waits = bool(step.options) or step.batch is not None
    return (
        (impatient and waits and step.gives_up is None)
        or turned_away
        or bool(step.queue.balk)
        or closed
        or unreachable
    )


def may_be_interrupted(plan: Plan, step: Step) -> bool:
    """Return whether who is served at a step may wait there again: for others, a shift, a repair."""
    teams = teams_of(step)
    return any(other.queue.order == "preemptive" and teams & teams_of(other) for other in plan.steps) or any(
        plan.teams[team].at_shift_end != "finish" or any(m.breakdowns for m in plan.teams[team].members)
        for team in teams
    )
