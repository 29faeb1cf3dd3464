"""Who is called when: schedules, hours, and days of absence."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import count, groupby, repeat

from simulator.model.plan import Plan, Team
from simulator.model.streams import ABSENCE, member_stream
from simulator.randomness.draws import Draws


def roster(plan: Plan, team: Team, seed: int, replication: int) -> Iterator[tuple[float, set[int]]]:
    """Each moment at which schedule, hours or day change, from 0 on, with the numbers of those called then.

    Of a schedule of n the first n are called, less those whose hours are closed and those who are away
    that day; nobody takes their place.
    """
    timelines = list(dict.fromkeys([team.on_duty, *(member.hours for member in team.members)]))
    hours = [timelines.index(member.hours) for member in team.members]
    values = [0.0] * len(timelines)
    changes = [zip(timeline.changes(), repeat(i)) for i, timeline in enumerate(timelines)]
    absences = {
        number: Draws(seed, replication, member_stream(ABSENCE, team, number).number)
        for number, member in enumerate(team.members, 1)
        if member.absence
    }
    if absences:
        changes.append(zip(_days(plan), repeat(len(timelines))))
    away: set[int] = set()
    for t, together in groupby(merge(*changes), key=lambda change: change[0][0]):
        for (_, value), i in together:
            if i < len(timelines):
                values[i] = value
            else:
                away = {
                    number
                    for number, draws in absences.items()
                    if draws.at(int(value)) < team.members[number - 1].absence
                }
        called = {number for number, i in enumerate(hours, 1) if number <= values[0] and values[i]}
        yield t, called - away


def _days(plan: Plan) -> Iterator[tuple[float, float]]:
    """The beginning of each day with its number, from 0."""
    yield 0.0, 0.0
    for day in count():
        yield plan.first_day_ends + day * plan.day, float(day + 1)
