"""How many customers are to be expected, and when."""

from __future__ import annotations

import math

import numpy as np

from simulator.model.levels import Floats, averages, on_common_pieces
from simulator.model.plan import Arrivals, CustomerClass, Plan
from simulator.model.rounding import mean_count
from simulator.timeline import Timeline


def expected_cases(plan: Plan, customers: CustomerClass) -> float:
    """Expected customers of a class in a run.

    Exact for a rate (its integral over the run), for given moments, and for constant or exponential gaps;
    other gaps by the first two terms of the renewal function, t/m + (cv² − 1)/2 (Cox 1962, *Renewal Theory*,
    section 4.2). A `limit` cuts the expectation.
    """
    arrivals = customers.arrivals
    if arrivals.every is not None:
        moments = _renewals(arrivals, plan.run_for)
    elif arrivals.rate is not None:
        moments = arrivals.rate.integral(0.0, plan.run_for) * _busyness(plan, arrivals)
    elif arrivals.appointments is not None:
        book = arrivals.appointments
        return (1.0 - book.no_show) * len(book.slots[: arrivals.limit])
    else:
        moments = float(sum(t < plan.run_for for t in arrivals.at))
    cases = moments * _batch(arrivals)
    return cases if arrivals.limit is None else min(cases, float(arrivals.limit))


def _renewals(arrivals: Arrivals, end: float) -> float:
    gap = arrivals.every
    assert gap is not None
    if gap.mean == 0:
        return math.inf
    if gap.is_constant:
        return float(math.ceil(end / gap.mean) - 1)
    if gap.name == "exponential":
        return end / gap.mean
    return max(0.0, end / gap.mean + (gap.variance / gap.mean**2 - 1.0) / 2.0)


def _busyness(plan: Plan, arrivals: Arrivals) -> float:
    return 1.0 if arrivals.busyness is None else plan.busyness[arrivals.busyness].mean


def _batch(arrivals: Arrivals) -> float:
    return 1.0 if arrivals.batch is None else mean_count(arrivals.batch)


def arrival_rates(plan: Plan, customers: CustomerClass, spans: Floats) -> Floats:
    """Mean arrivals per unit of time in consecutive spans of the run; of a class with hours of those let in.

    Who waits before closed doors comes when they open.

    Args:
        plan: the plan.
        customers: the class.
        spans: edges of the spans, shape (spans + 1,); the first is 0.

    Returns:
        Shape (spans,).
    """
    if customers.hours is None:
        return _as_they_come(plan, customers, spans)
    edges, (opened,) = on_common_pieces([customers.hours], float(spans[-1]))
    cuts = np.unique(np.concatenate((edges, spans)))
    coming = _as_they_come(plan, customers, cuts) * np.diff(cuts)
    pieces = np.arange(len(coming))
    is_open = opened[np.searchsorted(edges, cuts[:-1], side="right") - 1] > 0
    if customers.waits_for_opening:
        next_open = np.where(is_open, pieces, len(pieces))
        into = np.minimum.accumulate(next_open[::-1])[::-1]
    else:
        into = np.where(is_open, pieces, len(pieces))
    let_in = np.bincount(into, coming, len(pieces) + 1)[:-1]
    of_spans = np.bincount(np.searchsorted(spans, cuts[:-1], side="right") - 1, let_in, len(spans) - 1)
    return np.asarray(of_spans / np.diff(spans))


def share_let_in(plan: Plan, customers: CustomerClass) -> float:
    """Share of a class that is not turned away at closed doors."""
    if customers.hours is None or customers.waits_for_opening:
        return 1.0
    run = np.array([0.0, plan.run_for])
    (coming,) = _as_they_come(plan, customers, run)
    (let_in,) = arrival_rates(plan, customers, run)
    return float(let_in / coming) if 0 < coming < math.inf else 1.0


def _as_they_come(plan: Plan, customers: CustomerClass, spans: Floats) -> Floats:
    """Mean arrivals per unit of time in consecutive spans, whether or not the doors are open."""
    arrivals = customers.arrivals
    if arrivals.every is not None:
        rates = np.full(len(spans) - 1, 1.0 / arrivals.every.mean if arrivals.every.mean else math.inf)
    elif arrivals.rate is not None:
        edges, (rate,) = on_common_pieces([arrivals.rate], float(spans[-1]))
        rates = averages(edges, rate, spans) * _busyness(plan, arrivals)
    else:
        moments, each = _moments(arrivals)
        counts = np.diff(np.searchsorted(np.asarray(moments), spans)) * each
        rates = counts / np.diff(spans)
    rates = rates * _batch(arrivals)
    if arrivals.limit is not None:
        widths = np.diff(spans)
        rates = np.diff(np.minimum(np.cumsum(rates * widths), arrivals.limit), prepend=0.0) / widths
    return np.asarray(rates)


def _moments(arrivals: Arrivals) -> tuple[tuple[float, ...], float]:
    """The moments at which customers are due, and how many come to each."""
    if arrivals.appointments is None:
        return arrivals.at, 1.0
    book = arrivals.appointments
    return book.slots[: arrivals.limit], 1.0 - book.no_show


def share_during(plan: Plan, customers: CustomerClass, when: Timeline) -> float:
    """Share of the customers of a class that arrive while a timeline is 1."""
    arrivals = customers.arrivals
    if arrivals.rate is not None:
        edges, (rate, on) = on_common_pieces([arrivals.rate, when], plan.run_for)
        weights = rate * np.diff(edges)
        return float(weights @ on / weights.sum()) if weights.any() else 0.0
    if arrivals.every is not None:
        return when.mean(0.0, plan.run_for)
    moments, _ = _moments(arrivals)
    inside = [when.at(t) for t in moments if t < plan.run_for]
    return sum(inside) / len(inside) if inside else 0.0
