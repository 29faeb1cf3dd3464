"""The experiments still work, and their pages tell what their stored tables say.

Figures in the text stand there with their intervals, `3.4 (2.9 to 3.9)`; each is looked for in the tables.
"""

from __future__ import annotations

import importlib.util
import math
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from typer.testing import CliRunner

from simulator.cli.main import app

EXPERIMENTS = Path(__file__).parent.parent / "experiments"

#: Experiments that are a script, and what makes each of them quick: names in the script with fewer values.
SCRIPTS = {
    "pooling": {"WORK": ((2, 20),)},
    "treatment_centre_investment": {"OBJECTIVES": {"wait:trauma": ("customers", "trauma", "wait of trauma")}},
    "source_cases": {"ONLY": ("R2 work", "R2 spread", "R4", "R6", "P2"), "HALVINGS": 1},
}

#: Scripts that are made quick by leaving rows out: the column that tells which.
LEFT_OUT = {"source_cases": "case"}

#: Experiments that are a command of sopsim, and what makes each of them quick.
COMMANDS = {"business_customers": [], "bot_in_front": ["--set", "clock.run_for=14 h"]}

_NUMBER = r"[-+]?[\d,]*\.?\d+"
_INTERVAL = re.compile(rf"({_NUMBER})(?: (?:%|min|EUR|points?))? \(({_NUMBER}) %? ?to ({_NUMBER})(?: %)?\)")


def script(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"experiment_{path.parent.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def page(experiment: str) -> str:
    return (EXPERIMENTS / experiment / "README.md").read_text(encoding="utf-8")


def stored(experiment: str) -> pd.DataFrame:
    return pd.read_csv(EXPERIMENTS / experiment / "results.csv")


def says(text: str, value: float) -> bool:
    """Whether a number in a text is the size of a value, also in percent, to the digits it is told with."""
    told = abs(float(text.replace(",", "")))
    digits = len(text.partition(".")[2])
    return any(
        math.isclose(told, abs(scale * value), abs_tol=0.5000001 * 10.0**-digits) for scale in (1, 100)
    )


def agree(texts: tuple[str, str, str], row: tuple[float, float, float]) -> bool:
    """Whether a figure and its interval are those of a row; "less by 2 (1 to 3)" is -2 (-3 to -1)."""
    ends = sorted(texts[1:], key=lambda text: abs(float(text.replace(",", ""))))
    return all(map(says, (texts[0], *ends), (row[0], *sorted(row[1:], key=abs))))


def rows_with_intervals(table: pd.DataFrame) -> list[tuple[float, float, float]]:
    """Every figure of a table with its interval; of differences the difference."""
    found = []
    for column in table:
        low, high = f"{column} low", f"{column} high"
        if column in ("value", "difference") and low not in table:
            low, high = "low", "high"
        if low in table:
            found += list(table[[column, low, high]].dropna().itertuples(index=False, name=None))
    return found


@pytest.mark.parametrize("experiment", SCRIPTS)
def test_a_script_tells_in_its_page_what_it_stored(experiment: str) -> None:
    text = script(EXPERIMENTS / experiment / "run.py").markdown(stored(experiment))
    assert text in page(experiment)


@pytest.mark.parametrize("experiment", COMMANDS)
def test_a_command_tells_in_its_page_what_was_kept(experiment: str) -> None:
    text = script(EXPERIMENTS / "tables.py").markdown(experiment, stored(experiment))
    assert text in page(experiment)


@pytest.mark.parametrize("experiment", [*SCRIPTS, *COMMANDS])
def test_figures_in_the_text_are_those_of_the_tables(experiment: str) -> None:
    rows = rows_with_intervals(stored(experiment))
    prose = "\n".join(line for line in page(experiment).splitlines() if not line.startswith("|"))
    told = _INTERVAL.findall(prose)
    assert told, "what was found is told with figures"
    unknown = [texts for texts in told if not any(agree(texts, row) for row in rows)]
    assert unknown == []


@pytest.mark.parametrize("experiment", SCRIPTS)
def test_a_script_works(experiment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = script(EXPERIMENTS / experiment / "run.py")
    for name, value in SCRIPTS[experiment].items():
        monkeypatch.setattr(module, name, value)
    table, known = module.results(2), stored(experiment)
    if column := LEFT_OUT.get(experiment):
        known = known[known[column].isin(table[column])]
    assert list(table) == list(known)
    assert set(table["scenario"]) == set(known["scenario"])
    assert module.markdown(table)


@pytest.mark.parametrize("experiment", COMMANDS)
def test_a_command_works(experiment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXPERIMENTS.parent)
    (command,) = re.findall(r"^sopsim (.*)$", page(experiment), re.MULTILINE)
    words = shlex.split(command)
    for option in ("--replications", "--out"):
        if option in words:
            place = words.index(option)
            del words[place : place + 2]
    words += ["--replications", "2", "--out", str(tmp_path / "results"), *COMMANDS[experiment]]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    tables = script(EXPERIMENTS / "tables.py")
    table, known = tables.kept(experiment, tmp_path / "results"), stored(experiment)
    labels = [column for column in known if known[column].dtype == object or column == "point"]
    labels = [column for column in labels if column != "word"]
    pd.testing.assert_frame_equal(table[labels], known[labels])


def test_the_index_lists_every_experiment() -> None:
    index = (EXPERIMENTS / "README.md").read_text(encoding="utf-8")
    folders = {page.parent.name for page in EXPERIMENTS.glob("*/README.md")}
    assert set(re.findall(r"\]\((\w+)/README\.md\)", index)) == folders
