"""Work on several processes: order, errors, lost workers, and what is left behind."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from simulator.errors import UsageError
from simulator.experiment import pool
from simulator.experiment.pool import Pool, WorkerLostError

# The workers find these by the name of this module, on the same path as the parent.


def shifted(shared: int, number: int) -> int:
    return shared + number


def late_when_small(shared: float, number: int) -> int:
    time.sleep(shared if number < 3 else 0)
    return number


def failing_at_five(shared: None, number: int) -> int:
    if number == 5:
        raise UsageError("five is right out")
    return number


def dying_at_five(shared: None, number: int) -> int:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def chatty(shared: str, number: int) -> int:
    print(shared)  # noqa: T201
    return number


class UnpicklableError(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)


def failing_badly(shared: None, number: int) -> int:
    raise UnpicklableError("no", "way")


def test_answers_come_in_the_order_of_the_numbers() -> None:
    several = Pool(shifted, 100, workers=2, chunk=3)
    assert list(several.answers(range(1, 12))) == list(range(101, 112))


def test_slow_work_does_not_lose_its_place() -> None:
    several = Pool(late_when_small, 0.2, workers=2, chunk=1)
    assert list(several.answers(range(1, 30))) == list(range(1, 30))


def test_an_error_of_the_work_is_raised_with_the_traceback_of_the_worker() -> None:
    several = Pool(failing_at_five, None, workers=2, chunk=1)
    answers = several.answers(range(1, 9))
    with pytest.raises(UsageError, match="five is right out") as caught:
        list(answers)
    assert "in failing_at_five" in caught.value.__notes__[0]


def test_an_error_that_cannot_be_sent_is_sent_in_words() -> None:
    with pytest.raises(RuntimeError, match="UnpicklableError: no"):
        list(Pool(failing_badly, None, workers=1, chunk=1).answers(range(3)))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_worker_is_named_and_what_came_before_is_kept() -> None:
    got: list[int] = []
    with pytest.raises(WorkerLostError, match="replication 5 was killed") as caught:
        got.extend(Pool(dying_at_five, None, workers=2, chunk=1).answers(range(1, 9)))
    assert got == [1, 2, 3, 4]
    assert pickle.loads(pickle.dumps(caught.value)).numbers == (5,)


@pytest.mark.skipif(sys.platform == "win32", reason="exit codes tell less there")
def test_a_worker_that_cannot_start_is_not_said_to_be_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "BOOTSTRAP", "raise SystemExit(3)")
    with pytest.raises(WorkerLostError, match=r"replication 1 could not do it and ended with code 3"):
        list(Pool(shifted, 100, workers=1, chunk=1).answers(range(1, 3)))


def test_work_that_a_worker_cannot_import_is_named() -> None:
    class Unknown:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return __import__, ("no_such_module",)

    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        list(Pool(shifted, Unknown(), workers=1, chunk=1).answers(range(1, 3)))  # type: ignore[arg-type]


def test_billions_of_numbers_are_not_cut_into_pieces_beforehand() -> None:
    answers = Pool(shifted, 0, workers=1, chunk=1).answers(range(2**32))
    assert next(answers) == 0
    answers.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_lost_chunk_names_all_its_numbers() -> None:
    with pytest.raises(WorkerLostError, match="replications 4 to 6 was killed"):
        list(Pool(dying_at_five, None, workers=1, chunk=3).answers(range(1, 9)))


def test_what_the_work_prints_does_not_disturb_the_answers(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(Pool(chatty, "hello", workers=1, chunk=1).answers(range(3))) == [0, 1, 2]
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.count("hello") == 3


def test_a_pool_that_is_left_early_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    answers = Pool(shifted, 0, workers=2, chunk=1).answers(range(1000))
    assert next(answers) == 0
    answers.close()
    deadline = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() == before


def test_a_script_needs_no_guard_around_its_main_part(tmp_path: Path) -> None:
    """The workers do not import the script that started them."""
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            import math
            from simulator.experiment.pool import Pool
            print(list(Pool(pow, 2, workers=2, chunk=1).answers(range(4))))
            """
        ),
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[1, 2, 4, 8]\n"
