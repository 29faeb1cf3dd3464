"""Touchpoints as one score."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis.satisfaction.journey import combined


def of(*scores: float) -> float:
    return float(combined(np.array(scores), np.zeros(len(scores), np.int64), 1)[0])


def test_one_touchpoint_is_all() -> None:
    assert of(-0.3) == pytest.approx(-0.3)


def test_the_mean_the_peak_and_the_end() -> None:
    # Mean 0, peak −.6 (furthest from nought), end .2: ½ · 0 + ¼ · (−.6 + .2).
    assert of(0.4, -0.6, 0.2) == pytest.approx(-0.1)
    # Mean .1, peak .9, end −.6: .05 + ¼ · .3.
    assert of(0.9, 0.0, -0.6) == pytest.approx(0.125)


def test_of_a_gain_and_a_loss_alike_the_loss_is_the_peak() -> None:
    # Mean 0, peak −.4, end .4.
    assert of(-0.4, 0.4) == pytest.approx(0)
    # Mean 0, peak −.4, end −.4.
    assert of(0.4, -0.4) == pytest.approx(-0.2)


def test_each_case_by_itself_and_none_without_touchpoints() -> None:
    found = combined(np.array([1.0, 0.5, -0.5]), np.array([0, 2, 2]), 4)
    # The last: mean 0, peak −.5, end −.5.
    assert found == pytest.approx([1.0, np.nan, -0.25, np.nan], nan_ok=True)
    assert np.isnan(combined(np.empty(0), np.empty(0, np.int64), 2)).all()


def test_a_better_touchpoint_never_makes_a_worse_whole() -> None:
    others = (0.3, -0.4)
    for place in range(3):
        found = [
            of(*others[:place], score, *others[place:]) for score in np.linspace(-1, 1, 401).round(4).tolist()
        ]
        assert (np.diff(found) > 0).all()
