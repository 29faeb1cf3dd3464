"""Every command and every line of Python that the pages show is run, page by page, in a folder of its own.

A yaml or csv block with a name behind it is written to the end of the file of that name; the `sopsim` lines
of sh blocks, and python blocks, are run in the order of the page, beside a copy of the gallery. A block
called `output` stands in what the last command printed; `...` in it is left out. The `>>>` sessions
of a page are one session.

Commands that need a shell are processes of their own. The others run in this one, since to start so many
takes longer than what they do; that the program can be started is held in `tests/cli`.
"""

from __future__ import annotations

import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

import simulator as sim
from simulator.cli.audit import audit as audit_command
from simulator.cli.check import check as check_command
from simulator.cli.compare import compare as compare_command
from simulator.cli.erlang import erlang as erlang_command
from simulator.cli.main import app
from simulator.cli.promote import promote as promote_command
from simulator.cli.run import run as run_command
from simulator.cli.sensitivity import sensitivity as sensitivity_command
from simulator.cli.sop import sop as sop_command
from simulator.cli.staff import staff as staff_command
from simulator.cli.standardise import standardise as standardise_command
from simulator.cli.sweep import sweep as sweep_command

ROOT = Path(__file__).parent.parent

#: Parameters of commands that are no options.
ARGUMENTS = ("file", "log", "promoted", "scenarios", "steps", "sweep_file")

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])

#: Their commands take long; `test_experiments.py` runs them with fewer replications.
EXPERIMENTS = sorted((ROOT / "experiments").rglob("*.md"))

_BLOCK = re.compile(r"^```(\w+)[ ]*([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block of a page."""

    language: str
    name: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(*found) for found in _BLOCK.findall(page.read_text(encoding="utf-8"))]


def commands(block: Block) -> list[str]:
    return [line for line in block.text.splitlines() if line.startswith("sopsim ")]


def run(command: list[str], folder: Path) -> str:
    """Run a command with this environment's `sopsim` first on the path; returns what it printed on stdout."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"{command[-1]}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def printed_by(command: str, folder: Path) -> str:
    """What a line of a page prints, on stdout, in the folder."""
    if set(command) & set("<>|&;$*"):
        return run(["sh", "-c", command], folder)
    done = CliRunner().invoke(app, shlex.split(command)[1:], env={"COLUMNS": "80"})
    assert done.exit_code == 0, f"{command}\n{done.output}"
    return done.stdout


def worth_running(page: Path) -> bool:
    return any(commands(block) or block.language == "python" for block in blocks(page))


@pytest.mark.parametrize(
    "page", list(filter(worth_running, PAGES)), ids=lambda page: str(page.relative_to(ROOT))
)
def test_what_the_page_shows_works(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "blueprints", tmp_path / "blueprints")
    printed = ""
    for block in blocks(page):
        if block.name == "output":
            assert [part for part in block.text.split("...\n") if part not in printed] == []
        elif block.language in ("yaml", "csv") and block.name:
            with (tmp_path / block.name).open("a", encoding="utf-8") as file:
                file.write(block.text)
        elif block.language == "python" and not block.text.startswith(">>>"):
            run([sys.executable, "-c", block.text], tmp_path)
        elif block.language == "sh":
            for command in commands(block):
                printed = printed_by(command, tmp_path)
    if sessions := [block.text for block in blocks(page) if block.text.startswith(">>>")]:
        (tmp_path / "session.txt").write_text("\n".join(sessions), encoding="utf-8")
        run([sys.executable, "-m", "doctest", "session.txt"], tmp_path)


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [*PAGES, *EXPERIMENTS]
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_commands_of_the_reference_are_all_there_are() -> None:
    text = (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `sopsim (\w+)", text, re.MULTILINE))
    assert told == {command.name for command in app.registered_commands}


@pytest.mark.parametrize(
    ("command", "begin", "end"),
    [
        (check_command, "## check", "## run"),
        (run_command, "## run", "**Precision.**"),
        (compare_command, "## compare", "**Words.**"),
        (sweep_command, "## sweep", "**What varies.**"),
        (staff_command, "## staff", "## standardise"),
        (standardise_command, "## standardise", "## sop"),
        (sop_command, "## sop", "## promote"),
        (promote_command, "## promote", "## audit"),
        (audit_command, "## audit", "## erlang"),
        (sensitivity_command, "## sensitivity", "**Each alone.**"),
        (erlang_command, "## erlang", "## explain"),
    ],
)
def test_the_options_of_the_reference_are_all_there_are(
    command: Callable[..., None], begin: str, end: str
) -> None:
    section = (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8").partition(begin)[2]
    told = set(re.findall(r"`(--[\w-]+)", section.partition(end)[0]))
    names = {"overrides": "set", "as_json": "json", "measures": "measure"}
    parameters = [name for name in inspect.signature(command).parameters if name not in ARGUMENTS]
    assert told == {"--" + names.get(name, name).replace("_", "-") for name in parameters}


@pytest.mark.parametrize(
    ("function", "begin", "end"),
    [
        (sim.run, "## `run(", "## `Result`"),
        (sim.sweep, "## `sweep(", "| attribute of a"),
        (sim.sensitivity, "## `sensitivity(", "| attribute of a"),
        (sim.standardise, "## `standardise(", "| attribute of a"),
        (sim.audit, "## `audit(", "| attribute of an"),
    ],
)
def test_the_arguments_are_all_told(function: Callable[..., object], begin: str, end: str) -> None:
    section = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8").partition(begin)[2]
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", section.partition(end)[0], re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"\w+", row)}
    assert told == set(inspect.signature(function).parameters) - {"blueprint", "vary"}


def test_every_name_of_the_package_is_told() -> None:
    text = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    hidden = {"__version__", "Blueprint"}
    assert [name for name in sim.__all__ if name not in hidden and f"`{name}" not in text] == []
