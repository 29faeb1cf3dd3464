"""The queueing stations of a plan: a team with the steps it serves, as theory sees them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.model.flows import has_queue
from simulator.model.levels import Floats, on_common_pieces
from simulator.model.plan import NO_PRIORITY, CustomerClass, Plan, Step
from simulator.model.rosters import mean_speed, roster
from simulator.model.routes import teams_of
from simulator.model.traffic import Traffic
from simulator.randomness.distributions import Distribution

HEEDING_PRIORITY = ("priority", "preemptive")


@dataclass(frozen=True, slots=True, eq=False)
class Station:
    """A team and the visits that come to it.

    Attributes:
        team: index of the team.
        steps: indices of the steps it serves that somebody comes to.
        servers: members on duty at t = 0.
        speed: their mean speed.
        rates: visits per unit of time of each class at each of the steps, shape (classes, steps).
        work: mean time of a visit (standard work divided by the speed), likewise; 0 where nobody comes.
        work_squared: its mean square, likewise.
    """

    team: int
    steps: tuple[int, ...]
    servers: int
    speed: float
    rates: Floats
    work: Floats
    work_squared: Floats

    @property
    def rate(self) -> float:
        """Visits per unit of time in all."""
        return float(self.rates.sum())

    @property
    def mean_work(self) -> float:
        """Mean time of any visit."""
        return float((self.rates * self.work).sum()) / self.rate

    @property
    def cv(self) -> float:
        """Coefficient of variation of the time of any visit."""
        return _cv(self.mean_work, float((self.rates * self.work_squared).sum()) / self.rate)

    @property
    def load(self) -> float:
        """Offered load in erlangs."""
        return float((self.rates * self.work).sum())

    def of_classes(self, classes: list[int]) -> tuple[float, float, float]:
        """Visits per unit of time, mean time and coefficient of variation of some classes together."""
        rates = self.rates[classes]
        rate = float(rates.sum())
        mean = float((rates * self.work[classes]).sum()) / rate
        return rate, mean, _cv(mean, float((rates * self.work_squared[classes]).sum()) / rate)


def _cv(mean: float, square: float) -> float:
    return math.sqrt(max(square - mean * mean, 0.0)) / mean if mean > 0 else 0.0


def arrival_rate(plan: Plan, customers: CustomerClass) -> float | None:
    """Customers of a class per unit of time; None where they do not come one by one at a steady rate."""
    arrivals = customers.arrivals
    if arrivals.limit is not None or arrivals.batch is not None or arrivals.busyness is not None:
        return None
    if customers.hours is not None:
        return None
    if arrivals.every is not None:
        return 1.0 / arrivals.every.mean if arrivals.every.mean > 0 else None
    if arrivals.rate is None:
        return None
    _, (rates,) = on_common_pieces([arrivals.rate], plan.run_for)
    return float(rates[0]) if (rates == rates[0]).all() else None


def station(plan: Plan, traffic: Traffic, team: int) -> Station | None:
    """A team with its visits; None where they are not steady, or nobody comes."""
    steps = steps_served(plan, traffic, team)
    visits = traffic.visits[:, steps]
    rates = [arrival_rate(plan, customers) for customers in plan.classes]
    if any(rate is None and row.any() for rate, row in zip(rates, visits, strict=True)):
        return None
    coming = np.array([rate or 0.0 for rate in rates])[:, None] * visits
    if not coming.any():
        return None
    limited = not plan.teams[team].unlimited
    on_duty = roster(plan.teams[team], plan.run_for)
    speed = mean_speed(plan.teams[team], on_duty) if limited and not plan.teams[team].resource else 1.0
    return Station(
        team=team,
        steps=steps,
        servers=int(on_duty.heads[0]),
        speed=speed,
        rates=coming,
        work=np.nan_to_num(traffic.work[:, steps]) / speed,
        work_squared=np.nan_to_num(traffic.work_squared[:, steps]) / speed**2,
    )


def steps_served(plan: Plan, traffic: Traffic, team: int) -> tuple[int, ...]:
    """Indices of the steps that a team may serve and somebody comes to."""
    served = (i for i, step in enumerate(plan.steps) if team in teams_of(step))
    return tuple(i for i in served if traffic.visits[:, i].any())


def only_team(plan: Plan, steps: tuple[int, ...]) -> int | None:
    """The team of which one member at a time serves the steps, and whatever else it serves; else None."""
    (first, *others) = {plan.steps[step].options for step in steps}
    if others or len(first) != 1 or len(first[0]) != 1 or first[0][0][1] != 1:
        return None
    team = first[0][0][0]
    keeps = any(kept == team for step in plan.steps for kept, _ in step.keep)
    shared = any(team in teams_of(step) and step.options != first for step in plan.steps)
    return None if keeps or shared else team


def has_even_speeds(plan: Plan, team: int) -> bool:
    """Whether all members work at one speed."""
    return len({member.speed for member in plan.teams[team].members}) <= 1


def has_steady_staff(plan: Plan, team: int) -> bool:
    """Whether the same number of members is on duty throughout the run."""
    return roster(plan.teams[team], plan.run_for).is_constant


def patience_at(plan: Plan, customers: CustomerClass, step: int) -> Distribution | None:
    """How long a class queues at a step; None is endless."""
    here = plan.steps[step]
    if not has_queue(plan, here):
        return None
    return here.patience if here.own_patience else customers.patience


def priority_at(plan: Plan, customers: CustomerClass, step: int) -> float | None:
    """The priority of a class at a step; None where it differs within the class."""
    if plan.steps[step].queue.order not in HEEDING_PRIORITY:
        return NO_PRIORITY
    return customers.priority if customers.priority_by is None else None


def is_exponential(draw: Distribution) -> bool:
    """Whether a time is purely exponential."""
    (part, *others) = draw.parts
    return (
        not others
        and part.family.name == "exponential"
        and part.shift == 0
        and part.least in (None, 0.0)
        and part.most is None
    )


def common_exponential(plan: Plan, steps: tuple[int, ...]) -> bool:
    """Whether every visit to the steps has exponential work of the same mean."""
    draws = [draw for step in steps for draw in _draws(plan.steps[step])]
    return all(is_exponential(draw) for draw in draws) and len({draw.mean for draw in draws}) == 1


def _draws(step: Step) -> Iterator[Distribution]:
    yield from step.work.cases.values()
    if step.work.otherwise is not None:
        yield step.work.otherwise
