"""M/M/c: the engine is the Kiefer-Wolfowitz recursion, and the recursion meets Erlang's formulas."""

from __future__ import annotations

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
from tests.theory.intervals import assert_meets
from tests.theory.recursions import kiefer_wolfowitz

#: 100 calls in 30 minutes of 3 minutes each, 14 agents.
CALLS = (100 / 30, 3.0, 14)


def mmc(
    rate: float, mean_work: float, servers: int, count: int, replication: int = 1
) -> tuple[Floats, Floats, Floats]:
    """When customers arrive, how long they wait and their work."""
    arrived = poisson_arrivals(rate, count, "caller", replication)
    work = drawn(exponential(mean_work), count, "work", "answer", "caller", replication)
    return arrived, kiefer_wolfowitz(servers, arrived, work) - arrived, work


@pytest.mark.parametrize(
    ("rate", "mean_work", "servers", "count"),
    [(2.0, 1.0, 3, EXACTLY), (10.0, 0.25, 3, EXACTLY_WHERE_SLOW), (*CALLS, EXACTLY_WHERE_SLOW)],
)
def test_the_engine_is_the_recursion(rate: float, mean_work: float, servers: int, count: int) -> None:
    plan = a_plan(
        [a_class("caller", "answer", rate, limit=count)],
        [a_step("answer", "agents", exponential(mean_work))],
        [a_team("agents", servers)],
        run_for=2 * count / rate,
    )
    records = simulate(plan)
    arrived, _, work = mmc(rate, mean_work, servers, count)
    started = kiefer_wolfowitz(servers, arrived, work)
    assert np.array_equal(records.cases["arrived"], arrived)
    assert np.array_equal(records.visits["started"], started)
    assert np.array_equal(records.cases["left"], started + work)
    assert_littles_law(plan, records)


def figures(rate: float, mean_work: float, servers: int, replication: int) -> dict[str, float]:
    """What one replication shows once it has settled."""
    arrived, wait, work = (
        values[SETTLING:] for values in mmc(rate, mean_work, servers, CUSTOMERS, replication)
    )
    elapsed = arrived[-1] - arrived[0]
    return {
        "mean wait": wait.mean(),
        "share who wait": (wait > 0).mean(),
        "share within 20 s": (wait <= 20 / 60).mean(),
        "mean inside": (wait + work).sum() / elapsed,
        "occupancy": work.sum() / elapsed / servers,
        "gap": elapsed / (arrived.size - 1),
        "work": work.mean(),
    }


@pytest.mark.parametrize(
    ("system", "theory", "occupancy"),
    [
        ((2.0, 1.0, 3), {"mean wait": 0.4444, "mean inside": 2.889}, 2 / 3),
        ((10.0, 0.25, 3), {"mean wait": 0.351124, "share who wait": 0.702247}, 5 / 6),
        (CALLS, {"share within 20 s": 0.88835, "share who wait": 0.174132}, 0.714286),
    ],
    ids=["M/M/3 at 0.67", "M/M/3 at 0.83", "calls"],
)
def test_the_recursion_meets_erlang_c(
    system: tuple[float, float, int], theory: dict[str, float], occupancy: float
) -> None:
    rate, mean_work, _ = system
    controls = {"gap": 1 / rate, "work": mean_work}
    replications = REPLICATIONS if occupancy < 0.8 else 2 * REPLICATIONS
    runs = [figures(*system, r) for r in range(1, replications + 1)]
    assert_meets(runs, theory, controls)
    assert_meets(runs, {"occupancy": occupancy})
