"""The page on the tellers of the bank branch tells what its tables say, and its commands still work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import simulator as sim
from simulator.cli.main import app

FOLDER = Path(__file__).parent.parent / "experiments/bank_branch_staffing"
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")


def row(title: str, table: str, column: str) -> str:
    """A row of the page: each of eight hours costs 30 EUR a teller."""
    tellers = pd.read_csv(FOLDER / table).query("team == 'tellers'")[column].tolist()
    cells = [*map(str, tellers), str(sum(tellers)), f"{30 * sum(tellers):,}"]
    return f"| {title} | {' | '.join(cells)} |"


def test_the_page_tells_the_stored_plans() -> None:
    assert row("now", "by_the_hour.csv", "present") in PAGE
    assert row("theory, each hour by itself", "by_the_hour.csv", "theory") in PAGE
    assert row("cheapest by the hour", "by_the_hour.csv", "count") in PAGE
    assert row("cheapest in shifts", "in_shifts.csv", "count") in PAGE
    shifts = pd.read_csv(FOLDER / "shifts.csv")
    assert shifts["cost"].sum() == 990
    assert dict(zip(shifts["shift"], shifts["count"], strict=True)) == {
        "morning": 0,
        "midday": 2,
        "afternoon": 1,
        "day, early lunch": 1,
        "day, late lunch": 2,
    }


@pytest.mark.parametrize("name", ["by_the_hour", "in_shifts"])
def test_its_blueprints_pass_the_check(name: str) -> None:
    assert sim.check(sim.load(FOLDER / f"{name}.yaml")).ok


def test_its_command_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER.parent.parent)
    first = re.findall(r"^sopsim (.*) --out", PAGE, re.MULTILINE)[0]
    short = ["--replications", "10", "--set", "clock.run_for=2 h", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, [*shlex.split(first), *short])
    assert done.exit_code in (0, 1), done.output  # ten replications need not be enough to show a plan
    assert "Members on duty" in done.output or "No staffing" in done.output
