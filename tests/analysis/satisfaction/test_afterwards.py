"""Complaining, leaving, coming again."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis.satisfaction.afterwards import churn, comes_again, complaint

CERTAIN = np.eye(5)
MIXED = np.array([[0.1, 0.1, 0.2, 0.3, 0.3]])


def test_the_dissatisfied_complain_as_readily_as_the_channel_lets_them() -> None:
    assert complaint(CERTAIN, 0.25).tolist() == [0.25, 0.25, 0, 0, 0]
    assert complaint(MIXED, 0.25) == pytest.approx([0.05])


def test_who_never_complains_leaves_as_the_answers_say() -> None:
    assert churn(CERTAIN, 0.0).tolist() == [0.60, 0.40, 0.20, 0.10, 0.05]
    # .06 + .04 + .04 + .03 + .015.
    assert churn(MIXED, 0.0) == pytest.approx([0.185])
    assert comes_again(MIXED, 0.0) == pytest.approx([0.815])


def test_an_open_channel_has_more_complaints_and_keeps_more_customers() -> None:
    # Everybody dissatisfied complains: 30 % of them who would leave stay: .7 · (.06 + .04) + .085.
    assert churn(MIXED, 1.0) == pytest.approx([0.155])
    assert complaint(MIXED, 1.0)[0] > complaint(MIXED, 0.1)[0]
    assert churn(MIXED, 1.0)[0] < churn(MIXED, 0.1)[0]
