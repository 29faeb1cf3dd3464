"""Levels below what is mandatory: shown as what is run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import simulator as sim
from simulator.report.blocks import Paragraph, Table
from simulator.report.tradeoff import tradeoff_blocks
from simulator.report.tradeoff_words import level_words
from tests.experiment.tradeoff.test_standardise import CALM, handle_times
from tests.services import written

#: Ten minutes in two actions; a quarter of the work is mandatory.
BOUND = CALM.replace(
    "sop: {time_measured: without}",
    "sop: {time_measured: without, actions: [{id: a, do: A, standard_time: 2.5 min, mandatory: true}, "
    "{id: b, do: B, standard_time: 7.5 min}]}",
)

#: Of a second step half of the work is mandatory.
TWO = BOUND.replace(
    "next: {end: served}",
    """next: {to: gate}
  gate:
    team: clerks
    time: 4 min
    sop: {time_measured: without, actions: [{id: a, do: A, standard_time: 2 min, mandatory: true},
      {id: b, do: B, standard_time: 2 min}]}
    next: {end: served}""",
)


@pytest.fixture
def bound(tmp_path: Path) -> sim.Blueprint:
    return sim.load(written(tmp_path, BOUND))


def standardised(blueprint: sim.Blueprint, levels: str) -> sim.Tradeoff:
    return sim.standardise(blueprint, levels=levels, objective="handle_time", replications=1)


def paragraphs(found: sim.Tradeoff) -> list[str]:
    return [block.text for block in tradeoff_blocks(found) if isinstance(block, Paragraph)]


def test_what_is_mandatory_is_run_once_for_all_levels_below(bound: sim.Blueprint) -> None:
    # A tenth of what is prescribed is saved: 10 - .25 at a quarter, 10 - 1 at all.
    found = standardised(bound, "0%,10%,20%,30%,100%")
    assert found.levels == (0.25, 0.3, 1.0)
    assert found.prescribed.asked == (0, 0.1, 0.2, 0.3, 1.0)
    assert found.prescribed.held == (0, 0.1, 0.2)
    assert handle_times(found)[::2] == pytest.approx([9.75, 9.0])
    assert [(below, level) for below, level, _ in found.gains_of(("handle_time", "case", "all", "mean"))] == [
        (0.25, 0.3),
        (0.3, 1.0),
    ]


def test_the_report_says_which_levels_cannot_be_reached(bound: sim.Blueprint) -> None:
    found = standardised(bound, "0%,10%,20%,30%,100%")
    assert paragraphs(found)[2] == (
        "Below 25 %: 25 % of the work is mandatory at `desk`, so the levels 0 %, 10 % and 20 % are run as "
        "that."
    )
    (levels,) = [b for b in tradeoff_blocks(found) if isinstance(b, Table) and b.title == "Levels"]
    assert [row[0] for row in levels.rows] == ["25 %, the least", "30 %", "100 %"]


def test_json_and_tables_have_what_was_asked_and_what_was_run(bound: sim.Blueprint) -> None:
    found = standardised(bound, "0%,10%,100%")
    told = json.loads(found.to_json())
    assert (told["asked"], told["levels"], told["mandatory"]) == ([0, 0.1, 1], [0.25, 1], {"desk": 0.25})
    assert list(dict.fromkeys(zip(found.curve.level, found.curve.asked, strict=True))) == [
        (0.25, "0;0.1"),
        (1.0, "1"),
    ]


def test_levels_that_can_be_reached_are_as_asked(bound: sim.Blueprint) -> None:
    found = standardised(bound, "25%,50%")
    assert found.levels == found.prescribed.asked == (0.25, 0.5)
    assert not [said for said in paragraphs(found) if "mandatory" in said]


def test_where_steps_differ_the_least_is_that_of_the_least_bound(tmp_path: Path) -> None:
    found = standardised(sim.load(written(tmp_path, TWO)), "0%,30%,100%")
    assert found.levels == (0.25, 0.3, 1.0)
    assert paragraphs(found)[2] == (
        "Below 25 %: 25 % of the work is mandatory at `desk`, so the level 0 % is run as that. At `gate` 50 "
        "% is mandatory, and stays so at the levels below that."
    )
    alone = sim.standardise(sim.load(written(tmp_path, TWO)), "gate", levels="0%,100%", replications=1)
    assert alone.levels == (0.5, 1.0)


def test_levels_that_all_come_to_one_are_no_curve(bound: sim.Blueprint) -> None:
    with pytest.raises(sim.UsageError, match="two levels at least, and 25 % of the work is mandatory at"):
        standardised(bound, "0%,20%")


def test_a_range_from_the_top_is_told_by_the_name_of_the_option(bound: sim.Blueprint) -> None:
    with pytest.raises(sim.BlueprintError) as caught:
        standardised(bound, "100%..0%")
    (problem,) = caught.value.problems
    assert problem.head == "--levels: the range is empty: 0% is below 100%"
    assert problem.help == "write `0%..100%`"


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ((), ""),
        ((0.0,), "0 %"),
        ((0.1, 0.2), "10 % and 20 %"),
        ((0.0, 0.2, 0.3, 0.4), "0 % and 20 % to 40 %"),
        ((0.0, 0.1, 0.2, 0.3, 0.4), "0 % to 40 %"),
    ],
)
def test_levels_in_a_row_are_told_by_their_ends(levels: tuple[float, ...], told: str) -> None:
    assert level_words(levels, (0.0, 0.1, 0.2, 0.3, 0.4)) == told
