"""Two runs of the same customers compared: against SciPy, against recounting, and in words."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest
from scipy import stats

from simulator.analysis import Totals, reduce
from simulator.analysis.paired import Difference, differences, word_of
from simulator.blueprint.load import loads
from simulator.engine.simpy_engine import simulate
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan

SHOP = """
blueprint: Corner shop
currency: EUR
clock: {unit: min, run_for: 2 h}
customers:
  guest: {starts_at: till, arrivals: {rate: 30/h}, patience: {exponential: 10 min}}
teams:
  clerks: {count: 1, cost: 18/h}
steps:
  till: {team: clerks, time: {exponential: 2 min}, next: {end: served}}
sla:
  soon: {measure: wait, within: 5 min, at_least: 80%}
  few give up: {measure: abandoned, at_most: 6%}
  perhaps: {measure: wait, within: 5 min, at_least: 63%}
scenarios:
  two: {set: {teams.clerks.count: 2}}
  quick: {set: {steps.till.time: {exponential: 1.8 min}}}
  twice: {set: {steps.till: {team: clerks, time: {exponential: 2 min}, next: again},
                steps.again: {time: 1 min, next: {end: served}}}}
"""


def plan_of(scenario: str) -> Plan:
    return compile_plan(loads(SHOP, scenario))


def totals(scenario: str, replications: int, batches: int = 1) -> Totals:
    plan = plan_of(scenario)
    found = Totals(plan)
    for replication in range(1, replications + 1):
        found.add(reduce(plan, simulate(plan, 1, replication), batches))
    return found


@pytest.fixture(scope="module")
def base() -> Totals:
    return totals("base", 40)


@pytest.fixture(scope="module")
def quick() -> Totals:
    return totals("quick", 40)


def of(found: list[Difference], measure: str, statistic: str, scope: str = "case") -> Difference:
    (one,) = [d for d in found if (d.measure, d.statistic, d.scope) == (measure, statistic, scope)]
    return one


def by_replication(run: Totals, measure: str) -> tuple[np.ndarray, np.ndarray]:
    ratios = run.ratios()
    (place,) = [i for i, f in enumerate(ratios.figures) if (f.measure, f.scope) == (measure, "case")]
    return ratios.above[:, place], ratios.below[:, place]


def test_the_mean_of_replications_has_students_paired_interval(base: Totals, quick: Totals) -> None:
    above, below = by_replication(quick, "wait")
    other_above, other_below = by_replication(base, "wait")
    known = stats.ttest_rel(above / below, other_above / other_below)
    found = of(differences(quick, base, 0.95), "wait", "mean_of_replications")
    assert (found.low, found.high) == pytest.approx(known.confidence_interval(0.95))
    assert found.difference == pytest.approx((above / below - other_above / other_below).mean())
    apart = np.var(above / below, ddof=1) + np.var(other_above / other_below, ddof=1)
    assert found.pairing == pytest.approx(apart / np.var(above / below - other_above / other_below, ddof=1))


def test_a_mean_has_the_jackknife_of_the_difference_of_ratios(base: Totals, quick: Totals) -> None:
    above, below = by_replication(quick, "wait")
    other_above, other_below = by_replication(base, "wait")
    without = [
        np.delete(above, i).sum() / np.delete(below, i).sum()
        - np.delete(other_above, i).sum() / np.delete(other_below, i).sum()
        for i in range(40)
    ]
    half = stats.t.ppf(0.975, 39) * np.sqrt(39 / 40 * ((without - np.mean(without)) ** 2).sum())
    found = of(differences(quick, base, 0.95), "wait", "mean")
    assert (found.high - found.low) / 2 == pytest.approx(half)
    assert found.value == pytest.approx(above.sum() / below.sum())
    assert found.difference == pytest.approx(found.value - found.baseline)


def test_quantiles_are_compared_replication_by_replication(base: Totals, quick: Totals) -> None:
    # Half the widths of both, less what they have in common: the shares up to each quantile go together.
    halves, without = [], []
    for run in (quick, base):
        (figure,) = [f for f in run.figures if (f.measure, f.scope) == ("wait", "case")]
        quantiles = run.quantiles(figure)
        low, high = quantiles.interval(0.95)
        halves.append((high[1] - low[1]) / 2)
        up_to, weights = quantiles.below[:, 1], quantiles.weights
        without.append((up_to.sum() - up_to) / (weights.sum() - weights))
    one, other = halves
    together = np.corrcoef(without)[0, 1]
    found = of(differences(quick, base, 0.95), "wait", "p90")
    assert (found.high - found.low) / 2 == pytest.approx(
        np.sqrt(one**2 + other**2 - 2 * together * one * other)
    )
    assert found.difference == pytest.approx((found.low + found.high) / 2)


def test_the_same_run_does_not_differ_from_itself(base: Totals) -> None:
    for found in differences(base, totals("base", 40), 0.95):
        assert found.difference == 0 or isnan(found.difference)
        assert found.word in ("no difference shown", "")
        assert found.value == found.baseline or isnan(found.value)


def test_what_a_scenario_changes_is_told_in_words(base: Totals) -> None:
    found = differences(totals("two", 40), base, 0.95)
    assert of(found, "wait", "mean").word == "better"
    assert of(found, "cost", "total").word == "worse"
    assert of(found, "utilisation", "mean").word == "lower"
    assert of(found, "arrivals", "count").word == "no difference shown"
    (soon,) = [d for d in found if d.name == "soon"]
    assert soon.word == "better"
    assert soon.difference > 0


def test_counts_are_of_cases_not_shares(base: Totals, quick: Totals) -> None:
    found = differences(quick, base, 0.95)
    assert of(found, "abandoned", "count").unit == "cases"
    assert of(found, "abandoned", "count", "step").unit == "visits"
    assert of(found, "abandoned", "share").unit == "share"


def test_only_what_both_have_is_compared(base: Totals) -> None:
    steps = {d.name for d in differences(totals("twice", 2), totals("base", 2), 0.95) if d.scope == "step"}
    assert steps == {"till"}


def test_one_replication_has_no_interval_unless_it_is_cut_into_batches() -> None:
    alone = differences(totals("quick", 1), totals("base", 1), 0.95)
    assert all(isnan(d.low) and d.word == "" for d in alone)
    batches = differences(totals("quick", 1, 20), totals("base", 1, 20), 0.95)
    assert not isnan(of(batches, "wait", "mean").low)
    assert isnan(of(batches, "wait", "mean_of_replications").low)


def test_other_replications_cannot_be_paired(base: Totals) -> None:
    with pytest.raises(ValueError, match="same replications"):
        differences(totals("quick", 2), base, 0.95)


@pytest.mark.parametrize(
    ("low", "high", "wanted", "word"),
    [
        (-2.0, -1.0, "less", "better"),
        (1.0, 2.0, "less", "worse"),
        (1.0, 2.0, "more", "better"),
        (-2.0, -1.0, "more", "worse"),
        (1.0, 2.0, "", "higher"),
        (-2.0, -1.0, "", "lower"),
        (-1.0, 2.0, "less", "no difference shown"),
        (0.0, 2.0, "less", "no difference shown"),
        (nan, nan, "less", ""),
    ],
)
def test_words_follow_the_interval(low: float, high: float, wanted: str, word: str) -> None:
    assert word_of(low, high, wanted) == word  # type: ignore[arg-type]
