"""Tables laid out in the width there is."""

from __future__ import annotations

import pytest

from simulator.cli.show import show
from simulator.report.blocks import Column, Table

FIGURES = Table(
    "Curves",
    (
        Column("elastic"),
        Column("compliance"),
        Column("wait, min"),
        Column("handle time, min"),
        Column("note"),
    ),
    (("0 %", "80 %", "10.3 (8.6–12.0)", "10.2 (9.8–10.5)", "*"), ("20 %", "80 %", "9.5", "10.1", "")),
    keys=2,
)


@pytest.fixture(autouse=True)
def width(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(request.param))


@pytest.mark.parametrize("width", [50], indirect=True)
def test_what_a_row_is_about_stands_in_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    show([FIGURES])
    assert capsys.readouterr().out.splitlines() == [
        "Curves",
        "elastic  compliance        wait, min",
        "    0 %        80 %  10.3 (8.6–12.0)",
        "   20 %        80 %              9.5",
        "",
        "elastic  compliance  handle time, min  note",
        "    0 %        80 %   10.2 (9.8–10.5)     *",
        "   20 %        80 %              10.1",
    ]


@pytest.mark.parametrize("width", [30], indirect=True)
def test_a_record_says_what_its_figures_are(capsys: pytest.CaptureFixture[str]) -> None:
    show([FIGURES])
    assert capsys.readouterr().out.splitlines() == [
        "Curves",
        "elastic 0 %, compliance 80 %",
        "  wait, min: 10.3 (8.6–12.0)",
        "  handle time, min: 10.2",
        "    (9.8–10.5)",
        "  note: *",
        "elastic 20 %, compliance 80 %",
        "  wait, min: 9.5",
        "  handle time, min: 10.1",
    ]
