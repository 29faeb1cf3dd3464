"""Queues written down a second time, as short as they can be.

Times are floats from t = 0, one for each customer in the order of arrival. nan: never.
"""

from __future__ import annotations

import math

import numpy as np

from simulator.randomness.compiled import compiled
from simulator.randomness.philox import keyed_uniform
from tests.theory.addressed import Floats


@compiled
def lindley(arrived: Floats, work: Floats) -> Floats:
    """G/G/1, first come first served: when each starts (Lindley 1952)."""
    started = np.empty(arrived.size)
    free = 0.0
    for i in range(arrived.size):
        started[i] = max(arrived[i], free)
        free = started[i] + work[i]
    return started


@compiled
def occupy(free: Floats, finished: float) -> None:
    """The server who is free first is taken until `finished`; the row stays in increasing order."""
    j = 0
    while j + 1 < free.size and free[j + 1] < finished:
        free[j] = free[j + 1]
        j += 1
    free[j] = finished


@compiled
def kiefer_wolfowitz(servers: int, arrived: Floats, work: Floats) -> Floats:
    """G/G/c, first come first served: when each starts (Kiefer & Wolfowitz 1955)."""
    started = np.empty(arrived.size)
    free = np.zeros(servers)
    for i in range(arrived.size):
        started[i] = max(arrived[i], free[0])
        occupy(free, started[i] + work[i])
    return started


@compiled
def with_little_room(servers: int, room: int, arrived: Floats, work: Floats) -> Floats:
    """G/G/c with room for so many who wait: when each starts; nan for those turned away.

    The room is full where the last `room` who joined all start later than now.
    """
    started = np.full(arrived.size, np.nan)
    free = np.zeros(servers)
    starts = np.full(max(room, 1), -math.inf)  # of the last who joined
    joined = 0
    for i in range(arrived.size):
        all_busy = free[0] > arrived[i]
        if all_busy and (room == 0 or starts[joined % room] > arrived[i]):
            continue
        started[i] = max(arrived[i], free[0])
        occupy(free, started[i] + work[i])
        starts[joined % max(room, 1)] = started[i]
        joined += 1
    return started


@compiled
def with_patience(servers: int, arrived: Floats, work: Floats, patience: Floats) -> Floats:
    """G/G/c+G, first come first served: when each starts; nan for those who give up before."""
    started = np.full(arrived.size, np.nan)
    free = np.zeros(servers)
    for i in range(arrived.size):
        could_start = max(arrived[i], free[0])
        if could_start <= arrived[i] + patience[i]:
            started[i] = could_start
            occupy(free, could_start + work[i])
    return started


@compiled
def first_class_first(
    arrived: Floats, work: Floats, arrived_low: Floats, work_low: Floats
) -> tuple[Floats, Floats]:
    """One server, two classes, nobody interrupted: when each of the first and of the second class starts."""
    started, started_low = np.empty(arrived.size), np.empty(arrived_low.size)
    i = j = 0
    free = 0.0
    while i < arrived.size or j < arrived_low.size:
        next_one = arrived[i] if i < arrived.size else math.inf
        next_low = arrived_low[j] if j < arrived_low.size else math.inf
        now = max(free, min(next_one, next_low))
        if next_one <= now:
            started[i] = now
            free = now + work[i]
            i += 1
        else:
            started_low[j] = now
            free = now + work_low[j]
            j += 1
    return started, started_low


@compiled
def first_class_interrupts(
    arrived: Floats, work: Floats, arrived_low: Floats, work_low: Floats
) -> tuple[Floats, Floats]:
    """One server, two classes, the first interrupts the second, which resumes: when each finishes."""
    finished = lindley(arrived, work) + work  # the first class never sees the second
    finished_low = np.empty(arrived_low.size)
    i = 0
    now = 0.0
    for j in range(arrived_low.size):
        now = max(now, arrived_low[j])
        left = work_low[j]
        while True:
            while i < arrived.size and finished[i] <= now:
                i += 1
            if i == arrived.size or now + left <= arrived[i]:
                break
            if arrived[i] > now:
                left = max(0.0, left - (arrived[i] - now))
            now = finished[i]
        now += left
        finished_low[j] = now
    return finished, finished_low


@compiled
def counts_between(areas: Floats, replications: int, seed: int, low: int, high: int) -> np.ndarray:
    """How many unit exponentials' sums fall between the areas, in each of many replications."""
    counts = np.zeros((replications, areas.size - 1), np.int64)
    for replication in range(replications):
        n = 0
        span = 0
        target = 0.0
        while True:
            n += 1
            target -= math.log1p(-keyed_uniform(seed, replication + 1, low, high, n, 1, 0))
            while span < areas.size - 1 and target > areas[span + 1]:
                span += 1
            if span == areas.size - 1:
                break
            if target > areas[0]:
                counts[replication, span] += 1
    return counts
