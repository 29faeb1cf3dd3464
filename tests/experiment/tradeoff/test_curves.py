"""Several shares that may bend, several compliances: a curve for each, on the same customers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import simulator as sim
from simulator.report.blocks import Paragraph, Table
from simulator.report.tradeoff import _range, tradeoff_blocks
from simulator.report.tradeoff_plot import _look
from tests.experiment.tradeoff.test_standardise import CALM, busy, handle_times
from tests.services import written

#: Ten minutes in two actions, of which the standard of one fits everybody and that of the other nobody.
STIFF = CALM.replace(
    "sop: {time_measured: without}",
    "sop: {time_measured: without, actions: [{id: a, do: A, standard_time: 5 min}, "
    "{id: b, do: B, standard_time: 5 min, fits: 0%}], exceptions: {time: 4 min}}",
)


@pytest.fixture
def stiff(tmp_path: Path) -> sim.Blueprint:
    return sim.load(written(tmp_path, STIFF))


def table(found: sim.Tradeoff, title: str) -> Table:
    (one,) = [b for b in tradeoff_blocks(found) if isinstance(b, Table) and b.title == title]
    return one


def test_a_curve_for_each_share_that_may_bend(stiff: sim.Blueprint) -> None:
    # Action b fits nobody. Fixed: 4.5 + 4.5 and an exception of 4. Elastic: 4.5 + 5·1.15 = 10.25.
    found = sim.standardise(
        stiff, levels="50%,100%", elastic="0%,50%", objective="handle_time", replications=1
    )
    assert [curve.setting.elastic for curve in found.curves] == [0, 0.5]
    # With half of it prescribed, that is action a, of which the worst-fitting half, a itself, bends at will.
    assert handle_times(found) == pytest.approx([9.5, 13, 9.5, 10.25])
    assert [curve.best for curve in found.curves] == [0.5, 0.5]


def test_the_curves_are_those_that_one_gets_alone(tmp_path: Path) -> None:
    blueprint = busy(tmp_path, "high")
    both = sim.standardise(blueprint, levels="50%,100%", elastic="0%,30%", replications=3)
    for curve, share in zip(both.curves, ("0%", "30%"), strict=True):
        alone = sim.standardise(blueprint, levels="50%,100%", elastic=share, replications=3)
        assert curve.ranking.standings == alone.curves[0].ranking.standings
        assert curve.table.drop(columns="scenario").equals(alone.curve.drop(columns="scenario"))


def test_the_best_of_all_curves_and_what_cannot_be_told_from_it(stiff: sim.Blueprint) -> None:
    found = sim.standardise(
        stiff, levels="50%,100%", elastic="0%,50%", objective="handle_time", replications=2
    )
    assert found.ranking.standings[0].scenario == "50 %, 0 % elastic"
    assert set(found.open) == {"50 %, 0 % elastic", "50 %, 50 % elastic"}
    assert found.first is found.curves[0]
    assert table(found, "What is best on each curve").rows == (
        ("0 %", "50 %", "9.5", "best", "50 %"),
        ("50 %", "50 %", "9.5", "not told apart", "50 %"),
    )


def test_compliance_is_swept_too_with_each_share(stiff: sim.Blueprint) -> None:
    # Nobody does what is prescribed: ten minutes, whatever it is.
    found = sim.standardise(stiff, levels="50%,100%", elastic="0%,50%", compliance="0%,100%", replications=1)
    assert [(curve.setting.elastic, curve.setting.compliance) for curve in found.curves] == [
        (0, 0),
        (0, 1),
        (0.5, 0),
        (0.5, 1),
    ]
    assert handle_times(found) == pytest.approx([10, 10, 9.5, 13, 10, 10, 9.5, 10.25])
    assert table(found, "What is best on each curve").columns[1].head == "compliance"


def test_the_compliance_of_single_actions_is_set_with_it(tmp_path: Path) -> None:
    text = STIFF.replace("standard_time: 5 min}", "standard_time: 5 min, compliance: 0%}")
    found = sim.standardise(
        sim.load(written(tmp_path, text)), levels="0%,50%", compliance="100%", replications=1
    )
    assert handle_times(found) == pytest.approx([10, 9.5])


def test_one_share_is_one_curve(stiff: sim.Blueprint) -> None:
    found = sim.standardise(stiff, levels="50%,100%", elastic="50%", replications=1)
    assert len(found.curves) == 1
    assert list(found.runs) == ["50 %", "100 %"]
    assert {block.title for block in tradeoff_blocks(found) if isinstance(block, Table)} >= {
        "Levels, 50 % elastic",
        "What more of it gains",
    }


def test_json_and_tables_have_all_curves(stiff: sim.Blueprint, tmp_path: Path) -> None:
    found = sim.standardise(stiff, levels="50%,100%", elastic="0%..50% step 25%", replications=1)
    told = json.loads(found.to_json())
    assert [curve["elastic"] for curve in told["curves"]] == [0, 0.25, 0.5]
    assert {row["elastic"] for row in told["gains"]} == {0, 0.25, 0.5}
    found.save(tmp_path / "out")
    assert len((tmp_path / "out" / "best.csv").read_text(encoding="utf-8").splitlines()) == 4


def test_a_share_that_is_none(stiff: sim.Blueprint) -> None:
    with pytest.raises(sim.UsageError, match="elastic: `120%` is more than all"):
        sim.standardise(stiff, elastic="0%,120%")


def test_how_a_level_stands_is_told_among_those_of_all_curves(stiff: sim.Blueprint) -> None:
    found = sim.standardise(
        stiff, levels="50%,100%", elastic="0%,50%", objective="handle_time", replications=2
    )
    # 9.5 and 13 min with 0 % elastic, 9.5 and 10.25 with half of it; nothing varies.
    assert [row[-1] for row in table(found, "Levels, 0 % elastic").rows] == ["best", "worse"]
    assert [row[-1] for row in table(found, "Levels, 50 % elastic").rows] == ["not told apart", "worse"]


MANDATORY = STIFF.replace("standard_time: 5 min}, {id: b", "standard_time: 5 min, mandatory: true}, {id: b")


def test_no_level_is_below_what_is_mandatory(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, MANDATORY))
    found = sim.standardise(blueprint, levels="0%..100% step 25%", replications=1)
    # Action a is half of the work: 0 and 25 % are run as 50 %, once.
    assert found.levels == (0.5, 0.75, 1.0)
    assert found.mandatory == {"desk": 0.5}
    assert json.loads(found.to_json())["mandatory"] == {"desk": 0.5}
    said = [block.text for block in tradeoff_blocks(found) if isinstance(block, Paragraph)]
    assert "50 % of the work of `desk` is mandatory; no level prescribes less there." in said
    assert [row[0] for row in table(found, "Levels").rows] == ["50 %", "75 %", "100 %"]


def test_levels_below_what_is_mandatory_are_no_curve(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, MANDATORY))
    with pytest.raises(sim.UsageError, match="50 % of the work is mandatory"):
        sim.standardise(blueprint, levels="0%,50%", replications=1)


@pytest.mark.parametrize(
    ("kept", "said"),
    [((), "-"), ((0.2,), "20 %"), ((0.2, 0.4, 0.8), "20 % to 40 %, 80 %"), ((0.6, 0.8), "60 % to 80 %")],
)
def test_levels_that_are_kept_are_told_as_ranges_without_holes(kept: tuple[float, ...], said: str) -> None:
    assert _range(kept, (0.2, 0.4, 0.6, 0.8)) == said


def test_of_many_curves_each_looks_different() -> None:
    looks = [_look(number, 21) for number in range(21)]
    assert len({(look.color, look.dashes) for look in looks}) == 21
    assert sum(look.aside for look in looks) == pytest.approx(0)
