"""A scorecard as it is written: what each criterion is worth where, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.blueprint.scorecard import end_of
from tests.services import TICKET_WINDOW, written

TWO = """
scorecard:
  criteria:
    quick: {figure: wait, weight: 60%, none_at: 10 min, full_at: 120 s}
    cheap: {figure: cost, weight: 40%, none_at: 6, full_at: 2}
"""

THREE = """
scorecard:
  criteria:
    a over b: {figure: wait, none_at: 10 min, full_at: 2 min}
    b: {figure: cost, none_at: 6, full_at: 2}
    c: {figure: served, none_at: 50%, full_at: 100%}
  pairs: PAIRS
"""


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(sim.BlueprintError) as caught:
        sim.load(written(folder, TICKET_WINDOW + text))
    return [f"{problem.path}: {problem.message} | {problem.help}" for problem in caught.value.problems]


def test_ends_are_read_in_the_unit_of_the_figure(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, TICKET_WINDOW + TWO))
    assert blueprint.scorecard is not None
    quick = blueprint.scorecard.criteria["quick"]
    assert end_of(quick, quick.none_at, blueprint) == 10
    assert end_of(quick, quick.full_at, blueprint) == 2


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = TWO.replace("10 min", "90%").replace("full_at: 2}", "full_at: 6}").replace("40%", "30%")
    assert faults(tmp_path, text) == [
        "scorecard.criteria: the weights add up to 90% | they must add up to 100%: raise some of them by 10% "
        "in all",
        "scorecard.criteria.quick.none_at: `90%` is a share, where a duration belongs | write a duration, "
        "such as `5 min`",
        "scorecard.criteria.cheap.full_at: it earns no points and all of them at the same value | write two "
        "different ones, `full_at` below `none_at` where less is better",
    ]


def test_a_criterion_without_weight_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, TWO.replace("weight: 40%, ", "")) == [
        "scorecard.criteria.cheap: `cheap` has no weight | write its `weight`, or `pairs` that compare all "
        "criteria"
    ]


def test_names_with_over_in_them_are_found_in_pairs(tmp_path: Path) -> None:
    pairs = "{a over b over b: 2, a over b over c: 6, b over c: 3}"
    assert sim.load(written(tmp_path, TICKET_WINDOW + THREE.replace("PAIRS", pairs))).scorecard is not None


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        (
            "{b over c: 3}",
            "scorecard.pairs: not every two criteria are compared: `a over b over b`, `a over b over c` | "
            "write how many times as important the first is as the second, such as 3 or 1/3",
        ),
        (
            "{b over c: 3, c over b: 1/3, a over b over b: 2, a over b over c: 6}",
            "scorecard.pairs.c over b: these two are compared twice, here and in `b over c` | keep one of "
            "the two",
        ),
        (
            "{b over d: 3}",
            "scorecard.pairs.b over d: `b over d` compares no two criteria | known: a over b, b, c",
        ),
        (
            "{b: 3}",
            "scorecard.pairs.b: `b` compares no two criteria | write it so: `a over b over b: 2`",
        ),
        (
            "{b over c: 0}",
            "scorecard.pairs.b over c: `0` times as important is nothing at all | write 3, or 1/3 for the "
            "other way round",
        ),
    ],
)
def test_pairs_that_do_not_compare_everything_once_are_told(tmp_path: Path, pairs: str, told: str) -> None:
    assert faults(tmp_path, THREE.replace("PAIRS", pairs)) == [told]


def test_a_weight_beside_pairs_is_told(tmp_path: Path) -> None:
    text = TWO + "  pairs: {quick over cheap: 2}\n"
    assert faults(tmp_path, text) == [
        f"scorecard.criteria.{name}.weight: a weight stands beside `pairs` | take all weights out, or the "
        "pairs"
        for name in ("quick", "cheap")
    ]
