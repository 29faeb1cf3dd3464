"""Run a blueprint: replications until there are enough, and what they showed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from simulator.analysis import Target, Totals, batches_for
from simulator.blueprint.schema.whole import Blueprint
from simulator.engine.records import Records
from simulator.errors import BlueprintError, UsageError
from simulator.experiment.arguments import confidence_level, whole_number
from simulator.experiment.check import check
from simulator.experiment.interrupts import Interrupts
from simulator.experiment.processes import WorkerLostError
from simulator.experiment.remarks import remarks, too_short
from simulator.experiment.replicate import Job, Replication, Replications, replicate
from simulator.experiment.result import Result
from simulator.experiment.under import under
from simulator.experiment.warm_up import with_warm_up
from simulator.model.compile import compile_plan

#: How many replications are run unless somebody asks for another number.
REPLICATIONS = 20

#: With a precision it is looked at after so many replications, then after twice as many, and so on.
FIRST_LOOK, LAST_LOOK = 20, 10_240

#: Called with how many replications are done and how many are planned so far.
Progress = Callable[[int, int], None]


def run(
    blueprint: Blueprint,
    *,
    replications: int | None = None,
    seed: int = 1,
    scenario: str | None = None,
    overrides: Sequence[str] = (),
    precision: str | None = None,
    confidence: float | str = 0.95,
    workers: int | None = None,
    tables: bool = True,
    progress: Progress | None = None,
) -> Result:
    """Simulate a blueprint so many times and return what was seen.

    Ctrl-C ends the run early: the replications finished by then are the result, `Result.interrupted`
    says so. Neither the number of workers nor the place of work changes any figure.

    Args:
        blueprint: as `load` returns it.
        replications: how many; 20 unless given. Replication r of a seed is the same in every run.
        seed: 0 to 2³² - 1.
        scenario: the scenario to run in place of the one that was loaded.
        overrides: values set on top of it, each as `path=value`.
        precision: instead of a number of replications, how tight an interval shall be (`wait:counter=5%`).
            It is looked at after 20, 40, 80, ... up to 10,240 replications.
        confidence: how sure the intervals shall be, 0.9 or `90%`.
        workers: the most processes at once; one for each core unless given. Small work is done in this one.
        tables: whether to keep every customer and visit, for `cases`, `visits`, `staff` and `save`.
        progress: called after each replication with how many are done and how many are planned.

    Raises:
        BlueprintError: the scenario or an override does not fit, or `check` finds an error.
        UsageError: an argument is out of its range.
        RunError: a process was killed before the first replication was finished.
        KeyboardInterrupt: Ctrl-C came before the first replication was finished.
    """
    if precision is not None and replications is not None:
        raise UsageError("give the number of replications or the precision, not both")
    many = whole_number("replications", REPLICATIONS if replications is None else replications, 1)
    seed = whole_number("seed", seed, 0)
    confidence = confidence_level(confidence)
    workers = None if workers is None else whole_number("workers", workers, 1)
    blueprint = under(blueprint, scenario, overrides)
    checked = check(blueprint)
    if not checked.ok:
        raise BlueprintError(checked.errors)
    plan = compile_plan(blueprint)
    target = None if precision is None else Target.parse(precision, plan, confidence)
    batches = batches_for(plan, many)
    plan, warm_up = with_warm_up(blueprint, plan, seed, workers)
    job = Job(plan, seed, batches=batches, tables=tables)
    course = _Course(Totals(plan), Replications(replicate, job, workers), progress)
    course.carry_out(many, target)
    return Result(
        blueprint=blueprint,
        plan=plan,
        seed=seed,
        totals=course.totals,
        records=tuple(course.records) if tables else None,
        confidence=confidence,
        theory=checked.theory,
        warm_up=warm_up,
        warnings=(
            *remarks(course.totals, course.planned, target, course.interrupted, course.stopped),
            *too_short(plan, warm_up),
            *(f"{problem.message}." for problem in checked.warnings),
        ),
        interrupted=course.interrupted,
        stopped=course.stopped,
    )


@dataclass(slots=True)
class _Course:
    """A run under way.

    Attributes:
        totals, records: of the replications done, which are always the first ones without a gap.
        source: of further replications.
        progress: whom to tell.
        planned: how many replications are wanted, as far as is known.
        interrupted, stopped: as in the result.
    """

    totals: Totals
    source: Replications[Job, Replication]
    progress: Progress | None
    records: list[Records] = field(default_factory=list)
    planned: int = 0
    interrupted: bool = False
    stopped: str = ""

    def carry_out(self, many: int, target: Target | None) -> None:
        """Add replications until there are `many`, or until the target is reached."""
        with Interrupts() as interrupts:
            try:
                self._until(many if target is None else FIRST_LOOK, interrupts)
                while target is not None and not self.stopped and not target.reached(self.totals):
                    if self.planned >= LAST_LOOK:
                        return
                    self._until(2 * self.planned, interrupts)
            except KeyboardInterrupt:
                if not len(self.totals):
                    raise
                self.interrupted = True
            except WorkerLostError as lost:
                if not len(self.totals):
                    raise
                self.stopped = str(lost)

    def _until(self, many: int, interrupts: Interrupts) -> None:
        """Add replications until there are `many`, or one was stopped."""
        self.planned = many
        numbers = range(len(self.totals) + 1, many + 1)
        with closing(self.source.carry_out(numbers)) as replications:
            for replication in replications:
                with interrupts.shield():
                    self._add(replication)
                if self.progress is not None:
                    self.progress(len(self.totals), self.planned)
                if self.stopped:
                    return

    def _add(self, replication: Replication) -> None:
        reduction = replication.reduction
        self.totals.add(reduction)
        if replication.records is not None:
            self.records.append(replication.records)
        if reduction.stopped:
            self.stopped = f"replication {reduction.replication} was stopped: {reduction.stopped}"
