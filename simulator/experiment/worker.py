"""The other end of a pool: a process that answers numbers until nobody asks any more.

It reads pickles from stdin and writes pickles to stdout: first the work and what is shared (a pickle in a
pickle, so that it is read to its end even where it cannot be understood), then for each list of numbers an
answer. When its parent is gone, however it went, stdin ends and so does the worker, without a word.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

#: What a new process runs: it looks for modules where its parent does, before it looks for this one.
BOOTSTRAP = (
    "import pickle, sys\n"
    "try: sys.path[:] = pickle.load(sys.stdin.buffer)\n"
    "except (EOFError, pickle.UnpicklingError): sys.exit()\n"
    "from simulator.experiment.worker import serve\n"
    "serve()"
)


@dataclass(frozen=True, slots=True)
class Failure:
    """The answer of work that raised an error; `details` is the traceback as text."""

    error: Exception
    details: str


def serve() -> None:
    """Answer until stdin ends, or nobody reads the answers any more."""
    requests, answers = sys.stdin.buffer, _answers()
    try:
        work, shared = _work(requests)
        while True:
            numbers = pickle.load(requests)
            answers.write(pickle.dumps(_answer(work, shared, numbers)))
            answers.flush()
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):
        os._exit(0)  # the parent has gone, perhaps in the middle of a message: nobody is left to be told


def _work(requests: BinaryIO) -> tuple[Callable[[Any, int], Any], Any]:
    """What is to be done, and what it reads; if it cannot be imported, work that says so at every number."""
    message = pickle.load(requests)
    try:
        work, shared = pickle.loads(message)
    except Exception as error:
        return _unable, error
    return work, shared


def _unable(error: Exception, number: int) -> Any:  # noqa: ARG001
    raise error


def _answer(work: Callable[[Any, int], Any], shared: Any, numbers: Sequence[int]) -> list[Any] | Failure:
    try:
        return [work(shared, number) for number in numbers]
    except Exception as error:
        return Failure(_picklable(error), traceback.format_exc())


def _picklable(error: Exception) -> Exception:
    """The error itself where it can be sent, else its words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _answers() -> BinaryIO:
    """Stdout for the answers alone; whatever else is printed goes to stderr."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers
