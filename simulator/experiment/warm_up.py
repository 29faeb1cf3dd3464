"""The warm-up of a run whose blueprint says `warm_up: auto`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from simulator.analysis.warm_up import (
    FEWEST_PERIODS,
    OBSERVATIONS,
    averaged,
    inside_over_time,
    moving_average,
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
from simulator.experiment.under import a_blueprint
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan
from simulator.model.rhythm import period

if TYPE_CHECKING:
    import pandas as pd

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
        until: up to when the pilot was looked at.
        inside: the mean number of customers inside in spans of equal length up to then, averaged over the
            pilot; shape (spans,).
    """

    length: float
    settled: bool
    method: Literal["MSER-5", "MSER by periods"] = "MSER-5"
    until: float = 0.0
    inside: Floats = field(default_factory=lambda: np.empty(0), repr=False, compare=False)

    def as_dict(self) -> Mapping[str, Any]:
        """As plain values for JSON."""
        return {"length": self.length, "method": self.method, "pilot_replications": PILOTS}

    def welch(self, neighbours: int = 20) -> pd.DataFrame:
        """The data of Welch's plot: the number inside over time, and its moving average.

        Columns: `time` (the middle of a span, in the clock's unit), `inside`, `moving_average` over as many
        neighbours to both sides, fewer near the start; nan at the end, where there are not so many.
        """
        import pandas as pd

        many = len(self.inside)
        time = (np.arange(many) + 0.5) * self.until / max(many, 1)
        smooth = moving_average(self.inside, neighbours)
        return pd.DataFrame({"time": time, "inside": self.inside, "moving_average": smooth})


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
    ((found_plan, found),) = with_warm_ups([(blueprint, plan)], seed, workers)
    return found_plan, found


def with_warm_ups(
    scenarios: Sequence[tuple[Blueprint, Plan]], seed: int, workers: int | None
) -> list[tuple[Plan, FoundWarmUp | None]]:
    """The same for several scenarios of one file, from one pilot."""
    pilot = next((_without_scenario(*each) for each in scenarios if each[1].find_warm_up), None)
    if pilot is None:
        return [(plan, None) for _, plan in scenarios]
    found = find_warm_up(pilot, seed, workers)
    return [_cut(plan, found, pilot) if plan.find_warm_up else (plan, None) for _, plan in scenarios]


def _cut(plan: Plan, found: FoundWarmUp, pilot: Plan) -> tuple[Plan, FoundWarmUp]:
    """The plan with the warm-up found from the pilot, of which it is at most half."""
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
    method: Literal["MSER-5", "MSER by periods"] = "MSER by periods" if cyclic else "MSER-5"
    return FoundWarmUp(length, truncation.settled, method, until, inside)


def warm_up(blueprint: Blueprint, *, seed: int = 1, workers: int | None = None) -> FoundWarmUp:
    """Find the warm-up of a blueprint from a pilot, as `warm_up: auto` does, with what it was found from.

    Args:
        blueprint: as `load` returns it; what its clock says of a warm-up does not matter.
        seed: of the random numbers.
        workers: the most processes at once; one for each core unless given.
    """
    return find_warm_up(compile_plan(a_blueprint(blueprint)), seed, workers)


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
