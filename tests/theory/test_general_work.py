"""M/G/1: the engine is Lindley's recursion, and that meets Pollaczek and Khinchine."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.engine.simpy_engine import simulate
from simulator.randomness.distributions import Distribution, constant, exponential, gamma, lognormal
from tests.littles_law import assert_littles_law
from tests.plans import a_class, a_plan, a_step, a_team
from tests.theory.addressed import (
    CUSTOMERS,
    EXACTLY_WHERE_SLOW,
    REPLICATIONS,
    SETTLING,
    drawn,
    poisson_arrivals,
)
from tests.theory.intervals import assert_meets
from tests.theory.recursions import lindley

RATE = 0.5
MEAN = 1.0

#: By coefficient of variation.
WORKS = {
    0.0: constant(MEAN),
    0.5: gamma(MEAN, cv=0.5),
    1.0: exponential(MEAN),
    2.0: lognormal(MEAN, cv=2.0),
}


@pytest.mark.parametrize("work", WORKS.values(), ids=lambda work: work.name)
def test_the_engine_is_the_recursion(work: Distribution) -> None:
    count = EXACTLY_WHERE_SLOW
    plan = a_plan(
        [a_class("guest", "desk", RATE, limit=count)],
        [a_step("desk", "clerks", work)],
        [a_team("clerks", 1)],
        run_for=2 * count / RATE,
    )
    records = simulate(plan)
    arrived = poisson_arrivals(RATE, count, "guest")
    works = drawn(work, count, "work", "desk", "guest")
    started = lindley(arrived, works)
    assert np.array_equal(records.visits["started"], started)
    assert np.array_equal(records.cases["left"], started + works)
    assert_littles_law(plan, records)


@pytest.mark.parametrize("cv", WORKS)
def test_the_recursion_meets_pollaczek_and_khinchine(cv: float) -> None:
    load = RATE * MEAN
    theory = {"mean wait": load * MEAN * (1 + cv**2) / (2 * (1 - load))}
    controls = {"gap": 1 / RATE, "work": MEAN, "squared work": MEAN**2 * (1 + cv**2)}

    def figures(replication: int) -> dict[str, float]:
        arrived = poisson_arrivals(RATE, CUSTOMERS, "guest", replication)
        works = drawn(WORKS[cv], CUSTOMERS, "work", "desk", "guest", replication)
        return {
            "mean wait": (lindley(arrived, works) - arrived)[SETTLING:].mean(),
            "gap": arrived[-1] / CUSTOMERS,
            "work": works.mean(),
            "squared work": (works**2).mean(),
        }

    known = {"gap": controls["gap"]} if cv == 0 else controls  # constant work controls nothing
    assert_meets((figures(r) for r in range(1, REPLICATIONS + 1)), theory, known)
