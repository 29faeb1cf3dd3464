"""When the customers of a class come."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice, repeat, takewhile
from math import floor, inf

from simulator.model.plan import Arrivals, CustomerClass, Plan
from simulator.randomness.distributions import Distribution, exponential
from simulator.randomness.draws import Draws
from simulator.randomness.streams import stream
from simulator.timeline import Timeline


def arrival_times(plan: Plan, customers: CustomerClass, seed: int, replication: int) -> Iterator[float]:
    """The arrival time of customer 1, 2, 3, ... of the class, up to the close of the doors."""
    arrivals = customers.arrivals

    def draws(purpose: str, distribution: Distribution) -> Draws:
        return Draws(seed, replication, stream(purpose, customers=customers.name), distribution)

    if arrivals.every is not None:
        moments = _renewals(draws("gap", arrivals.every))
    elif arrivals.rate is not None:
        pieces = _pieces(plan, arrivals, seed, replication)
        moments = _poisson(draws("gap", exponential(1.0)), pieces)
    else:
        moments = iter(arrivals.at)
    moments = _before(plan.run_for, moments)
    if arrivals.batch is not None:
        moments = _batches(draws("batch", arrivals.batch), moments)
    return islice(moments, arrivals.limit)


def _before(close: float, moments: Iterator[float]) -> Iterator[float]:
    for t in moments:
        if t >= close:
            return
        yield t


def _renewals(gaps: Draws) -> Iterator[float]:
    t = 0.0
    for n in count(1):
        t += gaps.at(n)
        yield t


def _poisson(gaps: Draws, pieces: Iterator[tuple[float, float, float]]) -> Iterator[float]:
    """Unit exponentials carried through the inverse of the rate's integral (Çinlar 1975).

    The same customers come earlier when the rate is scaled up.
    """
    start, end, rate = next(pieces)
    area = 0.0  # under the rate, up to `start`
    target = 0.0
    for n in count(1):
        target += gaps.at(n)
        while rate == 0 or (target - area) / rate > end - start:
            if end == inf:
                return
            area += rate * (end - start)
            start, end, rate = next(pieces)
        yield start + (target - area) / rate


def _pieces(
    plan: Plan, arrivals: Arrivals, seed: int, replication: int
) -> Iterator[tuple[float, float, float]]:
    """The spans of constant rate, cut at midnight where the rate has a daily factor."""
    rate = arrivals.rate or Timeline.constant(0.0)
    for start, end, value in takewhile(lambda piece: piece[0] < plan.run_for, rate.pieces()):
        if arrivals.busyness is None:
            yield start, min(end, plan.run_for), value
        else:
            yield from _by_day(
                plan, arrivals.busyness, (start, min(end, plan.run_for), value), seed, replication
            )
    yield plan.run_for, inf, 0.0


def _by_day(
    plan: Plan, busyness: str, piece: tuple[float, float, float], seed: int, replication: int
) -> Iterator[tuple[float, float, float]]:
    """One span of the rate, times the factor of each day on which it lies; days count from 0."""
    factors = Draws(seed, replication, stream("busyness " + busyness), plan.busyness[busyness])
    start, end, value = piece
    while start < end:
        day = max(0, floor((start - plan.first_day_ends) / plan.day) + 1)
        midnight = plan.first_day_ends + day * plan.day
        yield start, min(end, midnight), value * factors.at(day)
        start = midnight


def _batches(sizes: Draws, moments: Iterator[float]) -> Iterator[float]:
    for n, t in enumerate(moments, 1):
        yield from repeat(t, round(sizes.at(n)))
