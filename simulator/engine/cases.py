"""A customer on the way through the service, and a visit to a step."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

from simulator.engine.records import RESULTS

if TYPE_CHECKING:
    from simulator.engine.calendar import Due
    from simulator.engine.habits import Habits
    from simulator.engine.teams import Crew, Person
    from simulator.model.plan import Target

DONE, GAVE_UP, BALKED, TURNED_AWAY, UNFINISHED, CANCELLED, ESCALATED, UNREACHABLE = range(len(RESULTS))


class Case:
    """One customer, from arrival to leaving."""

    __slots__ = ("arrived", "customers", "held", "id", "number", "rounds", "traits", "visits", "visits_to")

    def __init__(self, case: int, customers: int, number: int, arrived: float, traits: list[float]) -> None:
        self.id = case
        self.customers = customers
        self.number = number
        self.arrived = arrived
        self.traits = traits
        self.visits: list[Visit] = []
        self.visits_to: dict[tuple[int, int], int] = {}  # (branch, step): how often
        self.rounds: dict[int, int] = {}  # option: how often
        self.held: list[Held] = []


@dataclass(slots=True)
class Held:
    """A member or unit that a case keeps after the visit for which it was taken.

    Attributes:
        crew: its team.
        person: who is kept.
        until: the steps whose ends are waited for; after the last of them it is kept no longer.
    """

    crew: Crew
    person: Person
    until: set[int]

    @property
    def at_hand(self) -> bool:
        """Whether no visit of the case has it in use, in another branch perhaps."""
        return self.person.visit is None


@dataclass(slots=True)
class Meeting:
    """Where the branches of a parallel come together again.

    Attributes:
        missing: branches still under way.
        then: where the case goes when none is.
        branch: the branch that forked.
        outer: the meeting for which that branch is bound itself.
    """

    missing: int
    then: Target
    branch: int
    outer: Meeting | None


class Visit:
    """One visit of a case to a step, in one branch.

    It is in exactly one of the states: handed off or a delay (`due` and no persons), waiting (`waiting`), in
    service (`due` and persons), paused (`paused` and persons).
    """

    __slots__ = (
        "attempt",
        "branch",
        "case",
        "drawn",
        "due",
        "habits",
        "interruptions",
        "key",
        "lead_member",
        "lead_team",
        "meeting",
        "number",
        "patience",
        "paused",
        "persons",
        "queued",
        "rank",
        "ready",
        "resumed",
        "speed",
        "started",
        "step",
        "waiting",
        "work_left",
        "worked",
    )

    def __init__(
        self, case: Case, step: int, branch: int, meeting: Meeting | None, ready: float, habits: Habits
    ) -> None:
        self.case = case
        self.step = step
        self.branch = branch
        self.meeting = meeting
        self.ready = ready
        self.habits = habits
        self.number = case.visits_to[branch, step] = case.visits_to.get((branch, step), 0) + 1
        #: (class, number within class, branch, step, visit): its place among events of one moment and kind
        self.key = (case.customers, case.number, branch, step, self.number)
        self.rank: tuple[float, ...] = ()  # its place among those who wait, over all steps of a team
        self.queued = self.started = nan
        self.waiting = 0  # its number in the line; 0: it does not wait
        self.due: Due | None = None
        self.patience: Due | None = None
        self.paused = False
        self.persons: list[tuple[Crew, Person]] = []
        self.resumed = nan  # the start of the present stretch of work
        self.speed = 1.0
        self.drawn = self.work_left = nan  # standard work; nan until it is known
        self.worked = 0.0
        self.attempt = 0
        self.interruptions = 0
        self.lead_team = -1
        self.lead_member = 0
