"""The streams of a plan: which sequence of random numbers each of its decisions is taken from.

Every decision of an engine draws from a stream named here, and from no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from simulator.model.plan import CustomerClass, Plan, Step
from simulator.randomness.streams import StreamAddress, refuse_collisions

#: What a class decides at a step, in each branch by itself: address (number, visit, attempt).
WORK, HAND_OFF, PATIENCE, BALK, ROUTE = VISIT_PURPOSES = ("work", "hand-off", "patience", "balk", "route")

#: How a class comes: address (number of the gap, or of the moment).
GAP, BATCH = CLASS_PURPOSES = ("gap", "batch")

#: What a customer brings along is drawn at this visit, before the first.
BEFORE_ALL_VISITS = 0


def visit_stream(plan: Plan, purpose: str, step: int, customers: int, branch: int) -> StreamAddress:
    """A decision of a class at a step in a branch."""
    return StreamAddress(
        purpose, plan.steps[step].name, plan.classes[customers].name, plan.branches[branch].path
    )


def class_stream(purpose: str, customers: CustomerClass) -> StreamAddress:
    """How a class comes."""
    return StreamAddress(purpose, customers=customers.name)


def attribute_stream(attribute: str, customers: CustomerClass) -> StreamAddress:
    """An attribute of a class: address (number, `BEFORE_ALL_VISITS`)."""
    return StreamAddress("attribute " + attribute, customers=customers.name)


def busyness_stream(name: str) -> StreamAddress:
    """A daily factor: address (day)."""
    return StreamAddress("busyness " + name)


def order_stream(step: Step) -> StreamAddress:
    """Who is next in a random order: address (ordinal of the start at the step)."""
    return StreamAddress("order", step.name)


def all_streams(plan: Plan) -> Iterator[StreamAddress]:
    """Every stream that a run of the plan may draw from."""
    steps, classes, branches = (range(len(part)) for part in (plan.steps, plan.classes, plan.branches))
    for purpose, step, customers, branch in product(VISIT_PURPOSES, steps, classes, branches):
        yield visit_stream(plan, purpose, step, customers, branch)
    for customer_class in plan.classes:
        yield from (class_stream(purpose, customer_class) for purpose in CLASS_PURPOSES)
        yield from (attribute_stream(attribute.name, customer_class) for attribute in plan.attributes)
    yield from map(busyness_stream, plan.busyness)
    yield from map(order_stream, plan.steps)


def check_streams(plan: Plan) -> None:
    """Make sure that no two decisions share their random numbers.

    Raises:
        StreamCollisionError: two streams have the same number.
    """
    refuse_collisions(all_streams(plan))
