"""Lengths of time in words."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.blueprint.reading import UNIT_SECONDS
from simulator.model.plan import Plan
from simulator.report.numbers import bare

#: Units, the longest first.
_UNITS = sorted(UNIT_SECONDS.items(), key=lambda unit: -unit[1])

#: A run is a day where it is as long as one is open.
_DAY = (4 * UNIT_SECONDS["h"], UNIT_SECONDS["d"])


def length(time: float, plan: Plan) -> str:
    """Return a time of the plan in the largest unit in which it is a whole number: 480 min is `8 h`."""
    return _in_largest(time, plan, _UNITS)


def opening_time(time: float, plan: Plan) -> str:
    """Return a time of which only opening hours count, in hours at most: of those a day has no 24."""
    return _in_largest(time, plan, [(unit, each) for unit, each in _UNITS if each <= UNIT_SECONDS["h"]])


def _in_largest(time: float, plan: Plan, units: Sequence[tuple[str, float]]) -> str:
    seconds = time * plan.clock.seconds
    for unit, each in units:
        if seconds >= each and seconds % each == 0:
            return f"{bare(seconds / each)} {unit}"
    return f"{bare(time)} {plan.clock.unit}"


def on_average(plan: Plan, happened: str, replications: int) -> str:
    """Return what happened in a replication: `on an average day ...`, `in the 3 d after the warm-up ...`."""
    seconds = plan.run_for * plan.clock.seconds
    watched = length(plan.run_for - plan.warm_up, plan)
    if replications == 1:
        return f"in one run of {watched}{' after the warm-up' if plan.warm_up else ''} {happened}"
    if plan.warm_up:
        return f"in the {watched} after the warm-up {happened} on average"
    if plan.at_end == "finish" and _DAY[0] <= seconds <= _DAY[1]:
        return f"on an average day {happened}"
    if seconds == UNIT_SECONDS["w"]:
        return f"in an average week {happened}"
    return f"in {watched} {happened} on average"
