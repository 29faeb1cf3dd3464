"""Tables in windows of any width: what a row is about stays with it."""

from __future__ import annotations

import pytest

from simulator.cli.show import show
from simulator.report.blocks import Column, Table

#: Two columns say what a row is about; the level of the second row is that of the first.
TABLE = Table(
    "Rooms",
    (
        Column("level"),
        Column("curve"),
        Column("wait, min"),
        Column("cost, EUR"),
        Column("which is", words=True),
    ),
    (
        ("0 %", "a", "12.5 (11.0–14.0)", "1,234 (1,200–1,268)", "worse"),
        ("", "b", "10.0 (9.0–11.0)", "1,300 (1,280–1,320)", "best"),
    ),
    keys=2,
)


def shown(table: Table, columns: int, window: pytest.MonkeyPatch, told: pytest.CaptureFixture[str]) -> str:
    window.setenv("COLUMNS", str(columns))
    show([table])
    return told.readouterr().out


def test_each_part_of_a_broken_table_has_all_its_keys(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Level, curve, wait and cost need 5 + 2 + 5 + 2 + 16 + 2 + 19 = 51 cells.
    assert shown(TABLE, 50, monkeypatch, capsys) == (
        "Rooms\n"
        "level  curve         wait, min\n"
        "  0 %      a  12.5 (11.0–14.0)\n"
        "           b   10.0 (9.0–11.0)\n"
        "\n"
        "level  curve            cost, EUR  which is\n"
        "  0 %      a  1,234 (1,200–1,268)  worse\n"
        "           b  1,300 (1,280–1,320)  best\n"
    )


def test_a_stacked_row_says_what_its_keys_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(TABLE, 40, monkeypatch, capsys) == (
        "Rooms\n"
        "level 0 %, curve a\n"
        "  wait, min: 12.5 (11.0–14.0)\n"
        "  cost, EUR: 1,234 (1,200–1,268)\n"
        "  which is: worse\n"
        "level 0 %, curve b\n"
        "  wait, min: 10.0 (9.0–11.0)\n"
        "  cost, EUR: 1,300 (1,280–1,320)\n"
        "  which is: best\n"
    )
