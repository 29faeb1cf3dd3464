"""Where points are run: processes of our own, or any executor of `concurrent.futures`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType

from simulator.experiment.cores import cores
from simulator.experiment.processes import Processes

#: Points handed out for each worker: the one it has in hand, and the next.
_AHEAD = 2


class Place(AbstractContextManager["Place"]):
    """An executor that is opened when the first point needs it.

    Args:
        opened: opens it, as a context manager.
        width: how many points it runs at once, asked anew as it may grow.
    """

    def __init__(
        self, opened: Callable[[], AbstractContextManager[Executor]], width: Callable[[], int]
    ) -> None:
        self._opened = opened
        self._width = width
        self._stack = ExitStack()
        self._executor: Executor | None = None

    def executor(self) -> Executor:
        """The executor; the first call opens it."""
        if self._executor is None:
            self._executor = self._stack.enter_context(self._opened())
        return self._executor

    def ahead(self) -> int:
        """How many points may be handed out at a time."""
        return _AHEAD * max(1, self._width())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


def here(workers: int | None) -> Place:
    """Return processes on this machine, one for each core unless the number is given."""
    many = cores() if workers is None else workers
    return Place(lambda: Processes(many), lambda: many)


def there(executor: Executor, workers: int | None) -> Place:
    """Return an executor of the caller's, which stays open; `workers` is how many points it runs at once."""
    from contextlib import nullcontext

    many = cores() if workers is None else workers
    return Place(lambda: nullcontext(executor), lambda: many)
