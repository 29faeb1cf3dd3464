"""Figures as a person reads them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.report.numbers import (
    bare,
    chance,
    figure,
    interval,
    percent,
    percent_with_interval,
    signed,
    with_interval,
)


@pytest.mark.parametrize(
    ("value", "low", "high", "shown"),
    [
        (6.2341, 5.81, 6.58, "6.2 (5.8–6.6)"),
        (62.34, 58.1, 66.6, "62 (58–67)"),
        (0.3456, 0.3401, 0.3511, "0.346 (0.340–0.351)"),
        (384.27, 374.1, 394.4, "384 (374–394)"),
        (1234.5, 1230.0, 1239.0, "1,234 (1,230–1,239)"),
        (192.1158, 192.024, 192.207, "192"),
        (0.5, -0.1, 1.1, "0.5 (-0.1 to 1.1)"),
        (0.0, 0.0, 0.2, "0 (0.00–0.20)"),
        (5.0, 5.0, 5.0, "5"),
        (5.0, math.nan, math.nan, "5"),
    ],
)
def test_as_many_digits_as_the_interval_bears_out(value: float, low: float, high: float, shown: str) -> None:
    assert with_interval(value, low, high) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (5.0, "5"),
        (2.5, "2.5"),
        (0.12345, "0.123"),
        (45.678, "45.7"),
        (1234.5678, "1,235"),
        (1e7, "10,000,000"),
        (0.00004, "0"),
        (-3.14159, "-3.14"),
        (math.inf, "∞"),
        (-math.inf, "-∞"),
        (math.nan, "-"),
    ],
)
def test_without_an_interval_three_digits_that_count(value: float, shown: str) -> None:
    assert figure(value) == shown


@pytest.mark.parametrize(
    ("share", "low", "high", "shown"),
    [
        (0.8712, 0.853, 0.889, "87.1 % (85.3–88.9)"),
        (0.7814, 0.738, 0.825, "78 % (74–82)"),
        (0.9664, 0.957, 0.976, "96.6 % (95.7–97.6)"),
        (1.0, 1.0, 1.0, "100 %"),
        (0.0, 0.0, 0.0004, "0 % (0.00–0.04)"),
        (math.nan, math.nan, math.nan, "-"),
    ],
)
def test_shares_in_per_cent(share: float, low: float, high: float, shown: str) -> None:
    assert percent_with_interval(share, low, high) == shown


def test_a_share_alone() -> None:
    assert percent(0.5) == "50 %"


def test_what_somebody_wrote_stays_as_it_was() -> None:
    assert [bare(value) for value in (10.0, 2.5, 0.125, 1440.0)] == ["10", "2.5", "0.125", "1,440"]


@given(
    value=st.floats(min_value=-1e9, max_value=1e9),
    half=st.floats(min_value=0, max_value=1e9),
)
def test_what_is_shown_is_near_what_is_meant(value: float, half: float) -> None:
    shown = figure(value, value - half, value + half)
    assert abs(float(shown.replace(",", "")) - value) <= max(half, abs(value) / 100, 0.001)
    assert interval(value, value - half, value + half).count("–") <= 1


@pytest.mark.parametrize(
    ("value", "low", "high", "shown"),
    [
        (2.13, 1.81, 2.44, "+2.1 (1.8 to 2.4)"),
        (-2.13, -2.44, -1.81, "-2.1 (-2.4 to -1.8)"),
        (0.0, 0.0, 0.0, "0"),
        (0.0, -2.2, 2.2, "0 (-2 to 2)"),
        (-0.41, -0.78, -0.04, "-0.41 (-0.78 to -0.04)"),  # better: the end is not nought
        (0.36, -0.02, 0.74, "+0.36 (-0.02 to 0.74)"),
        (25.0, 25.0, 25.0, "+25"),
        (math.nan, math.nan, math.nan, "-"),
        (5.0, math.nan, math.nan, "+5"),
    ],
)
def test_differences_show_the_side_of_nought_on_which_they_end(
    value: float, low: float, high: float, shown: str
) -> None:
    assert signed(value, low, high) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.0, "0 %"),
        (0.00007, "under 0.1 %"),
        (0.001, "0.1 %"),
        (0.0044, "0.4 %"),
        (0.874, "87 %"),
        (0.9921, "99.2 %"),
        (0.9995, "over 99.9 %"),
        (1.0, "100 %"),
        (math.nan, "-"),
    ],
)
def test_a_chance_is_not_told_closer_than_a_thousandth(share: float, shown: str) -> None:
    assert chance(share) == shown
