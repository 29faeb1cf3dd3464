"""Numbered pieces of work on several processes, handed back in their order.

The workers are plain Python processes at the other end of two pipes (`worker`). They do not import the
caller's main module, so a script needs no `if __name__ == "__main__"`; Ctrl-C does not reach them; when a
pool is closed they are killed, and when their parent dies they end. No state outlives a call.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any, Generic, TypeVar

from simulator.errors import RunError
from simulator.experiment.worker import BOOTSTRAP, Failure

Shared = TypeVar("Shared")
Answer = TypeVar("Answer")

#: Chunks that may be ahead of the one whose turn it is, for each worker.
_AHEAD = 4

#: Seconds between two looks at whether Ctrl-C came, where waiting cannot be interrupted.
_GLANCE = 0.2

#: Seconds that a process which has closed its answers may take to end.
_PATIENCE = 5.0

#: What came of a chunk: answers, an error, or the exit code of the worker that died of it.
_Outcome = list[Any] | Failure | int


class WorkerLostError(RunError):
    """A worker died before it could answer; `numbers`: the work that it had, `code`: its exit code."""

    def __init__(self, numbers: Sequence[int], code: int) -> None:
        self.numbers = tuple(numbers)
        self.code = code
        first, last = self.numbers[0], self.numbers[-1]
        which = f"replication {first}" if first == last else f"replications {first} to {last}"
        super().__init__(f"the process that worked on {which} {_what_became_of_it(code)}")

    def __reduce__(self) -> tuple[type[WorkerLostError], tuple[tuple[int, ...], int]]:
        return type(self), (self.numbers, self.code)


def _what_became_of_it(code: int) -> str:
    """The exit code of a lost process in words: it could not start, or was killed."""
    if code > 0 and sys.platform != "win32":
        return (
            f"could not do it and ended with code {code}; what it said stands above. Ask for one worker "
            "(`--workers 1`), which needs no further process"
        )
    return "was killed, perhaps because memory ran out; fewer workers or a shorter run need less"


class Pool(Generic[Shared, Answer]):
    """Runs `work(shared, number)` for many numbers; `shared` is pickled once and sent once to each worker.

    Args:
        work: a function of a module (it is pickled by name).
        shared: what every piece of work reads.
        workers: number of processes.
        chunk: numbers handed to a worker at a time, so that short work is not all postage.
    """

    def __init__(
        self, work: Callable[[Shared, int], Answer], shared: Shared, *, workers: int, chunk: int
    ) -> None:
        self._first = pickle.dumps(list(sys.path)) + pickle.dumps(pickle.dumps((work, shared)))
        self._workers = workers
        self._chunk = chunk

    def answers(self, numbers: Sequence[int]) -> Generator[Answer, None, None]:
        """Yield the answer for each number, in the order of `numbers`.

        Raises:
            WorkerLostError: a process was killed; everything before its numbers has been yielded.
            Exception: what the work raised, with the traceback of the worker as a note.
        """
        starts = range(0, len(numbers), self._chunk)
        row = _Row(_chunks(numbers, starts), takers=self._workers)
        with contextlib.ExitStack() as cleanup:
            cleanup.callback(row.close)
            for _ in range(min(self._workers, len(starts))):
                process = _started()
                cleanup.callback(_end, process)
                threading.Thread(target=_attend, args=(process, self._first, row), daemon=True).start()
            for place, part in enumerate(_chunks(numbers, starts)):
                outcome = row.outcome(place)
                if isinstance(outcome, int):
                    raise WorkerLostError(part, outcome)
                if isinstance(outcome, Failure):
                    outcome.error.add_note(outcome.details)
                    raise outcome.error
                yield from outcome


def _chunks(numbers: Sequence[int], starts: range) -> Iterator[Sequence[int]]:
    """The numbers in pieces, made as they are asked for: there may be billions."""
    return (numbers[start : start + starts.step] for start in starts)


class _Row:
    """Chunks of work in a row: threads take them from its head and put outcomes back, in any order."""

    def __init__(self, chunks: Iterator[Sequence[int]], takers: int) -> None:
        self._takers = takers
        self._todo: Iterator[tuple[int, Sequence[int]]] = enumerate(chunks)
        self._taking = threading.Lock()
        self._room = threading.Semaphore(_AHEAD * takers)
        self._done: queue.SimpleQueue[tuple[int, _Outcome]] = queue.SimpleQueue()
        self._early: dict[int, _Outcome] = {}

    def take(self) -> tuple[int, Sequence[int]] | None:
        """The next chunk and its place, when there is room for its outcome; None at the end of the row."""
        self._room.acquire()
        with self._taking:
            return next(self._todo, None)

    def put(self, place: int, outcome: _Outcome) -> None:
        """Put back what came of a chunk."""
        self._done.put((place, outcome))

    def outcome(self, place: int) -> _Outcome:
        """What came of the chunk at a place; waits for it. Places are asked for in their order."""
        while place not in self._early:
            with contextlib.suppress(queue.Empty):
                found, outcome = self._done.get(timeout=_GLANCE)
                self._early[found] = outcome
        self._room.release()
        return self._early.pop(place)

    def close(self) -> None:
        """Let nobody wait for room any more, nor find anything to do."""
        with self._taking:
            self._todo = iter(())
        for _ in range(self._takers):
            self._room.release()


def _started() -> subprocess.Popen[bytes]:
    """A new worker, out of the reach of Ctrl-C."""
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    command = [sys.executable, "-c", BOOTSTRAP]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **apart)


def _attend(process: subprocess.Popen[bytes], first: bytes, row: _Row) -> None:
    """In a thread of its own: hand chunks to a worker until there are none, or it dies."""
    assert process.stdin is not None
    assert process.stdout is not None
    message = first
    while (taken := row.take()) is not None:
        place, numbers = taken
        try:
            process.stdin.write(message + pickle.dumps(tuple(numbers)))
            process.stdin.flush()
            outcome: list[Any] | Failure = pickle.load(process.stdout)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            row.put(place, _exit_code(process))
            return
        row.put(place, outcome)
        message = b""


def _exit_code(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a process that gives no answers any more; killed if it does not end by itself."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        return process.wait(_PATIENCE)
    process.kill()
    return process.wait()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError, ValueError):
                pipe.close()
