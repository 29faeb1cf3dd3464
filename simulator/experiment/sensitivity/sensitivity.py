"""Which inputs of a blueprint its figures depend on, over the ranges that they may have."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

from simulator.analysis import Totals
from simulator.analysis.paired import differences
from simulator.blueprint.original import Change, Original, written
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import BlueprintError, Problem
from simulator.experiment.arguments import confidence_level, whole_number
from simulator.experiment.check import check
from simulator.experiment.course import Course, Progress
from simulator.experiment.remarks import remarks, too_short
from simulator.experiment.replicate import Job
from simulator.experiment.run import REPLICATIONS
from simulator.experiment.sensitivity.inputs import inputs_of
from simulator.experiment.sensitivity.result import Sensitivity
from simulator.experiment.sensitivity.saltelli import carried_out, saltelli
from simulator.experiment.sensitivity.tornado import check_measures, tornado
from simulator.experiment.sweeps.axes import Axis
from simulator.experiment.sweeps.chosen import Chosen, chosen, usual
from simulator.experiment.sweeps.places import here, there
from simulator.experiment.sweeps.points import Conditions, Points
from simulator.experiment.sweeps.store import Store
from simulator.experiment.sweeps.sweep import store_file
from simulator.experiment.under import under
from simulator.experiment.warm_up import with_warm_ups
from simulator.model.compile import compile_plan


def sensitivity(
    blueprint: Blueprint,
    vary: Mapping[str, Any] | Sequence[Axis],
    *,
    measures: str | Sequence[str] = (),
    sobol: int | None = None,
    replications: int | None = None,
    seed: int = 1,
    scenario: str | None = None,
    overrides: str | Sequence[str] = (),
    confidence: float | str = 0.95,
    store: str | os.PathLike[str] | bool = True,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Say which inputs figures depend on: one at a time, and with `sobol` all together.

    One at a time, each input is given the lowest and the highest value of its range while all others stay as
    they are in the blueprint; the same customers come each time. With `sobol` all inputs vary together over
    their ranges, each value as likely as any other, and the variation of a figure is shared out among them.
    These points are kept in a store and are not run again, as those of a sweep.

    Ctrl-C ends it early.

    Args:
        blueprint: as `load` returns it.
        vary: for each path its range: a text such as `"3..5"` or `"4 min..6 min"`, or a `range`.
        measures: the figures: `wait:counter`, `wait:counter:p90`, a service level; the wait, the cost and the
            service levels unless given.
        sobol: how many points each of two samples has, a power of two; N (inputs + 2) points are run.
        replications: of each plan and point; 20 unless given.
        seed: of every plan and point, and of the spreading of points.
        scenario: the scenario to vary in place of the one that was loaded.
        overrides: values set on top of it, each as `path=value`.
        confidence: how sure the intervals shall be, 0.9 or `90%`; those of the differences of one figure
            hold for all inputs at once.
        store: as for `sweep`, for the points of `sobol`.
        workers: the most processes at once; one for each core unless given.
        executor: where to simulate instead of in processes of this machine, any of `concurrent.futures`.
        progress: called after each replication of all plans, then after each point, with how many are done
            and how many are planned.

    Raises:
        BlueprintError: a path does not exist, a range cannot be read, or one of its ends does not fit.
        UsageError: an argument is out of its range, or the store cannot be used.
        RunError: a process was killed before the first replication was finished, or the store could not be
            written any more.
        KeyboardInterrupt: Ctrl-C came before the first replication was finished.
    """
    conditions = Conditions.here(
        seed=whole_number("seed", seed, 0),
        replications=whole_number("replications", REPLICATIONS if replications is None else replications, 1),
        confidence=confidence_level(confidence),
    )
    workers = None if workers is None else whole_number("workers", workers, 1)
    inputs = inputs_of(vary)
    design = None if sobol is None else saltelli(inputs, sobol, conditions.seed)
    blueprint = under(blueprint, scenario, overrides)
    original = Original.of(blueprint)
    changes = [end for each in inputs for end in each.ends]
    blueprints = [blueprint, *_with_ends(original, changes)]
    plans = [compile_plan(each) for each in blueprints]
    wanted = chosen(measures, plans[0])
    check_measures(wanted, plans[0])
    kept = None if design is None else Store(store_file(store, blueprint))
    found = with_warm_ups(list(zip(blueprints, plans, strict=True)), conditions.seed, workers)
    jobs = [
        Job(replace(plan, scenario=name), conditions.seed, batches=1, tables=False)
        for (plan, _), name in zip(found, [plans[0].scenario, *map(written, changes)], strict=True)
    ]
    course = Course(jobs, workers, executor, progress)
    course.carry_out(conditions.replications)
    spread = None
    if design is not None and kept is not None and not (course.interrupted or course.stopped):
        place = here(workers) if executor is None else there(executor, workers)
        spread = carried_out(Points(original, design, conditions), design, kept, place, progress)
    told = wanted or _usual(course.totals[0])
    return Sensitivity(
        blueprint=blueprint,
        inputs=inputs,
        measures=told,
        conditions=conditions,
        sobol=sobol,
        base=course.totals[0],
        bars=tornado(inputs, course.totals, told, conditions.confidence),
        spread=spread,
        warm_up=found[0][1],
        remarks=(
            *remarks(course.totals[0], course.planned, (), course.interrupted, course.stopped),
            *too_short(*found[0]),
        ),
        interrupted=course.interrupted or (spread is not None and spread.interrupted),
        stopped=course.stopped,
    )


def _with_ends(original: Original, changes: Sequence[Change]) -> list[Blueprint]:
    """The blueprint with each of these values.

    Raises:
        BlueprintError: with all that is wrong with any of them.
    """
    blueprints: list[Blueprint] = []
    problems: dict[Problem, None] = {}
    for change in changes:
        try:
            blueprints.append(original.read([change]))
        except BlueprintError as error:
            problems |= dict.fromkeys(error.problems)
    for each in [original.read([]), *blueprints]:
        problems |= dict.fromkeys(check(each).errors)
    if problems:
        raise BlueprintError(tuple(problems))
    return blueprints


def _usual(base: Totals) -> tuple[Chosen, ...]:
    """The wait, the cost where there is any, the service levels."""
    found = usual(base.plan)
    costs = {d.measure: d.value for d in differences(base, base, 0.95) if d.scope == "case"}
    return tuple(each for each in found if each.measure != "cost" or costs.get("cost", 0) > 0)
