"""A customer on the way through the service, a visit to a step, who serves it: each knows the others."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan
from typing import Protocol

from simulator.engine.asks import ANYBODY, Asks
from simulator.engine.calendar import Due
from simulator.engine.habits import Habits
from simulator.engine.learning import Learner
from simulator.engine.meeting import Meeting
from simulator.engine.procedures import Performed
from simulator.engine.records import RESULTS, STINT_KINDS
from simulator.model.plan import Callback, Member

DONE, GAVE_UP, BALKED, TURNED_AWAY, UNFINISHED, CANCELLED, ESCALATED, UNREACHABLE = range(len(RESULTS))
WORK, KEPT, PAUSED, DOWN = range(len(STINT_KINDS))


class Case:
    """One customer, from arrival to leaving.

    Attributes:
        id: its row in the table of cases.
        number: its number within its class.
        order: the same, but less than all others' for those who waited already: who comes first of equals.
        n: the number with which it draws: that of the case that it was first.
        lineage: how it came back from that case; empty where it is that case.
        parent: the case it was before; -1: none.
        slot: its appointment, or nan.
        urgency: the priority that an escalation or a deadline has given it, or None.
        sent_to: the step to which a deadline sends it as soon as it waits, or None.
        outcome: how it will leave, when the branches nobody waits for are done; None: not yet known.
        forking: in how many forks, one within the other, not all branches have begun.
    """

    __slots__ = (
        "arrived",
        "contacts",
        "customers",
        "forking",
        "held",
        "id",
        "lineage",
        "met",
        "n",
        "number",
        "order",
        "outcome",
        "parent",
        "performed",
        "places",
        "rounds",
        "sent_to",
        "served_by",
        "slot",
        "timers",
        "traits",
        "urgency",
        "visits",
        "visits_to",
    )

    def __init__(
        self,
        case: int,
        customers: int,
        number: int,
        n: int,
        lineage: str,
        arrived: float,
        traits: list[float],
    ) -> None:
        self.id = case
        self.customers = customers
        self.number = self.order = number
        self.n = n
        self.lineage = lineage
        self.arrived = arrived
        self.traits = traits
        self.parent = -1
        self.slot = nan
        self.urgency: float | None = None
        self.sent_to: int | None = None
        self.outcome: int | None = None
        self.forking = 0
        self.contacts = 0  # how often it came back
        self.visits: list[Visit] = []
        self.visits_to: dict[tuple[int, int], int] = {}  # (branch, step): how often
        self.rounds: dict[int, int] = {}  # option: how often
        self.held: list[Held] = []
        self.served_by: dict[int, tuple[tuple[int, int], ...]] = {}  # step: (team, member) who did it last
        self.met: dict[int, set[tuple[int, int]]] = {}  # step: everybody who has begun to serve it there
        self.performed: dict[int, Performed] = {}  # step with an SOP: how it was done there last
        self.places: dict[int, float] = {}  # step: when it last became ready there
        self.timers: list[Due] = []  # its deadlines


@dataclass(slots=True)
class Held:
    """A member or unit that a case keeps after the visit for which it was taken.

    Attributes:
        person: who is kept.
        until: the steps whose ends are waited for; after the last of them it is kept no longer.
        blocked: the visit for which there is no room yet, and which keeps it; None: none does.
    """

    person: Person
    until: set[int]
    blocked: Visit | None = None

    @property
    def over(self) -> bool:
        """Whether nothing is left for which it is kept."""
        return not self.until and self.blocked is None

    @property
    def at_hand(self) -> bool:
        """Whether it can be used: no visit of the case has it, in another branch perhaps, and it is whole."""
        return self.person.visit is None and self.person.whole


class Place(Protocol):
    """Where a visit waits: in a line, for its batch to fill, before a full step."""

    def leave(self, visit: Visit, starts: bool = False) -> None:
        """The visit waits there no longer."""


class Visit:
    """One visit of a case to a step, in one branch.

    It is in exactly one of the states: handed off or a delay (`due` and no persons), waiting (`place`), in
    service (`due` and persons), paused (`paused` and persons). In a batch this is true of its `lead`; the
    `mates` only follow.
    """

    __slots__ = (
        "asks",
        "attempt",
        "batch",
        "branch",
        "call",
        "case",
        "drawn",
        "due",
        "habits",
        "handed",
        "interruptions",
        "key",
        "lapse",
        "lead",
        "lead_member",
        "lead_team",
        "mates",
        "meeting",
        "number",
        "option",
        "paused",
        "performed",
        "persons",
        "place",
        "present",
        "queued",
        "rank",
        "ready",
        "resumed",
        "speed",
        "started",
        "step",
        "ticket",
        "timers",
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
        self.key = (case.customers, case.order, branch, step, self.number)
        self.rank: tuple[float, ...] = ()  # its place among those who wait, over all steps of a team
        self.asks: Asks = ANYBODY  # known when it begins to wait
        self.handed = self.queued = self.started = nan
        self.place: Place | None = None
        self.ticket = 0  # its number in the line
        self.present = False  # whether it counts as waiting or in service at the step
        self.due: Due | None = None
        self.timers: tuple[Due, ...] = ()  # what may happen while it queues
        self.call: Callback | None = None
        self.lead: Visit | None = None
        self.mates: list[Visit] = []
        self.batch = 0
        self.paused = False
        self.persons: list[Person] = []
        self.resumed = nan  # the start of the present stretch of work
        self.speed = 1.0
        self.drawn = self.work_left = nan  # standard work; nan until it is known
        self.worked = 0.0
        self.performed: Performed | None = None  # how it is done, where there is an SOP
        self.lapse = 0.0  # how much less often than its SOP says it is complied with
        self.attempt = 0
        self.interruptions = 0
        self.lead_team = -1
        self.lead_member = 0
        self.option = -1

    @property
    def party(self) -> list[Visit]:
        """All who are served together with it, itself first."""
        return [self, *self.mates]

    @property
    def waits(self) -> bool:
        """Whether it waits: in a line, for its batch, before a full step."""
        return (self.lead or self).place is not None

    @property
    def is_timed(self) -> bool:
        """Whether something will happen when it has waited long enough."""
        return any(timer.callbacks for timer in self.timers)

    @property
    def needs_set_up(self) -> bool:
        """Whether the first of those who serve has done another step last."""
        return bool(self.persons) and self.persons[0].last_step not in (-1, self.step)

    def count_work(self, now: float) -> None:
        """The work done since it was begun or taken up again is counted; of a batch each has a part of it."""
        done = now - self.resumed
        self.resumed = now
        self.work_left = max(0.0, self.work_left - done * self.speed)
        if not self.mates:
            self.worked += done
            return
        for one in self.party:
            one.worked += done / len(self.party)

    def count_interruption(self) -> None:
        """The work on it, and on those of its batch, was interrupted."""
        for one in self.party:
            one.interruptions += 1


class Person:
    """A member of a team, or a unit of a resource."""

    __slots__ = (
        "case",
        "due",
        "idle_since",
        "kind",
        "last_step",
        "learner",
        "member",
        "number",
        "on",
        "on_duty",
        "since",
        "speed",
        "step",
        "team",
        "visit",
        "whole",
    )

    def __init__(self, team: int, number: int, member: Member) -> None:
        self.team = team
        self.number = number
        self.member = member
        self.speed = member.speed
        self.on_duty = False
        self.on = nan  # present shift: since when, and when it was over (inf: not yet)
        self.due = inf
        self.idle_since = nan
        self.whole = True  # not under repair
        self.visit: Visit | None = None  # the visit in hand; None with a case: kept between visits
        self.case: Case | None = None
        self.kind = WORK  # the present stint: for what, since when, at which step
        self.since = nan
        self.step = -1
        self.last_step = -1  # the step it worked on last
        self.learner: Learner | None = None  # where its team learns
