"""Replications of one plan, or of several on the same customers, until there are enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import closing

from simulator.analysis import Target, Totals
from simulator.engine.records import Records
from simulator.experiment.interrupts import Interrupts
from simulator.experiment.processes import WorkerLostError
from simulator.experiment.replicate import Job, Replication, Replications, replicate

#: With a precision it is looked at after so many replications, then after twice as many, and so on.
FIRST_LOOK, LAST_LOOK = 20, 10_240

#: Called with how many replications are done and how many are planned so far.
Progress = Callable[[int, int], None]


class Course:
    """A run under way: each replication is done of all plans before the next one counts.

    Ctrl-C, a lost process or a replication that the engine stops end it early, with all plans at the same
    number of replications.

    Args:
        jobs: what is replicated.
        workers: the most processes at once; None is one for each core.
        executor: where to do it; None is here, or in processes of our own.
        progress: whom to tell.

    Attributes:
        totals: of each job the replications done, which are always the first ones without a gap.
        records: of the replications done, job by job; empty where no tables are wanted.
        planned: how many replications are wanted, as far as is known.
        interrupted: whether Ctrl-C ended it.
        stopped: why it ended early otherwise, in words; empty where it did not.
    """

    def __init__(
        self, jobs: Sequence[Job], workers: int | None, executor: Executor | None, progress: Progress | None
    ) -> None:
        self.totals = tuple(Totals(job.plan) for job in jobs)
        self.records: list[Records] = []
        self.planned = 0
        self.interrupted = False
        self.stopped = ""
        self._jobs = tuple(jobs)
        self._source = Replications(_one_of, self._jobs, workers, executor, in_each=len(jobs))
        self._progress = progress

    def __len__(self) -> int:
        """How many replications are done."""
        return len(self.totals[0])

    def carry_out(self, many: int, targets: Sequence[Target] = ()) -> None:
        """Add replications until there are `many` or, with targets, until the first job reaches all of them.

        Raises:
            KeyboardInterrupt: Ctrl-C came before the first replication was finished.
            RunError: a process was killed before that.
        """
        with Interrupts() as interrupts:
            try:
                self._until(FIRST_LOOK if targets else many, interrupts)
                while not self.stopped and not all(target.reached(self.totals[0]) for target in targets):
                    if self.planned >= LAST_LOOK:
                        return
                    self._until(2 * self.planned, interrupts)
            except KeyboardInterrupt:
                if not len(self):
                    raise
                self.interrupted = True
            except WorkerLostError as lost:
                if not len(self):
                    raise
                self.stopped = str(lost)

    def _until(self, many: int, interrupts: Interrupts) -> None:
        """Add replications until there are `many`, or one was stopped."""
        self.planned = many
        jobs = len(self._jobs)
        numbers = range(len(self) * jobs + 1, many * jobs + 1)
        together: list[Replication] = []
        with closing(self._source.carry_out(numbers)) as replications:
            for replication in replications:
                together.append(replication)
                if len(together) < jobs:
                    continue
                with interrupts.shield():
                    self._add(together)
                together = []
                if self._progress is not None:
                    self._progress(len(self), self.planned)
                if self.stopped:
                    return

    def _add(self, together: Sequence[Replication]) -> None:
        """Add one replication of every job."""
        for job, totals, replication in zip(self._jobs, self.totals, together, strict=True):
            reduction = replication.reduction
            totals.add(reduction)
            if replication.records is not None:
                self.records.append(replication.records)
            if reduction.stopped and not self.stopped:
                of = "" if len(self._jobs) == 1 else f" of `{job.plan.scenario}`"
                self.stopped = f"replication {reduction.replication}{of} was stopped: {reduction.stopped}"


def _one_of(jobs: tuple[Job, ...], number: int) -> Replication:
    """One replication of one job: 1, 2, ... are the first replications of all jobs, then come the second."""
    replication, place = divmod(number - 1, len(jobs))
    return replicate(jobs[place], replication + 1)
