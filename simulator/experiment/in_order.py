"""Numbered pieces of work on any executor, handed back in their order."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from simulator.experiment.processes import WorkerLostError

Shared = TypeVar("Shared")
Answer = TypeVar("Answer")

#: Seconds between two looks at whether Ctrl-C came, where waiting cannot be interrupted.
_GLANCE = 0.2


def in_order(
    executor: Executor,
    work: Callable[[Shared, int], Answer],
    shared: Shared,
    numbers: Sequence[int],
    *,
    chunk: int,
    ahead: int,
) -> Generator[Answer, None, None]:
    """Yield `work(shared, number)` for each number, in their order.

    Args:
        executor: where it is done.
        work: a function of a module (it is pickled by name).
        shared: what every piece of work reads; pickled once.
        numbers: there may be billions of them.
        chunk: how many go to a worker at a time, so that short work is not all postage.
        ahead: at most so many chunks are under way at once.

    Raises:
        WorkerLostError: a process was killed; everything before its numbers has been yielded.
        Exception: what the work raised.
    """
    packed = pickle.dumps((work, shared))
    starts = iter(range(0, len(numbers), chunk))
    under_way: deque[tuple[Sequence[int], Future[list[Answer]]]] = deque()

    def hand_out(many: int) -> None:
        for start in islice(starts, many):
            part = numbers[start : start + chunk]
            under_way.append((part, executor.submit(answers, packed, tuple(part))))

    try:
        hand_out(ahead)
        while under_way:
            part, future = under_way.popleft()
            try:
                found = patiently(future)
            except WorkerLostError as lost:
                raise WorkerLostError(lost.code, _named(part)) from None
            except BrokenExecutor:
                raise WorkerLostError(-9, _named(part)) from None
            hand_out(1)
            yield from found
    finally:
        for _, future in under_way:
            future.cancel()


def answers(packed: bytes, numbers: Sequence[int]) -> list[Any]:
    """What the work answers to some numbers; done where the executor likes."""
    work, shared = _unpacked(packed)
    return [work(shared, number) for number in numbers]


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Any:
    """The work and what it reads: a worker that is asked again need not unpack them again."""
    return pickle.loads(packed)


def patiently(future: Future[Answer]) -> Answer:
    """The result of a future; Ctrl-C is heard while it is waited for, on every platform."""
    while True:
        try:
            return future.result(_GLANCE)
        except TimeoutError:
            if future.done():
                return future.result()


def _named(numbers: Sequence[int]) -> str:
    first, last = numbers[0], numbers[-1]
    return f"replication {first}" if first == last else f"replications {first} to {last}"
