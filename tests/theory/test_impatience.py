"""Erlang A, M/M/c+M: the engine is the recursion with patience, and that meets theory."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from simulator.engine.simpy_engine import simulate
from simulator.randomness.distributions import exponential
from tests.littles_law import assert_littles_law
from tests.plans import a_class, a_plan, a_step, a_team
from tests.theory.addressed import (
    CUSTOMERS,
    EXACTLY,
    EXACTLY_WHERE_SLOW,
    REPLICATIONS,
    SETTLING,
    Floats,
    drawn,
    poisson_arrivals,
)
from tests.theory.intervals import assert_meets, interval
from tests.theory.recursions import with_patience

#: Rate, mean work, servers, mean patience.
System = tuple[float, float, int, float]

#: 100 calls in 30 minutes of 3 minutes each, 14 agents, a patience of 5 minutes.
CALLS: System = (100 / 30, 3.0, 14, 5.0)
OVERLOADED: System = (5.0, 1.0, 4, 2.0)
ONE_CLERK: System = (0.9, 1.0, 1, 0.5)


def impatient(system: System, count: int, replication: int = 1) -> tuple[Floats, Floats, Floats, Floats]:
    """When customers arrive, when they start (nan: never), their work and their patience."""
    rate, mean_work, servers, mean_patience = system
    arrived = poisson_arrivals(rate, count, "caller", replication)
    work = drawn(exponential(mean_work), count, "work", "answer", "caller", replication)
    patience = drawn(exponential(mean_patience), count, "patience", "answer", "caller", replication)
    return arrived, with_patience(servers, arrived, work, patience), work, patience


@pytest.mark.parametrize(
    ("system", "count"),
    [(CALLS, EXACTLY), (OVERLOADED, EXACTLY_WHERE_SLOW), (ONE_CLERK, EXACTLY_WHERE_SLOW)],
)
def test_the_engine_is_the_recursion(system: System, count: int) -> None:
    rate, mean_work, servers, mean_patience = system
    plan = a_plan(
        [a_class("caller", "answer", rate, patience=exponential(mean_patience), limit=count)],
        [a_step("answer", "agents", exponential(mean_work))],
        [a_team("agents", servers)],
        run_for=2 * count / rate,
    )
    records = simulate(plan)
    arrived, started, work, patience = impatient(system, count)
    assert np.array_equal(records.visits["started"], started, equal_nan=True)
    left = np.where(np.isnan(started), arrived + patience, started + work)
    assert np.array_equal(records.cases["left"], left)
    assert_littles_law(plan, records)


@cache
def figures(system: System, replication: int) -> dict[str, float]:
    """What one replication shows once it has settled."""
    _, _, servers, mean_patience = system
    arrived, started, work, patience = (
        values[SETTLING:] for values in impatient(system, CUSTOMERS, replication)
    )
    gave_up = np.isnan(started)
    queue_time = np.where(gave_up, patience, started - arrived)
    elapsed = arrived[-1] - arrived[0]
    return {
        "share who wait": (queue_time > 0).mean(),
        "share who give up": gave_up.mean(),
        "occupancy": work[~gave_up].sum() / elapsed / servers,
        "gave up less rate × queue time": gave_up.mean() - queue_time.mean() / mean_patience,
        "gap": elapsed / (arrived.size - 1),
        "work": work.mean(),
    }


def test_the_recursion_meets_erlang_a() -> None:
    runs = [figures(CALLS, r) for r in range(1, 2 * REPLICATIONS + 1)]
    theory = {"share who wait": 0.14526, "share who give up": 0.013984, "occupancy": 0.704297}
    assert_meets(runs, theory, {"gap": 1 / CALLS[0], "work": CALLS[1]})


@pytest.mark.parametrize("system", [CALLS, OVERLOADED, ONE_CLERK])
def test_the_share_who_give_up_is_patience_rate_times_queue_time(system: System) -> None:
    runs = [figures(system, r) for r in range(1, REPLICATIONS + 1)]
    difference = interval([run["gave up less rate × queue time"] for run in runs])
    gave_up = interval([run["share who give up"] for run in runs])
    print(f"{difference}, of {gave_up}")  # noqa: T201 - shown by pytest -s, and where the test fails
    assert difference.half_width <= 0.01 * gave_up.mean
    assert abs(difference.mean) <= difference.half_width
