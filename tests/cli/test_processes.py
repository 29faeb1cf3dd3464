"""The program as a process: signals, pipes, terminals, what it imports."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.experiment.staffing.services import TWO_HOURS
from tests.services import CORNER_SHOP, written

SOPSIM = (sys.executable, "-m", "simulator")

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


class Watched:
    """`sopsim` with its stderr on a terminal, its stdout in a pipe, as leader of a group of its own."""

    def __init__(self, *arguments: object) -> None:
        self._terminal, theirs = os.openpty()
        command = [*SOPSIM, *map(str, arguments)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=theirs, text=True, start_new_session=True
        )
        os.close(theirs)
        self.seen = ""

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Read the terminal until it shows something."""
        while not (match := re.search(pattern, self.seen)):
            self.seen += os.read(self._terminal, 4096).decode(errors="replace")
        return match

    def press_ctrl_c(self) -> None:
        """What a terminal does: the signal goes to the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def end(self) -> tuple[int, str]:
        """Wait for the end; returns the exit code and what was printed on stdout."""
        reader = threading.Thread(target=self._read_on, daemon=True)
        reader.start()
        out, _ = self.process.communicate(timeout=60)
        reader.join(timeout=10)
        return self.process.returncode, out

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        os.close(self._terminal)

    def _read_on(self) -> None:
        with contextlib.suppress(OSError):
            while more := os.read(self._terminal, 4096):
                self.seen += more.decode(errors="replace")


@pytest.fixture
def long_run(tmp_path: Path) -> Iterator[Watched]:
    """A run that would take minutes, on two processes."""
    watched = Watched("run", written(tmp_path, CORNER_SHOP), "--replications", 100_000, "--workers", 2)
    yield watched
    watched.close()


def replications_in(out: str) -> int:
    match = re.search(r"(\d+) replications of", out)
    assert match, out
    return int(match[1])


@posix
def test_ctrl_c_prints_the_results_of_what_is_finished(long_run: Watched) -> None:
    seen = int(long_run.wait_for(r"([3-9]\d\d)/100000")[1])
    long_run.press_ctrl_c()
    code, out = long_run.end()
    finished = replications_in(out)
    assert code == 130
    assert finished >= seen
    assert f"Interrupted after {finished} replications; the results are of these." in long_run.seen
    assert f"results of the first {finished} of 100,000 replications." in " ".join(out.split())
    assert "Traceback" not in long_run.seen


@posix
def test_ctrl_c_prints_what_a_search_for_staff_has_found(tmp_path: Path) -> None:
    # Ten replications show that 2 and 2 clerks do, who cost 4 h · 30 EUR; all others are to confirm it.
    watched = Watched("staff", written(tmp_path, TWO_HOURS), "--replications", 100_000, "--workers", 2)
    try:
        watched.wait_for(r"\d{3}/1000\d\d")
        watched.press_ctrl_c()
        code, out = watched.end()
    finally:
        watched.close()
    assert code == 130
    assert "The cheapest plan that was shown to meet every service level by then takes 120 EUR" in " ".join(
        out.split()
    )
    assert re.search(
        r"Interrupted after \d+ replications of 6 plans; the answer is what they showed.", watched.seen
    )
    assert "Traceback" not in watched.seen


@posix
def test_a_second_ctrl_c_ends_it_at_once(long_run: Watched) -> None:
    long_run.wait_for(r"[3-9]\d\d/100000")
    long_run.press_ctrl_c()
    long_run.press_ctrl_c()
    code, _ = long_run.end()
    assert code == 130
    assert "Traceback" not in long_run.seen


@posix
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_workers_end_with_their_parent(long_run: Watched) -> None:
    long_run.wait_for(r"[3-9]\d\d/100000")
    workers = children_of(long_run.process.pid)
    assert len(workers) == 2
    long_run.process.kill()
    long_run.process.wait()
    for worker in workers:
        wait_until_gone(worker)
    code, _ = long_run.end()
    assert code == -signal.SIGKILL
    assert "Traceback" not in long_run.seen


def children_of(parent: int) -> list[int]:
    return [
        int(child)
        for task in Path(f"/proc/{parent}/task").iterdir()
        for child in (task / "children").read_text(encoding="ascii").split()
    ]


def wait_until_gone(process: int) -> None:
    gone = threading.Event()
    for _ in range(1000):
        status = Path(f"/proc/{process}/stat")
        with contextlib.suppress(OSError):
            if status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z":
                gone.wait(0.02)
                continue
        return
    raise AssertionError(f"process {process} lives on")


@posix
def test_progress_is_for_those_who_watch(tmp_path: Path) -> None:
    path = written(tmp_path, CORNER_SHOP)
    watched = Watched("run", path, "--replications", 30)
    code, out = watched.end()
    watched.close()
    assert code == 0
    assert "replications" in watched.seen
    piped = subprocess.run(
        [*SOPSIM, "run", path, "--replications", "30"], capture_output=True, text=True, check=True, timeout=60
    )
    assert piped.stdout == out
    assert piped.stderr == ""


@posix
@pytest.mark.parametrize("arguments", [("run",), ("run", "--json"), ("check",), ("paths",)])
def test_a_reader_who_leaves_early_hears_no_complaint(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = written(tmp_path, CORNER_SHOP)
    process = subprocess.Popen(
        [*SOPSIM, *arguments, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=60) == 0


@posix
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("command", "code"), [("run service.yaml --out out", 0), ("check nothing.yaml", 2)])
def test_closed_streams_are_no_error(tmp_path: Path, command: str, code: int, closed: str) -> None:
    written(tmp_path, CORNER_SHOP)
    line = f"{sys.executable} -m simulator {command} {closed}"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == code
    assert "Error" not in done.stderr
    assert (tmp_path / "out" / "metrics.csv").is_file() == (code == 0)


@posix
def test_a_reader_who_leaves_early_does_not_take_the_tables_along(tmp_path: Path) -> None:
    path = written(tmp_path, CORNER_SHOP)
    process = subprocess.Popen([*SOPSIM, "run", path, "--out", tmp_path / "out"], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert (tmp_path / "out" / "provenance.json").is_file()


def test_letters_that_cannot_be_shown_are_no_error(tmp_path: Path) -> None:
    path = written(tmp_path, CORNER_SHOP.replace("till", "收银台"))
    done = subprocess.run(
        [*SOPSIM, "run", path],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert b"\n???" in done.stdout


def test_help_imports_no_heavy_library() -> None:
    asked = "import sys, simulator.cli.main; print(*(name.partition('.')[0] for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert not loaded & {
        "numpy",
        "pandas",
        "pydantic",
        "scipy",
        "numba",
        "networkx",
        "simpy",
        "rich",
        "ruamel",
    }


def test_the_console_script_is_the_module() -> None:
    script = Path(sys.executable).with_name("sopsim")
    versions = [
        subprocess.run([*command, "--version"], capture_output=True, check=True, timeout=60).stdout
        for command in (SOPSIM, (script,))
    ]
    assert versions[0] == versions[1]
