"""What is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.model.plan.customers import Trait
from simulator.model.plan.procedures import Procedure
from simulator.model.plan.returns import ComesBack
from simulator.model.plan.routes import Route
from simulator.randomness.distributions import Distribution

#: `by` where the class decides.
BY_CUSTOMERS = -1


@dataclass(frozen=True, slots=True)
class Work:
    """How long a visit's standard work is.

    Attributes:
        by: index of the attribute that decides; `BY_CUSTOMERS`: the class; None: one distribution for all.
        cases: distribution by the attribute's value, coded as in `Attribute` (or by class index).
        otherwise: for all other values; never None where `by` is None.
    """

    by: int | None = None
    cases: Mapping[float, Distribution] = field(default_factory=dict)
    otherwise: Distribution | None = None


@dataclass(frozen=True, slots=True)
class SkillNeeded:
    """The skill that a visit asks of the members of skilled teams.

    Attributes:
        by: as in `Work`: index of an attribute, `BY_CUSTOMERS`, or None: the same for all.
        cases: index into `Plan.skills` by the attribute's value (or class index).
        otherwise: for all other values; None asks for none.
    """

    by: int | None = None
    cases: Mapping[float, int] = field(default_factory=dict)
    otherwise: int | None = None


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Only who served the case last at a step may serve it here.

    Attributes:
        step: that step; a case that has not been there may have anybody.
        else_after: after queueing so long anybody may; None is never.
    """

    step: int
    else_after: float | None = None


@dataclass(frozen=True, slots=True)
class OtherPerson:
    """Nobody who served the case at one of these steps may serve it here.

    Attributes:
        steps: in increasing order.
    """

    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WorkBatch:
    """Cases that are served together.

    Attributes:
        size: so many make a batch; None: as many as there are at the moment.
        wait: after the first has waited so long the batch goes as it is; None is never.
        at: the moments at which those there go; None: `size` and `wait` alone decide.
        per_case: the work of all is added up; else it is that of the leader, who has the least key.
    """

    size: int | None = None
    wait: float | None = None
    at: tuple[float, ...] | None = None
    per_case: bool = False


@dataclass(frozen=True, slots=True)
class Escalation:
    """What becomes of who has queued too long here.

    Attributes:
        after: so long in the queue.
        to: index of the step to which the case goes; None: it stays.
        priority: the case has it from then on; None: as before.
    """

    after: float
    to: int | None = None
    priority: float | None = None


#: Members taken together: (team, how many), in the order written.
Needs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """How a step's queue is kept.

    Attributes:
        order: who is first.
        interrupted: how pre-empted work at this step goes on: with what is left, with the same draw from
            the start, with a new draw.
        limit: at most so many really wait; None is no limit.
        elsewhere: index of the step for whoever finds it full; None: leaves as turned away.
        balk: (length, chance) in increasing length: from that many waiting on, this chance not to join.
        block: who finds it full stays where it is, with the members that served it, until there is room.
    """

    order: Literal["fifo", "lifo", "priority", "preemptive", "random", "shortest"] = "fifo"
    interrupted: Literal["resume", "restart", "redraw"] = "resume"
    limit: int | None = None
    elsewhere: int | None = None
    balk: tuple[tuple[int, float], ...] = ()
    block: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step.

    Attributes:
        name, title, lane: as written (the title is the name by default).
        options: who can serve it, in order of preference: each what is taken together. Empty: nobody is
            needed, the step is a delay.
        keep: (team, step): what of the needs the case holds on to, and the step whose end frees it.
        work: its standard time.
        hand_off: the delay before the queue, or None.
        queue: order, limit, balking.
        patience: instead of the class's; only where `own_patience`.
        own_patience: whether the step says anything about patience (`endless` is patience None).
        gives_up: index of the step to which those whose patience ends go; None: they leave as abandoned.
        route: where the case goes next.
        skill: what is asked of who serves; None asks nothing.
        person: who of them may serve; None is everybody.
        machine: whether a machine answers here, not a person.
        set_up: extra work when the first of those who serve has done another step last; None is none.
        batch: how cases are gathered and served together; None: each by itself.
        sets: (attribute, how it is decided) at the end of the step.
        escalation: what becomes of who queues too long; None: nothing.
        comes_back: who comes back later, or None.
        cost: paid for each visit that starts.
        draws_as: the step of whose name its streams are; empty: its own.
        procedure: its SOP; None: nothing is prescribed.
        procedures_apart: the SOP for the customers of those classes (indices) for whom it is another.
        in_branches: indices of the classes whose cases can be here in more than one branch (the main path is
            one): in each they draw from streams of their own.
    """

    name: str
    title: str
    lane: str
    options: tuple[Needs, ...]
    keep: tuple[tuple[int, int], ...]
    work: Work
    hand_off: Distribution | None
    queue: Queue
    patience: Distribution | None
    own_patience: bool
    gives_up: int | None
    route: Route
    skill: SkillNeeded | None = None
    person: SamePerson | OtherPerson | None = None
    machine: bool = False
    set_up: Distribution | None = None
    batch: WorkBatch | None = None
    sets: tuple[tuple[int, Trait], ...] = ()
    escalation: Escalation | None = None
    comes_back: ComesBack | None = None
    cost: float = 0.0
    draws_as: str = ""
    procedure: Procedure | None = None
    procedures_apart: Mapping[int, Procedure] = field(default_factory=dict)
    in_branches: tuple[int, ...] = ()

    @property
    def drawn_as(self) -> str:
        """The name by which its streams go."""
        return self.draws_as or self.name

    def procedure_for(self, customers: int) -> Procedure | None:
        """Its SOP for the customers of a class."""
        return self.procedures_apart.get(customers, self.procedure)
