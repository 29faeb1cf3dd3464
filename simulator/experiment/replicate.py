"""Replications one by one, here or elsewhere, always in their order."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from typing import Generic

from simulator.analysis import Reduction, reduce
from simulator.engine.records import Records
from simulator.engine.simpy_engine import simulate
from simulator.experiment.cores import cores
from simulator.experiment.in_order import Answer, Shared, in_order
from simulator.experiment.processes import Processes
from simulator.model.plan import Plan

#: Work of so many seconds is done here: other processes would not have started by then.
_SMALL = 2.0

#: Seconds of work that a worker is given at a time.
_CHUNK = 0.25

#: Chunks that may be under way for each worker.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Job:
    """What every replication of a run has in common.

    Attributes:
        plan: what is simulated.
        seed: of the random numbers.
        batches: into how many batches each is cut for intervals; 1 unless it is a single long run.
        tables: whether the records are wanted besides their totals.
    """

    plan: Plan
    seed: int
    batches: int
    tables: bool


@dataclass(frozen=True, slots=True)
class Replication:
    """What is kept of one replication; `records` is None where no tables are wanted."""

    reduction: Reduction
    records: Records | None


def replicate(job: Job, number: int) -> Replication:
    """Simulate one replication and sum it up."""
    records = simulate(job.plan, job.seed, number)
    return Replication(reduce(job.plan, records, job.batches), records if job.tables else None)


class Replications(Generic[Shared, Answer]):
    """Replications of one thing.

    The first ones are done here: how long they took says how many go to a worker at a time and, without an
    executor, whether more processes are worth their start.

    Args:
        work: what is done for each, called with `job` and its number; a function of a module.
        job: what to replicate.
        workers: the most processes at once; None is one for each core.
        executor: where to do it instead of in processes of our own; `workers` is how many it has.
    """

    def __init__(
        self,
        work: Callable[[Shared, int], Answer],
        job: Shared,
        workers: int | None,
        executor: Executor | None = None,
    ) -> None:
        self._work = work
        self._job = job
        self._executor = executor
        self._workers = cores() if workers is None else workers
        self._seconds: list[float] = []

    def carry_out(self, numbers: range) -> Generator[Answer, None, None]:
        """Yield the replications with these numbers, in their order.

        Raises:
            WorkerLostError: a process was killed; all before its replications have been yielded.
        """
        for done, number in enumerate(numbers):
            left = len(numbers) - done
            if self._worth_a_pool(left):
                yield from self._elsewhere(numbers[done:])
                return
            yield self._here(number)

    def _here(self, number: int) -> Answer:
        begin = time.perf_counter()
        answer = self._work(self._job, number)
        self._seconds.append(time.perf_counter() - begin)
        return answer

    def _elsewhere(self, numbers: range) -> Generator[Answer, None, None]:
        at_a_time = max(1, round(_CHUNK / self._seconds_each()))
        chunk = min(at_a_time, math.ceil(len(numbers) / (4 * self._workers)))
        with self._executor_to_use(len(numbers)) as executor:
            found = in_order(
                executor, self._work, self._job, numbers, chunk=chunk, ahead=_AHEAD * self._workers
            )
            with closing(found):
                yield from found

    def _executor_to_use(self, pieces: int) -> AbstractContextManager[Executor]:
        """The one that was given, which stays open, or processes of our own."""
        if self._executor is not None:
            return nullcontext(self._executor)
        return Processes(min(self._workers, pieces))

    def _worth_a_pool(self, left: int) -> bool:
        """The first replication also loads and compiles; only from the second on is the time telling."""
        if len(self._seconds) < 2:
            return False
        return self._executor is not None or (self._workers > 1 and left * self._seconds_each() > _SMALL)

    def _seconds_each(self) -> float:
        return max(min(self._seconds), 1e-6)
