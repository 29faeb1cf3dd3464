"""Weights from comparisons in pairs."""

from __future__ import annotations

import pytest

from simulator.analysis.satisfaction.pairwise import weigh
from simulator.errors import UsageError


def test_comparisons_that_agree_give_their_ratios() -> None:
    found = weigh([[1, 2, 6], [1 / 2, 1, 3], [1 / 6, 1 / 3, 1]])
    assert found.weights == pytest.approx((0.6, 0.3, 0.1))
    assert found.consistency_ratio == pytest.approx(0, abs=1e-12)
    assert found.consistent


def test_three_that_do_not_agree_wholly() -> None:
    # Of three things λ = 1 + r^⅓ + r^(−⅓) with r = a₁₃/(a₁₂·a₂₃) = ½: 3.053622; CI .026811, over .58.
    found = weigh([[1, 2, 2], [1 / 2, 1, 2], [1 / 2, 1 / 2, 1]])
    assert found.consistency_ratio == pytest.approx(0.0462251, abs=1e-6)
    assert found.consistent
    # The eigenvector of three is the geometric mean of each row: 4^⅓, 1, 4^(−⅓).
    whole = 4 ** (1 / 3) + 1 + 4 ** (-1 / 3)
    assert found.weights == pytest.approx((4 ** (1 / 3) / whole, 1 / whole, 4 ** (-1 / 3) / whole))


def test_a_circle_is_not_consistent() -> None:
    # r = (1/9)/(9·9) = 9⁻³: λ = 1 + 1/9 + 9 = 10.11; CI 3.556, over .58.
    found = weigh([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]])
    assert found.consistency_ratio == pytest.approx(32 / 9 / 0.58)
    assert not found.consistent


def test_one_and_two_things_always_agree() -> None:
    assert weigh([[1]]).weights == (1.0,)
    assert weigh([[1, 3], [1 / 3, 1]]).weights == pytest.approx((0.75, 0.25))
    assert weigh([[1, 3], [1 / 3, 1]]).consistency_ratio == 0


@pytest.mark.parametrize(
    ("matrix", "told"),
    [
        ([], "as many columns as rows"),
        ([[1, 2]], "as many columns as rows"),
        ([[1.0] * 11] * 11, "11 things are too many"),
        ([[1, -2], [-0.5, 1]], "numbers above nought"),
        (
            [[1, 2], [3, 1]],
            "row 1 is compared with column 2 as 2; the other way round it is 1 over",
        ),
        ([[2, 1], [1, 1]], "row 1 is compared with column 1 as 2; with itself it is 1"),
    ],
)
def test_what_are_no_comparisons_is_told(matrix: list[list[float]], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        weigh(matrix)
