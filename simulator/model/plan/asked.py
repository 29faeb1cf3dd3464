"""What is promised, and what is asked of the results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.model.plan.conditions import Condition
from simulator.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in the way of a case.

    Attributes:
        what: `arrived` or `left` of the case; or, of its first visit to a step, `ready`, `queued`, `started`,
            or, of its last one, `finished`.
        step: index of that step, -1 for the case.
    """

    what: Literal["arrived", "left", "ready", "queued", "started", "finished"]
    step: int = -1


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a case is overdue, and what is done then.

    Attributes:
        name: as written.
        classes: indices of those it holds for.
        after: so long after the arrival.
        counted_in: only time in which this is 1 counts; None: all time does.
        to: index of the step to which the case goes as soon as it waits; None: it stays.
        priority: the case has it from then on; None: as before.
    """

    name: str
    classes: tuple[int, ...]
    after: float
    counted_in: Timeline | None = None
    to: int | None = None
    priority: float | None = None


@dataclass(frozen=True, slots=True)
class Sla:
    """A service level to hold the results against; one of at_least, at_most is set.

    Attributes:
        name: as written.
        measure: name of a measure (`wait`, `time_in_system`, `abandoned`, `utilisation`, ...); `span` for the
            time from `start` to `end`.
        step, customers, team: index of what it is about, or None for all.
        within: threshold of a time measure: attainment is the share within it; None: the measure's mean
            or share itself is compared.
        at_least, at_most: the bound; a fraction for shares, else in the measure's unit.
        abandoned: how those who gave up count where `within` is given.
        start, end: what a `span` is from and to; None otherwise.
        where: only cases of which this holds count (attributes and classes only); None: all.
        counted_in: only time in which this is 1 counts; None: all time does.
        per: each interval of this length must hold; None: the whole run.
        penalty: paid for each that misses `within`.
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
    start: Moment | None = None
    end: Moment | None = None
    where: Condition | None = None
    counted_in: Timeline | None = None
    per: float | None = None
    penalty: float = 0.0
