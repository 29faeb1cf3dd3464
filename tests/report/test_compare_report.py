"""The report on a comparison of many scenarios, which stand side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.report.blocks import Paragraph, Table
from simulator.report.compare import compare_blocks
from tests.services import TICKET_WINDOW, written

#: Beside `two clerks`; `alike` changes nothing.
MORE = """\
  slower: {set: {steps.window.time: 8 min}}
  by machine: {merge: {machine: {of: [window], time: 6 min}}}
  alike: {set: {steps.window.time: 6 min}}
"""


def compared(folder: Path, *scenarios: str, replications: int = 10, measures: tuple[str, ...] = ()) -> Table:
    """The table that stands below the heading."""
    window = sim.load(written(folder, TICKET_WINDOW + MORE))
    comparison = sim.compare(window, scenarios, replications=replications, measures=measures, workers=1)
    _, table, *_ = compare_blocks(comparison)
    assert isinstance(table, Table)
    return table


def test_more_than_three_scenarios_stand_side_by_side(tmp_path: Path) -> None:
    """Visitors come at minutes 5, 10, ... 55 and take 6: alone, a clerk keeps the n-th waiting n - 1 min.

    Eleven wait 5 min on average, 15 where they take 8; two clerks and a machine keep nobody waiting. A clerk
    costs 30 EUR an hour, one past the hour until 71 min (35.5 EUR) or 93 min (46.5), two until 61 min (60.5),
    and where the machine does the work the hour alone.
    """
    table = compared(tmp_path)
    assert table.title == "Against base"
    assert [column.head for column in table.columns] == [
        "scenario",
        "wait, min",
        "time in system, min",
        "cost in all, EUR",
    ]
    assert table.rows == (
        ("base", "5", "11", "35.5"),
        ("two clerks", "0, -5 better", "6, -5 better", "60.5, +25 worse"),
        ("slower", "15, +10 worse", "23, +12 worse", "46.5, +11 worse"),
        ("by machine", "0, -5 better", "6, -5 better", "30, -5.5 better"),
        ("alike", "5, none shown", "11, none shown", "35.5, none shown"),
    )
    assert table.note == (
        "None shown: no difference is shown, which is not to say that there is none. Name up to 3 scenarios "
        "to have a table of each, with intervals and further figures."
    )


def test_the_heading_counts_many_scenarios(tmp_path: Path) -> None:
    window = sim.load(written(tmp_path, TICKET_WINDOW + MORE))
    heading, *_ = compare_blocks(sim.compare(window, replications=10, workers=1))
    assert isinstance(heading, Paragraph)
    assert heading.text == (
        "Ticket window 1.0.0: 4 scenarios against `base`, 10 replications of 1 h each, seed 1; the same "
        "customers come to all. Differences are shown with 95 % confidence for all 4 at once; in brackets: "
        "95 % intervals."
    )


def test_up_to_three_have_a_table_of_each(tmp_path: Path) -> None:
    assert compared(tmp_path, "two clerks", "slower", "alike").title == "two clerks"


def test_figures_that_are_asked_for_stand_there_alone(tmp_path: Path) -> None:
    """One clerk works 66 of 71 minutes (93 %), then 88 of 93 (94.6 %); of two 66 of 121 (54.5 %).

    Nobody comes to him where a machine does the work, which has no window to wait at.
    """
    table = compared(tmp_path, measures=("wait:window", "utilisation:clerks"))
    assert [column.head for column in table.columns] == [
        "scenario",
        "wait at window, min",
        "utilisation of clerks",
    ]
    assert table.rows == (
        ("base", "5", "93 %"),
        ("two clerks", "0, -5 better", "54.5 %, -38.4 lower"),
        ("slower", "15, +10 worse", "94.6 %, +1.67 higher"),
        ("by machine", "-", "0 %, -93 lower"),
        ("alike", "5, none shown", "93 %, none shown"),
    )


@pytest.mark.parametrize("measures", [(), ("wait",)])
def test_without_intervals_there_are_no_words(tmp_path: Path, measures: tuple[str, ...]) -> None:
    table = compared(tmp_path, replications=1, measures=measures)
    assert [row[1] for row in table.rows] == ["5", "0, -5", "15, +10", "0, -5", "5, 0"]
