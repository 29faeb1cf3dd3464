"""One input at a time: each figure at both ends of its range, against the blueprint as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis import Totals
from simulator.analysis.paired import Difference, differences
from simulator.errors import UsageError
from simulator.experiment.sensitivity.inputs import Input
from simulator.experiment.sweeps.chosen import Chosen
from simulator.model.plan import Plan
from simulator.names import did_you_mean


@dataclass(frozen=True, slots=True)
class Bar:
    """What one input does to one figure.

    Attributes:
        path: of the input.
        settings: its lowest and its highest value, as they are typed.
        low, high: the figure with each of them, against the base.
    """

    path: str
    settings: tuple[str, str]
    low: Difference
    high: Difference

    @property
    def swing(self) -> float:
        """From the least to the most of the figure at both ends and in the base, in its unit."""
        values = (self.low.value, self.high.value, self.low.baseline)
        return float(np.max(values) - np.min(values))

    @property
    def shows(self) -> bool:
        """Whether there is a difference at either end that its interval bears out."""
        return any(each.word not in ("", "no difference shown") for each in (self.low, self.high))


def check_measures(measures: Sequence[Chosen], plan: Plan) -> None:
    """See that differences of the figures can be told; to be asked before anything is run.

    Raises:
        UsageError: one has no paired difference.
    """
    nothing = Totals(plan)
    known = differences(nothing, nothing, 0.95)
    for each in measures:
        if not any(_is(each, difference) for difference in known):
            about = (each.measure, each.scope, each.name)
            others = [d.statistic for d in known if (d.measure, d.scope, d.name) == about]
            raise UsageError(
                f"measure: `{each.label}` has no difference with an interval; "
                f"{did_you_mean(each.statistic, others)}"
            )


def tornado(
    inputs: Sequence[Input],
    runs: Sequence[Totals],
    measures: Sequence[Chosen],
    confidence: float,
) -> dict[str, tuple[Bar, ...]]:
    """Return the bars of each figure, by its label, the widest first; as they come where they are as wide.

    Args:
        inputs: what varies.
        runs: of the base, then of each input with its lowest and its highest value.
        measures: the figures.
        confidence: of the intervals of a figure, which hold for all ends of all inputs at once.
    """
    base, *ends = runs
    each = 1 - (1 - confidence) / len(ends)
    found = [differences(run, base, each) for run in ends]
    bars: dict[str, tuple[Bar, ...]] = {}
    for measure in measures:
        own = [next((d for d in told if _is(measure, d)), None) for told in found]
        made = [
            Bar(varied.path, varied.settings, low, high)
            for varied, low, high in zip(inputs, own[::2], own[1::2], strict=True)
            if low is not None and high is not None
        ]
        # Where there is nothing to measure at an end, the swing is nan.
        bars[measure.label] = tuple(sorted(made, key=lambda bar: -np.nan_to_num(bar.swing, nan=-1.0)))
    return bars


def _is(measure: Chosen, difference: Difference) -> bool:
    return all(
        getattr(measure, name) == getattr(difference, name)
        for name in ("measure", "scope", "name", "statistic")
    )
