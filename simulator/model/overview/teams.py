"""Teams and resources read back, where there is more to say of them than how many they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from simulator.model.levels import on_common_pieces
from simulator.model.overview.times import time_words
from simulator.model.plan import Member, Plan, Team
from simulator.model.rosters import roster
from simulator.model.saying import figure, listed, percent

_SHIFT_ENDS = {
    "finish": "",
    "pause": "work in hand waits for their next shift",
    "restart": "work in hand begins anew with somebody else at the end of a shift",
    "hand over": "work in hand is handed over at the end of a shift",
}


@dataclass(frozen=True, slots=True)
class TeamReading:
    """A team or a resource.

    Attributes:
        team: its name.
        words: kinds of member, skills, pace, absence, breakdowns, what the end of a shift does; empty where
            there are none of these.
    """

    team: str
    words: str

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        return f"`{self.team}`: {self.words}"


def team_readings(plan: Plan) -> tuple[TeamReading, ...]:
    """A reading for every team, in the order of the plan."""
    return tuple(TeamReading(team.name, "; ".join(_words(plan, team))) for team in plan.teams)


def _words(plan: Plan, team: Team) -> Iterator[str]:
    kinds = [list(members) for _, members in groupby(team.members, key=lambda member: member.kind)]
    if any(member.kind for member in team.members):
        yield listed(_kind(plan, team, members) for members in kinds)
    elif team.members:
        yield from _alike(plan, team, team.members[0])
    if team.pace is not None:
        _, (pace,) = on_common_pieces([team.pace], plan.run_for)
        low, high = percent(float(pace.min())), percent(float(pace.max()))
        yield f"at a pace of {low}" if low == high else f"at a pace of {low} to {high}, by the hour"
    if team.learning is not None:
        yield learning_words(team)
    if not team.unlimited and not roster(team, plan.run_for).is_constant and _SHIFT_ENDS[team.at_shift_end]:
        yield _SHIFT_ENDS[team.at_shift_end]


def learning_words(team: Team) -> str:
    """`learns: with every doubling of visits a time falls to 85 %, up to the 300th; 30 % leave in a year`."""
    learning = team.learning
    assert learning is not None, "it learns"
    said = f"with every doubling of visits a time falls to {percent(2**-learning.exponent)}, up to visit "
    said += f"{figure(learning.settled)}"
    if learning.experience < learning.settled:
        said += f"; all begin with {figure(learning.experience)} visits behind them"
    if learning.leaves:
        said += f"; {percent(learning.leaves)} leave within a year"
    return said


def _kind(plan: Plan, team: Team, members: list[Member]) -> str:
    """`2 senior (speed 120 %, can do billing)`."""
    first = members[0]
    said = [] if first.speed == 1.0 else [f"speed {percent(first.speed)}"]
    said += _alike(plan, team, first)
    words = f"{len(members)} {first.kind}"
    return f"{words} ({', '.join(said)})" if said else words


def _alike(plan: Plan, team: Team, member: Member) -> Iterator[str]:
    """What all of one kind have in common."""
    if team.skilled:
        yield _skills(plan, member)
    if member.absence:
        yield f"each away on {percent(member.absence)} of days"
    if member.breakdowns is not None:
        every, repair = (
            time_words(plan, draw) for draw in (member.breakdowns.every, member.breakdowns.repair)
        )
        yield f"each fails after {every} on duty and is mended in {repair}"


def _skills(plan: Plan, member: Member) -> str:
    able = [
        (name, speed) for name, speed in zip(plan.skills, member.skills, strict=True) if not np.isnan(speed)
    ]
    if not able:
        return "can do nothing that asks for a skill"
    return "can do " + listed(
        name if speed == 1.0 else f"{name} (at {figure(100 * speed)} %)" for name, speed in able
    )
