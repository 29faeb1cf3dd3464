"""Scenarios of a blueprint compared on the same customers."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress

from simulator.analysis.best import ranking
from simulator.analysis.figures import Figure, figure_named
from simulator.analysis.power import Wish
from simulator.blueprint.scenarios import BASE
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import BlueprintError, Problem, UsageError
from simulator.experiment.arguments import confidence_level, whole_number
from simulator.experiment.check import check
from simulator.experiment.comparison import Comparison
from simulator.experiment.course import Course, Progress
from simulator.experiment.objective import Objective
from simulator.experiment.remarks import remarks, too_short
from simulator.experiment.replicate import Job
from simulator.experiment.run import REPLICATIONS
from simulator.experiment.under import a_blueprint, under
from simulator.experiment.warm_up import with_warm_ups
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan
from simulator.names import did_you_mean, one_or_many


def compare(
    blueprint: Blueprint,
    scenarios: str | Sequence[str] = (),
    *,
    baseline: str = BASE,
    replications: int | None = None,
    seed: int = 1,
    overrides: str | Sequence[str] = (),
    objective: Objective | str | None = None,
    measures: str | Sequence[str] = (),
    detect: str | Sequence[str] = (),
    confidence: float | str = 0.95,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Simulate scenarios on the same customers, and hold each of them against a baseline.

    In every replication all scenarios meet the same customers, so a difference is due to what the
    scenario changes. Ctrl-C ends it early, with all scenarios at the same number of replications.

    Args:
        blueprint: as `load` returns it.
        scenarios: their names, or one; all of the file unless given.
        baseline: what they are held against: the file as written (`base`), or a scenario.
        replications: how many of each; 20 unless given.
        seed: 0 to 2³² - 1.
        overrides: values set on top of all of them, each as `path=value`.
        objective: by which figure they are ranked, under which service levels; `"cost"` is
            `Objective("cost")`. That of the blueprint unless given, else there is no ranking.
        measures: figures that the report tells instead of the usual ones, as `wait:counter`.
        detect: differences that somebody wants to see, as `wait:counter=1 min`: it is told how many
            replications would show them.
        confidence: how sure the intervals shall be, 0.9 or `90%`; those of the differences of one figure hold
            for all scenarios at once.
        workers: the most processes at once; one for each core unless given.
        executor: where to simulate instead of in processes of this machine, any of `concurrent.futures`.
        progress: called after each replication with how many are done and how many are planned.

    Raises:
        BlueprintError: a scenario or an override does not fit, or `check` finds an error in any of them.
        UsageError: there is nothing to compare, or an argument is out of its range.
        RunError: a process was killed before the first replication was finished.
        KeyboardInterrupt: Ctrl-C came before the first replication was finished.
    """
    many = whole_number("replications", REPLICATIONS if replications is None else replications, 1)
    seed = whole_number("seed", seed, 0)
    confidence = confidence_level(confidence)
    workers = None if workers is None else whole_number("workers", workers, 1)
    names = _chosen(a_blueprint(blueprint), one_or_many(scenarios), baseline)
    blueprints = [under(blueprint, name, overrides) for name in names]
    checked = [check(each) for each in blueprints]
    errors: dict[Problem, None] = dict.fromkeys(problem for report in checked for problem in report.errors)
    if errors:
        raise BlueprintError(tuple(errors))
    if isinstance(objective, str):
        objective = Objective(objective)
    objective = objective or Objective.of(blueprint)
    plans = [compile_plan(each) for each in blueprints]
    figures = [] if objective is None else [objective.figure_in(plan) for plan in plans]
    wishes = tuple(Wish.parse(text, plans[0]) for text in one_or_many(detect))
    told = tuple(_figure_of_any(measure, plans) for measure in one_or_many(measures))
    found = with_warm_ups(list(zip(blueprints, plans, strict=True)), seed, workers)
    jobs = [Job(plan, seed, batches=1, tables=False) for plan, _ in found]
    course = Course(jobs, workers, executor, progress)
    course.carry_out(many)
    runs = dict(zip(names, course.totals, strict=True))
    return Comparison(
        blueprints=tuple(blueprints),
        seed=seed,
        runs=runs,
        confidence=confidence,
        ranking=None
        if objective is None
        else ranking(
            runs,
            figures[0],
            lowest=objective.lowest,
            subject_to=objective.subject_to,
            confidence=confidence,
        ),
        told=told,
        wishes=wishes,
        warm_up=found[0][1],
        warnings=(
            *remarks(course.totals[0], course.planned, (), course.interrupted, course.stopped),
            *too_short(*found[0]),
        ),
        interrupted=course.interrupted,
        stopped=course.stopped,
    )


def _figure_of_any(measure: str, plans: Sequence[Plan]) -> Figure:
    """The figure of the first plan that has it: a scenario may have steps of its own.

    Raises:
        UsageError: none has it.
    """
    for plan in plans[1:]:
        with suppress(UsageError):
            return figure_named(measure, plan, "measure")
    return figure_named(measure, plans[0], "measure")


def _chosen(blueprint: Blueprint, scenarios: Sequence[str], baseline: str) -> list[str]:
    """The scenarios to run, the baseline first.

    Raises:
        UsageError: there are none but the baseline, or one is not in the file.
    """
    known = [BASE, *blueprint.scenarios]
    for name in (baseline, *scenarios):
        if name not in known:
            raise UsageError(f"there is no scenario `{name}`; {did_you_mean(name, known)}")
    others = [name for name in dict.fromkeys(scenarios or known) if name != baseline]
    if not others:
        raise UsageError(
            f"there is nothing to hold against `{baseline}`: name another scenario"
            if len(known) > 1
            else "the blueprint has no scenarios; write what shall be different under `scenarios`, such as "
            "`scenarios: {one more: {set: {teams.tellers.count: 4}}}`"
        )
    return [baseline, *others]
