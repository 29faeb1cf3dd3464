"""Stations with work of any distribution.

Sources: F. Pollaczek (1930) and A. Khinchine (1932) for M/G/1; C. Palm (1943) and L. Takács (1962) for
M/G/∞; Gross, Shortle, Thompson and Harris (2008), *Fundamentals of Queueing Theory*, 4th edition.
"""

from __future__ import annotations

import math

from simulator.analysis.theory.erlang import erlang_b
from simulator.analysis.theory.figures import Figures


def mg1(arrival_rate: float, mean_work: float, cv: float) -> Figures:
    """M/G/1, `cv` the coefficient of variation of the work.

    Pollaczek–Khinchine: Wq = ρm(1 + cv²) / (2(1 − ρ)), Gross et al. (2008), section 5.1.
    """
    load = arrival_rate * mean_work
    if load >= 1:
        return Figures("M/G/1", 1.0, math.inf, math.inf, math.inf, 1.0)
    mean_wait = load * mean_work * (1.0 + cv * cv) / (2.0 * (1.0 - load))
    waiting = arrival_rate * mean_wait
    return Figures("M/G/1", load, mean_wait, waiting, waiting + load, load)


def mg_infinite(arrival_rate: float, mean_work: float) -> Figures:
    """M/G/∞: nobody waits; the number present is Poisson with mean λm (Gross et al. 2008, section 5.2)."""
    load = arrival_rate * mean_work
    return Figures("M/G/∞", 0.0, 0.0, 0.0, load, math.nan)


def occupancy_chance(load: float, present: int) -> float:
    """Chance that `present` are inside an M/G/∞ station of `load` erlangs: the Poisson distribution."""
    if load == 0:
        return float(present == 0)
    return math.exp(present * math.log(load) - load - math.lgamma(present + 1))


def mgcc(arrival_rate: float, mean_work: float, servers: int) -> Figures:
    """M/G/c/c: no queue at all; the share lost is Erlang's B for any work of this mean (Sevastyanov 1957)."""
    load = arrival_rate * mean_work
    lost = erlang_b(load, servers)
    busy = load * (1.0 - lost)
    return Figures(f"M/G/{servers}/{servers}", 0.0, 0.0, 0.0, busy, busy / servers, lost_share=lost)
