"""Whether a station's arrivals are what a formula assumes.

Poisson streams stay Poisson when they are split by attributes and shares, and when they pass a delay or a
queue of equal exponential servers that takes no notice of who is in it: such a queue is quasi-reversible
(P. J. Burke 1956, "The output of a queuing system", Operations Research 4, 699–704; F. P. Kelly 1979,
*Reversibility and Stochastic Networks*, chapter 3). With such queues alone the network has product form, also
where customers come back, and where their further way depends on their kind or on what is behind them, since
both are part of the customer's type (Kelly 1979, chapter 3; Baskett, Chandy, Muntz and Palacios 1975).
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.analysis.theory.peculiar import peculiarities
from simulator.analysis.theory.stations import (
    arrival_rate,
    common_exponential,
    has_even_speeds,
    has_steady_staff,
    is_exponential,
    only_team,
    patience_at,
    priority_at,
)
from simulator.model.flows import has_queue
from simulator.model.plan import CustomerClass, DuringTime, Fork, Plan, Shortest, StateIs
from simulator.model.routes import following, questions, reachable, teams_of, unserved_ways, ways
from simulator.model.traffic import Traffic

LIMIT = "the queue has a limit"
PATIENCE = "customers give up"
PRIORITY = "some go before others"


def is_poisson(plan: Plan, customers: CustomerClass) -> bool:
    """Whether a class comes one by one, at random, at a rate that never changes."""
    every = customers.arrivals.every
    return arrival_rate(plan, customers) is not None and (every is None or is_exponential(every))


def why_not_plain(plan: Plan, traffic: Traffic, steps: tuple[int, ...]) -> Iterator[str]:
    """Reasons why a queue is not simply one where all wait, first come first served."""
    comers = [
        (customers, step)
        for index, customers in enumerate(plan.classes)
        for step in steps
        if traffic.visits[index, step] > 0
    ]
    queues = [plan.steps[step].queue for step in steps]
    if any(queue.limit is not None for queue in queues):
        yield LIMIT
    if any(queue.balk for queue in queues):
        yield "customers balk"
    if any(patience_at(plan, customers, step) is not None for customers, step in comers):
        yield PATIENCE
    if any(queue.order in ("lifo", "random", "shortest") for queue in queues):
        yield "it is not first come first served"
    priorities = {priority_at(plan, customers, step) for customers, step in comers}
    if len(priorities) > 1 or None in priorities:
        yield PRIORITY


def why_not_poisson(plan: Plan, traffic: Traffic, steps: tuple[int, ...]) -> Iterator[str]:
    """Reasons why what comes to some steps from outside them is not a Poisson stream.

    Nor, where they are part of a loop, a network in product form.
    """
    before = _leading_to(plan, traffic, steps)
    classes = [c for i, c in enumerate(plan.classes) if any(traffic.visits[i, step] > 0 for step in steps)]
    if not all(is_poisson(plan, customers) for customers in classes):
        yield "the arrivals are not Poisson"
    here = [plan.steps[step] for step in sorted(before)]
    if any(isinstance(atom, StateIs) and atom.what != "visits" for atom in questions(here)):
        yield "routes before it depend on the state"
    if any(isinstance(atom, DuringTime) for atom in questions(here)):
        yield "routes before it depend on the time"
    targets = [option.target for step in here for option in step.route]
    if any(isinstance(target, Fork) for target in targets):
        yield "cases fork before it"
    if any(isinstance(way, Shortest) for target in targets for way in ways(target)):
        yield "cases choose the shortest queue before it"
    if _overflows_into(plan, traffic, steps):
        yield "those who were not served elsewhere come too"
    queues = {step for step in before if has_queue(plan, plan.steps[step])} - set(steps)
    if not all(_is_reversible(plan, traffic, step) for step in queues):
        yield "a queue before it shapes the arrivals"


def _overflows_into(plan: Plan, traffic: Traffic, steps: tuple[int, ...]) -> bool:
    """Whether some who give up or find a queue full come to the steps, or to others of the same team."""
    team = teams_of(plan.steps[steps[0]])
    served = {i for i, step in enumerate(plan.steps) if team & teams_of(step)}
    turned = [
        onto
        for i, step in enumerate(plan.steps)
        if traffic.visits[:, i].any() and has_queue(plan, step)
        for _, onto in unserved_ways(step)
    ]
    return any(served & reachable(plan, onto) for onto in turned)


def _is_reversible(plan: Plan, traffic: Traffic, step: int) -> bool:
    """Whether the queue at a step is one of equal exponential servers, and has a steady state."""
    team = only_team(plan, (step,))
    if team is None or not (has_even_speeds(plan, team) and has_steady_staff(plan, team)):
        return False
    steps = tuple(i for i, other in enumerate(plan.steps) if team in teams_of(other))
    if any(peculiarities(plan, team, steps)):
        return False
    if not common_exponential(plan, steps) or any(why_not_plain(plan, traffic, steps)):
        return False
    return traffic.loads[team].offered < traffic.loads[team].on_duty


def _leading_to(plan: Plan, traffic: Traffic, steps: tuple[int, ...]) -> frozenset[int]:
    """Indices of the steps from which cases come to some steps, by whatever way."""
    visited = [i for i in range(len(plan.steps)) if traffic.visits[:, i].any()]
    return frozenset(i for i in visited if set(steps) & following(plan, i))


def comes_back(plan: Plan, steps: tuple[int, ...]) -> bool:
    """Whether a case may come to the steps of a station more than once."""
    return any(set(steps) & following(plan, step) for step in steps)
