"""A progress bar on stderr, for somebody who is watching; silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


@contextmanager
def progress_on_stderr(what: str = "replications") -> Iterator[Callable[[int, int], None] | None]:
    """Yield what to call with (done, planned) after each of them; None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with _bar(what) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, planned: bar.update(task, completed=done, total=planned)


@contextmanager
def points_on_stderr() -> Iterator[Callable[[int, int, float], None] | None]:
    """Yield what to call with (done, planned, seconds) after each point; None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import TextColumn

    with _bar("points", TextColumn("{task.description}")) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, planned: int, seconds: float) -> None:
            bar.update(task, completed=done, total=planned)
            if seconds:  # what was in the store took none
                bar.update(task, description=f"the last took {seconds:.1f} s")

        yield show


def _bar(what: str, *columns: ProgressColumn) -> Progress:
    """A bar with how many are done and the time left, and further columns behind it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn(what),
        MofNCompleteColumn(),
        BarColumn(),
        TimeRemainingColumn(),
        *columns,
        console=Console(stderr=True),
        transient=True,
    )
