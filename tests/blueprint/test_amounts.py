"""Exact arithmetic on figures as they are written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.blueprint.amounts import added, decimal, factor, is_figure, scaled
from simulator.blueprint.misread import Misread


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("120%", Fraction(6, 5)),
        ("120 %", Fraction(6, 5)),
        (1.2, Fraction(6, 5)),
        ("1.2", Fraction(6, 5)),
        (2, Fraction(2)),
        ("x 1.5", Fraction(3, 2)),
        ("0%", Fraction(0)),
        ("33.3%", Fraction(333, 1000)),
    ],
)
def test_a_factor_is_exact(written: str | float, value: Fraction) -> None:
    assert factor(written) == value


@pytest.mark.parametrize(
    "written", ["a lot", "-10%", -1, True, None, "30/h", "5 min", "1e999", float("nan"), [1]]
)
def test_what_is_no_factor(written: object) -> None:
    with pytest.raises(Misread):
        factor(written)


@pytest.mark.parametrize(
    ("value", "by", "result"),
    [
        ("30/h", "120%", "36/h"),
        ("30/h", "110%", "33/h"),
        ("0.1/min", "300%", "0.3/min"),
        ("100/30 min", "150%", "150/30 min"),
        ("2 per min", "50%", "1 per min"),
        ("4 min", "120%", "4.8 min"),
        ("4min", "200%", "8min"),
        ("1 h 30 min", "120%", "108 min"),
        ("20%", "120%", "24%"),
        ("50 EUR", "120%", "60 EUR"),
        ("€ 5", "50%", "€ 2.5"),
        ("20 %", "50%", "10 %"),
        ("30 EUR/h", "110%", "33 EUR/h"),
        ("€ 30/h", "110%", "€ 33/h"),
        ("4.5", "200%", "9"),
        (30, "120%", 36),
        (3, "120%", 3.6),
        (0.1, "300%", 0.3),
        (1.5, "200%", 3),
        (-4, "150%", -6),
        ("-4 min", "150%", "-6 min"),
        ("1e2 s", "50%", "50 s"),
        ("7 min", "33.3%", "2.331 min"),
    ],
)
def test_a_figure_is_scaled_and_written_as_it_was(value: str | float, by: str, result: str | float) -> None:
    found = scaled(value, factor(by))
    assert found == result
    assert type(found) is type(result)


@pytest.mark.parametrize("value", ["urgent", True, None, "09:00", "2026-01-01", "Mon", "", "4 rooms"])
def test_what_is_no_figure_cannot_be_scaled(value: object) -> None:
    assert not is_figure(value)
    with pytest.raises(Misread):
        scaled(value, Fraction(2))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "amount", "result"),
    [
        ("4 min", "1 min", "5 min"),
        ("4 min", "30 s", "4.5 min"),
        ("4 min", "20 s", "260 s"),
        ("30 s", "1 min", "90 s"),
        ("1 d", "1 h", "25 h"),
        ("1 h 30 min", "30 min", "120 min"),
        ("2 h", "-30 min", "1.5 h"),
        ("20%", "5%", "25%"),
        ("50 EUR", "5 EUR", "55 EUR"),
        ("20 %", "-5%", "15 %"),
        ("30/h", "5/h", "35/h"),
        ("30/h", "1/min", "90/h"),
        ("30/h", "1/d", "721/d"),
        ("100/30 min", "2/h", "101/30 min"),
        ("30 EUR/h", "5 EUR/h", "35 EUR/h"),
        ("30 EUR/h", "5/h", "35 EUR/h"),
        ("30/h", "5 EUR/h", "35 EUR/h"),
        ("€30/h", "€5/h", "€35/h"),
        (3, 1, 4),
        (3, 0.5, 3.5),
        (0.1, 0.2, 0.3),
        ("4", 1, "5"),
    ],
)
def test_a_figure_of_the_same_kind_is_added(
    value: str | float, amount: str | float, result: str | float
) -> None:
    found = added(value, amount)
    assert found == result
    assert type(found) is type(result)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("4 min", 1),
        (4, "1 min"),
        ("4 min", "1/h"),
        ("20%", 0.1),
        ("50 EUR", "5 USD"),
        ("50 EUR", 5),
        ("30 EUR/h", "5 CHF/h"),
        ("urgent", 1),
        (1, "a lot"),
    ],
)
def test_two_kinds_are_not_added(value: str | float, amount: str | float) -> None:
    with pytest.raises(Misread):
        added(value, amount)


@pytest.mark.parametrize("value", ["30/x", "30/0 h"])
def test_a_rate_per_nothing_known_is_not_added_to(value: str) -> None:
    with pytest.raises(Misread):
        added(value, "1/h")


@pytest.mark.parametrize("value", ["1e9999 min", float("inf"), float("nan"), "9" * 500 + " min"])
def test_monstrous_figures_are_refused(value: str | float) -> None:
    with pytest.raises(Misread):
        scaled(value, Fraction(2))


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_decimals_are_written_exactly(number: Decimal) -> None:
    assert Fraction(decimal(Fraction(number))) == Fraction(number)
    assert "e" not in decimal(Fraction(number)).casefold()


def test_a_fraction_without_end_is_written_to_fifteen_digits() -> None:
    assert decimal(Fraction(1, 3)) == "0.333333333333333"
    assert decimal(Fraction(1, 3 * 10**12)) == "0.000000000000333333333333333"


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 400))
def test_a_count_times_a_percentage_is_exact(count: int, percent: int) -> None:
    assert Fraction(str(scaled(f"{count}/h", factor(f"{percent}%"))).removesuffix("/h")) == Fraction(
        count * percent, 100
    )
