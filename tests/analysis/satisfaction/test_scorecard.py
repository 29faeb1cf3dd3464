"""Weighted scorecards."""

from __future__ import annotations

import pytest

from simulator.analysis.satisfaction.scorecard import Criterion, Scorecard
from simulator.errors import UsageError


def card(*criteria: tuple[str, float, float, float, float]) -> Scorecard:
    return Scorecard(tuple(Criterion(*of) for of in criteria))


def test_points_are_weighed_and_graded() -> None:
    # CSAT .8 of .5 to .9: 75 points; a wait of 4 min of 10 to 2: 75; errors beyond the worst: 0.
    found = card(("csat", 0.5, 0.8, 0.5, 0.9), ("wait", 0.4, 4, 10, 2), ("errors", 0.1, 0.3, 0.2, 0))
    assert [criterion.points for criterion in found.criteria] == pytest.approx([75, 75, 0])
    assert found.points == pytest.approx(67.5)
    assert found.grade == "D"


@pytest.mark.parametrize(
    ("value", "grade"), [(90, "A"), (89, "B"), (80, "B"), (70, "C"), (60, "D"), (59, "E"), (-5, "E")]
)
def test_grades_begin_at_their_threshold(value: float, grade: str) -> None:
    assert card(("all", 1.0, value, 0, 100)).grade == grade


def test_weights_of_ninety_per_cent_are_an_error() -> None:
    with pytest.raises(UsageError, match="up to 90 %, not to 100 %; raise some of them by 10 %"):
        card(("speed", 0.4, 1, 0, 1), ("quality", 0.3, 1, 0, 1), ("cost", 0.2, 1, 0, 1))


@pytest.mark.parametrize(
    ("criteria", "told"),
    [
        (
            [("a", 0.6, 1, 0, 1), ("b", 0.6, 1, 0, 1)],
            "up to 120 %, not to 100 %; lower some of them by 20 %",
        ),
        ([("a", 1.5, 1, 0, 1), ("b", -0.5, 1, 0, 1)], "the weight of `b` is below nought"),
        ([("a", 1.0, 1, 2, 2)], "no points and all of them at the same value, 2"),
    ],
)
def test_what_makes_no_scorecard_is_told(
    criteria: list[tuple[str, float, float, float, float]], told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        card(*criteria)
