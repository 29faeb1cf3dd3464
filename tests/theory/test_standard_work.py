"""M/G/1 by an SOP: the engine is the table and Lindley's recursion, and these meet the moments and theory."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from simulator.engine.simpy_engine import simulate
from simulator.model.plan import Plan
from simulator.randomness.distributions import exponential, gamma
from tests.stories import plan_of
from tests.theory.addressed import CUSTOMERS, EXACTLY_WHERE_SLOW, REPLICATIONS, SETTLING, poisson_arrivals
from tests.theory.intervals import assert_meets
from tests.theory.recursions import lindley
from tests.theory.standard_work import Standard, done

RATE = 0.5
DESK = f"""
    blueprint: Desk
    clock: {{unit: min, run_for: {4 * EXACTLY_WHERE_SLOW} min}}
    customers: {{guest: {{starts_at: desk, arrivals: {{rate: {RATE}/min, limit: {EXACTLY_WHERE_SLOW}}}}}}}
    teams: {{clerks: {{count: 1}}}}
    steps:
      desk:
        team: clerks
        time: {{gamma: {{mean: 1 min, cv: 0.8}}}}
        sop:
          time_measured: without
          standardisation: SHARE
          elastic: 10%
          variety: high
          error: 8%
          compliance: 95%
          errors: {{redone: 70%}}
          exceptions: {{time: {{exponential: 2 min}}}}
        next: {{end: served}}
"""

#: By the standardisation rate: so many actions of twenty, the worst-fitting tenth of them elastic.
STANDARDS = {
    share: Standard(
        prescribed=20 * share // 100,
        elastic=20 * share // 1000,
        least=0.5,
        compliance=0.95,
        error=0.08,
        redone=0.7,
        time=gamma(1.0, cv=0.8),
        exception=exponential(2.0),
    )
    for share in (0, 50, 100)
}


def plan_at(folder: Path, share: int) -> Plan:
    return plan_of(DESK.replace("SHARE", f"{share}%"), folder)


@pytest.mark.parametrize("share", STANDARDS)
def test_the_engine_is_the_table_and_the_recursion(tmp_path: Path, share: int) -> None:
    visits = simulate(plan_at(tmp_path, share)).visits
    arrived = poisson_arrivals(RATE, EXACTLY_WHERE_SLOW, "guest")
    works = done(STANDARDS[share], EXACTLY_WHERE_SLOW, "desk", "guest").work
    started = lindley(arrived, works)
    # The engine adds corrections to x where the table adds parts: the same but for rounding.
    np.testing.assert_allclose(visits["started"], started, rtol=1e-12)
    np.testing.assert_allclose(visits["finished"], started + works, rtol=1e-12)


@pytest.mark.parametrize("share", STANDARDS)
def test_the_table_meets_its_moments_and_pollaczek_and_khinchine(tmp_path: Path, share: int) -> None:
    procedure = plan_at(tmp_path, share).steps[0].procedure
    assert procedure is not None
    assert procedure.expected is not None
    assert procedure.otherwise is not None
    mean, variance = procedure.expected.of(procedure.otherwise, STANDARDS[share].time.variance)
    load = RATE * mean
    theory = {
        "mean work": mean,
        "spread of work": sqrt(variance),
        "errors": procedure.expected.errors,
        "mean wait": RATE * (variance + mean**2) / (2 * (1 - load)),
    }
    if share:
        theory["exceptions"] = procedure.expected.exceptions

    def figures(replication: int) -> dict[str, float]:
        arrived = poisson_arrivals(RATE, CUSTOMERS, "guest", replication)
        visits = done(STANDARDS[share], CUSTOMERS, "desk", "guest", replication)
        return {
            "mean work": visits.work.mean(),
            "spread of work": visits.work.std(),
            "errors": visits.erred.mean(),
            "exceptions": visits.excepted.mean(),
            "mean wait": (lindley(arrived, visits.work) - arrived)[SETTLING:].mean(),
            "gap": arrived[-1] / CUSTOMERS,
            "squared work": (visits.work**2).mean(),
        }

    found = [figures(replication) for replication in range(1, REPLICATIONS + 1)]
    exactly = {name: theory[name] for name in theory if name != "mean wait"}
    assert_meets(found, exactly)
    known = {"gap": 1 / RATE, "mean work": mean, "squared work": variance + mean**2}
    assert_meets(found, {"mean wait": theory["mean wait"]}, known)
