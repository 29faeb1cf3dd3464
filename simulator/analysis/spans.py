"""Time that counts only now and then: sums of spans of a timeline up to any moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from simulator.analysis.window import Floats
from simulator.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Passed:
    """A clock that runs only within some spans; its reading at a moment is the time passed by then.

    Between spans it stands still to the last bit, so what lies outside them altogether is exactly nought.

    Attributes:
        moments: increasing, from the first to the last at which it changes its pace.
        readings: at each of them.
    """

    moments: Floats
    readings: Floats

    @classmethod
    def within(cls, spans: Iterable[tuple[float, float]]) -> Passed:
        """The clock of spans (from, to) in increasing order that do not overlap."""
        ends = np.array(list(spans), np.float64).reshape(-1, 2)
        readings = np.zeros(2 * len(ends) + 1)
        readings[2::2] = np.cumsum(ends[:, 1] - ends[:, 0])
        readings[1::2] = readings[:-1:2]
        start = min(0.0, float(ends[0, 0])) if len(ends) else 0.0
        return cls(np.concatenate([[start], ends.ravel()]), readings)

    def __call__(self, moments: Floats) -> Floats:
        """The readings at these moments; nan of nan."""
        return np.interp(moments, self.moments, self.readings)


def hours(timeline: Timeline, until: float) -> Passed:
    """The clock that runs while a timeline is 1, up to a moment."""
    spans = []
    for start, end, value in timeline.pieces():
        if start >= until:
            break
        if value == 1:
            spans.append((start, min(end, until)))
    return Passed.within(spans)
