"""A survey of some customers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, chi2

from simulator.analysis.satisfaction.scores import csat
from simulator.analysis.satisfaction.survey import span, survey
from simulator.errors import UsageError

#: Two kinds of customers: content ones, and others.
CHANCE = np.array([[0.0, 0.0, 0.0, 0.5, 0.5]] * 3 + [[0.5, 0.2, 0.2, 0.1, 0.0]])


def test_certain_answers_are_given() -> None:
    assert survey(np.array([[0.0, 0.0, 1.0]]), 4, 1, seed=1).tolist() == [3, 3, 3, 3]
    assert survey(np.array([[1.0, 0.0, 0.0]]), 4, 0, seed=1).tolist() == [0, 0, 0, 0]


def test_who_has_nothing_to_say_is_not_asked() -> None:
    chance = np.array([[np.nan, np.nan], [0.0, 1.0]])
    assert survey(chance, 50, 1, seed=1).tolist() == [2] * 50


def test_an_answer_hangs_on_its_address_alone() -> None:
    more = survey(CHANCE, 300, 1, seed=3)
    assert survey(CHANCE, 200, 1, seed=3).tolist() == more[:200].tolist()
    assert survey(CHANCE, 300, 1, seed=4).tolist() != more.tolist()


def test_the_spread_is_that_of_the_binomial() -> None:
    # CSAT is (3 · 1 + .1)/4 = .775; of 20 asked the number of fours and fives is binomial.
    many = [round(20 * csat(survey(CHANCE, 20, 1, 1, r))) for r in range(1, 2001)]
    cells = [range(12), *([k] for k in range(12, 20)), [20]]
    seen = np.array([sum(n in cell for n in many) for cell in cells])
    expected = 2000 * np.array([binom.pmf(list(cell), 20, 0.775).sum() for cell in cells])
    assert ((seen - expected) ** 2 / expected).sum() < chi2.ppf(0.999, len(cells) - 1)


@pytest.mark.parametrize(
    ("chance", "customers", "told"),
    [(CHANCE, -1, "0 customers or more, not -1"), (np.full((2, 5), np.nan), 10, "there are none")],
)
def test_what_cannot_be_asked_is_told(chance: np.ndarray, customers: int, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        survey(chance, customers, 1, seed=1)


def test_the_span_of_a_survey_is_that_of_the_binomial() -> None:
    # Of 10 asked with a half: up to 0, 1, 2 have 1, 11, 56 chances of 1024; 2.5 % are first passed at 2.
    assert span(0.5, 10) == (0.2, 0.8)
    assert span(1.0, 10) == (1.0, 1.0)


def test_most_surveys_are_within_their_span() -> None:
    least, most = span(0.775, 20)
    found = [csat(survey(CHANCE, 20, 1, 1, r)) for r in range(1, 2001)]
    within = float(binom.cdf(round(20 * most), 20, 0.775) - binom.cdf(round(20 * least) - 1, 20, 0.775))
    kept = sum(least - 1e-9 <= one <= most + 1e-9 for one in found)
    assert binom.ppf(0.0005, 2000, within) <= kept <= binom.ppf(0.9995, 2000, within)
