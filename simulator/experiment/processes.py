"""Work on several processes of this machine, as an executor of `concurrent.futures`.

The workers are plain Python processes at the other end of two pipes (`worker`). They do not import the
caller's main module, so a script needs no `if __name__ == "__main__"`; Ctrl-C does not reach them; when the
executor is left they are killed, and when their parent dies they end. One that is killed takes only the work
it had in hand with it.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from simulator.errors import RunError
from simulator.experiment.worker import BOOTSTRAP, Failure

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

#: Seconds that a process which has closed its answers may take to end.
_PATIENCE = 5.0

_Process = subprocess.Popen[bytes]


class WorkerLostError(RunError):
    """A worker died before it could answer; `code`: its exit code, `work`: what it had in hand, in words."""

    def __init__(self, code: int, work: str = "a piece of the work") -> None:
        self.code = code
        super().__init__(f"the process that worked on {work} {_what_became_of_it(code)}")

    def __reduce__(self) -> tuple[type[WorkerLostError], tuple[int]]:
        return type(self), (self.code,)


def _what_became_of_it(code: int) -> str:
    """The exit code of a lost process in words: it could not start, or was killed."""
    if code > 0 and sys.platform != "win32":
        return (
            f"could not do it and ended with code {code}; what it said stands above. Ask for one worker "
            "(`--workers 1`), which needs no further process"
        )
    return "was killed, perhaps because memory ran out; fewer workers or a shorter run need less"


class Processes(Executor):
    """An executor whose workers are processes, started as they are needed.

    What is submitted must be picklable: a function of a module, and its arguments. The future of work whose
    process was killed raises `WorkerLostError`; another process takes its place. Leaving it as a context
    manager kills what is still at work.

    Args:
        workers: the most processes at once.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._todo: queue.SimpleQueue[tuple[Future[Any], bytes] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._attendants: list[threading.Thread] = []
        self._processes: set[_Process] = set()
        self._closed = self._killed = False

    def submit(
        self, fn: Callable[Asked, Answer], /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Future[Answer]:
        """Let a process call `fn(*args, **kwargs)`.

        Raises:
            RuntimeError: the executor was closed.
        """
        future: Future[Answer] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("these processes were closed and take no more work")
            self._todo.put((future, pickle.dumps(pickle.dumps((fn, args, kwargs)))))
            if len(self._attendants) < self._workers:
                self._attendants.append(threading.Thread(target=self._attend, daemon=True))
                self._attendants[-1].start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; finish what was submitted, or only what is begun."""
        self._close()
        if cancel_futures:
            self._cancel_all()
        for _ in self._attendants:
            self._todo.put(None)
        if wait:
            for attendant in self._attendants:
                attendant.join()

    def kill(self) -> None:
        """Take no more work, and let go of what is under way."""
        self._close()
        self._cancel_all()
        with self._lock:
            self._killed = True
            for process in self._processes:
                process.kill()
        self.shutdown()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def _close(self) -> None:
        with self._lock:
            self._closed = True

    def _cancel_all(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                work = self._todo.get_nowait()
                if work is not None:
                    work[0].cancel()

    # -- in a thread for each process -------------------------------------------------------------

    def _attend(self) -> None:
        """Hand work to a process, and to a new one when it has died, until there is no more."""
        process: _Process | None = None
        try:
            while (work := self._todo.get()) is not None:
                future, message = work
                if not future.set_running_or_notify_cancel():
                    continue
                if process is None:
                    process = self._started()
                if process is None:
                    future.set_exception(WorkerLostError(-9))
                    continue
                outcome = _answer_of(process, message)
                if isinstance(outcome, int):
                    self._end(process)
                    process = None
                    future.set_exception(WorkerLostError(outcome))
                elif isinstance(outcome, Failure):
                    outcome.error.add_note(outcome.details)
                    future.set_exception(outcome.error)
                else:
                    (answer,) = outcome
                    future.set_result(answer)
        finally:
            if process is not None:
                self._end(process)

    def _started(self) -> _Process | None:
        """A new worker, out of the reach of Ctrl-C; None once the executor is closed by force."""
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        command = [sys.executable, "-c", BOOTSTRAP]
        with self._lock:
            if self._killed:
                return None
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **apart)
            self._processes.add(process)
        with contextlib.suppress(OSError):
            assert process.stdin is not None
            process.stdin.write(pickle.dumps(list(sys.path)))
        return process

    def _end(self, process: _Process) -> None:
        with self._lock:
            self._processes.discard(process)
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError, ValueError):
                    pipe.close()


def _answer_of(process: _Process, message: bytes) -> tuple[Any] | Failure | int:
    """What the process answers (a tuple of one), or its exit code where it has died of the question."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(message)
        process.stdin.flush()
        answer: tuple[Any] | Failure = pickle.load(process.stdout)
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        return _exit_code(process)
    return answer


def _exit_code(process: _Process) -> int:
    """The exit code of a process that gives no answers any more; killed if it does not end by itself."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        return process.wait(_PATIENCE)
    process.kill()
    return process.wait()
