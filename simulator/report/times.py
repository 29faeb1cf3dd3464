"""Lengths of time in words."""

from __future__ import annotations

from simulator.model.plan import Plan
from simulator.report.numbers import bare

_UNITS = (("w", 604_800.0), ("d", 86_400.0), ("h", 3_600.0), ("min", 60.0), ("s", 1.0))


def length(time: float, plan: Plan) -> str:
    """Return a time of the plan in the largest unit in which it is a whole number: 480 min is `8 h`."""
    seconds = time * plan.clock.seconds
    for unit, each in _UNITS:
        if seconds >= each and seconds % each == 0:
            return f"{bare(seconds / each)} {unit}"
    return f"{bare(time)} {plan.clock.unit}"


def average_period(plan: Plan) -> str:
    """Return what one replication is to a person: `an average day`, `an average run of 3 d`."""
    seconds = plan.run_for * plan.clock.seconds
    if plan.at_end == "finish" and 3_600 <= seconds <= 86_400:
        return "an average day"
    if seconds == 604_800:
        return "an average week"
    return f"an average run of {length(plan.run_for - plan.warm_up, plan)}"
