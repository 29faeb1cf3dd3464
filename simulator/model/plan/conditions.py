"""What has to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.timeline import Timeline


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
class WentSo:
    """True where the case's last visit to the step, which has an SOP, went so.

    Attributes:
        step: index of the step.
        what: there was an `exception`; an error was `found` that is not redone in the visit.
        excepted: whether the question comes up only after a visit with an exception, or without one; None:
            after any.
    """

    step: int
    what: Literal["exception", "found"]
    excepted: bool | None = None


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


Condition = AttributeIs | CustomersAre | StateIs | WentSo | DuringTime | Not | AllOf | AnyOf
