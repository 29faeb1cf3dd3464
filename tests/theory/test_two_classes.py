"""M/M/1 with two classes: the first is served first, or interrupts the second."""

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
    REPLICATIONS,
    SETTLING,
    Floats,
    drawn,
    poisson_arrivals,
)
from tests.theory.intervals import assert_meets
from tests.theory.recursions import first_class_first, first_class_interrupts

FIRST, SECOND = "business", "economy"
RATES = {FIRST: 0.2, SECOND: 0.6}
MEAN = 1.0


def arrivals_and_work(customers: str, until: float, replication: int = 1) -> tuple[Floats, Floats]:
    """Of all of the class who come before `until`."""
    count = int(1.2 * RATES[customers] * until) + 100
    arrived = poisson_arrivals(RATES[customers], count, customers, replication)
    assert arrived[-1] >= until
    arrived = arrived[arrived < until]
    return arrived, drawn(exponential(MEAN), arrived.size, "work", "desk", customers, replication)


def when_finished(order: str, until: float, replication: int = 1) -> tuple[Floats, Floats]:
    """When the customers of the first and of the second class leave."""
    arrived, work = arrivals_and_work(FIRST, until, replication)
    arrived_low, work_low = arrivals_and_work(SECOND, until, replication)
    if order == "preemptive":
        return first_class_interrupts(arrived, work, arrived_low, work_low)
    started, started_low = first_class_first(arrived, work, arrived_low, work_low)
    return started + work, started_low + work_low


@pytest.mark.parametrize("order", ["priority", "preemptive"])
def test_the_engine_is_the_recursion(order: str) -> None:
    until = EXACTLY / 2 / sum(RATES.values())
    plan = a_plan(
        [
            a_class(FIRST, "desk", RATES[FIRST], priority=1.0),
            a_class(SECOND, "desk", RATES[SECOND], priority=2.0),
        ],
        [a_step("desk", "clerks", exponential(MEAN), order=order)],
        [a_team("clerks", 1)],
        run_for=until,
    )
    records = simulate(plan)
    for customers, finished in enumerate(when_finished(order, until)):
        left = records.cases["left"][records.cases["customers"] == customers]
        assert np.array_equal(left, finished)
    assert_littles_law(plan, records)


@pytest.mark.parametrize(
    ("order", "theory"),
    [
        # With ρ₁ = 0.2 and ρ = 0.8: 1 + ρ / (1 − ρ₁), 1 + ρ / ((1 − ρ₁)(1 − ρ)) (Cobham 1954).
        ("priority", {FIRST: 2.0, SECOND: 6.0}),
        # 1 / (1 − ρ₁), 1 / (1 − ρ₁) + ρ / ((1 − ρ₁)(1 − ρ)) (White & Christie 1958).
        ("preemptive", {FIRST: 1.25, SECOND: 6.25}),
    ],
)
def test_the_recursion_meets_theory(order: str, theory: dict[str, float]) -> None:
    until = CUSTOMERS / sum(RATES.values())
    controls = {
        f"{what} of {name}": expected
        for name, rate in RATES.items()
        for what, expected in (("number", rate * until), ("work", MEAN))
    }

    def figures(replication: int) -> dict[str, float]:
        found = {}
        for name, finished in zip(RATES, when_finished(order, until, replication), strict=True):
            arrived, work = arrivals_and_work(name, until, replication)
            found[name] = (finished - arrived)[SETTLING // 2 :].mean()
            found[f"number of {name}"] = arrived.size
            found[f"work of {name}"] = work.mean()
        return found

    assert_meets((figures(r) for r in range(1, REPLICATIONS + 1)), theory, controls)
