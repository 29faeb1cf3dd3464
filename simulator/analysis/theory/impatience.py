"""Erlang A: M/M/c with customers who give up after an exponential patience (M/M/c+M).

Sources: C. Palm (1957), "Research on telephone traffic carried by full availability groups", Tele 1;
F. Baccelli and G. Hebuterne (1981), "On queues with impatient customers", Performance '81, 159–179;
S. Zeltyn and A. Mandelbaum (2005), "Call centers with impatient customers: many-server asymptotics of the
M/M/n+G queue", Queueing Systems 51, 361–402 (also for the density of the offered wait).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from simulator.analysis.theory.figures import Figures

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
_NEGLIGIBLE = -45.0  # exp of it, relative to the largest term, is below rounding


def erlang_a(arrival_rate: float, mean_work: float, servers: int, mean_patience: float) -> Figures:
    """M/M/c+M: steady state at any load.

    `mean_wait` is over all arrivals, also those who give up, so that the share who give up is
    `mean_wait / mean_patience`: patience runs out at the same rate for everyone who waits.
    """
    log_full, log_tail = _birth_death(arrival_rate, mean_work, servers, mean_patience)
    tail = np.exp(log_tail + log_full)
    waits = float(tail.sum())
    waiting = float(np.arange(tail.size) @ tail)
    abandoned = waiting / mean_patience / arrival_rate
    busy = arrival_rate * (1.0 - abandoned) * mean_work
    return Figures(
        model=f"M/M/{servers}+M",
        wait_share=waits,
        mean_wait=waiting / arrival_rate,
        mean_waiting=waiting,
        mean_present=waiting + busy,
        utilisation=busy / servers,
        abandoned_share=abandoned,
    )


def erlang_a_wait_of_served(
    arrival_rate: float, mean_work: float, servers: int, mean_patience: float
) -> float:
    """Mean wait of those whom an M/M/c+M queue serves, also of those who need not wait.

    Who finds j waiting moves up j + 1 times, after exponential times of rates c/m + iθ for i = j + 1, ..., 1,
    whatever made room, and is served with chance (c/m) / (c/m + (j + 1)θ).
    """
    log_full, log_tail = _birth_death(arrival_rate, mean_work, servers, mean_patience)
    rate, give_up = servers / mean_work, 1.0 / mean_patience
    moves = rate + give_up * np.arange(1, log_tail.size + 1)
    served_after_wait = np.exp(log_full + log_tail) * rate / moves
    at_once = 1.0 - float(np.exp(log_full + log_tail).sum())
    waited = float(served_after_wait @ np.cumsum(1.0 / moves))
    return waited / (max(at_once, 0.0) + float(served_after_wait.sum()))


def erlang_a_served_within(
    arrival_rate: float, mean_work: float, servers: int, mean_patience: float, within: float
) -> float:
    """Share of all arrivals at an M/M/c+M queue that are served after a wait of at most `within`.

    An arrival is served at once where a server is free, else when its patience outlasts the wait it is
    offered, whose density is (c/m)·p_c·exp((λ/θ)(1 − e^(−θv)) − (c/m)v) with θ the patience rate and p_c the
    chance that all servers are busy and nobody waits.
    """
    log_full, log_tail = _birth_death(arrival_rate, mean_work, servers, mean_patience)
    at_once = 1.0 - float(np.exp(log_tail + log_full).sum())
    if within <= 0:
        return at_once
    rate, give_up = servers / mean_work, 1.0 / mean_patience

    def exponent(v: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        density = log_full - arrival_rate / give_up * np.expm1(-give_up * v) - (rate + give_up) * v
        return np.asarray(density)

    # The density changes over 1/|rate − λ|, and around its peak over 1/√(rate·θ): panels shorter than both.
    change = max(abs(rate - arrival_rate), math.sqrt(rate * give_up), give_up)
    peak = max(0.0, math.log(arrival_rate / (rate + give_up)) / give_up)
    low, high = _worth_a_look(exponent, min(peak, within), within)
    edges = np.linspace(low, high, 2 + min(int(2 * (high - low) * change), 20_000))
    half = np.diff(edges)[:, None] / 2
    v = edges[:-1, None] + half * (1 + _NODES)
    return at_once + rate * float((half * np.exp(exponent(v)) * _WEIGHTS).sum())


def _worth_a_look(
    exponent: Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]], peak: float, within: float
) -> tuple[float, float]:
    """The part of [0, within] outside which a density is negligible: it only falls away from its `peak`."""
    ends = []
    for end in (0.0, within):
        near, far = peak, end
        for _ in range(60):  # halvings, as many as leave nothing of a float
            middle = (near + far) / 2
            here, there = exponent(np.array([peak, middle]))
            near, far = (middle, far) if there > here + _NEGLIGIBLE else (near, middle)
        ends.append(far)
    return ends[0], ends[1]


def _birth_death(
    arrival_rate: float, mean_work: float, servers: int, mean_patience: float
) -> tuple[float, npt.NDArray[np.float64]]:
    """Logarithms of p_c and of p_(c+j) / p_c for j = 0, 1, ... until they are negligible.

    p_(c+j) / p_c is the product of λ / (c/m + iθ) over i = 1..j. All in logarithms, because in a large
    overload these products exceed the range of a float.
    """
    rate, give_up = servers / mean_work, 1.0 / mean_patience
    longest = max(0.0, (arrival_rate - rate) / give_up)
    size = int(longest + 10 * math.sqrt(arrival_rate / give_up + longest)) + 100
    while True:
        steps = math.log(arrival_rate) - np.log(rate + give_up * np.arange(1, size))
        log_tail = np.concatenate(([0.0], np.cumsum(steps)))
        if log_tail[-1] < log_tail.max() + _NEGLIGIBLE:
            break
        size *= 2
    load = arrival_rate * mean_work
    below = np.arange(servers - 1, -1, -1)
    # p_n / p_c for n = c−1, ..., 0 is the product of (i+1)/load downwards.
    log_below = np.cumsum(np.log(below + 1) - math.log(load))
    top = max(log_tail.max(), log_below.max())
    total = np.exp(log_tail - top).sum() + np.exp(log_below - top).sum()
    return -(top + math.log(total)), log_tail
