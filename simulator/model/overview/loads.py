"""The table of loads."""

from __future__ import annotations

import math
from dataclasses import dataclass

from simulator.model.moments import hour_name
from simulator.model.plan import Plan
from simulator.model.traffic import Traffic


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What is asked of one team.

    Attributes:
        team: its name.
        offered: members that would be busy on average if nobody had to wait.
        on_duty: members on duty on average; infinite for a team without limit.
        utilisation: the first over the second; above 1 there is more work than hours.
        busiest: weekday and time at which its busiest hour with somebody on duty begins; empty for a team
            without limit, with nobody on duty, or whose work cannot be counted.
        busiest_offered, busiest_on_duty, busiest_utilisation: the same of that hour, taking the work as done
            in the hour in which customers arrive.
        unattended: share of the work that comes in hours in which nobody is on duty; nan where not known.
    """

    team: str
    offered: float
    on_duty: float
    utilisation: float
    busiest: str
    busiest_offered: float
    busiest_on_duty: float
    busiest_utilisation: float
    unattended: float


def load_rows(plan: Plan, traffic: Traffic) -> tuple[LoadRow, ...]:
    """A row for every team, in the order of the plan."""
    rows = []
    for load in traffic.loads:
        by_hour = load.utilisation_by_hour
        hour = load.busiest
        limited = 0 < load.on_duty_by_hour[hour] < math.inf and load.offered < math.inf
        rows.append(
            LoadRow(
                team=plan.teams[load.team].name,
                offered=load.offered,
                on_duty=load.on_duty,
                utilisation=load.utilisation,
                busiest=hour_name(plan, float(traffic.spans[hour])) if limited else "",
                busiest_offered=float(load.offered_by_hour[hour]),
                busiest_on_duty=float(load.on_duty_by_hour[hour]),
                busiest_utilisation=float(by_hour[hour]),
                unattended=load.unattended,
            )
        )
    return tuple(rows)
