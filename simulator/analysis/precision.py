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

_WIDTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|[a-z]*)\s*", re.IGNORECASE)


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
        what, equals, width = text.rpartition("=")
        if not equals:
            raise UsageError(f"precision `{text}`: write what and how tight, such as `wait:counter=5%`")
        figure = figure_named(what.strip(), plan, "precision")
        half_width, relative = _width(width, figure, plan)
        return cls(figure, half_width, relative, confidence)

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


def _width(text: str, figure: Figure, plan: Plan) -> tuple[float, bool]:
    match = _WIDTH.fullmatch(text)
    if not match or not float(match[1]):
        raise UsageError(
            f"precision of {figure.measure}: `{text.strip()}` is no width; write `5%` or an amount above 0"
        )
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return number / 100, True
    if unit in ("", figure.unit):
        return number, False
    if unit in UNIT_SECONDS and figure.unit == plan.clock.unit:
        return number * UNIT_SECONDS[unit] / plan.clock.seconds, False
    raise UsageError(
        f"precision of {figure.measure}: `{unit}` is no unit of it; it is measured in `{figure.unit}`"
    )
