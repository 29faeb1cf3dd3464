"""Escalations, deadlines, hours of customers: that they can make a difference."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.flows import has_queue
from simulator.model.saying import quoted

#: Orders of a queue in which the priority of a case counts.
_HEEDING = ("priority", "preemptive")


def check_escalations_can_happen(facts: Facts) -> Iterator[Problem]:
    """Who is escalated can wait, and a priority it gets is heeded."""
    for index, step in enumerate(facts.plan.steps):
        rule = step.escalation
        if rule is None or index not in facts.reached:
            continue
        if not has_queue(facts.plan, step):
            yield Problem(
                f"nobody ever waits at `{step.name}`, so nobody is escalated there",
                "leave `escalate` out, or let a team with a limit serve the step",
                path("steps", step.name, "escalate"),
                code="escalation-unused",
            )
        elif rule.to is None and step.queue.order not in _HEEDING:
            yield Problem(
                f"who waits too long at `{step.name}` becomes more urgent, which the queue does not heed",
                "write `queue: {order: priority}` at the step, or say where the case goes: `to`",
                path("steps", step.name, "escalate", "priority"),
                code="priority-unheeded",
            )


def check_deadlines_can_act(facts: Facts) -> Iterator[Problem]:
    """A deadline is for cases that can wait, and a priority it gives is heeded somewhere."""
    plan = facts.plan
    for rule in plan.deadlines:
        reached = frozenset().union(*(facts.reached_by[index] for index in rule.classes))
        waiting = [plan.steps[index] for index in sorted(reached) if has_queue(plan, plan.steps[index])]
        names = quoted(plan.classes[index].name for index in rule.classes)
        if not waiting:
            yield Problem(
                f"the deadline `{rule.name}` never does anything: {names} never wait",
                "take it out, or let a team with a limit serve them",
                path("deadlines", rule.name),
                code="deadline-unused",
            )
        elif rule.to is None and not any(step.queue.order in _HEEDING for step in waiting):
            yield Problem(
                f"the deadline `{rule.name}` makes cases more urgent, which no queue of {names} heeds",
                "write `queue: {order: priority}` at a step, or say where the case goes: `to`",
                path("deadlines", rule.name, "priority"),
                code="priority-unheeded",
            )


def check_open_time_passes(facts: Facts) -> Iterator[Problem]:
    """The hours in which a deadline or a service level counts time are open at some time."""
    end = facts.plan.last_call
    rules = [("deadlines", rule.name, rule.counted_in) for rule in facts.plan.deadlines]
    rules += [("sla", sla.name, sla.counted_in) for sla in facts.plan.slas]
    for block, name, counted_in in rules:
        if counted_in is not None and counted_in.integral(0.0, end) == 0.0:
            yield Problem(
                f"no time counts for `{name}`: its hours are never open during the run",
                "change the hours, or the start or length of the run",
                path(block, name, "counted_in"),
                code="never-open",
            )


def check_doors_open(facts: Facts) -> Iterator[Problem]:
    """The hours of a class lie within the run."""
    for customers in facts.plan.classes:
        if customers.hours is not None and customers.hours.integral(0.0, facts.plan.run_for) == 0.0:
            yield Problem(
                f"the doors are never open to `{customers.name}` during the run",
                "change their `hours`, or the start or length of the run",
                path("customers", customers.name, "hours"),
                code="never-open",
            )
