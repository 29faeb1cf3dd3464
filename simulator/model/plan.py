"""The plan: a blueprint with one scenario applied, resolved into numbers and indices.

It is all that an engine and the analysis read. Classes, steps and teams stand in the code-point order
of their names, so an index compares as its name does, and nothing depends on the order of the file.
Times are floats in the blueprint's unit from t = 0, shares and speeds are fractions (120 % is 1.2),
costs are per that unit of time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.randomness.distributions import Distribution
from simulator.timeline import Timeline

#: Ends that the language knows by itself; the named ends of a blueprint follow them in `Plan.outcomes`.
OWN_OUTCOMES = ("unfinished", "abandoned", "balked", "turned_away")
UNFINISHED, ABANDONED, BALKED, TURNED_AWAY = range(4)

#: `Work.by` where the class decides, and where nothing does.
BY_CUSTOMERS = -1

NO_PRIORITY = float("inf")


@dataclass(frozen=True, slots=True)
class Clock:
    """What the times of a run mean to a person.

    Attributes:
        unit: `s`, `min`, `h`, `d` or `w`.
        seconds: length of the unit in seconds.
        start: the ISO moment that is t = 0 (`2024-01-01T09:00:00`).
        dated: whether the blueprint named a date; otherwise only weekday and time of day mean something.
    """

    unit: str
    seconds: float
    start: str
    dated: bool


# -- who comes ------------------------------------------------------------------------------------


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
class Arrivals:
    """When customers of a class come; exactly one of rate, every, at.

    Attributes:
        rate: a Poisson process of this rate (arrivals per unit of time).
        every: a distribution between arrivals; the first comes after one interval.
        at: moments in increasing order.
        batch: customers per arrival; None is one.
        busyness: the name whose daily factor multiplies the rate, or None.
        limit: at most so many customers.
    """

    rate: Timeline | None = None
    every: Distribution | None = None
    at: tuple[float, ...] = ()
    batch: Distribution | None = None
    busyness: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class CustomerClass:
    """A class of customers.

    Attributes:
        name: as written.
        starts_at: index of the first step.
        arrivals: when they come.
        patience: how long they queue at a step that says nothing else; None is endless.
        priority: its number, smaller first; `NO_PRIORITY` is last.
        priority_by: index of the attribute that is the priority instead, or None.
        traits: for each attribute of the plan how it is decided, None where the class has it not.
    """

    name: str
    starts_at: int
    arrivals: Arrivals
    patience: Distribution | None
    priority: float
    priority_by: int | None
    traits: tuple[Trait | None, ...]


# -- who serves -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a team, or one unit of a resource.

    Attributes:
        name: `senior 1`; of a plain count the number alone.
        kind: the name of the entry under `members` (empty for a plain count).
        speed: work done per unit of time (1 is standard).
        cost: per unit of time on duty.
        hours: 1 while its own and the team's hours let it be on duty, else 0; the schedule comes on top.
    """

    name: str
    kind: str
    speed: float
    cost: float
    hours: Timeline


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
    """

    name: str
    resource: bool
    members: tuple[Member, ...]
    on_duty: Timeline
    at_shift_end: Literal["finish", "pause", "restart", "hand over"]
    unlimited: bool = False
    cost: float = 0.0


# -- what is done ---------------------------------------------------------------------------------


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
    """

    order: Literal["fifo", "lifo", "priority", "preemptive", "random", "shortest"] = "fifo"
    interrupted: Literal["resume", "restart", "redraw"] = "resume"
    limit: int | None = None
    elsewhere: int | None = None
    balk: tuple[tuple[int, float], ...] = ()


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


# -- where it goes --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToStep:
    """The case goes to a step."""

    step: int


@dataclass(frozen=True, slots=True)
class End:
    """The case leaves with an outcome (index into `Plan.outcomes`)."""

    outcome: int


@dataclass(frozen=True, slots=True)
class Join:
    """The branch ends here and waits for the others."""


@dataclass(frozen=True, slots=True)
class Shortest:
    """The step with the fewest waiting and in service; of equals the one written first."""

    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """The case goes several ways at once.

    Attributes:
        branches: (branch, first step, condition): index into `Plan.branches`; one whose condition does
            not hold is not taken. With none taken the case goes on at once.
        then: where the case goes when all are done.
    """

    branches: tuple[tuple[int, int, Condition | None], ...]
    then: Target


Target = ToStep | End | Join | Shortest | Fork


