"""The length of the run, where it may be in another unit than was meant; only the blueprint knows."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from simulator.blueprint.reading import UNIT_SECONDS
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import child
from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.moments import hour_name
from simulator.model.plan import Plan
from simulator.model.saying import UNIT_NAMES, duration

#: A run that is to show anything lasts so many times as long as a case that never waits.
_CASES = 5
#: A run that ends so early before the first change of any profile was not meant to look at a part of the day.
_OF_FIRST = 0.1


def check_run_is_long_enough(blueprint: Blueprint, facts: Facts) -> Iterator[Problem]:
    """A length without a unit is not far too short, if with a larger unit it would be right."""
    written = _without_unit(blueprint)
    plan = facts.plan
    case = _mean_time(facts)
    change = _first_change(plan)
    still = math.isfinite(change) and plan.run_for < _OF_FIRST * change
    if written is None or not (still or plan.run_for < _CASES * case):
        return
    unit = plan.clock.unit
    for larger, seconds in UNIT_SECONDS.items():
        lasts = written * seconds / plan.clock.seconds
        if lasts > plan.run_for and lasts >= _CASES * case and (math.isinf(change) or lasts >= change):
            yield Problem(
                f"the run lasts only {duration(plan.run_for, unit)}: "
                + (
                    f"rates and schedules keep their first values until {hour_name(plan, change)}"
                    if still
                    else f"a case takes {duration(case, unit)} on average even if it never waits"
                ),
                f"`{written:g}` is in {UNIT_NAMES[unit]}, the unit of the clock: write "
                f"`run_for: {written:g} {larger}` if these are meant, `run_for: {written:g} {unit}` if not",
                path("clock", "run_for"),
                code="short-run",
            )
            return


def _without_unit(blueprint: Blueprint) -> float | None:
    """The number that is written as the length of the run; None where a unit stands beside it."""
    clock = child(blueprint.tree.root, "clock") if blueprint.tree is not None else None
    written = child(clock, "run_for") if clock is not None else None
    value = written.value if written is not None else None
    return float(value) if isinstance(value, int | float) else None


def _mean_time(facts: Facts) -> float:
    """Mean work of a case, all its visits together; 0 where it cannot be computed."""
    solved = facts.traffic
    mean = float(solved.weights @ np.nansum(solved.visits * solved.work, axis=1))
    return mean if math.isfinite(mean) else 0.0


def _first_change(plan: Plan) -> float:
    """When the first rate, schedule or pace becomes another; infinite where none ever does."""
    profiles = [customers.arrivals.rate for customers in plan.classes]
    profiles += [profile for team in plan.teams for profile in (team.on_duty, team.pace)]
    first = (
        next((t for t, value in profile.changes() if value != profile.at(0.0)), math.inf)
        for profile in profiles
        if profile is not None and len(set(profile.values)) > 1
    )
    return min(first, default=math.inf)
