"""A network with a way back: the engine is a walk from event to event, and that meets the product form."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from simulator.engine.simpy_engine import simulate
from simulator.randomness.distributions import exponential
from simulator.randomness.philox import keyed_uniform
from simulator.randomness.streams import stream
from tests.littles_law import assert_littles_law
from tests.plans import a_class, a_plan, a_step, a_team, end, to
from tests.theory.addressed import (
    CUSTOMERS,
    EXACTLY_WHERE_SLOW,
    REPLICATIONS,
    SEED,
    SETTLING,
    Floats,
    poisson_arrivals,
)
from tests.theory.intervals import assert_meets

#: New cases come to `draft` (one clerk), then go to `review` (two clerks), from where 30 % come back.
RATE = 0.35
BACK = 0.3
MEANS = (1.0, 2.4)
SERVERS = (1, 2)

#: Traffic equations: both see RATE / (1 - BACK) = 0.5.
LOADS = tuple(RATE / (1 - BACK) * mean for mean in MEANS)

#: Numbers at the two stations up to here are counted apart, more with the last.
MOST = 2


@njit
def walk(
    arrived: Floats, settling: int, seed: int, replication: int, low: np.ndarray, high: np.ndarray
) -> tuple[Floats, np.ndarray]:
    """When each customer leaves, and how long each pair of numbers at the stations held once settled.

    `low` and `high` are the words of the streams: work at the first, work at the second, the way back.
    """
    count = arrived.size
    left = np.empty(count)
    rounds = np.ones(count, np.int64)
    line = np.empty((2, count), np.int64)  # a ring for each station: who waits or is served
    first = np.zeros(2, np.int64)  # ever gone into service
    last = np.zeros(2, np.int64)  # ever come
    ends = np.full((2, 2), math.inf)  # of the work of each server
    serves = np.zeros((2, 2), np.int64)
    present = np.zeros(2, np.int64)
    held = np.zeros((MOST + 1, MOST + 1))
    now = 0.0
    coming = gone = 0
    while gone < count:
        station, server = -1, -1
        t = arrived[coming] if coming < count else math.inf
        for s in range(2):
            for k in range(SERVERS[s]):
                if ends[s, k] < t:
                    t, station, server = ends[s, k], s, k
        if settling <= coming < count:
            held[min(present[0], MOST), min(present[1], MOST)] += t - now
        now = t
        goes_to = 0
        if station < 0:
            customer = coming
            coming += 1
        else:
            customer = serves[station, server]
            ends[station, server] = math.inf
            present[station] -= 1
            goes_to = 1 - station
            if station == 1:
                u = keyed_uniform(seed, replication, low[2], high[2], customer + 1, rounds[customer], 0)
                rounds[customer] += 1
                if u >= BACK:
                    left[customer] = now
                    gone += 1
                    goes_to = -1
        if goes_to >= 0:
            line[goes_to, last[goes_to] % count] = customer
            last[goes_to] += 1
            present[goes_to] += 1
        for s in range(2):
            for k in range(SERVERS[s]):
                if ends[s, k] == math.inf and first[s] < last[s]:
                    customer = line[s, first[s] % count]
                    first[s] += 1
                    u = keyed_uniform(seed, replication, low[s], high[s], customer + 1, rounds[customer], 0)
                    ends[s, k] = now - MEANS[s] * math.log1p(-u)
                    serves[s, k] = customer
    return left, held / held.sum()


def network(count: int, settling: int, replication: int = 1) -> tuple[Floats, np.ndarray]:
    """The walk of so many customers."""
    streams = [
        stream("work", "draft", "case"),
        stream("work", "review", "case"),
        stream("route", "review", "case"),
    ]
    low = np.array([number & 0xFFFFFFFF for number in streams])
    high = np.array([number >> 32 for number in streams])
    arrived = poisson_arrivals(RATE, count, "case", replication)
    return walk(arrived, settling, SEED, replication, low, high)


def test_the_engine_is_the_walk() -> None:
    plan = a_plan(
        [a_class("case", "draft", RATE, limit=EXACTLY_WHERE_SLOW)],
        [
            a_step("draft", "clerks", exponential(MEANS[0]), to("review")),
            a_step("review", "reviewers", exponential(MEANS[1]), [to("draft", share=BACK), end()]),
        ],
        [a_team("clerks", SERVERS[0]), a_team("reviewers", SERVERS[1])],
        run_for=2 * EXACTLY_WHERE_SLOW / RATE,
    )
    records = simulate(plan)
    left, _ = network(EXACTLY_WHERE_SLOW, 0)
    assert np.array_equal(records.cases["left"], left)
    assert records.visits["visit"].max() > 3
    assert_littles_law(plan, records)


def at_a_station(load: float, servers: int) -> list[float]:
    """The chances of 0, 1, ... at an M/M/c queue, the last one of MOST and more (Erlang)."""
    weights = [load**n / math.factorial(min(n, servers)) / servers ** max(0, n - servers) for n in range(200)]
    chances = np.array(weights) / sum(weights)
    return [*chances[:MOST], chances[MOST:].sum()]


def test_the_walk_meets_the_product_form() -> None:
    draft, review = (at_a_station(*pair) for pair in zip(LOADS, SERVERS, strict=True))
    theory = {
        f"{m} at draft, {n} at review": draft[m] * review[n] for m in range(MOST + 1) for n in range(MOST + 1)
    }

    def figures(replication: int) -> dict[str, float]:
        _, held = network(CUSTOMERS, SETTLING, replication)
        return dict(zip(theory, held.ravel(), strict=True))

    assert_meets((figures(r) for r in range(1, REPLICATIONS + 1)), theory)
