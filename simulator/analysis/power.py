"""How many replications would show a difference of a given size.

With n replications and a paired standard error e/√n, a true difference of δ is shown (its interval at
confidence c lies on one side of nought) with a chance of at least p when
n ≥ e²·(t((1 + c)/2, n − 1) + t(p, n − 1))²/δ²: the sample size of Student's test for pairs (W. G. Cochran,
G. M. Cox, *Experimental Designs*, 2nd ed., 1957, section 2.21).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import isnan, sqrt

import numpy as np

from simulator.analysis.figures import Figure
from simulator.analysis.intervals import student
from simulator.analysis.paired import Difference
from simulator.analysis.precision import read_amount
from simulator.analysis.verdicts import MOST_REPLICATIONS
from simulator.model.plan import Plan

#: The chance with which a difference that is there shall be shown.
POWER = 0.8


@dataclass(frozen=True, slots=True)
class Wish:
    """A difference that somebody wants to see.

    Attributes:
        figure: in which figure.
        size: how large; a fraction of the baseline's value where `relative`, else in the figure's unit.
        relative: which of the two.
    """

    figure: Figure
    size: float
    relative: bool

    @classmethod
    def parse(cls, text: str, plan: Plan) -> Wish:
        """Read `wait:counter=1 min`, `abandoned=0.01`, `cost=2%`.

        Raises:
            UsageError: it cannot be read, or there is no such figure.
        """
        return cls(*read_amount(text, plan, "detect"))


@dataclass(frozen=True, slots=True)
class Need:
    """How many replications of both runs would show a difference.

    Attributes:
        measure, scope, name, statistic, unit: of which figure, as in the metrics.
        size: the difference, in that unit.
        power: with which chance it is shown if it is there.
        replications: with the same customers in both; None where nobody would run so many, or none can tell.
        apart: with other customers in each.
    """

    measure: str
    scope: str
    name: str
    statistic: str
    unit: str
    size: float
    power: float
    replications: int | None
    apart: int | None


def need_of(wish: Wish, found: Difference, confidence: float, power: float = POWER) -> Need:
    """How many replications would show the difference, judging by a comparison that was made.

    Args:
        wish: the difference to see.
        found: the comparison's chief statistic of that figure.
        confidence: of the interval in `found`.
        power: the chance to see it.
    """
    size = wish.size * abs(found.baseline) if wish.relative else wish.size
    half = (found.high - found.low) / 2
    error = half / float(student(confidence, np.array(found.n - 1.0))) * sqrt(found.n)
    pairing = found.pairing if found.pairing > 0 else float("nan")
    return Need(
        measure=found.measure,
        scope=found.scope,
        name=found.name,
        statistic=found.statistic,
        unit=found.unit,
        size=size,
        power=power,
        replications=_least(error, size, confidence, power),
        apart=_least(error * sqrt(pairing), size, confidence, power),
    )


def _least(error: float, size: float, confidence: float, power: float) -> int | None:
    """The least n that is enough, 2 or more; it is found by halving, since more of them need less."""
    if isnan(error) or not size:
        return None

    def enough(n: int) -> bool:
        degrees = np.array(n - 1.0)
        reach = float(student(confidence, degrees)) + float(student(2 * power - 1, degrees))
        return n >= (error * reach / size) ** 2

    if not enough(MOST_REPLICATIONS):
        return None
    return bisect_left(range(MOST_REPLICATIONS + 1), True, lo=2, key=enough)
