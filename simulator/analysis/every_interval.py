"""Service levels that must hold in every interval (`per`): the worst interval, and how many held.

Intervals are counted from t = 0, so the same time of the run is the same interval in every replication. Of
each the attainment is estimated over all replications, with intervals of confidence that hold for all of
them at once (Bonferroni: of m intervals each at 1 − (1 − confidence)/m). The level's attainment is that of
the worst one: the least of the values, of the lower ends and of the upper ends (the greatest for
`at_most`). If all intervals of confidence contain their truth, this one contains the worst truth.

An interval in which fewer than half of the replications had anybody is left aside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.intervals import jackknife, ratio, share_bounds
from simulator.analysis.window import Floats
from simulator.model.plan import Sla


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst interval of a service level.

    Attributes:
        value, low, high: its attainment; nan where there is none.
        start: when it begins, in the clock's unit; nan where nobody was measured.
        held: the share of those intervals, in all replications that had anybody in them, that held by
            themselves.
    """

    value: float
    low: float
    high: float
    start: float
    held: float


def worst_interval(sla: Sla, share: bool, above: Floats, below: Floats, confidence: float) -> Worst:
    """The worst interval; above and below the line of each, shape (replications, intervals).

    Args:
        sla: the service level; it has `per`.
        share: whether it is a share, which cannot leave [0, 1].
        above: numerators.
        below: denominators.
        confidence: of all intervals together.
    """
    assert sla.per is not None
    some = np.flatnonzero((below > 0).sum(axis=0) >= max(1.0, len(below) / 2))
    if not len(some):
        nothing = float("nan")
        return Worst(nothing, nothing, nothing, nothing, nothing)
    above, below = above[:, some], below[:, some]
    estimate = jackknife(above, below, 1 - (1 - confidence) / len(some))
    if share:
        estimate = share_bounds(estimate, below.sum(axis=0), 1 - (1 - confidence) / len(some))
    own = ratio(above, below)
    own = own[~np.isnan(own)]
    if sla.at_least is not None:
        place = int(np.argmin(estimate.value))
        low, high = float(np.min(estimate.low)), float(np.min(estimate.high))
        held = own >= sla.at_least
    else:
        assert sla.at_most is not None
        place = int(np.argmax(estimate.value))
        low, high = float(np.max(estimate.low)), float(np.max(estimate.high))
        held = own <= sla.at_most
    return Worst(
        value=float(estimate.value[place]),
        low=low,
        high=high,
        start=float(some[place]) * sla.per,
        held=float(held.mean()),
    )
