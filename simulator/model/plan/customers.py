"""Who comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.randomness.distributions import Distribution
from simulator.timeline import Timeline

NO_PRIORITY = float("inf")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A trait of every customer.

    Attributes:
        name: as written.
        kind: `flag` (0 or 1), `choice` (index into `values`), `number`.
        values: the names of a choice, in code-point order; empty for the others.
    """

    name: str
    kind: Literal["flag", "choice", "number"]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trait:
    """How one class comes by one attribute; exactly one of the two.

    Attributes:
        value: the same for all: a float, coded as `Attribute` says.
        draw: drawn for each customer, coded likewise (a flag or a choice is a discrete distribution).
    """

    value: float = float("nan")
    draw: Distribution | None = None


@dataclass(frozen=True, slots=True)
class Appointments:
    """A book of appointments.

    Attributes:
        slots: the moments, in increasing order; the n-th customer of the class has the n-th.
        no_show: the chance not to come.
        early_late: by how much later than the slot a customer comes (below zero: earlier); None: on time.
    """

    slots: tuple[float, ...]
    no_show: float = 0.0
    early_late: Distribution | None = None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When customers of a class come: one of rate, every, at, appointments, or none: only those sent back.

    Attributes:
        rate: a Poisson process of this rate (arrivals per unit of time).
        every: a distribution between arrivals; the first comes after one interval.
        at: moments in increasing order.
        appointments: a book.
        batch: customers per arrival; None is one.
        busyness: the name whose daily factor multiplies the rate, or None.
        limit: at most so many customers.
    """

    rate: Timeline | None = None
    every: Distribution | None = None
    at: tuple[float, ...] = ()
    appointments: Appointments | None = None
    batch: Distribution | None = None
    busyness: str | None = None
    limit: int | None = None

    @property
    def is_returning(self) -> bool:
        """Whether only those come who are sent back."""
        return not (self.rate or self.every or self.appointments or self.at)


@dataclass(frozen=True, slots=True)
class CustomerClass:
    """A class of customers.

    Attributes:
        name: as written.
        starts_at: index of the first step.
        arrivals: when they come.
        patience: how long they queue at a step that says nothing else; None is endless.
        priority: its number, smaller first; `NO_PRIORITY` is last.
        priority_by: index of the attribute that decides it instead, or None.
        priority_of: with `priority_by`: the priority by coded value; empty: the value is the priority.
        traits: for each attribute of the plan how it is decided, None where the class has it not.
        hours: 1 while the doors are open to the class; None is always.
        waits_for_opening: who comes at other times waits until they open; else leaves, turned away.
        backlog: (step, how many) who already wait there at t = 0.
        inherits: attributes that a case which comes back as this class has from the case it was before.
        value: what a case is worth that is solved, and lost otherwise.
    """

    name: str
    starts_at: int
    arrivals: Arrivals
    patience: Distribution | None
    priority: float
    priority_by: int | None
    traits: tuple[Trait | None, ...]
    priority_of: Mapping[float, float] = field(default_factory=dict)
    hours: Timeline | None = None
    waits_for_opening: bool = False
    backlog: tuple[tuple[int, int], ...] = ()
    inherits: frozenset[int] = frozenset()
    value: float = 0.0
