"""`sopsim compare`, as the user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.cli.main import app
from tests.services import TICKET_WINDOW, written

WINDOW = """\
Ticket window 1.0.0: `two clerks` against `base`, 20 replications of 1 h each,
seed 1; the same customers come to all. In brackets: 95 % intervals.

two clerks
figure                   base  two clerks  difference  which is
wait at window, min         5           0          -5  better
wait, min                   5           0          -5  better
time in system, min        11           6          -5  better
utilisation of clerks    93 %      54.5 %       -38.4  lower
cost in all, EUR         35.5        60.5         +25  worse
quick                  45.5 %       100 %       +54.5  better
short stay, min            11           6          -5  better
Shares differ in percentage points.

Service levels
scenario                  quick  short stay
base             missed, 45.5 %     met, 11
two clerks  met, 100 % (98–100)      met, 6

`two clerks` has the lowest cost per customer of those shown to meet `quick`. It
is told from all others of them with 95 % confidence.

Ranking: the lowest cost per customer
scenario    cost per customer, EUR  behind  place  service levels
two clerks                     5.5       -   best  met
base                          3.23       -    out  quick: missed
"""


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return written(tmp_path, TICKET_WINDOW).name


def compare(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["compare", *arguments])
    assert done.exit_code == code, done.output
    return done.stdout


def test_the_report(window: str) -> None:
    # One clerk: 5 of 11 wait up to 4 min, 45.5 %; he works 66 of 71 minutes, paid 30 EUR an hour, and 11
    # minutes after the close. Two: nobody waits; 66 of 121 minutes, one minute after the close: 60.5 EUR.
    assert compare(window, "--lowest", "cost", "--subject-to", "quick") == WINDOW


def test_a_measure_is_told_with_its_quantiles(window: str) -> None:
    told = compare(window, "--measure", "wait:window")
    assert "wait at window, p90, min" in told
    assert "utilisation" not in told


def test_as_json(window: str) -> None:
    assert json.loads(compare(window, "--json"))["scenarios"] == ["two clerks"]


def test_everything_is_saved(window: str, tmp_path: Path) -> None:
    compare(window, "--out", "results")
    names = {path.name for path in (tmp_path / "results").iterdir()}
    assert {"differences.csv", "metrics.parquet", "slas.csv", "provenance.json"} <= names
    assert {"blueprint.0.resolved.yaml", "blueprint.1.resolved.yaml"} <= names


def test_a_scenario_that_is_not_there(window: str) -> None:
    done = CliRunner().invoke(app, ["compare", window, "two clarks"])
    assert done.exit_code == 2


def test_what_only_one_has_is_told(window: str, tmp_path: Path) -> None:
    (tmp_path / window).write_text(
        TICKET_WINDOW + "  by machine: {merge: {machine: {of: [window], time: 6 min}}}\n", encoding="utf-8"
    )
    told = compare(window, "by machine", "--measure", "wait:window", "--measure", "wait:machine")
    assert "only in base: `window`; only in by machine: `machine`" in " ".join(told.split())
    assert "wait at window, min" in told
    assert "only in by machine" in told


def test_what_cannot_be_asked_is_told_as_json_too(window: str) -> None:
    told = json.loads(compare(window, "two clarks", "--json", code=2))
    assert not told["ok"]
    assert told["errors"][0]["message"] == "there is no scenario `two clarks`; did you mean `two clerks`?"
