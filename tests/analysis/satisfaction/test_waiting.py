"""How long a wait feels."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis.satisfaction.waiting import perceived, responsiveness


def test_a_wait_feels_like_its_power() -> None:
    # 0, 1, and 2 to the powers 10 · .9 = 9: 1024 min feel like 512.
    assert perceived(np.array([0.0, 1.0, 1024.0])) == pytest.approx([0, 1, 512])


def test_what_makes_it_longer_multiplies() -> None:
    assert perceived(np.array([1024.0, 1024.0]), np.array([1.0, 1.5])) == pytest.approx([512, 768])


def test_no_wait_is_a_gain_of_one_and_the_expected_one_neither() -> None:
    waits, expected = np.array([0.0, 7.0, 1024.0]), np.array([7.0, 7.0, 1.0])
    # 1, nought, and 1 − 512/1.
    assert responsiveness(waits, expected) == pytest.approx([1, 0, -511])


def test_a_wait_that_feels_longer_is_held_against_a_plain_one() -> None:
    # As long as expected, and a fifth longer in feeling.
    assert responsiveness(np.array([7.0]), np.array([7.0]), 1.2) == pytest.approx([-0.2])


def test_a_longer_wait_is_never_better() -> None:
    found = responsiveness(np.linspace(0, 60, 601), np.full(601, 5.0))
    assert (np.diff(found) < 0).all()
