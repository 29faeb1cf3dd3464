"""The whole plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.model.plan.asked import Deadline, Sla
from simulator.model.plan.customers import Attribute, CustomerClass
from simulator.model.plan.routes import Branch
from simulator.model.plan.satisfaction import Satisfaction
from simulator.model.plan.staff import Team
from simulator.model.plan.steps import Step
from simulator.randomness.distributions import Distribution

#: Ends that the language knows by itself; the named ends of a blueprint follow them in `Plan.outcomes`.
OWN_OUTCOMES = ("unfinished", "abandoned", "balked", "turned_away", "no_show")
UNFINISHED, ABANDONED, BALKED, TURNED_AWAY, NO_SHOW = range(5)


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
        find_warm_up: whether it is still to be found from a pilot (then it is 0 here).
        last_call: with `finish`, the moment at which the run ends whoever is still inside.
        classes, steps, teams: in the code-point order of their names (teams and resources in one row).
        branches: the first is the main path.
        attributes: in the code-point order of their names.
        busyness: daily factor by name.
        day: length of a day in the unit; `first_day_ends`: when the day of t = 0 ends.
        outcomes: `OWN_OUTCOMES`, then the named ends in code-point order.
        solved: for each outcome whether it solves the case.
        slas: in the order of the file.
        skills: names, in code-point order.
        deadlines: in the code-point order of their names.
        satisfaction: how it comes about; None: it is not measured.
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
    find_warm_up: bool = False
    skills: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    satisfaction: Satisfaction | None = None
