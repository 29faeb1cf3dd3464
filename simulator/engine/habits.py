"""What a class of customers does and needs at a step: its draws, each at its address.

One object for each (step, class, branch) that occurs; it holds the streams of all decisions taken there.
"""

from __future__ import annotations

from collections.abc import Iterable

from simulator.engine.cases import Visit
from simulator.model.plan import BY_CUSTOMERS, CustomerClass, Plan, Trait, Work
from simulator.model.worlds import chance_that
from simulator.randomness.distributions import Distribution
from simulator.randomness.draws import Draws
from simulator.randomness.streams import stream


class Habits:
    """The draws of one class at one step in one branch."""

    __slots__ = ("_by", "_cases", "_otherwise", "balk", "hand_off", "mean_work", "patience", "route", "work")

    def __init__(
        self, plan: Plan, step: int, customers: int, branch: int, seed: int, replication: int
    ) -> None:
        here = plan.steps[step]
        who = plan.classes[customers]

        def draws(purpose: str, distribution: Distribution | None = None) -> Draws:
            address = stream(purpose, here.name, who.name, plan.branches[branch].path)
            return Draws(seed, replication, address, distribution)

        def draws_if(purpose: str, distribution: Distribution | None) -> Draws | None:
            return None if distribution is None else draws(purpose, distribution)

        by, cases, otherwise = _work_of_class(here.work, customers)
        self._by = by
        self._cases = cases
        self._otherwise = otherwise
        self.work = draws("work", otherwise if by is None else None)
        self.mean_work = _mean_work(here.work, customers, who)
        self.hand_off = draws_if("hand-off", here.hand_off)
        self.patience = draws_if("patience", here.patience if here.own_patience else who.patience)
        self.balk = draws("balk")
        self.route = draws("route")

    def draw_work(self, visit: Visit) -> float:
        """The standard work of the visit: a number of its stream through the distribution for this case."""
        drawn = self.work.at(visit.case.number, visit.number, visit.attempt)
        if self._by is None:
            return drawn
        distribution = self._cases.get(visit.case.traits[self._by], self._otherwise)
        assert distribution is not None, "compile_plan leaves no value of the attribute without a time"
        return float(distribution.quantile(drawn))


def _work_of_class(
    work: Work, customers: int
) -> tuple[int | None, dict[float, Distribution], Distribution | None]:
    """The same, with the class known: (attribute that decides, by value, otherwise)."""
    if work.by == BY_CUSTOMERS:
        return None, {}, work.cases.get(float(customers), work.otherwise)
    return work.by, dict(work.cases), work.otherwise


def _mean_work(work: Work, customers: int, who: CustomerClass) -> float:
    """The mean of the standard work over the customers of a class.

    Of a class that the step has no time for, since it never comes there: the plain mean of those times.
    """
    shares: dict[float, float] = {}
    if work.by == BY_CUSTOMERS:
        shares = {float(customers): 1.0}
    elif work.by is not None:
        shares = _shares(who.traits[work.by], work.cases)
    known = {value: share for value, share in shares.items() if value in work.cases}
    mean = sum(share * work.cases[value].mean for value, share in known.items())
    if work.otherwise is not None:
        return mean + (1.0 - sum(known.values())) * work.otherwise.mean
    return mean if known else sum(of.mean for of in work.cases.values()) / len(work.cases)


def _shares(trait: Trait | None, values: Iterable[float]) -> dict[float, float]:
    """The share of a class that has each of these values of an attribute."""
    if trait is None:
        return {}
    if trait.draw is None:
        return {trait.value: 1.0}
    return {value: chance_that(trait.draw, "=", value) for value in values}
