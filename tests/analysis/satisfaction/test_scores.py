"""CSAT, NPS and CES from answers."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from simulator.analysis.satisfaction.scores import ces, csat, nps


def test_csat_is_the_share_of_fours_and_fives() -> None:
    assert csat(np.array([1, 3, 4, 5, 5])) == 0.6


def test_nps_has_the_passives_in_its_base() -> None:
    # Of ten: four promoters, three passives, three detractors. Without the passives it would be 14.
    assert nps(np.array([9, 9, 10, 10, 7, 8, 8, 0, 5, 6])) == pytest.approx(10.0)


def test_ces_has_a_mean_and_a_share() -> None:
    assert ces(np.array([1, 4, 5, 7])) == (4.25, 0.5)


def test_of_nobody_there_is_nothing() -> None:
    nobody = np.empty(0, np.int64)
    assert all(isnan(score) for score in (csat(nobody), nps(nobody), *ces(nobody)))
