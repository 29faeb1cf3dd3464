"""The executor of processes: what becomes of work, of workers that die, and of what is left behind."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from concurrent.futures import wait

import pytest

from simulator.experiment import processes
from simulator.experiment.processes import Processes, WorkerLostError

# The workers find these by the name of this module, on the same path as the parent.


def doubled(number: int, *, plus: int = 0) -> int:
    return 2 * number + plus


def dying() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def chatty(text: str) -> None:
    print(text)  # noqa: T201


def sleeping() -> None:
    time.sleep(60)


def test_work_is_done_with_all_its_arguments() -> None:
    with Processes(2) as executor:
        assert [f.result() for f in [executor.submit(doubled, 4, plus=1), executor.submit(doubled, 5)]] == [
            9,
            10,
        ]


def test_what_was_submitted_is_finished_before_a_shutdown() -> None:
    executor = Processes(1)
    futures = [executor.submit(doubled, number) for number in range(5)]
    executor.shutdown()
    assert [future.result(0) for future in futures] == [0, 2, 4, 6, 8]
    with pytest.raises(RuntimeError, match="closed"):
        executor.submit(doubled, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_worker_takes_only_its_own_work_with_it() -> None:
    with Processes(1) as executor:
        first, second, third = (
            executor.submit(doubled, 1),
            executor.submit(dying),
            executor.submit(doubled, 3),
        )
        wait([first, second, third])
        assert (first.result(), third.result()) == (2, 6)
        with pytest.raises(WorkerLostError, match="was killed"):
            second.result()


@pytest.mark.skipif(sys.platform == "win32", reason="exit codes tell less there")
def test_a_worker_that_cannot_start_is_not_said_to_be_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "BOOTSTRAP", "raise SystemExit(3)")
    with (
        Processes(1) as executor,
        pytest.raises(WorkerLostError, match="could not do it and ended with code 3"),
    ):
        executor.submit(doubled, 1).result()


def test_what_the_work_prints_does_not_disturb_the_answers(capfd: pytest.CaptureFixture[str]) -> None:
    with Processes(1) as executor:
        for _ in range(3):
            assert executor.submit(chatty, "hello").result() is None
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.count("hello") == 3


def test_leaving_it_ends_what_is_under_way_and_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    begin = time.monotonic()
    with Processes(2) as executor:
        under_way = [executor.submit(sleeping) for _ in range(2)]
        waiting = executor.submit(doubled, 1)
        while not all(future.running() for future in under_way):
            time.sleep(0.01)
    assert waiting.cancelled()
    assert threading.active_count() == before
    assert time.monotonic() - begin < 50
