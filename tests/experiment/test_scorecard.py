"""The scorecard of a run, by hand."""

from __future__ import annotations

import json
from math import isnan
from pathlib import Path

import pytest

import simulator as sim
from simulator.report.blocks import Table
from simulator.report.compare import compare_blocks
from simulator.report.run import run_blocks
from tests.services import TICKET_WINDOW, written

#: At the window eleven come, who wait 0 to 10 min, 5 on average.
WEIGHED = """
scorecard:
  criteria:
    quick: {figure: "wait:window", weight: 60%, none_at: 10 min, full_at: 2 min}
    kept: {figure: quick, weight: 40%, none_at: 0%, full_at: 50%}
"""

PAIRS = """
scorecard:
  criteria:
    quick: {figure: wait, none_at: 10 min, full_at: 0 min}
    served: {figure: served, none_at: 0%, full_at: 100%}
    cheap: {figure: cost, none_at: 1, full_at: 0}
  pairs: {quick over served: 2, quick over cheap: 6, served over cheap: TIMES}
"""


def result_of(folder: Path, text: str, replications: int = 2) -> sim.Result:
    blueprint = sim.load(written(folder, TICKET_WINDOW + text))
    return sim.run(blueprint, replications=replications, tables=False)


def test_points_are_weighed_into_a_grade(tmp_path: Path) -> None:
    card = result_of(tmp_path, WEIGHED).scorecard
    assert card is not None
    assert [line.value for line in card.lines] == pytest.approx([5, 5 / 11])
    # (10 − 5)/(10 − 2), and five of eleven of a half.
    assert [line.points for line in card.lines] == pytest.approx([62.5, 1000 / 11])
    assert card.points == pytest.approx(0.6 * 62.5 + 0.4 * 1000 / 11)
    assert card.grade == "C"
    assert card.consistency_ratio is None


def test_weights_follow_from_pairs_that_agree(tmp_path: Path) -> None:
    card = result_of(tmp_path, PAIRS.replace("TIMES", "3")).scorecard
    assert card is not None
    # 6 : 3 : 1.
    assert [line.weight for line in card.lines] == pytest.approx([0.6, 0.3, 0.1])
    assert card.consistency_ratio == pytest.approx(0, abs=1e-12)


def test_pairs_that_do_not_agree_are_warned_of(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, TICKET_WINDOW + PAIRS.replace("TIMES", "1/9")))
    (found,) = [p for p in sim.check(blueprint).warnings if p.code == "inconsistent"]
    assert found.path == "scorecard.pairs"
    assert found.message.startswith("the comparisons do not agree well: their consistency ratio is ")


def test_without_an_interval_the_points_have_none(tmp_path: Path) -> None:
    card = result_of(tmp_path, WEIGHED, replications=1).scorecard
    assert card is not None
    assert isnan(card.low)
    assert not isnan(card.points)


def test_a_figure_that_is_not_there_keeps_it_from_running(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, TICKET_WINDOW + WEIGHED.replace("wait:window", "wait:windo")))
    (error,) = sim.check(blueprint).errors
    assert (error.path, error.message) == ("scorecard.criteria.quick.figure", "no figure `wait:windo`")
    assert error.help == "did you mean `wait:window`?"
    with pytest.raises(sim.BlueprintError, match="no figure `wait:windo`"):
        sim.run(blueprint)


def test_it_is_told_in_the_report_and_in_json(tmp_path: Path) -> None:
    result = result_of(tmp_path, WEIGHED)
    (table,) = [b for b in run_blocks(result) if isinstance(b, Table) and b.title == "Scorecard"]
    assert [row[:3] for row in table.rows[:2]] == [
        ("quick", "wait at window", "60 %"),
        ("kept", "service level quick", "40 %"),
    ]
    assert table.rows[2][:2] == ("all together", "grade C")
    assert json.loads(result.to_json())["scorecard"]["grade"] == "C"
    assert "scorecard" not in json.loads(result_of(tmp_path, "").to_json())


def test_scenarios_are_graded_side_by_side(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, TICKET_WINDOW + WEIGHED))
    compared = sim.compare(blueprint, replications=2)
    # With two clerks nobody waits: all the points, and in every replication.
    gain = compared.gains["two clerks"]
    assert gain.points == pytest.approx(100 - (0.6 * 62.5 + 0.4 * 1000 / 11))
    assert (gain.low, gain.high, gain.word) == (gain.points, gain.points, "better")
    (table,) = [b for b in compare_blocks(compared) if isinstance(b, Table) and b.title == "Scorecards"]
    assert [row[:3] for row in table.rows] == [("base", "73.9", "C"), ("two clerks", "100", "A")]
    told = json.loads(compared.to_json())
    assert told["gains"]["two clerks"]["points"] == pytest.approx(gain.points)
    assert told["scorecards"]["base"]["grade"] == "C"
