"""M/M/c/K and M/M/c/c: the engine is the recursion with little room, and that meets Erlang's formulas."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.engine.simpy_engine import simulate
from simulator.randomness.distributions import Distribution, constant, exponential, lognormal
from tests.littles_law import assert_littles_law
from tests.plans import a_class, a_plan, a_step, a_team
from tests.theory.addressed import (
    CUSTOMERS,
    EXACTLY_WHERE_SLOW,
    REPLICATIONS,
    SETTLING,
    Floats,
    drawn,
    poisson_arrivals,
)
from tests.theory.intervals import assert_meets
from tests.theory.recursions import with_little_room

RATE = 3.0
MEAN = 0.25
SERVERS = 2


def lost_calls(
    work: Distribution, room: int, count: int, rate: float = RATE, replication: int = 1
) -> tuple[Floats, Floats, Floats]:
    """When customers arrive, when they start (nan: turned away) and their work."""
    arrived = poisson_arrivals(rate, count, "caller", replication)
    works = drawn(work, count, "work", "answer", "caller", replication)
    return arrived, with_little_room(SERVERS, room, arrived, works), works


@pytest.mark.parametrize(
    ("room", "rate", "count"),
    [(1, RATE, EXACTLY_WHERE_SLOW), (0, 8.0, EXACTLY_WHERE_SLOW), (5, 12.0, EXACTLY_WHERE_SLOW)],
)
def test_the_engine_is_the_recursion(room: int, rate: float, count: int) -> None:
    plan = a_plan(
        [a_class("caller", "answer", rate, limit=count)],
        [a_step("answer", "agents", exponential(MEAN), limit=room)],
        [a_team("agents", SERVERS)],
        run_for=2 * count / rate,
    )
    records = simulate(plan)
    arrived, started, work = lost_calls(exponential(MEAN), room, count, rate)
    assert np.array_equal(records.cases["arrived"], arrived)
    assert np.array_equal(records.visits["started"], started, equal_nan=True)
    assert np.array_equal(records.cases["left"], np.where(np.isnan(started), arrived, started + work))
    assert_littles_law(plan, records)


def figures(work: Distribution, room: int, replication: int) -> dict[str, float]:
    """What one replication shows once it has settled."""
    arrived, started, works = (
        values[SETTLING:] for values in lost_calls(work, room, CUSTOMERS, replication=replication)
    )
    return {
        "mean inside": np.nansum(started + works - arrived) / (arrived[-1] - arrived[0]),
        "share blocked": np.isnan(started).mean(),
    }


def test_the_recursion_meets_the_limited_queue() -> None:
    theory = {"mean inside": 0.762340, "share blocked": 0.049360}
    assert_meets((figures(exponential(MEAN), 1, r) for r in range(1, REPLICATIONS + 1)), theory)


@pytest.mark.parametrize(
    "work", [exponential(MEAN), constant(MEAN), lognormal(MEAN, cv=2.0)], ids=lambda d: d.name
)
def test_without_room_only_the_mean_of_the_work_matters(work: Distribution) -> None:
    # Erlang B of load 3/4 and two servers: (a²/2) / (1 + a + a²/2).
    load = RATE * MEAN
    blocked = load**2 / 2 / (1 + load + load**2 / 2)
    theory = {"mean inside": load * (1 - blocked), "share blocked": blocked}
    assert_meets((figures(work, 0, r) for r in range(1, REPLICATIONS + 1)), theory)
