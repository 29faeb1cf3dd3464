"""What customers expect, and how steps satisfy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Expectation:
    """How long a wait customers expect at a step, above nought.

    Attributes:
        otherwise: of all that no case is about.
        by: as in `Work`: index of an attribute, `BY_CUSTOMERS`, or None: the same for all.
        cases: by the attribute's value (or class index).
    """

    otherwise: float
    by: int | None = None
    cases: Mapping[float, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepSatisfaction:
    """How a step satisfies.

    Attributes:
        expected: the wait.
        kano: its class, which says whether gains and losses count.
        unoccupied, unexplained: whether the wait is so.
        tangibles: how good what one sees is, from 0 to 1; a half is as expected.
        recovers: the share of earlier losses of reliability that being served here makes good.
    """

    expected: Expectation
    kano: Literal["must-be", "linear", "attractive"] = "linear"
    unoccupied: bool = False
    unexplained: bool = False
    tangibles: float = 0.5
    recovers: float = 0.0


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How satisfied customers are.

    Attributes:
        steps: one for each step of the plan.
        weights: of reliability, responsiveness, assurance, empathy, tangibles; they add up to one.
        drift: by this share the expected wait is shorter after each `year` of the run.
        year: how long that is, in the unit.
        complains: the share of the dissatisfied who complain.
    """

    steps: tuple[StepSatisfaction, ...]
    weights: tuple[float, ...]
    drift: float
    year: float
    complains: float
