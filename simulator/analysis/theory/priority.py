"""Stations that serve some classes before others; every list runs from the first served to the last.

Sources: A. Cobham (1954), "Priority assignment in waiting line problems", Operations Research 2, 70–76;
Gross, Shortle, Thompson and Harris (2008), *Fundamentals of Queueing Theory*, 4th edition, section 3.4;
L. Kleinrock (1976), *Queueing Systems II*, section 3.4 for pre-emption with work of any distribution.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from simulator.analysis.theory.erlang import erlang_c
from simulator.analysis.theory.figures import Figures


def mg1_priority(
    arrival_rates: Sequence[float], mean_works: Sequence[float], cvs: Sequence[float]
) -> tuple[Figures, ...]:
    """M/G/1, work is not interrupted: Wq_k = R / ((1 − σ_(k−1))(1 − σ_k)), R = Σ λ_i E[S_i²] / 2.

    σ_k is the load of the classes up to k (Cobham 1954). A class has no steady state where σ_k ≥ 1.
    """
    loads = [rate * work for rate, work in zip(arrival_rates, mean_works, strict=True)]
    through = [0.0, *accumulate(loads)]
    residual = _residual(arrival_rates, mean_works, cvs)
    if through[-1] >= 1:
        # The classes that keep up meet a server always busy, with the last class that is served at all.
        residual = _saturated_residual(loads, through, mean_works, cvs)
    found = []
    for k, (rate, load) in enumerate(zip(arrival_rates, loads, strict=True)):
        if through[k + 1] < 1:
            mean_wait = residual / ((1.0 - through[k]) * (1.0 - through[k + 1]))
        else:
            mean_wait = math.inf
        share = min(through[-1], 1.0)
        found.append(
            Figures("M/G/1 priority", share, mean_wait, rate * mean_wait, rate * mean_wait + load, share)
        )
    return tuple(found)


def mg1_preemptive(
    arrival_rates: Sequence[float], mean_works: Sequence[float], cvs: Sequence[float]
) -> tuple[Figures, ...]:
    """M/G/1, a higher class interrupts and the work resumes later.

    The time from arrival to departure is m_k / (1 − σ_(k−1)) + R_k / ((1 − σ_(k−1))(1 − σ_k)) with R_k the
    residual work of the classes up to k (Kleinrock 1976). `mean_wait` is until the first start, the second
    term; `mean_present` counts the interrupted too; `wait_share` is σ_k, the share that finds its own or a
    higher class there.
    """
    loads = [rate * work for rate, work in zip(arrival_rates, mean_works, strict=True)]
    through = [0.0, *accumulate(loads)]
    found = []
    for k, rate in enumerate(arrival_rates):
        busy = min(through[k + 1], 1.0)
        if through[k + 1] < 1:
            residual = _residual(arrival_rates[: k + 1], mean_works[: k + 1], cvs[: k + 1])
            mean_wait = residual / ((1.0 - through[k]) * (1.0 - through[k + 1]))
            present = rate * (mean_wait + mean_works[k] / (1.0 - through[k]))
        else:
            mean_wait = present = math.inf
        found.append(
            Figures("M/G/1 pre-emptive", busy, mean_wait, rate * mean_wait, present, min(through[-1], 1.0))
        )
    return tuple(found)


def mmc_priority(arrival_rates: Sequence[float], mean_work: float, servers: int) -> tuple[Figures, ...]:
    """M/M/c, work is not interrupted, all classes with the same mean work.

    Wq_k = C·m / (c(1 − σ_(k−1))(1 − σ_k)) with Erlang's C at the whole load and σ_k the load of the classes
    up to k per server (Cobham 1954).
    """
    through = [0.0, *accumulate(rate * mean_work / servers for rate in arrival_rates)]
    waits = erlang_c(through[-1] * servers, servers)
    found = []
    for k, rate in enumerate(arrival_rates):
        if through[k + 1] < 1:
            mean_wait = waits * mean_work / servers / ((1.0 - through[k]) * (1.0 - through[k + 1]))
        else:
            mean_wait = math.inf
        present = rate * (mean_wait + mean_work)
        found.append(
            Figures(
                f"M/M/{servers} priority", waits, mean_wait, rate * mean_wait, present, min(through[-1], 1.0)
            )
        )
    return tuple(found)


def _residual(rates: Sequence[float], works: Sequence[float], cvs: Sequence[float]) -> float:
    """Mean work left of the job in service at a random moment, Σ λ_i E[S_i²] / 2."""
    return sum(
        rate * work * work * (1.0 + cv * cv) / 2.0 for rate, work, cv in zip(rates, works, cvs, strict=True)
    )


def _saturated_residual(
    loads: Sequence[float], through: Sequence[float], works: Sequence[float], cvs: Sequence[float]
) -> float:
    """The same where there is more work than the server can do: the last class served fills its time."""
    last = next(k for k in range(len(loads)) if through[k + 1] >= 1)
    shares = [*loads[:last], 1.0 - through[last]]
    return sum(
        share * work * (1.0 + cv * cv) / 2.0 for share, work, cv in zip(shares, works, cvs, strict=False)
    )
