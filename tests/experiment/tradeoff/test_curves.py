"""Several shares that may bend, several compliances: a curve for each, on the same customers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import simulator as sim
from simulator.experiment.tradeoff.curve import Curve
from simulator.report.blocks import Paragraph, Table
from simulator.report.tradeoff import tradeoff_blocks
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


def figures(curve: Curve) -> list[tuple[str, float, float, float]]:
    return [(one.scenario, one.value, one.low, one.high) for one in curve.ranking.standings]


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
        assert figures(curve) == figures(alone.curves[0])
        assert curve.table.drop(columns="scenario").equals(alone.curve.drop(columns="scenario"))


def test_the_best_of_all_curves_and_what_cannot_be_told_from_it(stiff: sim.Blueprint) -> None:
    found = sim.standardise(
        stiff, levels="50%,100%", elastic="0%,50%", objective="handle_time", replications=2
    )
    assert found.ranking.standings[0].scenario == "50 %, 0 % elastic"
    assert set(found.open) == {"50 %, 0 % elastic", "50 %, 50 % elastic"}
    assert found.first is found.curves[0]
    assert table(found, "What is best on each curve").rows == (
        ("0 %", "50 %", "-", "9.5", "best"),
        ("50 %", "50 %", "-", "9.5", "not told apart"),
    )
    # How a level stands is told among all curves in their tables, too: of 50 % elastic none is the best.
    assert [row[2] for row in table(found, "Levels, 50 % elastic").rows] == ["not told apart", "worse"]
    headline = tradeoff_blocks(found)[1]
    assert isinstance(headline, Paragraph)
    assert headline.text == (
        "With 50 % prescribed, 0 % elastic, the service has the lowest handle time of all 4 levels of the 2 "
        "curves: 9.5 min. Not told apart from it: 50 % with 50 % elastic."
    )
    curves = json.loads(found.to_json())["curves"]
    assert [curve["best_on_this_curve"] for curve in curves] == [0.5, 0.5]
    assert [curve["not_told_apart_on_this_curve"] for curve in curves] == [[0.5], [0.5]]
    assert [curve["not_told_apart"] for curve in curves] == [[0.5], [0.5]]


def test_what_cannot_be_told_apart_holds_for_all_curves_at_once(tmp_path: Path) -> None:
    # The difference on the one curve is shown by 1 of 2 levels, t(0.95, 2) = 2.92 standard errors, but not
    # by 1 of 4 levels, t(1 - 0.05/3, 2) = 5.34 of them.
    blueprint = busy(tmp_path, "high")
    both = sim.standardise(blueprint, levels="50%,100%", elastic="0%,30%", replications=3)
    alone = sim.standardise(blueprint, levels="50%,100%", elastic="0%", replications=3)
    assert alone.kept == (0.5,)
    assert both.curves[0].kept == (0.5, 1.0)
    assert set(both.curves[0].open_among(both.ranking)) <= set(both.curves[0].kept)


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


def test_customers_who_keep_a_standard_of_their_own_are_named(tmp_path: Path) -> None:
    own = STIFF.replace("exceptions:", "customers: {guest: {compliance: 99%}}, exceptions:")
    blueprint = sim.load(written(tmp_path, own))
    said = "Customers with a standard of their own keep it: `guest` (compliance) at `desk`."
    told = [
        [block.text for block in tradeoff_blocks(found) if isinstance(block, Paragraph)]
        for found in (
            sim.standardise(blueprint, levels="50%,100%", compliance="80%", replications=1),
            sim.standardise(blueprint, levels="50%,100%", replications=1),
        )
    ]
    assert said in told[0]
    assert said not in told[1]
