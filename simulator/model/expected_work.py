"""What a visit takes by the SOP of its step, and what comes of it, over all who come to it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from simulator.model.flows import ClassFlow, per_step
from simulator.model.levels import Floats
from simulator.model.plan import BY_CUSTOMERS, Moments, Plan, Step
from simulator.model.procedure_moments import mixed
from simulator.randomness.distributions import Distribution


def mean_work(plan: Plan, flow_of_class: ClassFlow) -> tuple[Floats, Floats]:
    """Mean and mean square of the standard work of a visit, each of shape (steps, kinds)."""
    values = flow_of_class.worlds.values
    first = np.zeros((len(plan.steps), len(values)))
    second = np.zeros_like(first)
    for index in set(flow_of_class.net.steps):
        work = plan.steps[index].work
        for kind in range(len(values)):
            key = _work_key(work.by, flow_of_class.customers, values[kind])
            draw = work.cases.get(key, work.otherwise)
            if draw is not None:
                variety = flow_of_class.worlds.varieties[kind]
                mean, variance = _moments_of(plan.steps[index], flow_of_class.customers, key, draw, variety)
                first[index, kind] = mean
                second[index, kind] = variance + mean**2
    return first, second


def _moments_of(
    step: Step, customers: int, key: float, time: Distribution, variety: float
) -> tuple[float, float]:
    """Mean and variance of the work of a visit, as the SOP for that class makes it; variety nan: any."""
    procedure = step.procedure_for(customers)
    if procedure is None:
        return time.mean, time.variance
    base = procedure.bases.get(key, procedure.otherwise)
    assert base is not None, "there is one for every time"
    return base.takes if math.isnan(variety) else procedure.expected_at(variety).of(base, time.variance)


def _work_key(by: int | None, customers: int, values: npt.NDArray[np.float64]) -> float:
    if by is None:
        return float("nan")
    return float(customers) if by == BY_CUSTOMERS else float(values[by])


def standards_met(plan: Plan, found: ClassFlow) -> Mapping[int, Moments]:
    """What comes of a visit of a class to each step with an SOP to which it comes, by the index of the step.

    Whoever comes back more often, because it was an exception or an error was found, counts more often.
    """
    weights = per_step(plan, found, found.visits) * found.worlds.weights
    met = {}
    for index in sorted(set(found.net.steps)):
        procedure = plan.steps[index].procedure_for(found.customers)
        if procedure is not None:
            kinds = zip(weights[index], found.worlds.varieties, strict=True)
            met[index] = weighed((weight, procedure.expected_at(variety)) for weight, variety in kinds)
    return met


def weighed(some: Iterable[tuple[float, Moments]]) -> Moments:
    """The moments of visits of which so many have these; where there are none or without end, evenly."""
    found = list(some)
    total = sum(many for many, _ in found)
    if not 0 < total < math.inf:
        return mixed([(1 / len(found), one) for _, one in found])
    return mixed([(many / total, one) for many, one in found])
