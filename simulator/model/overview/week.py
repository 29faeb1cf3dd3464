"""The week as it was understood: who is on duty and how many come, hour by hour and day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

import numpy as np

from simulator.model.levels import Floats, on_common_pieces
from simulator.model.moments import WEEKDAYS, clock_time, moment
from simulator.model.plan import Plan
from simulator.model.rosters import roster

What = Literal["on duty", "an hour", "doors"]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A span of the day in which a figure stays the same.

    Attributes:
        what: `on duty` (members of a team), `an hour` (arrivals of a class) or `doors` (1 while they are open
            to a class).
        name: of the team or class.
        days: `Mon`, or `Mon-Fri` for days that are alike one after another.
        start, end: time of day, `09:00`; the end of a day is `24:00`.
        value: the figure.
    """

    what: What
    name: str
    days: str
    start: str
    end: str
    value: float


def week_rows(plan: Plan) -> tuple[WeekRow, ...]:
    """All schedules, hours and rates that change: of the first whole week, or of a run shorter than that."""
    start, end = 0.0, plan.run_for
    if end >= plan.first_day_ends + 7 * plan.day:
        start, end = plan.first_day_ends, plan.first_day_ends + 7 * plan.day
    rows: list[WeekRow] = []
    for team in plan.teams:
        if not team.unlimited:
            on_duty = roster(team, end)
            rows += _rows(plan, "on duty", team.name, _from(start, on_duty.edges, on_duty.heads))
    for customers in plan.classes:
        if customers.arrivals.rate is not None:
            edges, (rates,) = on_common_pieces([customers.arrivals.rate], end)
            an_hour = rates * 3600.0 / plan.clock.seconds
            rows += _rows(plan, "an hour", customers.name, _from(start, edges, an_hour))
        if customers.hours is not None:
            edges, (opened,) = on_common_pieces([customers.hours], end)
            rows += _rows(plan, "doors", customers.name, _from(start, edges, opened))
    return tuple(rows)


def _from(start: float, edges: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Edges and values of a step function from a moment on."""
    first = int(np.searchsorted(edges, start, side="right")) - 1
    return np.concatenate(([start], edges[first + 1 :])), values[first:]


#: A day: its weekday, and (start, end, value) of each span.
_Day = tuple[str, tuple[tuple[str, str, float], ...]]


def _rows(plan: Plan, what: What, name: str, steps: tuple[Floats, Floats]) -> Iterator[WeekRow]:
    """The rows of one figure, a whole week from Monday on; none where it never changes."""
    edges, values = steps
    if (values == values[0]).all():
        return
    found = list(_days(plan, edges, values))
    if len(found) == len(WEEKDAYS):
        found.sort(key=lambda day: WEEKDAYS.index(day[0]))
    for spans, alike in groupby(found, key=lambda day: day[1]):
        days = [weekday for weekday, _ in alike]
        label = days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"
        for start, end, value in spans:
            yield WeekRow(what, name, label, start, end, value)


def _days(plan: Plan, edges: Floats, values: Floats) -> Iterator[_Day]:
    midnights = np.arange(plan.first_day_ends, edges[-1], plan.day)
    midnights = midnights[midnights > edges[0]]
    cuts = np.unique(np.concatenate((edges, midnights)))
    held = values[np.searchsorted(edges, cuts[:-1], side="right") - 1]
    for begin, end in pairwise([float(edges[0]), *midnights.tolist(), float(edges[-1])]):
        inside = [(a, b, v) for (a, b), v in zip(pairwise(cuts.tolist()), held.tolist(), strict=True)]
        spans = [(a, b, v) for a, b, v in inside if begin <= a < end]
        yield WEEKDAYS[moment(plan, begin).weekday()], tuple(_merged(plan, spans))


def _merged(plan: Plan, spans: list[tuple[float, float, float]]) -> Iterator[tuple[str, str, float]]:
    """Spans one after another with the same value as one, in times of the day."""
    for value, same in groupby(spans, key=lambda span: span[2]):
        run = list(same)
        end = clock_time(plan, run[-1][1])
        yield clock_time(plan, run[0][0]), "24:00" if end == "00:00" else end, value
