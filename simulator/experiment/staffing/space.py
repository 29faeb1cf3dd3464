"""The plans of staffing to choose from: a number for each place, what it costs, the plan to simulate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.blueprint.profiles import Profile
from simulator.blueprint.reading import Reading
from simulator.experiment.staffing.periods import Period
from simulator.model.plan import Plan, Team
from simulator.timeline import Timeline

#: The numbers of members, place by place.
Levels = tuple[int, ...]

#: Costs and times are compared to so many decimals: the same members add up to the same in any order.
_DECIMALS = 6

_WEEK_MINUTES, _DAY_MINUTES = 7 * 24 * 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Place:
    """One number that may change: the members of a team in one period, or with one shift.

    Attributes:
        team: index of the team.
        name: of the period (empty for the whole run) or of the shift.
        covers: which of the team's periods, by number.
        low, high: the range.
        cost, time: of one more member over the measured part of the run.
        shift: whether it is a shift.
    """

    team: int
    name: str
    covers: tuple[int, ...]
    low: int
    high: int
    cost: float
    time: float
    shift: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """How many there may be in all at some places, given by number: with the shifts that cover a period."""

    low: int
    high: int
    places: tuple[int, ...]

    def allows(self, levels: Sequence[int]) -> bool:
        """Whether numbers are within it."""
        return self.low <= sum(levels[place] for place in self.places) <= self.high


@dataclass(frozen=True, slots=True)
class Space:
    """All plans of staffing within the ranges.

    Attributes:
        plan: what is simulated, apart from the numbers.
        reading: the blueprint's surroundings.
        periods: of each team that may change, by its index.
        places: what may change.
        together: how many there may be at several places together.
    """

    plan: Plan
    reading: Reading
    periods: Mapping[int, tuple[Period, ...]]
    places: tuple[Place, ...]
    together: tuple[Together, ...] = ()

    @property
    def top(self) -> Levels:
        """As many as there may be at each place; at several together these may be too many."""
        return tuple(place.high for place in self.places)

    def filled(self, levels: Levels) -> Levels:
        """As many more as there may be, at the first places first."""
        filled = list(levels)
        for number, place in enumerate(self.places):
            room = [
                each.high - sum(filled[other] for other in each.places)
                for each in self.together
                if number in each.places
            ]
            filled[number] += max(min([place.high - filled[number], *room]), 0)
        return tuple(filled)

    def within(self, levels: Levels) -> bool:
        """Whether the number at each place is within its range."""
        return all(place.low <= level <= place.high for level, place in zip(levels, self.places, strict=True))

    def allows(self, levels: Levels) -> bool:
        """Whether numbers are within the ranges, at each place and together."""
        return self.within(levels) and all(each.allows(levels) for each in self.together)

    def cost(self, levels: Levels) -> tuple[float, float]:
        """Cost and time on duty, by which plans are compared: the cheaper first, then the shorter."""
        pairs = list(zip(levels, self.places, strict=True))
        return (
            round(sum(level * place.cost for level, place in pairs), _DECIMALS),
            round(sum(level * place.time for level, place in pairs), _DECIMALS),
        )

    def counts(self, levels: Levels, team: int) -> tuple[int, ...]:
        """Members of a team in each of its periods."""
        counts = [0] * len(self.periods[team])
        for level, place in zip(levels, self.places, strict=True):
            if place.team == team:
                for period in place.covers:
                    counts[period] += level
        return tuple(counts)

    def plan_of(self, levels: Levels) -> Plan:
        """The plan with these numbers."""
        teams = list(self.plan.teams)
        for index in self.periods:
            teams[index] = self._team(teams[index], index, self.counts(levels, index))
        return replace(self.plan, teams=tuple(teams))

    def _team(self, team: Team, index: int, counts: tuple[int, ...]) -> Team:
        model = team.members[0]
        members = tuple(replace(model, name=str(number)) for number in range(1, max(counts) + 1))
        shape = profile_of(self.periods[index], counts)
        on_duty = Timeline.constant(float(counts[0])) if shape is None else shape.timeline(self.reading)
        return replace(team, members=members, on_duty=on_duty)


def profile_of(periods: tuple[Period, ...], counts: tuple[int, ...]) -> Profile | None:
    """The numbers of the periods as a profile of the day or week; None for one number for the whole run.

    Each holds until the next one, so the last of a day holds after the doors are closed, for who is inside.
    """
    if periods[0].whole:
        return None
    weekly = any(period.days for period in periods)
    entries = {
        day * _DAY_MINUTES * weekly + period.start: float(count)
        for period, count in zip(periods, counts, strict=True)
        for day in (period.days if weekly else (0,))
    }
    cycle = _WEEK_MINUTES if weekly else _DAY_MINUTES
    return Profile(tuple(sorted((minute % cycle, count) for minute, count in entries.items())), weekly)
