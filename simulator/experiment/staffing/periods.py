"""The periods in which a team is staffed: spans of the day that come again on days that are alike."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.blueprint.moments import DAYS
from simulator.blueprint.profiles import clock_face
from simulator.blueprint.reading import UNIT_SECONDS, Reading
from simulator.model.arrivals import arrival_rates
from simulator.model.levels import Floats, on_common_pieces
from simulator.model.plan import Plan, Team

#: Rates that differ by less, relative to the greater one, are those of days that are alike.
_SAME = 1e-9

#: Decimals to which shares of a period with somebody on duty are compared.
_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Period:
    """A period that is staffed by itself.

    Attributes:
        days: the weekdays on which it comes, 0 for Monday; none where it is the same on every day.
        start, end: minutes after midnight; the last one may end past it. Both are 0 for the whole run.
        spans: where it lies in the run, as (from, to).
        paid: time in the measured part of the run for which one member is on duty in it.
    """

    days: tuple[int, ...]
    start: int
    end: int
    spans: tuple[tuple[float, float], ...]
    paid: float

    @property
    def whole(self) -> bool:
        """Whether it is the whole run."""
        return self.start == self.end

    @property
    def name(self) -> str:
        """`Mon-Fri 09:00`, `09:00`; empty for the whole run."""
        return "" if self.whole else " ".join(filter(None, (days_told(self.days), clock_face(self.start))))


def days_told(days: tuple[int, ...]) -> str:
    """Days as the language writes them: `Mon-Fri`, `Mon, Wed`; empty for every day."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)


def whole_run(plan: Plan, team: Team) -> tuple[Period, ...]:
    """The one period of a team with the same number at all times."""
    paid = _OnDuty(plan, team).time(plan.warm_up, plan.run_for)
    return (Period((), 0, 0, ((0.0, plan.run_for),), paid),)


def periods(
    plan: Plan, reading: Reading, team: Team, per: float, edge: int | None = None
) -> tuple[Period, ...]:
    """The periods of a team in the order of the days and the day.

    Those in which it is closed are left out. Days are alike where as many come in each hour and the team is
    on duty at the same times, as far as the run and its first week show it.

    Args:
        plan: the plan.
        reading: the blueprint's surroundings.
        team: the team, whose first member is like all others.
        per: length of a period, in the unit of the plan.
        edge: minutes after midnight at which one begins; None is where the team first comes on duty.
    """
    minute = UNIT_SECONDS["min"] / reading.seconds
    length = round(per / minute)
    on_duty = _OnDuty(plan, team)
    if edge is None:
        edge = round((reading.since_midnight + on_duty.first) / minute)
    day_minutes = round(reading.day / minute)
    starts = range(edge % length, edge % length + day_minutes, length)
    found: dict[tuple[int, int], list[tuple[int, float, float]]] = {}
    for day in range(-1, math.ceil((plan.run_for + reading.since_midnight) / reading.day)):
        for start in starts:
            begin = day * reading.day + start * minute - reading.since_midnight
            low, high = max(begin, 0.0), min(begin + per, plan.run_for)
            if low < high and on_duty.time(low, high) > 0:
                weekday = (reading.start.weekday() + day) % 7
                found.setdefault((weekday, start), []).append((day, low, high))
    kinds = _kinds(plan, reading, on_duty, found) if plan.run_for > reading.day else [tuple(range(7))]
    return tuple(
        Period(
            days=kind if len(kinds) > 1 else (),
            start=start,
            end=start + length,
            spans=tuple(spans),
            paid=sum(
                on_duty.time(max(low, plan.warm_up), high) for low, high in spans if high > plan.warm_up
            ),
        )
        for kind in kinds
        for start in starts
        if (spans := sorted(span[1:] for day in kind for span in found.get((day, start), ())))
    )


class _OnDuty:
    """For how long a member who is called at all times is on duty."""

    def __init__(self, plan: Plan, team: Team) -> None:
        self._edges, (opened,) = on_common_pieces([team.members[0].hours], plan.run_for)
        self._area = np.concatenate(([0.0], np.cumsum(opened * np.diff(self._edges))))
        there = np.flatnonzero(opened)
        self.first = float(self._edges[there[0]]) if len(there) else 0.0

    def time(self, start: float, end: float) -> float:
        """The time on duty in a span of the run."""
        low, high = np.interp((start, end), self._edges, self._area)
        return float(high - low)


def _kinds(
    plan: Plan,
    reading: Reading,
    on_duty: _OnDuty,
    found: dict[tuple[int, int], list[tuple[int, float, float]]],
) -> list[tuple[int, ...]]:
    """The weekdays of the run in groups that are alike, each in order; the groups by their first day."""
    looks: dict[int, dict[tuple[str, int], Floats]] = {}
    for (weekday, start), spans in sorted(found.items()):
        _, low, high = spans[0]
        share = round(on_duty.time(low, high) / (high - low), _DECIMALS)
        looks.setdefault(weekday, {})["open", start] = np.array([share])
    for weekday, hour, rates in _hourly_rates(plan, reading):
        if weekday in looks:
            looks[weekday]["rates", hour] = rates
    groups: list[tuple[list[int], dict[tuple[str, int], Floats]]] = []
    for weekday, look in sorted(looks.items()):
        for days, known in groups:
            if _alike(look, known):
                days.append(weekday)
                known.update(look)
                break
        else:
            groups.append(([weekday], dict(look)))
    return [tuple(days) for days, _ in groups]


def _alike(look: dict[tuple[str, int], Floats], known: dict[tuple[str, int], Floats]) -> bool:
    """Whether two days agree wherever both are seen; the first and the last day of a run may be cut."""
    return all(
        np.allclose(look[key], known[key], rtol=_SAME, atol=_SAME) for key in look.keys() & known.keys()
    )


def _hourly_rates(plan: Plan, reading: Reading) -> Iterator[tuple[int, int, Floats]]:
    """Weekday, hour of the day and arrivals per unit of time of each class, for a week from t = 0."""
    hour = UNIT_SECONDS["h"] / reading.seconds
    first = reading.since_midnight
    end = min(plan.run_for, reading.week)
    edges = np.arange(math.floor(first / hour) + 1, math.ceil((first + end) / hour)) * hour - first
    cuts: Floats = np.unique(np.concatenate(([0.0], edges, [end])))
    rates = np.array([arrival_rates(plan, customers, cuts) for customers in plan.classes])
    for start, of_all in zip(cuts[:-1].tolist(), rates.T, strict=True):
        since = round((first + start) / hour - 0.5 + _SAME) if start else math.floor(first / hour)
        yield (reading.start.weekday() + since // 24) % 7, since % 24, of_all
