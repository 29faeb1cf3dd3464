"""An audit: a log of what really happened, held against the routes and the SOPs of a blueprint."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from math import isfinite
from pathlib import Path

from simulator.analysis.audit.activities import steps_named
from simulator.analysis.audit.chart import every_of
from simulator.analysis.audit.headers import Columns
from simulator.analysis.audit.judge import judge
from simulator.analysis.audit.log import read_log
from simulator.analysis.audit.order import at_once
from simulator.analysis.audit.slow import limits
from simulator.analysis.audit.tables import Findings
from simulator.analysis.audit.visits import visits_of
from simulator.blueprint.procedures import all_steps
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import BlueprintError, UsageError
from simulator.experiment.arguments import confidence_level
from simulator.experiment.audit.result import Audit
from simulator.experiment.check import check
from simulator.experiment.under import under
from simulator.model.compile import compile_plan
from simulator.names import one_or_many

#: By which share a visit may take longer than the standard times of its SOP.
TOLERANCE = 0.5


def audit(
    blueprint: Blueprint,
    log: str | os.PathLike[str],
    *,
    case: str = "",
    activity: str = "",
    time: str = "",
    end: str = "",
    resource: str = "",
    unlogged: str | Sequence[str] = (),
    tolerance: float | str = TOLERANCE,
    every: str = "day",
    scenario: str | None = None,
    overrides: str | Sequence[str] = (),
    confidence: float | str = 0.95,
) -> Audit:
    """Hold a log of what really happened against the routes and the SOPs of a blueprint.

    A case conforms if the steps that it did, in their order, are a way that the routes allow, and if in the
    visits whose actions the log tells every action was done that the SOP prescribes for all, in order.

    Args:
        blueprint: as `load` returns it.
        log: a CSV file with a row for each step or action that was done.
        case, activity, time, end, resource: the names of its columns; by the usual names unless given.
        unlogged: steps that need not be in the log; they count as done where they are due.
        tolerance: by which share a visit may take longer than the standard times of its SOP, 0.5 or `50%`.
        every: how long a point of the control chart lasts: `hour`, `day`, `week` or `month`.
        scenario: the scenario in place of the one that was loaded.
        overrides: values set on top of it, each as `path=value`.
        confidence: how sure the intervals shall be, 0.9 or `90%`.

    Raises:
        BlueprintError: an override does not fit, or `check` finds an error.
        UsageError: the log cannot be read, or an argument is out of its range.
    """
    allowed = _tolerance(tolerance)
    sure = confidence_level(confidence)
    step_of_chart = every_of(every)
    blueprint = under(blueprint, scenario, overrides)
    errors = check(blueprint).errors
    if errors:
        raise BlueprintError(errors)
    plan = compile_plan(blueprint)
    unseen = steps_named(plan, one_or_many(unlogged))
    read = read_log(Path(log), plan, Columns(case, activity, time, end, resource))
    visits = visits_of(read, at_once(plan))
    names = [step.name for step in plan.steps]
    found = Findings(
        plan=plan,
        log=read,
        visits=visits,
        judgement=judge(plan, read, visits, unseen),
        limits=limits(plan, allowed),
        order=tuple(names.index(name) for name in all_steps(blueprint)),
        confidence=sure,
    )
    return Audit(blueprint, found, step_of_chart, tuple(names[step] for step in unseen), allowed)


def _tolerance(value: float | str) -> float:
    share = float("nan")
    with suppress(TypeError, ValueError):
        if isinstance(value, str):
            number, percent, rest = value.partition("%")
            share = float(number) / (100 if percent else 1) if not rest.strip() else share
        elif not isinstance(value, bool):
            share = float(value)
    if not (isfinite(share) and share >= 0):
        raise UsageError(f"tolerance is {value!r}; give a share from 0, such as `50%`")
    return share
