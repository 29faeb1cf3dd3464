"""Scores as the chances of answers."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from simulator.analysis.satisfaction.answers import chances, mean_of, thresholds
from simulator.constants import ANSWERS, EASE, RECOMMENDATIONS

#: A score that makes the odds of a better answer three times as high: e^(2s) = 3.
THRICE = log(3) / 2


@pytest.mark.parametrize("constant", [ANSWERS, RECOMMENDATIONS, EASE], ids=lambda c: c.name)
def test_at_nought_the_answers_are_those_of_the_constant(constant: object) -> None:
    values = constant.values  # type: ignore[attr-defined]
    assert sum(values) == pytest.approx(1.0)
    assert chances(np.zeros(1), values)[0] == pytest.approx(values)


def test_the_odds_of_a_better_answer_are_multiplied() -> None:
    # Up to 1: odds .2/.8 = 1/4, a third of it 1/12: 1/13. Up to 2: 1, 1/3: 1/4.
    found = chances(np.array([THRICE]), (0.2, 0.3, 0.5))[0]
    assert found == pytest.approx([1 / 13, 1 / 4 - 1 / 13, 3 / 4])


def test_csat_of_who_gets_just_what_is_expected() -> None:
    # 45 and 30 of 100; three times the odds: 3 · 3 = 9 to 1.
    found = chances(np.array([0.0, THRICE]), ANSWERS.values)[:, 3:].sum(axis=1)
    assert found == pytest.approx([0.75, 0.9])


def test_thresholds_are_log_odds() -> None:
    assert thresholds((0.2, 0.3, 0.5)) == pytest.approx([log(0.25), 0.0])


def test_nobody_answers_nothing() -> None:
    assert np.isnan(chances(np.array([np.nan]), ANSWERS.values)).all()


def test_scores_beyond_all_bounds_are_certain() -> None:
    assert chances(np.array([-1e6, 1e6]), (0.2, 0.3, 0.5)).tolist() == [[1, 0, 0], [0, 0, 1]]


def test_a_higher_score_never_answers_worse() -> None:
    found = mean_of(chances(np.linspace(-3, 3, 601), ANSWERS.values), 1)
    assert (np.diff(found) > 0).all()


def test_the_mean_answer() -> None:
    # .03 + .10 + .51 + 1.80 + 1.50.
    assert mean_of(chances(np.zeros(1), ANSWERS.values), 1) == pytest.approx([3.94])
