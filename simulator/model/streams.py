"""The streams of a plan: which sequence of random numbers each of its decisions is taken from.

Every decision of an engine draws from a stream named here, and from no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from simulator.model.plan import CustomerClass, Plan, Procedure, Step, Team
from simulator.randomness.streams import StreamAddress, refuse_collisions

#: What a class decides at a step: address (number, visit, attempt).
WORK, HAND_OFF, PATIENCE, BALK, ROUTE, SET_UP, CALL, COMES_BACK, AFTER = VISIT_PURPOSES = (
    "work",
    "hand-off",
    "patience",
    "balk",
    "route",
    "set-up",
    "call",
    "comes back",
    "comes back after",
)

#: What becomes of a class at a step with an SOP: address (number, visit, attempt).
VARIETY, PRESCRIBED, BENDS, EXCEPTION, ERRS_BACK, ERRS_AFTER = SOP_PURPOSES = (
    "variety",
    "prescribed",
    "bends",
    "exception",
    "comes back with an error",
    "comes back with an error after",
)

#: The same of an action by its id, or of all together: whether it is complied with, in error, found so.
COMPLIES, ERRS, FINDS = ACTION_PURPOSES = ("complies with", "errs in", "finds the error in")

#: How a class comes: address (number of the gap, of the moment, or of the slot).
GAP, BATCH, NO_SHOW, EARLY_LATE = CLASS_PURPOSES = ("gap", "batch", "no-show", "early or late")

#: What becomes of a member: address (day of the absence, cycle of breakdown and repair, or how many of those
#: who had its place have left).
ABSENCE, BREAKDOWN, REPAIR, LEAVES = MEMBER_PURPOSES = ("absence", "breakdown", "repair", "leaves")

#: What a customer brings along is drawn at this visit, before the first.
BEFORE_ALL_VISITS = 0


def visit_stream(
    plan: Plan, purpose: str, step: int, customers: int, branch: int, lineage: str = ""
) -> StreamAddress:
    """A decision of a class at a step in a branch.

    The branch is part of it only where cases of the class can be at the step in several: so a step keeps its
    draws when it is put into a branch or taken out of one, or when its branch forks elsewhere.

    The lineage of a case that came back is the way from the case that it was first (`caller#1/`): it draws
    with that one's number, and is somebody new each time.
    """
    here = plan.steps[step]
    path = plan.branches[branch].drawn_as if customers in here.in_branches else ""
    return StreamAddress(purpose, here.drawn_as, plan.classes[customers].name, lineage + path)


def set_stream(
    plan: Plan, attribute: int, step: int, customers: int, branch: int, lineage: str = ""
) -> StreamAddress:
    """An attribute that a step decides: address (number, visit)."""
    return visit_stream(plan, "sets " + plan.attributes[attribute].name, step, customers, branch, lineage)


def action_stream(
    plan: Plan, purpose: str, action: str, step: int, customers: int, branch: int, lineage: str = ""
) -> StreamAddress:
    """What becomes of an action of an SOP, by its id; the empty one is all actions together."""
    return visit_stream(plan, f"{purpose} {action}", step, customers, branch, lineage)


def variety_stream(customers: CustomerClass, lineage: str = "") -> StreamAddress:
    """How unusual a customer of a class is, at all steps: address (number, `BEFORE_ALL_VISITS`)."""
    return StreamAddress(VARIETY, customers=customers.name, branch=lineage)


def class_stream(purpose: str, customers: CustomerClass) -> StreamAddress:
    """How a class comes."""
    return StreamAddress(purpose, customers=customers.name)


def attribute_stream(attribute: str, customers: CustomerClass, lineage: str = "") -> StreamAddress:
    """An attribute of a class: address (number, `BEFORE_ALL_VISITS`)."""
    return StreamAddress("attribute " + attribute, customers=customers.name, branch=lineage)


def member_stream(purpose: str, team: Team, member: int) -> StreamAddress:
    """What becomes of a member of a team, by its number."""
    return StreamAddress(f"{purpose} of member {member}", team.name)


def busyness_stream(name: str) -> StreamAddress:
    """A daily factor: address (day)."""
    return StreamAddress("busyness " + name)


def survey_stream() -> StreamAddress:
    """A survey of customers: address (number of who is asked), attempt 0 for who it is, 1 for the answer."""
    return StreamAddress("survey")


def order_stream(step: Step) -> StreamAddress:
    """Who is next in a random order: address (ordinal of the start at the step)."""
    return StreamAddress("order", step.drawn_as)


def all_streams(plan: Plan) -> Iterator[StreamAddress]:
    """Every stream that a run of the plan may draw from."""
    steps, classes, branches = (range(len(part)) for part in (plan.steps, plan.classes, plan.branches))
    for purpose, step, customers, branch in product(VISIT_PURPOSES, steps, classes, branches):
        yield visit_stream(plan, purpose, step, customers, branch)
    for customer_class in plan.classes:
        yield from (class_stream(purpose, customer_class) for purpose in CLASS_PURPOSES)
        yield from (attribute_stream(attribute.name, customer_class) for attribute in plan.attributes)
    for index, step_of in enumerate(plan.steps):
        for (attribute, _), customers, branch in product(step_of.sets, classes, branches):
            yield set_stream(plan, attribute, index, customers, branch)
        if step_of.procedure is not None:
            yield from _of_procedure(plan, index, step_of.procedure)
    if any(step_of.procedure is not None for step_of in plan.steps):
        yield from map(variety_stream, plan.classes)
    for team in plan.teams:
        for number, member in enumerate(team.members, 1):
            if member.absence or member.breakdowns or team.learning:
                yield from (member_stream(purpose, team, number) for purpose in MEMBER_PURPOSES)
    yield from map(busyness_stream, plan.busyness)
    yield from map(order_stream, plan.steps)
    yield survey_stream()


def _of_procedure(plan: Plan, step: int, procedure: Procedure) -> Iterator[StreamAddress]:
    actions = [""] if procedure.together else [action.name for action in procedure.actions]
    for customers, branch in product(range(len(plan.classes)), range(len(plan.branches))):
        for purpose in SOP_PURPOSES:
            yield visit_stream(plan, purpose, step, customers, branch)
        for purpose, action in product(ACTION_PURPOSES, actions):
            yield action_stream(plan, purpose, action, step, customers, branch)


def check_streams(plan: Plan) -> None:
    """Make sure that no two decisions share their random numbers.

    Raises:
        StreamCollisionError: two streams have the same number.
    """
    refuse_collisions(all_streams(plan))
