"""How many replications would show a difference, against the power of Student's test."""

from __future__ import annotations

from math import nan, sqrt

import pytest
from scipy import stats

from simulator.analysis.paired import Difference
from simulator.analysis.power import Need, Wish, need_of
from simulator.errors import UsageError
from tests.analysis.test_paired import plan_of

CONFIDENCE = 0.95


def compared(error: float, n: int, pairing: float = nan, baseline: float = 10.0) -> Difference:
    """A comparison with this standard deviation of the differences."""
    half = stats.t.ppf(0.975, n - 1) * error / sqrt(n)
    return Difference(
        "wait", "step", "till", "mean", "min", 0, baseline, -1, -1 - half, -1 + half, "better", pairing, n
    )


def need(size: float, relative: bool = False, **of: float) -> Need:
    figure = Wish.parse("wait:till=1", plan_of("base")).figure
    return need_of(Wish(figure, size, relative), compared(**of), CONFIDENCE)  # type: ignore[arg-type]


@pytest.mark.parametrize(("error", "size"), [(2.0, 1.0), (1.0, 1.0), (5.0, 0.5), (0.1, 2.0)])
def test_so_many_replications_have_the_power_and_one_fewer_has_not(error: float, size: float) -> None:
    many = need(size, error=error, n=20).replications
    assert many is not None

    def reach(n: int) -> float:
        return float(stats.t.ppf(0.975, n - 1) + stats.t.ppf(0.8, n - 1)) * error / sqrt(n)

    assert reach(many) <= size
    assert many == 2 or reach(many - 1) > size


def test_the_exact_power_is_reached_too() -> None:
    # The power of the two-sided test for pairs is that of the noncentral t: 34 pairs for d = 0.5 (J. Cohen,
    # Statistical Power Analysis, 2nd ed. 1988, table 2.4.1 gives 33.4 by another approximation).
    many = need(1.0, error=2.0, n=20).replications
    assert many is not None
    power = 1 - stats.nct.cdf(stats.t.ppf(0.975, many - 1), many - 1, sqrt(many) * 0.5)
    assert power == pytest.approx(0.8, abs=0.015)


def test_other_customers_need_more_in_proportion_to_the_variance() -> None:
    found = need(0.1, error=1.0, n=20, pairing=4.0)
    assert found.replications is not None
    assert found.apart == pytest.approx(4 * found.replications, rel=0.01)


def test_a_relative_difference_is_of_the_baseline() -> None:
    assert need(0.1, True, error=1.0, n=20).size == pytest.approx(1.0)


def test_what_cannot_be_told_is_none() -> None:
    assert need(1e-6, error=10.0, n=20).replications is None
    assert need(1.0, error=nan, n=20).replications is None


@pytest.mark.parametrize("text", ["wait:till", "wat=1", "wait:till=0", "wait:till=1 EUR"])
def test_what_cannot_be_read(text: str) -> None:
    with pytest.raises(UsageError, match="detect"):
        Wish.parse(text, plan_of("base"))
