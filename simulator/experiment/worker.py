"""The other end of `processes`: a process that answers until nobody asks any more.

It reads pickles from stdin and writes pickles to stdout. A question is a function and its arguments, a pickle
in a pickle, so that it is read to its end even where it cannot be understood. When its parent is gone,
however it went, stdin ends and so does the worker, without a word.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from dataclasses import dataclass
from typing import BinaryIO

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
    questions, answers = sys.stdin.buffer, _answers()
    try:
        while True:
            answers.write(_answer(pickle.load(questions)))
            answers.flush()
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):
        os._exit(0)  # the parent has gone, perhaps in the middle of a message: nobody is left to be told


def _answer(question: bytes) -> bytes:
    """The answer, in a tuple of one, or the failure; pickled."""
    try:
        work, args, kwargs = pickle.loads(question)
        return pickle.dumps((work(*args, **kwargs),))
    except Exception as error:
        return pickle.dumps(Failure(_picklable(error), traceback.format_exc()))


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
