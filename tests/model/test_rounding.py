"""Means of numbers that are rounded to counts."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model.rounding import mean_count
from simulator.randomness.distributions import (
    Distribution,
    constant,
    discrete,
    exponential,
    gamma,
    lognormal,
    normal,
    uniform,
)


def test_by_hand() -> None:
    assert mean_count(uniform(1, 1.4)) == 1.0
    assert mean_count(uniform(1, 2)) == pytest.approx(1.5)
    assert mean_count(uniform(0, 0.6)) == pytest.approx(1 / 6)
    assert mean_count(discrete([1.2, 2.7], [0.75, 0.25])) == pytest.approx(0.75 * 1 + 0.25 * 3)


@pytest.mark.parametrize("value", [0.0, 0.4, 0.5, 0.6, 1.5, 2.5, 3.5, 7.0, 12_345.4])
def test_a_half_goes_to_the_even_number(value: float) -> None:
    assert mean_count(constant(value)) == pytest.approx(round(value), rel=1e-4)


@pytest.mark.parametrize(
    "draw",
    [
        exponential(3, min=1, max=5),
        exponential(0.2),
        gamma(4, 0.5),
        normal(0.3, 2),
        lognormal(300, 0.8),
        uniform(9_990, 10_050),
    ],
    ids=Distribution.describe,
)
def test_the_mean_of_what_is_drawn(draw: Distribution) -> None:
    u = (np.arange(200_000) + 0.5) / 200_000
    drawn = np.maximum(np.round(draw.quantile(u)), 0.0)
    assert mean_count(draw) == pytest.approx(float(drawn.mean()), rel=1e-3)


def test_what_is_far_out_is_not_lost() -> None:
    assert mean_count(lognormal(30_000, 5)) == pytest.approx(30_000, rel=1e-6)
