"""Whether a cheaper plan is left: every one that less staff than a plan that fails would make is ruled out.

A plan fails where one with as many or more members everywhere fails. So of all cheaper plans only those have
to be simulated that no other cheaper one exceeds: the dearest of those left is always one of them.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from simulator.experiment.staffing.space import Levels
from simulator.experiment.staffing.trials import Trials

#: Ranges with more plans than this are not gone through.
MOST_PLANS = 10_000

#: Plans that are simulated at most to rule out the cheaper ones.
_MOST_TRIALS = 100

#: Of plans that cost the same so many are compared.
_COMPARED = 50

_Plans = npt.NDArray[np.int64]


def cheaper_plan(trials: Trials, best: Levels) -> tuple[Levels | None, bool]:
    """A plan that meets every service level for less than the best one known, and whether all were looked at.

    Args:
        trials: where plans are simulated.
        best: the best plan known.
    """
    space = trials.space
    if math.prod(place.high - place.low + 1 for place in space.places) > MOST_PLANS:
        return None, False
    left = _cheaper(trials, best)
    if len(left) > 1:
        _find_lowest(trials)
    for _ in range(_MOST_TRIALS):
        left = _without(left, trials.failed())
        if not len(left):
            return None, True
        plan = _dearest(trials, left)
        trials.judge([plan])
        if trials.met(plan) and trials.confirm(plan):
            return plan, False
    return None, False


def _cheaper(trials: Trials, best: Levels) -> _Plans:
    """All plans within the ranges that cost less, shape (plans, places)."""
    places = trials.space.places
    axes = [np.arange(place.low, place.high + 1) for place in places]
    plans = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(places))
    cost = plans @ np.array([place.cost for place in places])
    time = plans @ np.array([place.time for place in places])
    least_cost, least_time = trials.space.cost(best)
    # A millionth counts as nothing, as in the costs of the space.
    same = np.abs(cost - least_cost) < 1e-6
    found = plans[(~same & (cost < least_cost)) | (same & (time < least_time - 1e-6))]
    for each in trials.space.together:
        there = found[:, list(each.places)].sum(axis=1)
        found = found[(each.low <= there) & (there <= each.high)]
    return np.asarray(found)


def _find_lowest(trials: Trials) -> None:
    """The least number at each place with which all levels are met, with as many as may be at the others.

    Found by halving the range; what fails on the way rules out all plans with no more there.
    """
    top = trials.space.top
    for number, place in enumerate(trials.space.places):
        low, high = place.low, place.high
        while low < high:
            middle = (low + high) // 2
            plan = (*top[:number], middle, *top[number + 1 :])
            trials.judge([plan])
            low, high = (low, middle) if trials.met(plan) else (middle + 1, high)


def _without(plans: _Plans, failed: list[Levels]) -> _Plans:
    """The plans that have more than each failing one at some place."""
    for plan in failed:
        plans = plans[(plans > np.array(plan)).any(axis=1)]
    return plans


def _dearest(trials: Trials, plans: _Plans) -> Levels:
    """The dearest plan; of several the one that most of the others have no more than anywhere."""
    cost, time = (
        np.round(plans @ np.array(each), 6)
        for each in zip(*((place.cost, place.time) for place in trials.space.places), strict=True)
    )
    rows = plans[(cost == cost.max()) & (time == time[cost == cost.max()].max())]
    widest = max(rows[:_COMPARED], key=lambda row: int((plans <= row).all(axis=1).sum()))
    return tuple(int(level) for level in widest)
