"""How long a visit may take before it is too slow."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from simulator.analysis.audit.visits import Visits
from simulator.analysis.window import Flags, Floats
from simulator.model.plan import Plan, Step

#: Without standard times a visit is too slow that takes longer than this share of visits would.
QUANTILE = 0.99


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a visit to a step may take.

    Attributes:
        time: in seconds.
        standard: whether it comes from the standard times of its SOP; else from the time of the step.
    """

    time: float
    standard: bool


def limits(plan: Plan, tolerance: float) -> tuple[Limit, ...]:
    """Return the limits of all steps.

    With standard times it is their sum and the tolerance. Without, it is the 99 % quantile of the step's
    time; of a time that depends on the customer, the longest such.

    Args:
        plan: of the blueprint.
        tolerance: by which share a visit may take longer than the standard times.
    """
    return tuple(_limit(step, tolerance, plan.clock.seconds) for step in plan.steps)


def _limit(step: Step, tolerance: float, unit: float) -> Limit:
    standard = None if step.procedure is None else step.procedure.standard_time
    if standard is not None:
        return Limit(standard * (1 + tolerance) * unit, standard=True)
    times = [*step.work.cases.values(), *([step.work.otherwise] if step.work.otherwise else [])]
    return Limit(max((time.quantile(QUANTILE) for time in times), default=inf) * unit, standard=False)


def durations(visits: Visits) -> Floats:
    """Return how long visits took, from the start to the end, in seconds; nan where that is not known."""
    return visits.end - visits.start


def too_slow(visits: Visits, allowed: tuple[Limit, ...]) -> Flags:
    """Return which visits took longer than they may; not those that did so by rounding."""
    most = np.array([limit.time for limit in allowed])[visits.step]
    return np.asarray(durations(visits) > most * (1 + 1e-9) + 1e-6, np.bool_)
