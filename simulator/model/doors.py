"""Who comes in by doors that are not always open."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from simulator.model.arrivals import arrival_rates
from simulator.model.levels import Floats, averages, on_common_pieces
from simulator.model.plan import CustomerClass, Plan

DOORS = "who comes while the doors are closed is not counted, or comes in when they open"


def entry_rates(plan: Plan, customers: CustomerClass, spans: Floats) -> Floats:
    """Mean customers per unit of time who come in by the doors, in consecutive spans of the run.

    Whoever stands before closed doors comes in evenly over the span in which they open.

    Args:
        plan: the plan.
        customers: the class.
        spans: edges of the spans, shape (spans + 1,); the first is 0.

    Returns:
        Shape (spans,).
    """
    if customers.hours is None:
        return arrival_rates(plan, customers, spans)
    edges, (is_open,) = on_common_pieces([customers.hours], float(spans[-1]))
    pieces = np.union1d(edges, spans)
    inside = is_open[np.searchsorted(edges, pieces[:-1], side="right") - 1] > 0
    widths = np.diff(pieces)
    coming = arrival_rates(plan, customers, pieces) * widths
    if customers.waits_for_opening:
        coming = _at_the_opening(coming, inside)
    return averages(pieces, np.where(inside, coming, 0.0) / widths, spans)


def _at_the_opening(coming: Floats, inside: npt.NDArray[np.bool_]) -> Floats:
    """Those of closed pieces are added to the next open one."""
    through = np.concatenate(([0.0], np.cumsum(coming)[inside]))
    admitted = np.zeros_like(coming)
    admitted[inside] = np.diff(through)
    return admitted


def entry_share(plan: Plan, customers: CustomerClass) -> float:
    """Share of the customers of a class who come in by the doors."""
    if customers.hours is None:
        return 1.0
    whole = np.array([0.0, plan.run_for])
    coming = float(arrival_rates(plan, customers, whole)[0])
    return float(entry_rates(plan, customers, whole)[0]) / coming if 0 < coming < math.inf else 1.0
