"""Run a blueprint: replications until there are enough, and what they showed."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor

from simulator.analysis import Target, batches_for
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import BlueprintError, UsageError
from simulator.experiment.arguments import confidence_level, whole_number
from simulator.experiment.check import check
from simulator.experiment.course import Course, Progress
from simulator.experiment.remarks import remarks, too_short
from simulator.experiment.replicate import Job
from simulator.experiment.result import Result
from simulator.experiment.under import under
from simulator.experiment.warm_up import with_warm_up
from simulator.model.compile import compile_plan
from simulator.names import one_or_many

#: How many replications are run unless somebody asks for another number.
REPLICATIONS = 20


def run(
    blueprint: Blueprint,
    *,
    replications: int | None = None,
    seed: int = 1,
    scenario: str | None = None,
    overrides: str | Sequence[str] = (),
    precision: str | Sequence[str] | None = None,
    confidence: float | str = 0.95,
    workers: int | None = None,
    executor: Executor | None = None,
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
        precision: instead of a number of replications, how tight an interval shall be (`wait:counter=5%`), or
            several of them. It is looked at after 20, 40, 80, ... up to 10,240 replications.
        confidence: how sure the intervals shall be, 0.9 or `90%`.
        workers: the most processes at once; one for each core unless given. Small work is done in this one.
        executor: where to simulate instead of in processes of this machine, any of `concurrent.futures` (a
            Dask client's `get_executor()` too); `workers` is then how many it has.
        tables: whether to keep every customer and visit, for `cases`, `visits`, `staff` and `save`.
        progress: called after each replication with how many are done and how many are planned.

    Raises:
        BlueprintError: the scenario or an override does not fit, or `check` finds an error.
        UsageError: an argument is out of its range.
        RunError: a process was killed before the first replication was finished.
        KeyboardInterrupt: Ctrl-C came before the first replication was finished.
    """
    if precision and replications is not None:
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
    targets = [Target.parse(text, plan, confidence) for text in one_or_many(precision or ())]
    batches = batches_for(plan, many)
    plan, warm_up = with_warm_up(blueprint, plan, seed, workers)
    job = Job(plan, seed, batches=batches, tables=tables)
    course = Course((job,), workers, executor, progress)
    course.carry_out(many, targets)
    (totals,) = course.totals
    return Result(
        blueprint=blueprint,
        plan=plan,
        seed=seed,
        totals=totals,
        records=tuple(course.records) if tables else None,
        confidence=confidence,
        theory=checked.theory,
        warm_up=warm_up,
        warnings=(
            *remarks(totals, course.planned, targets, course.interrupted, course.stopped),
            *too_short(plan, warm_up),
            *(f"{problem.message}." for problem in checked.warnings),
        ),
        interrupted=course.interrupted,
        stopped=course.stopped,
    )
