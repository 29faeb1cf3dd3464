"""Customers: that they come, their priorities and their patience."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.flows import has_queue
from simulator.model.plan import NO_PRIORITY, CustomerClass, End, Step
from simulator.model.routes import ways

#: Orders of a queue in which the priority of a case counts.
_HEEDING = ("priority", "preemptive")


def check_everybody_comes(facts: Facts) -> Iterator[Problem]:
    """Every class arrives."""
    if not facts.traffic.cases.any():
        return
    for customers, cases in zip(facts.plan.classes, facts.traffic.cases, strict=True):
        if cases == 0 and not facts.comes_back(customers):
            yield Problem(
                f"nobody of `{customers.name}` comes during the run{_why_nobody(customers)}",
                _how_they_come(customers),
                path("customers", customers.name, "arrivals"),
                code="never-arrives",
            )


def check_value_can_be_kept(facts: Facts) -> Iterator[Problem]:
    """Whoever is worth something can leave by an end that solves the case."""
    for customers, reached in zip(facts.plan.classes, facts.reached_by, strict=True):
        ends = {
            way.outcome
            for index in reached
            for option in facts.plan.steps[index].route
            for way in ways(option.target)
            if isinstance(way, End)
        }
        if customers.value and ends and not any(facts.plan.solved[end] for end in ends):
            name = facts.plan.outcomes[min(ends)]
            yield Problem(
                f"no end that `{customers.name}` reaches solves the case, so the value of each is lost",
                f"say which ends do: `outcomes: {{{name}: solved}}` at the top of the file",
                path("customers", customers.name, "value"),
                code="value-always-lost",
            )


def _why_nobody(customers: CustomerClass) -> str:
    return ": no step to which anybody comes sends them back" if customers.arrivals.is_returning else ""


def _how_they_come(customers: CustomerClass) -> str:
    if customers.arrivals.is_returning:
        return "let a step that somebody comes to send them back, or take the class out"
    return "give them arrivals before the doors close, or take the class out"


def _has_priority(customers: CustomerClass) -> bool:
    return customers.priority != NO_PRIORITY or customers.priority_by is not None


def check_priorities_are_heeded(facts: Facts) -> Iterator[Problem]:
    """A class with a priority comes to a queue that is kept by priority."""
    for customers, reached in zip(facts.plan.classes, facts.reached_by, strict=True):
        orders = {facts.plan.steps[step].queue.order for step in reached if facts.plan.steps[step].options}
        if _has_priority(customers) and not orders.intersection(_HEEDING):
            yield Problem(
                f"no queue that `{customers.name}` come to heeds their priority",
                "write `queue: {order: priority}` at a step, or leave the priority out",
                path("customers", customers.name, "priority"),
                code="priority-unheeded",
            )


def check_orders_have_priorities(facts: Facts) -> Iterator[Problem]:
    """To a queue that is kept by priority comes a class that has one."""
    for index, step in enumerate(facts.plan.steps):
        urged = any(rule.priority is not None for rule in (step.escalation, *facts.plan.deadlines) if rule)
        prior = urged or any(_has_priority(c) for c in _comers(facts, index))
        if step.queue.order in _HEEDING and not prior:
            yield Problem(
                f"the queue at `{step.name}` is kept by priority, but nobody who comes there has one",
                "give a class of customers a `priority`, or let the order be `fifo`",
                path("steps", step.name, "queue", "order"),
                code="order-without-priority",
            )


def _comers(facts: Facts, step: int) -> list[CustomerClass]:
    both = zip(facts.plan.classes, facts.reached_by, strict=True)
    return [customers for customers, reached in both if step in reached]


def check_patience_has_a_queue(facts: Facts) -> Iterator[Problem]:
    """Patience is given where somebody can wait."""
    for customers, reached in zip(facts.plan.classes, facts.reached_by, strict=True):
        steps = (facts.plan.steps[step] for step in reached)
        if customers.patience is not None and not any(_waits_by_class(facts, step) for step in steps):
            yield Problem(
                f"`{customers.name}` never need their patience: no queue that they come to uses it",
                "leave it out, or let a team serve a step",
                path("customers", customers.name, "patience"),
                code="patience-unused",
            )
    for step in facts.plan.steps:
        if step.own_patience and step.patience is not None and not has_queue(facts.plan, step):
            yield Problem(
                f"nobody ever waits at `{step.name}`, so nobody loses patience there",
                "leave its `patience` out, or let a team serve the step",
                path("steps", step.name, "patience"),
                code="patience-unused",
            )


def _waits_by_class(facts: Facts, step: Step) -> bool:
    return has_queue(facts.plan, step) and not step.own_patience


def check_gives_up_has_patience(facts: Facts) -> Iterator[Problem]:
    """Who is sent on after giving up can give up."""
    for index, step in enumerate(facts.plan.steps):
        if step.gives_up is None:
            continue
        if step.own_patience:
            ends = step.patience is not None
        else:
            ends = any(customers.patience is not None for customers in _comers(facts, index))
        if not (ends and has_queue(facts.plan, step)):
            yield Problem(
                f"nobody gives up at `{step.name}`: those who come there wait without end",
                "give the step or its customers a `patience`, or leave `gives_up` out",
                path("steps", step.name, "gives_up"),
                code="gives-up-unused",
            )


def check_gaps(facts: Facts) -> Iterator[Problem]:
    """Arrivals do not come without end at one moment."""
    for customers in facts.plan.classes:
        gap = customers.arrivals.every
        if gap is not None and gap.mean == 0:
            yield Problem(
                f"`{customers.name}` come without end at one moment: there is no time between them",
                "give `every` a time above 0",
                path("customers", customers.name, "arrivals", "every"),
                code="no-gap",
            )
