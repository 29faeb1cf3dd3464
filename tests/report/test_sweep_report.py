"""The report on a sweep, block by block."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import simulator as sim
from simulator.report.blocks import Items, Paragraph, Table
from simulator.report.sweep import short_names, sweep_blocks
from tests.services import TICKET_WINDOW, written


def blocks(folder: Path, vary: dict[str, Any], **more: Any) -> tuple[Any, ...]:
    window = sim.load(written(folder, TICKET_WINDOW))
    with ThreadPoolExecutor(1) as executor:
        return sweep_blocks(sim.sweep(window, vary, replications=1, store=False, executor=executor, **more))


def test_a_row_a_point_and_a_star_on_the_front(tmp_path: Path) -> None:
    """Visitors come at minutes 5, 10, ... 55 and take 6: alone, a clerk keeps the n-th waiting n - 1 min.

    Eleven wait 0 to 10 min, 5 on average. Two clerks keep nobody waiting, three cost more for nothing.
    """
    heading, table = blocks(tmp_path, {"teams.clerks.count": [1, 2, 3]}, measures=["wait", "cost"])
    assert isinstance(heading, Paragraph)
    assert heading.text == (
        "Ticket window 1.0.0, scenario base: 3 points of `teams.clerks.count` (grid), each with "
        "1 replication, seed 1."
    )
    assert isinstance(table, Table)
    assert [column.head for column in table.columns] == [
        "point",
        "clerks.count",
        "wait, min",
        "cost per customer, EUR",
        "*",
    ]
    assert [(row[0], row[1], row[4]) for row in table.rows] == [
        ("1", "1", "*"),
        ("2", "2", "*"),
        ("3", "3", ""),
    ]
    assert [row[2] for row in table.rows] == ["5", "0", "0"]
    assert table.note == "* no other point beats it in wait and cost per customer together."


def test_a_cost_says_of_what_it_is(tmp_path: Path) -> None:
    """As asked for it is `cost`, which a reader takes for that of a day."""
    asked = ["cost", "cost:total", "cost:clerks", "staff_cost:visitor", "wait:window:p90"]
    _, table = blocks(tmp_path, {"teams.clerks.count": [1]}, measures=asked)
    assert [column.head for column in table.columns[2:-1]] == [
        "cost per customer, EUR",
        "cost in all, EUR",
        "cost per customer of clerks, EUR",
        "staff cost per customer (visitor), EUR",
        "wait:window:p90, min",
    ]


def test_one_measure_has_no_front(tmp_path: Path) -> None:
    _, table = blocks(tmp_path, {"teams.clerks.count": [1, 2]}, measures=["wait"])
    assert (table.columns[-1].head, table.note) == ("wait, min", "")


def test_where_all_points_fail_there_is_no_table(tmp_path: Path) -> None:
    _, failed = blocks(tmp_path, {"teams.clerks.count": [-1], "steps.window.time": ["6 min"]})
    assert isinstance(failed, Items)
    ((head, (reason,)),) = failed.items
    assert head == "1: clerks.count -1, window.time 6 min"
    assert reason.startswith("teams.clerks.count: ")


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (("teams.clerks.count",), ["clerks.count"]),
        (("seed",), ["seed"]),
        (("steps.a.time.mean", "steps.b.time.mean"), ["a.time.mean", "b.time.mean"]),
        (('teams."St. Mary".count', "teams.b.count"), ["St. Mary.count", "b.count"]),
    ],
)  # fmt: skip
def test_paths_are_as_short_as_they_can_be_told_apart(paths: tuple[str, ...], names: list[str]) -> None:
    assert short_names(paths) == names
