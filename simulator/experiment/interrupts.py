"""Ctrl-C that never cuts a replication's bookkeeping in half."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any


class Interrupts:
    """While it is entered, Ctrl-C raises KeyboardInterrupt anywhere but in a `shield`, there at its end.

    A second Ctrl-C is not held back. Outside of the main thread, or where somebody else answers the
    signal, it changes nothing.
    """

    def __init__(self) -> None:
        self._before: Any = None
        self._shielded = False
        self._pending = False

    def __enter__(self) -> Interrupts:
        in_main_thread = threading.current_thread() is threading.main_thread()
        if in_main_thread and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._before = signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    @contextlib.contextmanager
    def shield(self) -> Iterator[None]:
        """What is begun in here is finished before KeyboardInterrupt is raised."""
        self._shielded = True
        try:
            yield
        finally:
            self._shielded = False
        if self._pending:
            self._pending = False
            raise KeyboardInterrupt

    def _on_signal(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        if not self._shielded or self._pending:
            raise KeyboardInterrupt
        self._pending = True
