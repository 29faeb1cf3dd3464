"""When the customers of a class come."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice, repeat, takewhile
from math import inf, nan
from typing import NamedTuple

from simulator.engine.endings import too_many_at_once
from simulator.model.plan import Arrivals, CustomerClass, Plan
from simulator.model.streams import BATCH, EARLY_LATE, GAP, NO_SHOW, busyness_stream, class_stream
from simulator.randomness.distributions import Distribution, exponential
from simulator.randomness.draws import Draws
from simulator.timeline import Timeline


class Coming(NamedTuple):
    """Somebody who comes.

    Attributes:
        t: when.
        number: which customer of the class, from 1.
        slot: its appointment; nan where it has none.
        shows: whether it really comes.
    """

    t: float
    number: int
    slot: float = nan
    shows: bool = True


def arrivals_of(plan: Plan, customers: CustomerClass, seed: int, replication: int) -> Iterator[Coming]:
    """Those of the class who come before the doors close, or have an appointment before."""
    arrivals = customers.arrivals

    def draws(purpose: str, distribution: Distribution | None = None) -> Draws:
        return Draws(seed, replication, class_stream(purpose, customers).number, distribution)

    if arrivals.appointments is not None:
        slots = arrivals.appointments.slots[: arrivals.limit]
        late = arrivals.appointments.early_late
        early_late = None if late is None else draws(EARLY_LATE, late)
        return _appointments(slots, arrivals.appointments.no_show, draws(NO_SHOW), early_late)
    if arrivals.every is not None:
        moments = _renewals(draws(GAP, arrivals.every))
    elif arrivals.rate is not None:
        pieces = _pieces(plan, arrivals, seed, replication)
        moments = _poisson(draws(GAP, exponential(1.0)), pieces)
    else:
        moments = iter(arrivals.at)
    moments = _before(plan.run_for, moments)
    if arrivals.batch is not None:
        moments = _batches(draws(BATCH, arrivals.batch), moments)
    times = islice(_in_time(customers, moments), arrivals.limit)
    return (Coming(t, number) for number, t in enumerate(times, 1))


def _appointments(
    slots: tuple[float, ...], no_show: float, comes: Draws, early_late: Draws | None
) -> Iterator[Coming]:
    """Each slot with whoever has it: n-th customer, n-th slot. Nobody comes before the start."""
    for n, slot in enumerate(slots, 1):
        if comes.at(n) < no_show:
            yield Coming(slot, n, slot, shows=False)
        else:
            yield Coming(slot if early_late is None else max(0.0, slot + early_late.at(n)), n, slot)


def _in_time(customers: CustomerClass, moments: Iterator[float]) -> Iterator[float]:
    """The same moments; the run is stopped where customers come and come and no time passes."""
    last, together = -inf, 0
    for t in moments:
        together = together + 1 if t == last else 1
        too_many_at_once(customers, together)
        last = t
        yield t


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
    pieces = takewhile(lambda piece: piece[0] < plan.run_for, rate.pieces())
    spans = ((start, min(end, plan.run_for), value) for start, end, value in pieces)
    name = arrivals.busyness
    if name is None:
        yield from spans
    else:
        factors = Draws(seed, replication, busyness_stream(name).number, plan.busyness[name])
        yield from _by_day(plan, spans, factors)
    yield plan.run_for, inf, 0.0


def _by_day(
    plan: Plan, spans: Iterator[tuple[float, float, float]], factors: Draws
) -> Iterator[tuple[float, float, float]]:
    """The spans of a rate, each times the factor of every day on which it lies; days count from 0."""
    day, midnight = 0, plan.first_day_ends
    for start, end, value in spans:
        while start < end:
            while midnight <= start:
                day += 1
                midnight = plan.first_day_ends + day * plan.day
            yield start, min(end, midnight), value * factors.at(day)
            start = midnight


def _batches(sizes: Draws, moments: Iterator[float]) -> Iterator[float]:
    for n, t in enumerate(moments, 1):
        yield from repeat(t, round(sizes.at(n)))
