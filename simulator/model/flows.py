"""The expected way of one class through the service: its traffic equations, solved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from simulator.model.arrivals import share_during
from simulator.model.branches import case_visits, expected, leaves, unless
from simulator.model.chances import Chances
from simulator.model.levels import Floats
from simulator.model.network import Network, memory_of, network
from simulator.model.plan import (
    CustomerClass,
    DuringTime,
    End,
    Plan,
    Shortest,
    StateIs,
    Step,
    Trait,
    WentSo,
)
from simulator.model.routes import Way, questions, reachable, steps_in_branches, ways
from simulator.model.varieties import chance_of, varieties_met
from simulator.model.worlds import Worlds, worlds

_IN_A_QUIET_HOUSE = {
    "waiting": "conditions on how many wait are judged as if nobody waited",
    "expected_wait": "conditions on the expected wait are judged as if it were 0",
    "age": "conditions on the age of a case are judged as if it were 0",
}
_EVEN = "conditions on waiting, expected wait or age are taken as an even chance"
BY_TIME = "conditions on the time hold for the share of customers who arrive in that time"
_SHORTEST = "steps chosen by the shortest queue get equal shares"
_UNSERVED = "those who may give up, balk or be turned away are counted as if all were served"
FORGETFUL = "rounds and visits are not counted, because there are too many ways"
_LOOSE = "attributes that decide at several steps answer afresh each time, because there are too many of them"
_VARIETY = (
    "how unusual a customer is counts afresh at every visit, because there are too many kinds of customer"
)
_SET = "attributes that steps set are judged as if they were set from the start"
_AFRESH = "attributes that a step on a loop sets answer afresh each time they are asked"
_BRANCH_ROUNDS = "rounds and visits are counted in each parallel branch by itself"
_BRANCH_ENDS = "when a case leaves from a parallel branch, its other branches are counted in full"


@dataclass(frozen=True, slots=True, eq=False)
class ClassFlow:
    """How often a case of one class comes to each state.

    Attributes:
        customers: index of the class.
        worlds: its kinds of customer.
        net: its states; after a fork the main path goes on only where no branch ends the case.
        free: the same as if no branch ever did; what `branches.share_that_takes` begins with.
        visits: expected visits per case of each kind, shape (states, kinds); infinite in a loop
            nobody leaves.
        assumptions: what is not exact, in words; empty where all is.
    """

    customers: int
    worlds: Worlds
    net: Network
    free: Network
    visits: Floats
    assumptions: frozenset[str]


def class_flow(plan: Plan, index: int) -> ClassFlow:
    """Solve the traffic equations of a class."""
    customers = plan.classes[index]
    steps = sorted(reachable(plan, customers.starts_at, unserved=False))
    here = [plan.steps[step] for step in steps]
    traits = _traits(customers, here)
    varieties = varieties_met(index, here)
    kinds = worlds(plan, traits, here, varieties)
    went = partial(_went, plan, index, kinds)
    chances = Chances(index, traits, kinds, partial(share_during, plan, customers), went)
    assumptions = set(_assumptions(plan, customers, here, kinds))
    if varieties and np.isnan(kinds.varieties).any():
        assumptions.add(_VARIETY)
    if traits != customers.traits:
        assumptions.add(_SET)
    found = _solved(plan, customers, steps, chances)
    afresh = _set_on_the_way_round(plan, found)
    if afresh:
        kinds = worlds(plan, traits, here, varieties, afresh)
        chances = replace(chances, worlds=kinds, went=partial(_went, plan, index, kinds))
        found = _solved(plan, customers, steps, chances)
        assumptions.add(_AFRESH)
    unknown = assumptions & set(_IN_A_QUIET_HOUSE.values())
    if np.isinf(found.visits).any() and unknown:
        found = _solved(plan, customers, steps, replace(chances, even=True))
        assumptions = (assumptions - unknown) | {_EVEN}
    if found.forgetful:
        assumptions.add(FORGETFUL)
    return ClassFlow(index, kinds, found.net, found.free, found.visits, frozenset(assumptions))


def _went(plan: Plan, customers: int, kinds: Worlds, condition: WentSo) -> Floats:
    """How likely a visit by a class went so, for each kind of customer; shape (kinds,)."""
    procedure = plan.steps[condition.step].procedure_for(customers)
    assert procedure is not None, "it is asked at steps with an SOP"
    return np.array([chance_of(condition, procedure.expected_at(v)) for v in kinds.varieties])


class _Solved(NamedTuple):
    """A solution of the traffic equations: networks and visits as in `ClassFlow`.

    Attributes:
        forgetful: whether rounds and visits had to be left out.
    """

    free: Network
    net: Network
    visits: Floats
    forgetful: bool


def _solved(plan: Plan, customers: CustomerClass, steps: Iterable[int], chances: Chances) -> _Solved:
    free, forgetful = _network(plan, customers, steps, chances)
    net = unless(free, leaves)
    return _Solved(free, net, case_visits(net), forgetful)


def _traits(customers: CustomerClass, steps: Iterable[Step]) -> tuple[Trait | None, ...]:
    """The traits of a class, with those that a step sets as if they were so from the start."""
    traits = list(customers.traits)
    for step in steps:
        for attribute, trait in step.sets:
            traits[attribute] = trait
    return tuple(traits)


def _set_on_the_way_round(plan: Plan, found: _Solved) -> frozenset[int]:
    """Attributes that are set anew at every turn of what looks like a loop nobody leaves.

    An attribute that decides a time stays as it is: the time of a visit needs its value.
    """
    states = zip(found.net.steps, found.visits, strict=True)
    caught = [plan.steps[step] for step, visits in states if np.isinf(visits).any()]
    timed = {plan.steps[step].work.by for step in found.net.steps}
    return frozenset(attribute for step in caught for attribute, _ in step.sets) - timed


def _network(
    plan: Plan, customers: CustomerClass, steps: Iterable[int], chances: Chances
) -> tuple[Network, bool]:
    """The network, and whether it had to do without memory."""
    found = network(plan, customers.starts_at, chances, memory_of(plan, steps))
    forgetful = found is None
    if found is None:
        found = network(plan, customers.starts_at, chances, ())
        assert found is not None, "a network without memory has no more states than the plan has steps"
    return found, forgetful


def _assumptions(plan: Plan, customers: CustomerClass, steps: Iterable[Step], kinds: Worlds) -> Iterable[str]:
    steps = tuple(steps)
    for atom in questions(steps):
        if isinstance(atom, StateIs) and atom.what in _IN_A_QUIET_HOUSE:
            yield _IN_A_QUIET_HOUSE[atom.what]
        elif isinstance(atom, DuringTime):
            yield BY_TIME
    if any(isinstance(way, Shortest) for step in steps for way in _ways_on(step)):
        yield _SHORTEST
    if any(may_go_unserved(plan, step, customers) for step in steps):
        yield _UNSERVED
    if kinds.loose:
        yield _LOOSE
    in_branches = steps_in_branches(plan, steps)
    if memory_of(plan, in_branches):
        yield _BRANCH_ROUNDS
    if any(isinstance(way, End) for index in in_branches for way in _ways_on(plan.steps[index])):
        yield _BRANCH_ENDS


def _ways_on(step: Step) -> Iterator[Way]:
    for option in step.route:
        yield from ways(option.target)


def may_go_unserved(plan: Plan, step: Step, customers: CustomerClass) -> bool:
    """Whether a customer of the class may leave the queue of a step, or not join it."""
    if not has_queue(plan, step):
        return False
    patience = step.patience if step.own_patience else customers.patience
    return patience is not None or step.queue.limit is not None or bool(step.queue.balk)


def has_queue(plan: Plan, step: Step) -> bool:
    """Whether anybody can ever wait at a step: somebody is needed, and no option is always free."""
    return bool(step.options) and not any(
        all(plan.teams[team].unlimited for team, _ in needs) for needs in step.options
    )


def per_step(plan: Plan, found: ClassFlow, of_states: Floats) -> Floats:
    """Sum over the states of each step; from shape (states, kinds), shape (steps, kinds)."""
    summed = np.zeros((len(plan.steps), of_states.shape[1]))
    np.add.at(summed, list(found.net.steps), of_states)
    return summed


def inflow_after(found: ClassFlow, step: int) -> Floats:
    """Expected entries, per case, into the states that follow a step at once; shape (states, kinds)."""
    entries = np.zeros_like(found.visits)
    for way in found.net.moves:
        if found.net.steps[way.origin] == step:
            entries[way.to] += expected(found.visits, way.origin, way.chance)
    return entries
