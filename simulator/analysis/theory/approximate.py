"""Approximations for arrivals and work of any distribution (G/G/c). None of these is exact.

Sources: A. O. Allen (1990), *Probability, Statistics, and Queueing Theory*, 2nd edition, chapter 5 (the
Allen–Cunneen formula); H. Sakasegawa (1977), "An approximation formula L_q ≃ αρ^β/(1 − ρ)", Annals of the
Institute of Statistical Mathematics 29, 67–75, in the form of Hopp and Spearman (2008), *Factory Physics*,
3rd edition, chapter 8.
"""

from __future__ import annotations

import math

from simulator.analysis.theory.erlang import erlang_c
from simulator.analysis.theory.figures import Figures


def allen_cunneen(
    arrival_rate: float, mean_work: float, servers: int, cv_arrivals: float, cv_work: float
) -> Figures:
    """Wq ≈ C·m / (c − a) · (ca² + cs²) / 2: Erlang's C scaled by the variability of arrivals and work.

    Exact for M/M/c and M/G/1, good in heavy traffic.
    """
    load = arrival_rate * mean_work
    if load >= servers:
        return Figures(f"G/G/{servers}", 1.0, math.inf, math.inf, math.inf, 1.0)
    waits = erlang_c(load, servers)
    mean_wait = waits * mean_work / (servers - load) * (cv_arrivals**2 + cv_work**2) / 2
    return _figures(arrival_rate, load, servers, waits, mean_wait)


def sakasegawa(
    arrival_rate: float, mean_work: float, servers: int, cv_arrivals: float, cv_work: float
) -> Figures:
    """Wq ≈ m·ρ^(√(2(c+1)) − 1) / (c(1 − ρ)) · (ca² + cs²) / 2: without Erlang's C.

    The power of ρ stands for Erlang's C, and is `wait_share`.
    """
    load = arrival_rate * mean_work
    if load >= servers:
        return Figures(f"G/G/{servers}", 1.0, math.inf, math.inf, math.inf, 1.0)
    used = load / servers
    waits = used ** (math.sqrt(2.0 * (servers + 1)) - 1.0)
    mean_wait = waits * mean_work / (servers - load) * (cv_arrivals**2 + cv_work**2) / 2
    return _figures(arrival_rate, load, servers, waits, mean_wait)


def _figures(arrival_rate: float, load: float, servers: int, waits: float, mean_wait: float) -> Figures:
    waiting = arrival_rate * mean_wait
    return Figures(f"G/G/{servers}", waits, mean_wait, waiting, waiting + load, load / servers)
