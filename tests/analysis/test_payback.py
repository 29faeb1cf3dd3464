"""When a change has paid, by hand to the cent."""

from __future__ import annotations

from math import inf, isnan, nan

import pytest
from scipy import stats

from simulator.analysis.paired import Difference
from simulator.analysis.payback import Saving, Terms, payback


def saving(value: float, half: float = nan, n: int = 20) -> Saving:
    """A saving with a 95 % interval so wide, from n replications."""
    error = half / float(stats.t.ppf(0.975, n - 1)) if n > 1 else nan
    return Saving(value, value - half, value + half, error, n - 1)


def test_fourteen_months_and_a_hundred_and_twenty_per_cent() -> None:
    # 14 000 at 1 000 a month is back at the end of month 14. A gain of 120 % of it takes 2.2 × 14 = 30.8
    # months in all: 30/14 − 1 = 114.3 %, 31/14 − 1 = 121.4 %.
    def roi(horizon: int) -> float:
        return Terms(once=14_000, horizon=horizon).roi(1_000)

    assert Terms(once=14_000).month(1_000) == 14
    assert roi(30) == pytest.approx(30 / 14 - 1)
    assert roi(31) == pytest.approx(31 / 14 - 1)
    assert next(months for months in range(1, 60) if roi(months) >= 1.2) == 31


def test_an_even_ramp_is_reached_to_the_middle_of_each_month() -> None:
    # Over six months: 1/12, 3/12, ..., 11/12, then all.
    assert Terms(once=1, ramp=6, horizon=8).reached.tolist() == pytest.approx(
        [1 / 12, 3 / 12, 5 / 12, 7 / 12, 9 / 12, 11 / 12, 1, 1]
    )


def test_an_exponential_ramp_has_reached_all_but_a_twentieth() -> None:
    # With τ = 6/ln 20 = 2.002849: first month 1 − τ·(1 − e^(−1/τ)) = .212805, sixth 1 − τ·(e^(−5/τ) − .05).
    reached = Terms(once=1, ramp=6, exponential=True, horizon=6).reached
    assert reached[0] == pytest.approx(0.212805, abs=5e-7)
    assert reached[5] == pytest.approx(1 - 2.002849 * (20 ** (-5 / 6) - 0.05), abs=1e-6)
    assert reached.sum() == pytest.approx(6 - 2.002849 * 0.95, abs=1e-6)


def test_all_of_it_by_hand() -> None:
    # 25 000 at the start, 300 a month, 3 000 saved a month from the fifth month on, before that 1/8, 3/8, 5/8
    # and 7/8 of it: flows of 75, 825, 1 575, 2 325, and then 2 700. Held against 25 000 they leave
    # 24 925, 24 100, 22 525, 20 200, then 2 700 less each month: 1 300 after 11, a gain of 1 400 after 12.
    terms = Terms(once=20_000, training=5_000, per_month=300, ramp=4, horizon=12, discount=0.08)
    assert terms.month(3_000) == 12
    assert terms.roi(3_000) == pytest.approx(1_400 / 25_000)
    # Times 1.08^(−m/12): 74.52 + 814.49 + 1 544.99 + 2 266.11 + 2 614.79 + 2 598.08 + 2 581.47 + 2 564.96
    # + 2 548.57 + 2 532.27 + 2 516.09 + 2 500.00 = 25 156.34, of which a cent is rounding.
    assert terms.npv(3_000) == pytest.approx(156.33, abs=0.005)
    # (25 000 + 12·300) ÷ (2 + 8) months of full benefit
    assert terms.least_saving == pytest.approx(2_860)


def test_a_perpetual_saving_is_worth_an_annuity() -> None:
    # i = 1.12^(1/12) − 1 = .948879 % a month: 100·(1 − 1.12^−3)/i = 100·.288219752/.009488793 = 3 037.48
    assert Terms(once=3_000, discount=0.12).npv(100) == pytest.approx(37.48, abs=0.005)


def test_what_is_never_paid_back() -> None:
    assert Terms(once=36_001, horizon=36).month(1_000) is None
    assert Terms(once=36_000, horizon=36).month(1_000) == 36
    assert Terms(once=10).month(-1) is None
    assert Terms(once=10, per_month=5).month(5) is None


def test_nothing_to_pay_back() -> None:
    assert Terms(once=0).month(5) == 0
    assert isnan(Terms(once=0).roi(5))
    assert Terms(once=0, per_month=2).month(1) is None


def test_a_third_a_month_is_paid_back_in_three_though_it_cannot_be_written_down() -> None:
    assert Terms(once=0.3).month(0.1) == 3


def test_the_interval_of_the_saving_is_carried_through() -> None:
    # 1 000 ± 200: 14 000 is back after 14, at best after 11.7 and at worst after 17.5 months.
    found = payback("new", "old", Terms(once=14_000), saving(1_000, 200), 250)
    assert (found.month_low, found.month, found.month_high) == (12, 14, 18)
    # Over 36 months 36 000 ± 7 200 come in.
    assert (found.npv_low, found.npv, found.npv_high) == pytest.approx((14_800, 22_000, 29_200))
    assert (found.roi_low, found.roi_high) == pytest.approx((148 / 140, 292 / 140))
    # It pays where the saving is 14 000/36 = 388.89 or more: 611.11 ÷ (200/2.093024) = 6.3954 errors away.
    assert found.chance == pytest.approx(stats.t.cdf(6.3954, 19), abs=1e-7)


def test_half_a_chance_at_the_edge() -> None:
    found = payback("new", "old", Terms(once=36_000), saving(1_000, 500), 250)
    assert found.chance == pytest.approx(0.5)
    assert (found.month, found.month_low, found.month_high) == (36, 24, None)


def test_without_chance_there_is_no_doubt() -> None:
    assert payback("new", "old", Terms(once=36_000), saving(1_000, 0), 250).chance == 1
    assert payback("new", "old", Terms(once=36_001), saving(1_000, 0), 250).chance == 0


def test_a_single_replication_has_no_interval() -> None:
    found = payback("new", "old", Terms(once=14_000), saving(1_000, n=1), 250)
    assert found.month == 14
    assert (found.month_low, found.month_high) == (None, None)
    assert isnan(found.chance)
    assert isnan(found.npv_low)


def test_a_saving_is_what_a_run_costs_less_times_the_runs_of_a_month() -> None:
    # 12 less a run (9 to 15), 240 runs a year: 20 runs a month.
    cost = Difference("cost", "case", "all", "total", "EUR", 88, 100, -12, -15, -9, "better", nan, 16)
    found = Saving.of(cost, 0.95, 240)
    assert (found.value, found.low, found.high, found.df) == (240, 180, 300, 15)
    assert found.error == pytest.approx(60 / stats.t.ppf(0.975, 15))
    assert found.chance_of(-inf) == 1
