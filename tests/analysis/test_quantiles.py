"""Intervals of quantiles, and of their differences."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simulator.analysis.pool import Pool, quantiles
from simulator.analysis.quantiles import Quantiles, interval_of_difference, over_time
from simulator.analysis.window import Floats

SHARES = np.array([0.5, 0.9, 0.95, 0.99])


def of(*days: Floats, block: int = 1) -> Quantiles:
    pool = Pool()
    for day in days:
        pool.add(np.asarray(day, np.float64))
    return quantiles([pool], block)


def by_hand() -> list[Floats]:
    """1 to 100 on four days of 25, of which 12, 12, 13 and 13 are up to 50."""
    low, high = np.arange(1.0, 51), np.arange(51.0, 101)
    lows, highs = np.split(low, [12, 24, 37]), np.split(high, [13, 26, 38])
    return [np.concatenate(day) for day in zip(lows, highs, strict=True)]


def test_an_interval_by_hand() -> None:
    # The days' shares up to 50 are .48, .48, .52, .52: s² = 4·.02²/3/4, t(3) = 3.18245, t·s = .03675. So the
    # ends are the quantiles of .46325 and .53675: of 1 to 100 the 47th and the 54th.
    found = of(*by_hand())
    low, high = found.interval(0.95)
    assert (found.value[0], low[0], high[0]) == (50, 47, 54)


def test_no_interval_with_fewer_than_ten_values_beyond() -> None:
    # Of 100 values ten lie beyond p90, five beyond p95.
    low, high = of(*by_hand()).interval(0.95)
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [False, False, True, True]


def test_an_interval_never_leaves_the_values() -> None:
    # 30 of 1,000 values are long, all on one day of four: p99 is the 20th of them. The days' shares up to it
    # are 1, 1, 1 and .96, so s = .04/4 = .01, t(3)·s = .0318, and .99 + .0318 is more than all.
    short = np.full(250, 1.0)
    low, high = of(short, short, short, np.append(short[30:], np.arange(101.0, 131))).interval(0.95)
    assert (low[3], high[3]) == (1, 130)


def test_equal_days_leave_no_doubt() -> None:
    found = of(*(np.arange(1.0, 1001),) * 3)
    low, high = found.interval(0.95)
    assert low.tolist() == high.tolist() == found.value.tolist() == [500, 900, 950, 990]


def test_no_values_no_quantiles() -> None:
    found = of(np.array([]), np.array([]))
    assert np.isnan([found.value, *found.interval(0.95)]).all()


def test_one_day_no_interval() -> None:
    found = of(np.arange(1.0, 101), np.array([]))
    assert found.value.tolist() == [50, 90, 95, 99]
    assert np.isnan(found.interval(0.95)).all()


def test_days_in_blocks_are_rows_of_their_own() -> None:
    one, two, three, four = by_hand()
    together = of(one, two, three, four, block=2)
    alone = of(np.append(one, two), np.append(three, four))
    assert np.array(together.interval(0.95)) == pytest.approx(np.array(alone.interval(0.95)), nan_ok=True)


def test_the_same_everywhere_is_no_difference() -> None:
    found = of(*by_hand())
    low, high = interval_of_difference(found, found, 0.95)
    assert low[:2].tolist() == high[:2].tolist() == [0, 0]


def test_what_all_wait_longer_is_known_exactly() -> None:
    base, longer = of(*by_hand()), of(*(day + 3 for day in by_hand()))
    low, high = interval_of_difference(longer, base, 0.95)
    assert low[:2].tolist() == high[:2].tolist() == [3, 3]


def test_a_difference_by_hand() -> None:
    # The other run has the fewer short waits where the base has the more: r = −1, and h₁ = h₂ = 3.5, so
    # √(h₁² + h₂² + 2·h₁·h₂) = 7.
    base, other = of(*by_hand()), of(*by_hand()[::-1])
    low, high = interval_of_difference(other, base, 0.95)
    assert (low[0], high[0]) == pytest.approx((-7, 7))


def test_numbers_over_time_by_hand() -> None:
    # Of ten hours nobody is there for 4 and 6, one for 6 and 4: shares .4 and .6, so s² = 2·.1²/1/2 = .01,
    # t(1) = 12.7, and the median, 0, may be anything that was seen.
    found = over_time(np.array([[4.0, 6.0], [6.0, 4.0]]))
    low, high = found.interval(0.95)
    assert (found.value[0], low[0], high[0]) == (0, 0, 1)


def test_coverage_of_exponential_quantiles() -> None:
    """20 days of 200 customers; 600 runs have a standard error of .9 points."""
    random = np.random.default_rng(8)
    truth = -5.0 * np.log(1 - SHARES)
    held = np.zeros(4)
    for _ in range(600):
        low, high = of(*random.exponential(5.0, (20, 200))).interval(0.95)
        held += (low <= truth) & (truth <= high)
    assert held / 600 == pytest.approx([0.95] * 4, abs=0.03)


def test_coverage_of_differences_of_quantiles() -> None:
    """20 days of 90 customers, in whom a good or a bad day shows in both runs; p99 has 18 values beyond it.

    1,500 comparisons have a standard error of .6 points.
    """
    random = np.random.default_rng(9)
    steadier = stats.gamma(1 / 0.6**2, scale=0.6**2)
    truth = steadier.ppf(SHARES) + np.log(1 - SHARES)
    held = np.zeros(4)
    for _ in range(1500):
        normal = 0.2 * random.standard_normal((20, 1)) + 0.96**0.5 * random.standard_normal((20, 90))
        luck = stats.norm.cdf(normal)  # uniform, since .2² + .96 = 1
        low, high = interval_of_difference(of(*steadier.ppf(luck)), of(*-np.log(1 - luck)), 0.95)
        held += (low <= truth) & (truth <= high)
    assert held / 1500 == pytest.approx([0.95] * 4, abs=0.03)
