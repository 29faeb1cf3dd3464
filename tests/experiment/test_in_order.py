"""Numbered work on an executor: order, errors, lost workers."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import UsageError
from simulator.experiment.in_order import in_order
from simulator.experiment.processes import Processes, WorkerLostError

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


class UnpicklableError(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)


def failing_badly(shared: None, number: int) -> int:
    raise UnpicklableError("no", "way")


def on_processes(
    work: Callable[..., Any], shared: Any, numbers: range, workers: int, chunk: int
) -> Iterator[Any]:
    with (
        Processes(workers) as executor,
        closing(in_order(executor, work, shared, numbers, chunk=chunk, ahead=3 * workers)) as answers,
    ):
        yield from answers


def test_answers_come_in_the_order_of_the_numbers() -> None:
    assert list(on_processes(shifted, 100, range(1, 12), 2, 3)) == list(range(101, 112))


@pytest.mark.parametrize("executor", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_will_do(executor: Callable[..., Executor]) -> None:
    context = {"mp_context": get_context("spawn")} if executor is ProcessPoolExecutor else {}
    with executor(2, **context) as several:
        assert list(in_order(several, shifted, 100, range(1, 12), chunk=3, ahead=4)) == list(range(101, 112))


def test_slow_work_does_not_lose_its_place() -> None:
    assert list(on_processes(late_when_small, 0.2, range(1, 30), 2, 1)) == list(range(1, 30))


def test_an_error_of_the_work_is_raised_with_the_traceback_of_the_worker() -> None:
    with pytest.raises(UsageError, match="five is right out") as caught:
        list(on_processes(failing_at_five, None, range(1, 9), 2, 1))
    assert "in failing_at_five" in caught.value.__notes__[0]


def test_an_error_that_cannot_be_sent_is_sent_in_words() -> None:
    with pytest.raises(RuntimeError, match="UnpicklableError: no"):
        list(on_processes(failing_badly, None, range(3), 1, 1))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_worker_is_named_and_what_came_before_is_kept() -> None:
    got: list[int] = []
    with pytest.raises(WorkerLostError, match="replication 5 was killed") as caught:
        got.extend(on_processes(dying_at_five, None, range(1, 9), 2, 1))
    assert got == [1, 2, 3, 4]
    assert pickle.loads(pickle.dumps(caught.value)).code == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_worker_of_another_executor_may_be_killed_too() -> None:
    got: list[int] = []
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor,
        pytest.raises(WorkerLostError, match="replication 5 was killed"),
    ):
        got.extend(in_order(executor, dying_at_five, None, range(1, 9), chunk=1, ahead=1))
    assert got == [1, 2, 3, 4]


def test_work_that_a_worker_cannot_import_is_named() -> None:
    class Unknown:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return __import__, ("no_such_module",)

    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        list(on_processes(shifted, Unknown(), range(1, 3), 1, 1))


def test_billions_of_numbers_are_not_cut_into_pieces_beforehand() -> None:
    answers = on_processes(shifted, 0, range(2**32), 1, 1)
    assert next(answers) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_lost_chunk_names_all_its_numbers() -> None:
    with pytest.raises(WorkerLostError, match="replications 4 to 6 was killed"):
        list(on_processes(dying_at_five, None, range(1, 9), 1, 3))


def test_a_script_needs_no_guard_around_its_main_part(tmp_path: Path) -> None:
    """The workers do not import the script that started them."""
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            import math
            from simulator.experiment.in_order import in_order
            from simulator.experiment.processes import Processes
            with Processes(2) as executor:
                print(list(in_order(executor, pow, 2, range(4), chunk=1, ahead=2)))
            """
        ),
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[1, 2, 4, 8]\n"
