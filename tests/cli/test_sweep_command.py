"""`sopsim sweep`: what it prints, and that nothing is lost whatever ends it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_processes import Watched, posix
from tests.services import CORNER_SHOP, TICKET_WINDOW, written

SOPSIM = (sys.executable, "-m", "simulator")

#: Eight points, each of which takes some tenths of a second.
LONG = ("--vary", "teams.clerks.count=1..4", "--vary", "customers.guest.arrivals.rate=20/h,30/h")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    root = str(Path(__file__).parents[2])
    monkeypatch.setenv("PYTHONPATH", root)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def sopsim(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*SOPSIM, *map(str, arguments)], capture_output=True, text=True, timeout=120, encoding="utf-8"
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def in_store(path: str) -> int:
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file,
    ):
        return int(file.execute("SELECT count(*) FROM points").fetchone()[0])
    return 0


def wait_for_points(path: str, many: int) -> None:
    deadline = time.monotonic() + 60
    while in_store(path) < many:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_points_stand_in_a_table_and_the_failed_ones_below(folder: Path) -> None:
    written(folder)
    done = sopsim("sweep", "service.yaml", "--vary", "teams.clerks.count=-1..2", "--replications", 2)
    heading, _, table = done.stdout.partition("\n\nPoints\n")
    assert heading == (
        "Ticket window 1.0.0, scenario base: 4 points of `teams.clerks.count` (grid),\n"
        "each with 2 replications, seed 1. In brackets: 95 % intervals."
    )
    assert table.startswith("point  clerks.count  wait, min")
    assert "\nPoints that failed\n1: clerks.count -1\n  teams.clerks.count: " in table
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert done.stderr.startswith("1 point of 4 failed.")


def test_a_sweep_file_and_json(folder: Path) -> None:
    written(folder)
    (folder / "plan.yaml").write_text(
        "sweep: Clerks\nvary: {teams.clerks.count: 1..2}\nreplications: 2\nseed: 7\n"
        "measures: [wait:window, cost]\n",
        encoding="utf-8",
    )
    found = json.loads(sopsim("sweep", "service.yaml", "plan.yaml", "--json").stdout)
    assert (found["seed"], found["replications"], found["paths"]) == (7, 2, ["teams.clerks.count"])
    assert [(row["point"], row["measure"]) for row in found["metrics"]] == [
        (1, "wait"), (1, "cost"), (2, "wait"), (2, "cost"),
    ]  # fmt: skip
    assert found["metrics"][2]["value"] == 0  # two clerks keep nobody waiting
    assert found["provenance"]["vary"] == {"teams.clerks.count": "1..2"}
    overruled = json.loads(sopsim("sweep", "service.yaml", "plan.yaml", "--json", "--seed", 8).stdout)
    assert overruled["seed"] == 8


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "say what varies: a sweep file, or `--vary teams.tellers.count=3..8`; one of the two"),
        (("--vary", "teams.clerk.count=1..2"), "there is no `clerk` in `teams`"),
        (("--vary", "teams.clerks.count=2..1"), "the range is empty: 1 is below 2"),
        (("--vary", "teams.clerks.count=1..1000000"), "these are 1,000,000 points; take fewer values"),
        (("--vary", "teams.clerks.count=1", "--measure", "wiat"), "no figure `wiat`; did you mean `wait`"),
        (("--vary", "teams.clerks.count=1", "--store", "."), "is a folder; name a file"),
        (("--vary", "teams.clerks.count=1", "--store", "service.yaml"), "is damaged, or no store at all"),
        (("--vary", "teams.clerks.count=1", "--store", "a", "--no-store"), "give --store or --no-store"),
        (("nowhere.yaml",), "there is no such file"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    path = written(folder)
    done = sopsim("sweep", "service.yaml", *arguments, code=2)
    assert message in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert path.read_text(encoding="utf-8") == TICKET_WINDOW


def test_where_every_point_fails_the_sweep_has_failed(folder: Path) -> None:
    written(folder)
    done = sopsim("sweep", "service.yaml", "--vary", "teams.clerks.count=-2..-1", "--replications", 1, code=3)
    assert done.stderr == "2 points of 2 failed.\n"


@posix
def test_killed_at_any_moment_the_same_command_ends_with_the_same_bytes(folder: Path) -> None:
    written(folder, CORNER_SHOP)
    command = ("sweep", "service.yaml", *LONG, "--replications", 50)
    whole = sopsim(*command, "--store", "whole.sqlite", "--out", "whole")
    for many in (1, 3):
        process = subprocess.Popen([*SOPSIM, *map(str, command)], stdout=subprocess.DEVNULL)
        wait_for_points("service.sopsim.sqlite", many)
        process.send_signal(signal.SIGKILL)
        process.wait()
    before = in_store("service.sopsim.sqlite")
    assert 3 <= before < 8
    resumed = sopsim(*command, "--out", "resumed")
    assert resumed.stdout == whole.stdout
    names = sorted(path.name for path in Path("whole").iterdir())
    assert sorted(path.name for path in Path("resumed").iterdir()) == names
    for name in names:
        assert (Path("resumed") / name).read_bytes() == (Path("whole") / name).read_bytes(), name


@pytest.fixture
def long_sweep(folder: Path) -> Iterator[Watched]:
    path = written(folder, CORNER_SHOP)
    watched = Watched("sweep", path, *LONG, "--replications", 400, "--workers", 2)
    yield watched
    watched.close()


@posix
def test_ctrl_c_shows_what_is_finished_and_keeps_it(long_sweep: Watched) -> None:
    long_sweep.wait_for(r"[2-5]/8")
    long_sweep.press_ctrl_c()
    code, out = long_sweep.end()
    assert code == 130
    assert " of 8 points of " in out
    assert "the same command goes on from there." in " ".join(long_sweep.seen.split())
    assert "Traceback" not in long_sweep.seen
    assert 2 <= in_store("service.sopsim.sqlite") < 8


@posix
def test_who_watches_sees_the_time_a_point_took(long_sweep: Watched) -> None:
    long_sweep.wait_for(r"the last took \d+\.\d s")
    assert re.search(r"the last took \d+\.\d s", long_sweep.seen)
    os.kill(long_sweep.process.pid, signal.SIGKILL)
