"""`sopsim promote`, as the user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.blueprint.load import load
from simulator.cli.main import app
from tests.services import TICKET_WINDOW

DAY = ("--today", "2026-06-01")


@pytest.fixture(autouse=True)
def _place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    Path("window.yaml").write_text(TICKET_WINDOW, encoding="utf-8")


def promote(*arguments: str, code: int = 0) -> tuple[str, str]:
    """Run the command; returns what it printed on stdout, and on stderr as one line."""
    result = CliRunner().invoke(app, ["promote", "window.yaml", *arguments])
    assert result.exit_code == code, result.output
    return result.stdout, " ".join(result.stderr.split())


def test_the_new_version_is_printed_and_nothing_is_written() -> None:
    shown, told = promote("two clerks", *DAY)
    assert shown.startswith('blueprint: Ticket window\nversion: "1.0.1"\ndocument:\n  revisions:\n')
    assert "clerks: {count: 2, cost: 30/h}" in shown
    assert "scenarios" not in shown
    assert told == (
        'Version 1.0.1: {version: "1.0.1", date: "2026-06-01", '
        'change: "two clerks: count of team clerks: 1 → 2"}'
    )
    assert [file.name for file in Path().iterdir()] == ["window.yaml"]


def test_it_is_written_to_a_new_file() -> None:
    shown, _ = promote("two clerks", "--out", "next.yaml", *DAY)
    assert shown == "Wrote next.yaml.\n"
    assert load("next.yaml").teams["clerks"].count == 2
    assert Path("window.yaml").read_text(encoding="utf-8") == TICKET_WINDOW


def test_the_blueprint_itself_is_replaced_only_when_told() -> None:
    _, told = promote("two clerks", "--out", "window.yaml", code=2)
    assert told.startswith("sopsim: window.yaml is there already and stays as it is")
    promote("two clerks", "--out", "window.yaml", "--overwrite")
    assert load("window.yaml").document_version == "1.0.1"


def test_files_that_the_blueprint_names_are_found_by_the_new_version() -> None:
    text = TICKET_WINDOW.replace("{every: 5 min}", "{at: {csv: come.csv, column: at}}")
    Path("window.yaml").write_text(text, encoding="utf-8")
    Path("come.csv").write_text("at\n0\n5\n", encoding="utf-8")
    _, told = promote("two clerks", "--out", "other/next.yaml", code=2)
    assert "names files that stand beside it (come.csv); write the new version to the same folder" in told
    promote("two clerks", "--out", "next.yaml")


def test_a_scenario_that_there_is_not_is_told() -> None:
    _, told = promote("two clerk", code=2)
    assert "there is no such scenario in window.yaml" in told
    assert "did you mean `two clerks`?" in told


def test_all_of_it_as_json() -> None:
    told = json.loads(promote("two clerks", "--json", *DAY)[0])
    text = promote("two clerks", *DAY)[0]
    change = "two clerks: count of team clerks: 1 → 2"
    assert told == {
        "ok": True,
        "next": "1.0.1",
        "revision": {"version": "1.0.1", "date": "2026-06-01", "change": change},
        "left_out": [],
        "written": [],
        "text": text,
    }
    told = json.loads(promote("two clerks", "--out", "next.yaml", "--json")[0])
    assert (told["written"], told["text"]) == (["next.yaml"], None)
