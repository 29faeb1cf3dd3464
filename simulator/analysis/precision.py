"""`--precision wait:counter=5%`: run until an interval is that tight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isnan

from simulator.analysis.figures import Figure, figure_named
from simulator.analysis.metrics import estimates
from simulator.analysis.totals import Totals
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.errors import UsageError
from simulator.model.plan import Plan

_AMOUNT = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|[a-z]*)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """How tight the interval of one figure's chief statistic (mean, share, ...) shall be.

    Attributes:
        figure: the figure.
        half_width: the greatest half of the interval allowed: a fraction of the value where `relative`, else
            in the figure's unit.
        relative: which of the two.
        confidence: of the interval.
    """

    figure: Figure
    half_width: float
    relative: bool
    confidence: float = 0.95

    @classmethod
    def parse(cls, text: str, plan: Plan, confidence: float = 0.95) -> Target:
        """Read `wait:counter=5%`, `abandoned=0.005`, `wait:counter=12 s`.

        Before the colon the measure, after it the step, class, team or service level; of all cases without.
        A name that is more than one of these means the first of them in that order. `%` is relative to the
        value; a bare number is in the measure's unit; a time may have a unit of its own.

        Raises:
            UsageError: it cannot be read, or there is no such figure.
        """
        return cls(*read_amount(text, plan, "precision"), confidence)

    def half_width_of(self, totals: Totals) -> float:
        """The half-width now: relative to the value or in its unit; nan while there is no interval."""
        ratios, estimate = estimates(totals, self.confidence)
        i = ratios.figures.index(self.figure)
        value, half = float(estimate.value[i]), float(estimate.high[i] - estimate.value[i])
        half = max(half, float(estimate.value[i] - estimate.low[i]))
        if not self.relative:
            return half
        return half / value if value else (0.0 if half == 0 else float("nan"))

    def reached(self, totals: Totals) -> bool:
        """Whether the interval is tight enough."""
        half = self.half_width_of(totals)
        return not isnan(half) and half <= self.half_width


def read_amount(text: str, plan: Plan, asking: str) -> tuple[Figure, float, bool]:
    """A figure, an amount of it, and whether that is relative: `wait:counter=5%`, `wait:counter=12 s`.

    Raises:
        UsageError: it cannot be read, or there is no such figure; the message begins with who is `asking`.
    """
    what, equals, amount = text.rpartition("=")
    if not equals:
        raise UsageError(f"{asking} `{text}`: write what and how much, such as `wait:counter=5%`")
    figure = figure_named(what.strip(), plan, asking)
    match = _AMOUNT.fullmatch(amount)
    if not match or not float(match[1]):
        raise UsageError(
            f"{asking} of {figure.measure}: `{amount.strip()}` is no amount; write `5%` or a number above 0"
        )
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return figure, number / 100, True
    if unit in ("", figure.unit):
        return figure, number, False
    if unit in UNIT_SECONDS and figure.unit == plan.clock.unit:
        return figure, number * UNIT_SECONDS[unit] / plan.clock.seconds, False
    raise UsageError(
        f"{asking} of {figure.measure}: `{unit}` is no unit of it; it is measured in `{figure.unit}`"
    )
