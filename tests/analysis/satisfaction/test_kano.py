"""The curves of Kano's classes."""

from __future__ import annotations

import numpy as np

from simulator.analysis.satisfaction.kano import Kano, curved

CLASSES: tuple[Kano, ...] = ("must-be", "linear", "attractive")


def test_each_class_has_its_curve() -> None:
    assert curved(np.full(3, -0.5), np.arange(3), CLASSES).tolist() == [-0.5, -0.5, 0.0]
    assert curved(np.full(3, 0.5), np.arange(3), CLASSES).tolist() == [0.0, 0.5, 0.5]


def test_a_better_score_never_becomes_a_worse_one() -> None:
    scores = np.linspace(-2, 2, 401)
    for step in range(3):
        assert (np.diff(curved(scores, np.full(401, step), CLASSES)) >= 0).all()
