"""Whether a condition holds for a case at this moment."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Protocol, assert_never

from simulator.engine.cases import Case
from simulator.model.plan import (
    AllOf,
    AnyOf,
    AttributeIs,
    Condition,
    CustomersAre,
    DuringTime,
    Not,
    StateIs,
    WentSo,
)

SIGNS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


class State(Protocol):
    """What a condition can ask of the service at this moment."""

    @property
    def now(self) -> float:
        """The time."""

    def really_waiting(self, step: int) -> int:
        """Those at the step who wait and could not start now."""

    def expected_wait(self, step: int, case: Case) -> float:
        """An estimate of the wait that the case would meet there."""


def holds(condition: Condition, customer: Case, state: State) -> bool:
    """Whether the condition is true of the customer now."""
    match condition:
        case AttributeIs(attribute, sign, value):
            trait = customer.traits[attribute]
            return trait == trait and SIGNS[sign](trait, value)  # nan: the class has no such attribute
        case CustomersAre(classes):
            return customer.customers in classes
        case StateIs(what, step, sign, value):
            return SIGNS[sign](_figure(what, step, customer, state), value)
        case WentSo(step, what):
            done = customer.performed.get(step)
            return done is not None and (done.exception if what == "exception" else done.found)
        case DuringTime(when):
            return when.at(state.now) != 0
        case Not(of):
            return not holds(of, customer, state)
        case AllOf(parts):
            return all(holds(part, customer, state) for part in parts)
        case AnyOf(parts):
            return any(holds(part, customer, state) for part in parts)
        case _:
            assert_never(condition)


def _figure(what: str, step: int, case: Case, state: State) -> float:
    if what == "visits":
        return sum(count for (_, visited), count in case.visits_to.items() if visited == step)
    if what == "waiting":
        return state.really_waiting(step)
    if what == "expected_wait":
        return state.expected_wait(step, case)
    return state.now - case.arrived
