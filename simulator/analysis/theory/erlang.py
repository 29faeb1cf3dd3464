"""Stations of several equal servers fed at random: Erlang's formulas.

Sources: A. K. Erlang (1917), "Solution of some problems in the theory of probabilities of significance in
automatic telephone exchanges"; Gross, Shortle, Thompson and Harris (2008), *Fundamentals of Queueing
Theory*, 4th edition, sections 2.3 to 2.5.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from simulator.analysis.theory.figures import Figures


def erlang_b(load: float, servers: int) -> float:
    """Share of arrivals that find all servers taken and leave (M/G/c/c); `load` in erlangs.

    The recursion B(n) = aB(n−1) / (n + aB(n−1)), stable for any number of servers (Gross et al. 2008, section
    2.5). Exact for work of any distribution.
    """
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(load: float, servers: int) -> float:
    """Share of arrivals that must wait (M/M/c); `load` in erlangs; 1 where it is not below `servers`.

    C = cB / (c − a(1 − B)) with Erlang's B (Gross et al. 2008, section 2.5).
    """
    if load >= servers:
        return 1.0
    blocked = erlang_b(load, servers)
    return servers * blocked / (servers - load * (1.0 - blocked))


def mmc(arrival_rate: float, mean_work: float, servers: int) -> Figures:
    """M/M/c: Poisson arrivals, exponential work, endless room and patience.

    Wq = C·m / (c − a) with mean work m and load a (Gross et al. 2008, section 2.3).
    """
    load = arrival_rate * mean_work
    model = f"M/M/{servers}"
    if load >= servers:
        return Figures(model, 1.0, math.inf, math.inf, math.inf, 1.0)
    waits = erlang_c(load, servers)
    mean_wait = waits * mean_work / (servers - load)
    waiting = arrival_rate * mean_wait
    return Figures(model, waits, mean_wait, waiting, waiting + load, load / servers)


def mmc_served_within(arrival_rate: float, mean_work: float, servers: int, within: float) -> float:
    """Share of customers of an M/M/c queue whose wait is at most `within`: 1 − C·exp(−(c − a)t/m).

    Gross et al. (2008), section 2.3; 0 where there is no steady state.
    """
    load = arrival_rate * mean_work
    if load >= servers:
        return 0.0
    return 1.0 - erlang_c(load, servers) * math.exp(-(servers - load) / mean_work * within)


def mmck(arrival_rate: float, mean_work: float, servers: int, room: int) -> Figures:
    """M/M/c/K: at most `room` inside, waiting and in service; who finds it full is lost.

    Gross et al. (2008), section 2.4. `mean_wait` and `wait_share` are over those who join.

    Raises:
        ValueError: if there is less room than servers.
    """
    present = _mmck_distribution(arrival_rate * mean_work, servers, room)
    lost = float(present[-1])
    joined = arrival_rate * (1.0 - lost)
    counts = np.arange(room + 1)
    waiting = float(np.maximum(counts - servers, 0) @ present)
    busy = float(np.minimum(counts, servers) @ present)
    return Figures(
        model=f"M/M/{servers}/{room}",
        wait_share=float(present[servers:-1].sum()) / (1.0 - lost),
        mean_wait=waiting / joined,
        mean_waiting=waiting,
        mean_present=waiting + busy,
        utilisation=busy / servers,
        lost_share=lost,
    )


def mmck_served_within(
    arrival_rate: float, mean_work: float, servers: int, room: int, within: float
) -> float:
    """Share of all arrivals at an M/M/c/K queue that join and wait at most `within`.

    Who joins behind n − c waiting waits for n − c + 1 departures, an Erlang distribution (Gross et al. 2008,
    section 2.4). The lost count as not served.
    """
    from scipy.special import pdtrc

    present = _mmck_distribution(arrival_rate * mean_work, servers, room)
    # The chance of more than n − c departures in time.
    in_time = pdtrc(np.arange(room - servers), servers / mean_work * within)
    return float(present[:servers].sum() + present[servers:room] @ in_time)


def _mmck_distribution(load: float, servers: int, room: int) -> npt.NDArray[np.float64]:
    """Chance of 0, 1, ..., `room` inside; shape (room + 1,)."""
    if room < servers:
        raise ValueError("an M/M/c/K queue has room for those in service: room >= servers")
    counts = np.arange(1, room + 1)
    logs = np.concatenate(([0.0], np.cumsum(math.log(load) - np.log(np.minimum(counts, servers)))))
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())
