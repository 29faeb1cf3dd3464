"""How much times vary, recounted from the single times."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from scipy import stats

import simulator as sim
from simulator.analysis.best import ranking
from simulator.analysis.figures import figure_named
from simulator.analysis.totals import Totals
from simulator.analysis.variability import cv, cv_difference, cv_of
from simulator.blueprint.load import loads
from simulator.experiment.objective import Objective
from tests.analysis.test_paired import SHOP, plan_of, totals

MANY = 12


@pytest.fixture(scope="module")
def runs() -> dict[str, Totals]:
    return {name: totals(name, MANY) for name in ("base", "quick")}


def times(scenario: str) -> list[np.ndarray]:
    """The times in system of each replication."""
    cases = sim.run(loads(SHOP, scenario), replications=MANY, seed=1).cases
    return [of.time_in_system.dropna().to_numpy() for _, of in cases.groupby("replication")]


def by_hand(each: list[np.ndarray]) -> tuple[float, np.ndarray]:
    def of(some: list[np.ndarray]) -> float:
        values = np.concatenate(some)
        return float(values.std(ddof=1) / values.mean())

    return of(each), np.array([of(each[:i] + each[i + 1 :]) for i in range(len(each))])


def half(without: np.ndarray) -> float:
    """t(11) times the root of 11/12 times the squared distances from their mean."""
    squares = ((without - without.mean()) ** 2).sum()
    return float(stats.t.ppf(0.975, MANY - 1) * np.sqrt((MANY - 1) / MANY * squares))


def test_the_variation_and_its_interval(runs: dict[str, Totals]) -> None:
    figure = figure_named("time_in_system", runs["base"].plan, "test")
    value, without = by_hand(times("base"))
    ends = (value - half(without), value + half(without))
    assert cv(runs["base"], figure, 0.95) == pytest.approx((value, *ends))


def test_a_difference_is_paired(runs: dict[str, Totals]) -> None:
    figure = figure_named("time_in_system", runs["base"].plan, "test")
    (one, a), (other, b) = by_hand(times("quick")), by_hand(times("base"))
    found = cv_difference(runs["quick"], runs["base"], figure, 0.95)
    assert (found.value, found.baseline) == pytest.approx((one, other))
    assert found.difference == pytest.approx(one - other)
    assert (found.low, found.high) == pytest.approx((one - other - half(a - b), one - other + half(a - b)))


def test_runs_are_ranked_by_it(runs: dict[str, Totals]) -> None:
    figure = cv_of(figure_named("time_in_system", runs["base"].plan, "test"))
    found = ranking(runs, figure, lowest=False)
    values = {name: by_hand(times(name))[0] for name in runs}
    assert found.standings[0].scenario == max(values, key=lambda name: values[name])
    assert found.standings[1].behind == pytest.approx(abs(values["base"] - values["quick"]))
    assert (found.statistic, found.unit) == ("cv", "")


def test_a_single_replication_has_no_interval() -> None:
    alone = totals("base", 1)
    value, low, high = cv(alone, figure_named("wait", alone.plan, "test"), 0.95)
    assert value > 0
    assert isnan(low)
    assert isnan(high)


def test_an_objective_may_be_how_much_a_time_varies() -> None:
    plan = plan_of("base")
    assert Objective("handle_time:till:cv").figure_in(plan).statistic == "cv"
    with pytest.raises(sim.UsageError, match="`abandoned` has no `cv`; it is not the time of single"):
        Objective("abandoned:cv").figure_in(plan)
    with pytest.raises(sim.UsageError, match="no figure `handle_tim`; did you mean `handle_time`"):
        Objective("handle_tim:cv").figure_in(plan)
