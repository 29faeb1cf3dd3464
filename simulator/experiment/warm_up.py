"""The warm-up of a run whose blueprint says `warm_up: auto`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any, Literal

import numpy as np

from simulator.analysis.warm_up import (
    FEWEST_PERIODS,
    OBSERVATIONS,
    averaged,
    inside_over_time,
    mser5,
    mser_by_periods,
)
from simulator.analysis.window import Floats
from simulator.blueprint.load import load
from simulator.blueprint.scenarios import BASE
from simulator.blueprint.schema.whole import Blueprint
from simulator.engine.simpy_engine import simulate
from simulator.errors import BlueprintError
from simulator.experiment.replicate import Replications
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan
from simulator.model.rhythm import period

#: The pilot's replications have numbers from here on, which no run comes to: its own stay what they are.
FIRST_PILOT = 2**31

#: How many there are.
PILOTS = 10

#: By so much of a period a run may fall short of whole ones: rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class FoundWarmUp:
    """The warm-up that was found.

    Attributes:
        length: in the clock's unit.
        settled: whether the pilot was long enough to tell it.
        method: how it was found.
    """

    length: float
    settled: bool
    method: Literal["MSER-5", "MSER by periods"] = "MSER-5"

    def as_dict(self) -> Mapping[str, Any]:
        """As plain values for JSON."""
        return {"length": self.length, "method": self.method, "pilot_replications": PILOTS}


@dataclass(frozen=True, slots=True)
class _Pilot:
    """A pilot, and what of it is looked at: up to when, in how many spans."""

    plan: Plan
    seed: int
    until: float
    spans: int


def with_warm_up(
    blueprint: Blueprint, plan: Plan, seed: int, workers: int | None
) -> tuple[Plan, FoundWarmUp | None]:
    """The plan with its warm-up, and what was found; None where it was given.

    It is found from the blueprint without its scenario, so it is the same for all scenarios of a file.

    Args:
        blueprint: what shall be run.
        plan: what it was compiled to.
        seed: of the random numbers.
        workers: the most processes at once; None is one for each core.
    """
    if not plan.find_warm_up:
        return plan, None
    pilot = _without_scenario(blueprint, plan)
    found = find_warm_up(pilot, seed, workers)
    length = found.length * pilot.clock.seconds / plan.clock.seconds
    settled = found.settled and length <= plan.run_for / 2
    found = replace(found, length=min(length, plan.run_for / 2), settled=settled)
    return replace(plan, warm_up=found.length, find_warm_up=False), found


def find_warm_up(plan: Plan, seed: int, workers: int | None) -> FoundWarmUp:
    """The cut of a pilot by MSER-5, on the number inside averaged over its replications.

    Where the clock brings back the same day or week often enough, it is a cut of whole days or weeks.
    """
    rhythm = period(plan)
    periods = int(plan.run_for / rhythm + _ROUNDING)
    cyclic = periods >= FEWEST_PERIODS
    until = periods * rhythm if cyclic else plan.run_for
    spans = max(OBSERVATIONS // periods, 1) * periods if cyclic else OBSERVATIONS
    pilot = _Pilot(replace(plan, warm_up=0.0, find_warm_up=False), seed, until, spans)
    numbers = range(FIRST_PILOT, FIRST_PILOT + PILOTS)
    with closing(Replications(_inside, pilot, workers).carry_out(numbers)) as series:
        inside = averaged(list(series))
    truncation = mser_by_periods(inside, periods) if cyclic else mser5(inside)
    length = _round(until * truncation.cut / len(inside), plan)
    return FoundWarmUp(length, truncation.settled, "MSER by periods" if cyclic else "MSER-5")


def _round(length: float, plan: Plan) -> float:
    """The next whole minute, of a run of less than an hour the next second: times that can be read."""
    grain = 60.0 if plan.run_for * plan.clock.seconds >= 3600 else 1.0
    return ceil(length * plan.clock.seconds / grain) * grain / plan.clock.seconds


def _inside(pilot: _Pilot, number: int) -> Floats:
    """The number inside over time in one replication of the pilot."""
    records = simulate(pilot.plan, pilot.seed, number)
    return np.asarray(inside_over_time(records, pilot.until, pilot.spans))


def _without_scenario(blueprint: Blueprint, plan: Plan) -> Plan:
    """The plan of the file as it is, with the overrides; the plan itself where that cannot be had."""
    if blueprint.scenario == BASE or not Path(blueprint.file).is_file():
        return plan
    try:
        return compile_plan(load(blueprint.file, BASE, blueprint.overrides))
    except BlueprintError:  # an override of something that only the scenario has
        return plan
