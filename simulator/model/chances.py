"""How likely a condition holds and an option is taken, for each kind of customer of a class."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from simulator.model.levels import Floats
from simulator.model.plan import (
    AllOf,
    AnyOf,
    AttributeIs,
    Condition,
    CustomersAre,
    Not,
    Option,
    Route,
    StateIs,
    Trait,
    WentSo,
)
from simulator.model.worlds import Worlds, chance_that
from simulator.timeline import Timeline

_COMPARE: Mapping[str, Callable[..., Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """Judges the conditions of one class.

    What depends on the state of the service cannot be known beforehand. It is judged as in a quiet house
    (nobody waits, no time has passed), or as an even chance.

    Attributes:
        customers: index of the class.
        traits: its traits.
        worlds: its kinds of customer.
        during: share of its customers that arrive while a timeline is 1.
        went: how likely a visit to a step with an SOP went so, for each kind, shape (kinds,).
        even: whether what cannot be known is an even chance.
    """

    customers: int
    traits: tuple[Trait | None, ...]
    worlds: Worlds
    during: Callable[[Timeline], float]
    went: Callable[[WentSo], Floats]
    even: bool = False

    def holds(self, condition: Condition, visits: Mapping[int, int]) -> Floats:
        """Chance that a condition holds; shape (kinds,).

        Args:
            condition: the condition.
            visits: how often the case has been at a step, for the steps where that is kept.
        """
        if isinstance(condition, Not):
            return 1.0 - self.holds(condition.of, visits)
        if isinstance(condition, AllOf):
            return self._every(self.holds(part, visits) for part in condition.of)
        if isinstance(condition, AnyOf):
            return 1.0 - self._every(1.0 - self.holds(part, visits) for part in condition.of)
        if isinstance(condition, AttributeIs):
            return self._attribute_is(condition)
        if isinstance(condition, CustomersAre):
            return self._all(float(self.customers in condition.classes))
        if isinstance(condition, StateIs):
            return self._all(self._state_is(condition, visits))
        if isinstance(condition, WentSo):
            return self.went(condition)
        return self._all(self.during(condition.when))

    def _every(self, chances: Iterable[Floats]) -> Floats:
        """Chance that all hold, what cannot be known being independent."""
        return reduce(np.multiply, chances, self._all(1.0))

    def _all(self, chance: float) -> Floats:
        return np.full(self.worlds.weights.shape, chance)

    def _attribute_is(self, condition: AttributeIs) -> Floats:
        trait = self.traits[condition.attribute]
        if condition.attribute in self.worlds.loose and trait is not None and trait.draw is not None:
            return self._all(chance_that(trait.draw, condition.sign, condition.value))
        values = self.worlds.values[:, condition.attribute]
        compared = _COMPARE[condition.sign](values, condition.value)
        return np.asarray(compared & ~np.isnan(values), dtype=np.float64)

    def _state_is(self, condition: StateIs, visits: Mapping[int, int]) -> float:
        if condition.what == "visits" and condition.step in visits:
            return float(_COMPARE[condition.sign](visits[condition.step], condition.value))
        if self.even:
            return 0.5
        return float(_COMPARE[condition.sign](0.0, condition.value))

    def options(
        self, route: Route, visits: Mapping[int, int], used_up: Callable[[Option], bool]
    ) -> Iterator[tuple[Option, Floats]]:
        """The options of a route that may be taken, each with its chance, shape (kinds,).

        Shares are of what the conditions above them left; of several options that take the rest the first
        does. An option used up is passed over; where nothing takes the rest, the other shares grow in
        proportion.
        """
        open_options = [option for option in route if not used_up(option)]
        shares = math.fsum(option.share or 0.0 for option in open_options)
        takes_rest = any(option.condition is None and option.share is None for option in open_options)
        scale = 1.0 if takes_rest or shares == 0.0 else 1.0 / shares
        left = self._all(1.0)
        for option in open_options:
            if option.condition is not None:
                chance = left * self.holds(option.condition, visits)
                left = left - chance
            elif option.share is not None:
                chance = left * (option.share * scale)
            else:
                rest = 1.0 - shares
                chance = left * (rest if rest > _ROUNDING else 0.0)
            if chance.any():
                yield option, chance
            if option.condition is None and option.share is None:
                return
