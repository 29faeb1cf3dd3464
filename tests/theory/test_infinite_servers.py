"""M/G/∞: nobody waits, and how many are inside is Poisson."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simulator.engine.simpy_engine import simulate
from simulator.randomness.distributions import Distribution, gamma, lognormal, uniform
from tests.littles_law import assert_littles_law
from tests.plans import a_class, a_plan, a_step, a_team
from tests.theory.addressed import CUSTOMERS, EXACTLY_WHERE_SLOW, REPLICATIONS, drawn, poisson_arrivals
from tests.theory.intervals import CONFIDENCE, assert_meets

RATE = 4.0

#: Of mean 1.5: on average 6 are inside. The longest visit lasts 3: looks so far apart are independent.
WORK = uniform(0.0, 3.0)
LOAD = RATE * WORK.mean


@pytest.mark.parametrize("team", ["machines", None])
@pytest.mark.parametrize("work", [WORK, lognormal(1.5, cv=2.0), gamma(1.5, cv=0.5)], ids=lambda d: d.name)
def test_everybody_leaves_when_the_work_is_done(work: Distribution, team: str | None) -> None:
    count = EXACTLY_WHERE_SLOW
    plan = a_plan(
        [a_class("guest", "wash", RATE, limit=count)],
        [a_step("wash", team, work)],
        [a_team("machines", unlimited=True)],
        run_for=2 * count / RATE,
    )
    records = simulate(plan)
    arrived = poisson_arrivals(RATE, count, "guest")
    assert np.array_equal(records.visits["started"], arrived)
    assert np.array_equal(records.cases["left"], arrived + drawn(work, count, "work", "wash", "guest"))
    assert_littles_law(plan, records)


def looks(replication: int) -> np.ndarray:
    """How many are inside at moments as far apart as the longest visit."""
    arrived = poisson_arrivals(RATE, CUSTOMERS, "guest", replication)
    left = np.sort(arrived + drawn(WORK, CUSTOMERS, "work", "wash", "guest", replication))
    moments = np.arange(WORK.maximum, arrived[-1], WORK.maximum)
    return np.searchsorted(arrived, moments, "right") - np.searchsorted(left, moments, "right")


def test_how_many_are_inside_is_poisson() -> None:
    inside = [looks(replication) for replication in range(1, REPLICATIONS + 1)]
    assert_meets(
        ({"mean": look.mean(), "variance": look.var(ddof=1)} for look in inside),
        {"mean": LOAD, "variance": LOAD},
    )
    everything = np.concatenate(inside)
    most = 18  # and more
    seen = np.bincount(np.minimum(everything, most), minlength=most + 1)
    expected = stats.poisson.pmf(np.arange(most + 1), LOAD)
    expected[-1] = stats.poisson.sf(most - 1, LOAD)
    assert everything.size * expected.min() > 5
    assert stats.chisquare(seen, everything.size * expected).pvalue > 1 - CONFIDENCE