@dataclass(frozen=True, slots=True)
class Option:
    """One way on.

    Attributes:
        key: a name of this option within the step: its `name`, or `to counter`, `end served`.
        target: where it leads.
        kind: `rework`, `escalation`, `return` or empty.
        condition: taken when it holds (then `share` is None).
        share: the fraction of what the conditions above left. Both None: takes the rest.
        rounds: a case takes it at most so often.
        index: number of the option among all options of the plan, in the order of steps; counts its rounds.
    """

    key: str
    target: Target
    kind: str
    condition: Condition | None
    share: float | None
    rounds: int | None
    index: int


Route = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a parallel; number 0 is the main path.

    Attributes:
        path: the address of the branch in the blueprint (`assess/x-ray`); empty for the main path. Part of
            the address of every draw in it.
        parent: index of the branch that forked into it; -1 for the main path.
    """

    path: str
    parent: int


# -- conditions -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AttributeIs:
    """True where the case's attribute compares so with the value; never true of one it has not (nan)."""

    attribute: int
    sign: Literal["<", "<=", "=", "!=", ">=", ">"]
    value: float


@dataclass(frozen=True, slots=True)
class CustomersAre:
    """True for the classes named (indices)."""

    classes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StateIs:
    """Compares a figure of the moment with a value.

    Attributes:
        what: `visits`: visits of this case to the step so far, over all branches; `waiting`: how many wait at
            the step; `expected_wait`: see `engine`; `age`: time since arrival (step is -1).
    """

    what: Literal["visits", "waiting", "expected_wait", "age"]
    step: int
    sign: Literal["<", "<=", "=", "!=", ">=", ">"]
    value: float


@dataclass(frozen=True, slots=True)
class DuringTime:
    """True while the timeline is 1 (`time between "12:00" and "13:00"`)."""

    when: Timeline


@dataclass(frozen=True, slots=True)
class Not:
    """True where the other is not."""

    of: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """True where every one is."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True where at least one is."""

    of: tuple[Condition, ...]


Condition = AttributeIs | CustomersAre | StateIs | DuringTime | Not | AllOf | AnyOf


# -- what is asked --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sla:
    """A service level to hold the results against; one of at_least, at_most is set.

    Attributes:
        name: as written.
        measure: name of a measure (`wait`, `time_in_system`, `abandoned`, `utilisation`, ...).
        step, customers, team: index of what it is about, or None for all.
        within: threshold of a time measure: attainment is the share within it; None: the measure's mean
            or share itself is compared.
        at_least, at_most: the bound; a fraction for shares, else in the measure's unit.
        abandoned: how those who gave up count where `within` is given.
    """

    name: str
    measure: str
    step: int | None
    customers: int | None
    team: int | None
    within: float | None
    at_least: float | None
    at_most: float | None
    abandoned: Literal["as missed", "exclude", "as met if within"] = "as missed"


@dataclass(frozen=True, slots=True)
class Plan:
    """A blueprint under one scenario, ready to run.

    Attributes:
        blueprint, version, scenario: names as written; the scenario of the file as it is is `base`.
        currency: for costs; may be empty.
        clock: what the times mean.
        run_for: the doors close; arrivals only before it.
        at_end: `finish` those inside, or `stop` at `run_for`.
        warm_up: cases that arrive before it are not counted.
        last_call: with `finish`, the moment at which the run ends whoever is still inside.
        classes, steps, teams: in the code-point order of their names (teams and resources in one row).
        branches: the first is the main path.
        attributes: in the code-point order of their names.
        busyness: daily factor by name.
        day: length of a day in the unit; `first_day_ends`: when the day of t = 0 ends.
        outcomes: `OWN_OUTCOMES`, then the named ends in code-point order.
        solved: for each outcome whether it solves the case.
        slas: in the order of the file.
    """

    blueprint: str
    version: str
    scenario: str
    currency: str
    clock: Clock
    run_for: float
    at_end: Literal["finish", "stop"]
    warm_up: float
    last_call: float
    classes: tuple[CustomerClass, ...]
    steps: tuple[Step, ...]
    teams: tuple[Team, ...]
    branches: tuple[Branch, ...]
    attributes: tuple[Attribute, ...]
    busyness: Mapping[str, Distribution]
    day: float
    first_day_ends: float
    outcomes: tuple[str, ...]
    solved: tuple[bool, ...]
    slas: tuple[Sla, ...]
