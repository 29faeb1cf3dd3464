"""Intervals against closed forms, and how often they hold what they promise.

The coverage tests draw from NumPy with fixed seeds. With 2000 runs a coverage of 95 % has a standard error
of half a point, so four of them are two points: the bounds are that, plus what the method is known to lose.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.analysis.intervals import (
    Estimate,
    jackknife,
    leave_one_out,
    mean_of_replications,
    ratio,
    share_bounds,
    student,
    wilson,
)

T9 = 2.2621571628  # Student's t, 97.5 %, 9 degrees


def column(*values: float) -> np.ndarray:
    return np.array(values, np.float64)[:, None]


def test_student_is_the_tabulated_quantile() -> None:
    t = student(0.95, np.array([9.0, 19.0, 1.0]))
    assert t == pytest.approx([T9, 2.0930240544, 12.7062047362], rel=1e-9)
    assert np.isnan(student(0.95, np.array([0.0])))


def test_jackknife_by_hand() -> None:
    # Totals 2, 6, 4 over 1, 2, 3: the ratio is 12/6; without each in turn 10/5, 6/4, 8/3.
    above, below = column(2, 6, 4), column(1, 2, 3)
    without = [2.0, 1.5, 8 / 3]
    assert leave_one_out(above, below).ravel() == pytest.approx(without)
    mean = sum(without) / 3
    spread = 2 / 3 * sum((w - mean) ** 2 for w in without)
    half = 4.3026527297 * spread**0.5
    found = jackknife(above, below, 0.95)
    assert found.value[0] == 2.0
    assert (found.low[0], found.high[0]) == pytest.approx((2 - half, 2 + half))


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=30), st.floats(0.5, 1e3))
@settings(max_examples=100, deadline=None)
def test_with_equal_denominators_the_jackknife_is_students_interval(values: list[float], n: float) -> None:
    above, below = column(*values), np.full((len(values), 1), n)
    pooled, plain = jackknife(above, below, 0.9), mean_of_replications(above, below, 0.9)
    scale = max(values) / n + 1e-9
    for a, b in ((pooled.value, plain.value), (pooled.low, plain.low), (pooled.high, plain.high)):
        assert a[0] == pytest.approx(b[0], abs=1e-6 * scale)


def test_no_interval_from_one_replication() -> None:
    found = jackknife(column(3), column(2), 0.95)
    assert found.value[0] == 1.5
    assert np.isnan(found.low[0])
    assert np.isnan(mean_of_replications(column(3), column(2), 0.95).low[0])


def test_empty_replications_make_no_noise() -> None:
    nobody = jackknife(column(0, 0), column(0, 0), 0.95)
    assert np.isnan(nobody.value[0])
    assert nobody.n[0] == 0
    one_day = jackknife(column(0, 4), column(0, 2), 0.95)  # all that is known comes from one day
    assert one_day.value[0] == 2
    assert np.isnan(one_day.low[0])
    assert mean_of_replications(column(0, 4), column(0, 2), 0.95).n[0] == 1
    assert np.isnan(ratio(np.array([1.0]), np.array([0.0]))[0])


def test_no_replications_at_all() -> None:
    empty = np.empty((0, 2))
    assert np.isnan(jackknife(empty, empty, 0.95).value).all()
    assert np.isnan(mean_of_replications(empty, empty, 0.95).value).all()


def test_wilsons_bound_is_his_interval_with_no_event_seen() -> None:
    # The centre is z²/2/(n + z²) and the half-width the same, so the interval is [0, z²/(n + z²)].
    z = 1.959963984540054
    assert wilson(0.95, np.array([100.0]))[0] == pytest.approx(z**2 / (100 + z**2))


def test_shares_at_the_ends_get_a_bound_and_stay_within_0_and_1() -> None:
    def bounded(value: float, low: float, high: float) -> tuple[float, float]:
        one = [np.array([x]) for x in (value, low, high)]
        found = share_bounds(Estimate(*one, np.array([2.0])), np.array([100.0]), 0.95)
        return float(found.low[0]), float(found.high[0])

    bound = float(wilson(0.95, np.array([100.0]))[0])
    assert bounded(0.0, 0.0, 0.0) == (0.0, bound)
    assert bounded(1.0, 1.0, 1.0) == (1 - bound, 1.0)
    assert bounded(0.02, -0.01, 0.05) == (0.0, 0.05)
    assert bounded(0.98, 0.95, 1.01) == (0.95, 1.0)
    assert np.isnan(bounded(0.0, np.nan, np.nan)).all()  # one replication


def covered(estimate: Estimate, truth: float) -> float:
    return float(((estimate.low <= truth) & (truth <= estimate.high)).mean())


def test_coverage_of_normal_means() -> None:
    """Exact theory: 95 %."""
    values = np.random.default_rng(1).normal(10.0, 3.0, (10, 2000))
    assert covered(mean_of_replications(values, np.ones_like(values), 0.95), 10.0) == pytest.approx(
        0.95, abs=0.02
    )


def test_coverage_of_a_mean_of_exponential_waits_in_days_of_random_length() -> None:
    """A ratio of totals over 20 days of about 50 customers each."""
    random = np.random.default_rng(2)
    many = random.poisson(50.0, (20, 2000)).astype(np.float64)
    total = random.gamma(many, 4.0)  # the sum of so many exponential waits of mean 4
    assert covered(jackknife(total, many, 0.95), 4.0) == pytest.approx(0.95, abs=0.02)


def test_coverage_where_busy_days_are_slow_days() -> None:
    """25 customers with mean wait 2, or 75 with 6: over customers 5, over days 4."""
    random = np.random.default_rng(3)
    busy = random.random((40, 2000)) < 0.5
    many = random.poisson(np.where(busy, 75.0, 25.0)).astype(np.float64)
    total = random.gamma(many, np.where(busy, 6.0, 2.0))
    truth = (75 * 6 + 25 * 2) / 100
    assert covered(jackknife(total, many, 0.95), truth) == pytest.approx(0.95, abs=0.025)
    # The mean of days is 4, another question with another answer.
    assert covered(mean_of_replications(total, many, 0.95), 4.0) == pytest.approx(0.95, abs=0.025)
    assert covered(mean_of_replications(total, many, 0.95), truth) < 0.2


@pytest.mark.parametrize(("chance", "slack"), [(0.3, 0.02), (0.05, 0.025), (0.005, 0.05)])
def test_coverage_of_shares(chance: float, slack: float) -> None:
    """Bernoulli events among 100 customers a day, 20 days; the rare ones lose a few points."""
    random = np.random.default_rng(4)
    trials = np.full((20, 2000), 100.0)
    events = random.binomial(100, chance, (20, 2000)).astype(np.float64)
    found = share_bounds(jackknife(events, trials, 0.95), trials.sum(axis=0), 0.95)
    assert covered(found, chance) == pytest.approx(0.95, abs=slack)


def test_coverage_of_a_share_so_rare_that_it_is_mostly_unseen() -> None:
    """Half of all runs see nothing; their bound holds the truth, which an interval [0, 0] never would."""
    random = np.random.default_rng(5)
    chance = np.log(2) / 2000
    trials = np.full((20, 2000), 100.0)
    events = random.binomial(100, chance, (20, 2000)).astype(np.float64)
    plain = jackknife(events, trials, 0.95)
    unseen = events.sum(axis=0) == 0
    assert unseen.mean() == pytest.approx(0.5, abs=0.05)
    assert not (plain.high[unseen] >= chance).any()
    bounded = share_bounds(plain, trials.sum(axis=0), 0.95)
    assert (bounded.high[unseen] >= chance).all()
