"""Who is on duty when, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.model.levels import Floats, averages, on_common_pieces
from simulator.model.plan import Member, Team
from simulator.timeline import Timeline


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """The members of one team on duty, over the pieces of time in which nothing changes.

    Attributes:
        edges: of the pieces, shape (pieces + 1,).
        heads: members on duty, shape (pieces,).
        speeds: sum of their speeds, shape (pieces,).
    """

    edges: Floats
    heads: Floats
    speeds: Floats

    def heads_in(self, spans: Floats) -> Floats:
        """Average number on duty in consecutive spans; from edges of shape (spans + 1,), shape (spans,)."""
        return averages(self.edges, self.heads, spans)

    def heads_at(self, moments: Floats) -> Floats:
        """Number on duty at each of some moments before the last edge; same shape."""
        return np.asarray(self.heads[np.searchsorted(self.edges, moments, side="right") - 1])

    @property
    def mean_heads(self) -> float:
        """Average number on duty."""
        return float(np.average(self.heads, weights=np.diff(self.edges)))

    @property
    def most(self) -> int:
        """The most that are ever on duty together."""
        return int(self.heads.max())

    @property
    def is_constant(self) -> bool:
        """Whether the same number is on duty at all times."""
        return bool((self.heads == self.heads[0]).all())


def roster(team: Team, end: float) -> Roster:
    """The members of a team on duty in [0, end]: of a schedule of n the first n, within their hours."""
    return _roster(team, end, [1.0] * len(team.members))


def ever_on_duty(team: Team, end: float) -> frozenset[int]:
    """The numbers of the members who are on duty at some time in [0, end]."""

    def is_there(number: int, hours: Timeline) -> bool:
        _, (called, opened) = on_common_pieces([team.on_duty, hours], end)
        return bool(((called >= number) & (opened > 0)).any())

    members = enumerate(team.members, 1)
    return frozenset(number for number, member in members if is_there(number, member.hours))


def roster_at_work(team: Team, end: float) -> Roster:
    """The same without those away or in repair, by their long-run share, and at the pace of the hour."""
    found = _roster(team, end, [availability(member) for member in team.members])
    if team.pace is None:
        return found
    edges, (pace,) = on_common_pieces([team.pace], end)
    cuts = np.unique(np.concatenate((found.edges, edges)))
    place = np.searchsorted(found.edges, cuts[:-1], side="right") - 1
    at = pace[np.searchsorted(edges, cuts[:-1], side="right") - 1]
    return Roster(cuts, found.heads[place], found.speeds[place] * at)


def availability(member: Member) -> float:
    """The share of its shifts that a member is there and whole.

    Of breakdowns the limit of an alternating renewal process, up / (up + down) (Cox 1962, *Renewal Theory*,
    section 7.2).
    """
    there = 1.0 - member.absence
    if member.breakdowns is None:
        return there
    up, down = member.breakdowns.every.mean, member.breakdowns.repair.mean
    return there * up / (up + down)


def _roster(team: Team, end: float, weights: Sequence[float]) -> Roster:
    """The roster, where each member counts as its weight says."""
    by_hours: dict[Timeline, list[int]] = {}
    for number, member in enumerate(team.members, 1):
        by_hours.setdefault(member.hours, []).append(number)
    edges, (called, *open_hours) = on_common_pieces([team.on_duty, *by_hours], end)
    heads = np.zeros_like(called)
    speeds = np.zeros_like(called)
    for numbers, opened in zip(by_hours.values(), open_hours, strict=True):
        count = np.searchsorted(numbers, called, side="right")
        own = np.array([weights[number - 1] for number in numbers])
        fast = own * [team.members[number - 1].speed for number in numbers]
        heads += np.concatenate(([0.0], np.cumsum(own)))[count] * opened
        speeds += np.concatenate(([0.0], np.cumsum(fast)))[count] * opened
    return Roster(edges, heads, speeds)


def mean_speed(team: Team, on_duty: Roster) -> float:
    """Average speed of the members of a team, by their time on duty; 1 where nobody has any."""
    weights = np.diff(on_duty.edges)
    present = float(on_duty.heads @ weights)
    if present > 0:
        return float(on_duty.speeds @ weights) / present
    return sum(member.speed for member in team.members) / len(team.members) if team.members else 1.0
