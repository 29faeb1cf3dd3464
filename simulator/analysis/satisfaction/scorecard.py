"""A weighted scorecard: several figures as points, their sum, a grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.constants import GRADES
from simulator.errors import UsageError

#: Sums of weights this near to one are rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Criterion:
    """One figure of a scorecard.

    Attributes:
        name: what it is.
        weight: its share of the whole.
        value: what it came to.
        none, full: at which value it earns no point, and at which all 100; between them evenly, `full` below
            `none` where less is better.
    """

    name: str
    weight: float
    value: float
    none: float
    full: float

    @property
    def points(self) -> float:
        """From 0 to 100."""
        return 100 * min(max((self.value - self.none) / (self.full - self.none), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A weighted sum of points, and its grade.

    Raises:
        UsageError: the weights do not add up to 100 %, one is below nought, or a criterion cannot be told
            apart at its two ends.
    """

    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        for criterion in self.criteria:
            if criterion.none == criterion.full:
                raise UsageError(
                    f"`{criterion.name}` earns no points and all of them at the same value, "
                    f"{criterion.none:g}; give it two different ones"
                )
            if criterion.weight < 0:
                raise UsageError(f"the weight of `{criterion.name}` is below nought; make it 0 % or more")
        check_weights([criterion.weight for criterion in self.criteria])

    @property
    def points(self) -> float:
        """From 0 to 100."""
        return sum(criterion.weight * criterion.points for criterion in self.criteria)

    @property
    def grade(self) -> str:
        """A from 90 points on, B from 80, C from 70, D from 60, else E; empty where there are no points."""
        points = self.points
        return next((grade for grade, least in GRADES.by_label.items() if points >= least), "")


def check_weights(weights: Sequence[float]) -> None:
    """Make sure that weights add up to 100 %.

    Raises:
        UsageError: saying what they add up to.
    """
    total = sum(weights)
    if abs(total - 1) > _ROUNDING:
        raise UsageError(
            f"the weights add up to {100 * total:.4g} %, not to 100 %; "
            f"{'raise' if total < 1 else 'lower'} some of them by {100 * abs(1 - total):.4g} % in all"
        )
