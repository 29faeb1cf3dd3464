"""The rhythm of a service: after how long its rates, schedules and hours repeat."""

from __future__ import annotations

import math
from collections.abc import Iterator

from simulator.model.plan import Plan
from simulator.timeline import Timeline

_ROUNDING = 1e-9


def period(plan: Plan) -> float:
    """After how long everything repeats that the clock changes, in the clock's unit.

    Rates, the hours of customers, schedules, the hours of members and the pace of teams count; dates on which
    it is closed do not, nor do appointments, which need not repeat.

    Returns:
        The longest period, mostly a day or a week; `math.inf` where nothing repeats, or where the periods do
        not fit into each other.
    """
    found = {_shortest(line, plan.day) for line in _timelines(plan)} - {math.inf}
    longest = max(found, default=math.inf)
    fits = all(abs(longest / each - round(longest / each)) < _ROUNDING for each in found)
    return longest if fits else math.inf


def _timelines(plan: Plan) -> Iterator[Timeline]:
    for customers in plan.classes:
        yield from (line for line in (customers.arrivals.rate, customers.hours) if line is not None)
    for team in plan.teams:
        yield team.on_duty
        yield from (member.hours for member in team.members)
        if team.pace is not None:
            yield team.pace


def _shortest(line: Timeline, day: float) -> float:
    """The period of a timeline; a day for a week of seven equal days."""
    days = line.period / day
    if not 1 < days < math.inf or abs(days - round(days)) > _ROUNDING:
        return line.period
    cycle = Timeline(line.times, line.values, line.period)
    changes = sorted({t % line.period for time in line.times for t in (time, time - day)})
    middles = [(a + b) / 2 for a, b in zip(changes, (*changes[1:], line.period), strict=True)]
    same = all(cycle.at(t) == cycle.at((t + day) % line.period) for t in middles)
    return day if same else line.period
