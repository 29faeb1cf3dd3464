"""The five dimensions of service quality."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis.satisfaction.dimensions import DIMENSIONS, ease_of, score_of
from simulator.constants import WEIGHTS

GAPS = np.array([[-1.0, 1.0, 0.0, -1.0, 0.0], [0.0, 0.0, 0.0, 0.0, 1.0]])


def test_the_weights_make_a_whole() -> None:
    assert DIMENSIONS == ("reliability", "responsiveness", "assurance", "empathy", "tangibles")
    assert sum(WEIGHTS.values) == pytest.approx(1.0, abs=1e-15)


def test_a_score_is_the_weighted_sum_of_values() -> None:
    # .32 · (−2.25) + .22 · 1 + .16 · (−2.25) = −.72 + .22 − .36; and .11 · 1.
    assert score_of(GAPS, WEIGHTS.values) == pytest.approx([-0.86, 0.11])


def test_ease_is_of_waits_and_errors_alone() -> None:
    # Weights 32 and 22 of 54: (−.72 + .22)/.54.
    assert ease_of(GAPS, WEIGHTS.values) == pytest.approx([-0.5 / 0.54, 0])


def test_ease_does_not_need_their_weights() -> None:
    # Half each: (−2.25 + 1)/2.
    assert ease_of(GAPS, (0, 0, 0.5, 0.5, 0)) == pytest.approx([-0.625, 0])


@pytest.mark.parametrize("dimension", range(5))
def test_a_better_experience_is_never_worse(dimension: int) -> None:
    gaps = np.zeros((201, 5))
    gaps[:, dimension] = np.linspace(-1, 1, 201)
    assert (np.diff(score_of(gaps, WEIGHTS.values)) > 0).all()
