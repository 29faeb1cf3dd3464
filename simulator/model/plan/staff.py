"""Who serves."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

from simulator.randomness.distributions import Distribution
from simulator.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """How a member fails and is mended.

    Attributes:
        every: time on shift from a repair (or the start) to the next breakdown.
        repair: how long the repair takes.
    """

    every: Distribution
    repair: Distribution


@dataclass(frozen=True, slots=True)
class Learning:
    """How members get faster with experience, and how long they stay.

    Attributes:
        exponent: −log₂ of the learning rate, 0 or more.
        settled: from so many visits at a step on one is as fast as the step says.
        experience: visits at each step behind them with which the members begin the run.
        new_members: the same of somebody new.
        leaves: the share of members who leave within a year.
        stays: mean time for which a member stays, in the unit; infinite where nobody leaves.
    """

    exponent: float
    settled: float
    experience: float
    new_members: float
    leaves: float = 0.0
    stays: float = inf

    def speed_at(self, visit: float) -> float:
        """The speed in the n-th visit; 1 is that of a settled member."""
        return float(min(visit / self.settled, 1.0) ** self.exponent)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a team, or one unit of a resource.

    Attributes:
        name: `senior 1`; of a plain count the number alone.
        kind: the name of the entry under `members` (empty for a plain count).
        speed: work done per unit of time (1 is standard).
        cost: per unit of time on duty.
        hours: 1 while its own and the team's hours let it be on duty, else 0; the schedule comes on top.
        skills: speed at each skill of the plan (1 is standard), nan where it lacks it.
        absence: the chance to be away on a day, drawn day by day.
        breakdowns: None for one that never fails.
    """

    name: str
    kind: str
    speed: float
    cost: float
    hours: Timeline
    skills: tuple[float, ...] = ()
    absence: float = 0.0
    breakdowns: Breakdowns | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """A team or a resource.

    Attributes:
        name: as written.
        resource: whether it stands under `resources`.
        members: by number; empty where `unlimited`.
        on_duty: how many of the members the schedule calls: the first so many.
        at_shift_end: what becomes of a visit whose member's shift ends.
        unlimited: there is always a free one; nobody waits for it.
        cost: per unit of time and member, for a team without limit (per unit of time at work).
        skilled: whether skills count here; the members of other teams can do everything.
        pace: multiplies the speed of whoever begins work then; None is 1 at all times.
        learning: how its members get faster; None where all are settled.
    """

    name: str
    resource: bool
    members: tuple[Member, ...]
    on_duty: Timeline
    at_shift_end: Literal["finish", "pause", "restart", "hand over"]
    unlimited: bool = False
    cost: float = 0.0
    skilled: bool = False
    pace: Timeline | None = None
    learning: Learning | None = None
