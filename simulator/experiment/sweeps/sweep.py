"""Sweep a blueprint: run it with many values, keep every point, go on where an earlier sweep was left."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from simulator.blueprint.original import Original
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import UsageError
from simulator.experiment.arguments import confidence_level, whole_number
from simulator.experiment.run import REPLICATIONS
from simulator.experiment.sweeps.axes import Axis, given_axes
from simulator.experiment.sweeps.chosen import chosen
from simulator.experiment.sweeps.course import Course, Progress
from simulator.experiment.sweeps.dask_cluster import on_dask
from simulator.experiment.sweeps.design import GRID, design
from simulator.experiment.sweeps.places import Place, here, there
from simulator.experiment.sweeps.points import Conditions, Points
from simulator.experiment.sweeps.result import Sweep
from simulator.experiment.sweeps.store import Store
from simulator.experiment.sweeps.sweep_file import read_sweep
from simulator.experiment.under import under
from simulator.model.compile import compile_plan


def sweep(
    blueprint: Blueprint,
    vary: Mapping[str, Any] | Sequence[Axis] | str | os.PathLike[str],
    *,
    how: str | None = None,
    points: int | None = None,
    measures: str | Sequence[str] = (),
    replications: int | None = None,
    seed: int | None = None,
    scenario: str | None = None,
    overrides: str | Sequence[str] = (),
    confidence: float | str = 0.95,
    store: str | os.PathLike[str] | bool = True,
    workers: int | None = None,
    executor: Executor | None = None,
    dask: str | None = None,
    yes: bool = False,
    progress: Progress | None = None,
) -> Sweep:
    """Run a blueprint at many points and return what was seen.

    Every finished point is in the store at once. The same sweep begun again, after whatever ended it, goes on
    where it was left; what is in the store is not run again, unless the blueprint, its data, the seed, the
    replications, the confidence or the versions of sopsim and its libraries have changed. A point that fails
    stands in `failed` with its reason, and the others go on. Ctrl-C ends the sweep early. No figure depends
    on where it was computed.

    Args:
        blueprint: as `load` returns it.
        vary: for each path its values: a list, a `range`, or a text such as `"3..8"`, `"1..2 step 0.25"` or
            `"40/h,50/h"`; or the name of a sweep file, whose entries hold where an argument is not given.
        how: `grid` (every combination; so unless said otherwise), `zip` (the lists side by side),
            `latin hypercube` or `sobol` (`points` points spread over the ranges).
        points: how many points, for the last two.
        measures: what the report, `wide` and `to_json` show: `wait:counter`, `cost`, a service level.
        replications: of each point; 20 unless given.
        seed: of every point, and of the spreading of points; 1 unless given.
        scenario: the scenario to vary in place of the one that was loaded.
        overrides: values set on top of it, each as `path=value`.
        confidence: how sure the intervals shall be, 0.9 or `90%`.
        store: the file in which points are kept; `<blueprint>.sopsim.sqlite` in the folder we are in unless
            given, none with False.
        workers: the most points at once; one for each core unless given.
        executor: where to run the points, any executor of `concurrent.futures`; it stays open.
        dask: instead, the address of a Dask scheduler, `tcp://10.0.0.1:8786`.
        yes: whether more than 10,000 points are meant.
        progress: called after each point with how many are done, how many there are, and the seconds it took.

    Raises:
        BlueprintError: a path does not exist, or a value or the sweep file cannot be read.
        UsageError: an argument is out of its range, or the store or the cluster cannot be used.
        RunError: the store could not be written any more, or the executor is gone; finished points are kept.
    """
    if isinstance(vary, str | os.PathLike):
        asked = read_sweep(Path(vary))
        axes: Sequence[Axis] = asked.axes
        how, points = how or asked.how, asked.points if points is None else points
        measures = measures or asked.measures
        replications = asked.replications if replications is None else replications
        seed = asked.seed if seed is None else seed
        scenario = asked.scenario if scenario is None else scenario
    else:
        axes = given_axes(vary) if isinstance(vary, Mapping) else vary
    conditions = Conditions.here(
        seed=whole_number("seed", 1 if seed is None else seed, 0),
        replications=whole_number("replications", REPLICATIONS if replications is None else replications, 1),
        confidence=confidence_level(confidence),
    )
    blueprint = under(blueprint, scenario, overrides)
    plan = compile_plan(blueprint)
    wanted = chosen(measures, plan)
    chosen_points = design(axes, how or GRID, points, conditions.seed, yes=yes)
    todo = Points(Original.of(blueprint), chosen_points, conditions)
    todo.check_paths()
    kept = Store(store_file(store, blueprint))
    course = Course(todo, kept, _place(workers, executor, dask), progress)
    interrupted = course.carry_out()
    return Sweep(blueprint, plan, chosen_points, conditions, wanted, course.account, kept, interrupted)


def store_file(store: str | os.PathLike[str] | bool, blueprint: Blueprint) -> Path | None:
    """Return where the points of a blueprint are kept; None where they are not."""
    if store is False:
        return None
    if store is True:
        return Path(f"{Path(blueprint.file).stem or 'blueprint'}.sopsim.sqlite")
    return Path(store)


def _place(workers: int | None, executor: Executor | None, dask: str | None) -> Place:
    workers = None if workers is None else whole_number("workers", workers, 1)
    if executor is not None and dask is not None:
        raise UsageError("give an executor or the address of a Dask scheduler, not both")
    if dask is not None:
        return on_dask(dask)
    return here(workers) if executor is None else there(executor, workers)
