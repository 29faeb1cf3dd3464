"""The points that figures of a run earn, weighed and added up, and how sure their sum is.

The figures of a run move together from one replication to the next, and so do their points. What each
replication draws a figure away, times the points that come and go across the figure's interval, adds up over
the figures to what it draws the sum away; half the width of the interval of the sum is the root of these
squared. It is the delta method (A. W. van der Vaart, *Asymptotic Statistics*, 1998, chapter 3) on the
jackknife of `intervals`, with the slope of the points taken across the interval, since they bend at both
ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.analysis.figures import Figure
from simulator.analysis.intervals import leave_one_out, strayed
from simulator.analysis.metrics import estimates
from simulator.analysis.satisfaction.scorecard import Criterion
from simulator.analysis.totals import Totals
from simulator.analysis.window import Floats


@dataclass(frozen=True, slots=True)
class Scores:
    """What the figures of a run earn, one entry each; points from 0 to 100.

    Attributes:
        value, low, high: the figures with their intervals; nan where there is none.
        criteria: filled in with the values.
        least, most: the points at the ends of the intervals.
        strays: how far each replication draws the weighted sum away, in points, scaled so that the root of
            the sum of squares is half the width of its interval. The last is what is open of figures that are
            alike in all replications, as of a share of 100 %. All nan without intervals.
    """

    value: Floats
    low: Floats
    high: Floats
    criteria: tuple[Criterion, ...]
    least: Floats
    most: Floats
    strays: Floats

    @property
    def half(self) -> float:
        """Half the width of the interval of the weighted sum."""
        return _length(self.strays)

    def half_of_difference(self, other: Scores) -> float:
        """The same of the difference to the sum of another run of the same replications."""
        return _length(self.strays - other.strays)


def scores(totals: Totals, asked: Sequence[tuple[Figure, Criterion]], confidence: float) -> Scores:
    """Fill criteria in, whose values do not count, from the chief statistics of a run."""
    ratios, chief = estimates(totals, confidence)
    places = [ratios.figures.index(figure) for figure, _ in asked]
    value, low, high = chief.value[places], chief.low[places], chief.high[places]
    at = [
        tuple(replace(criterion, value=float(end)) for end in ends)
        for (_, criterion), ends in zip(asked, zip(value, low, high, strict=True), strict=True)
    ]
    ends = np.array([[one.points for one in criteria[1:]] for criteria in at])
    weights = np.array([criterion.weight for _, criterion in asked])
    without = leave_one_out(ratios.above[:, places], ratios.below[:, places])
    drawn, left = strayed(without, low, high)
    # The points across an interval; those of an interval without width are as they are.
    slopes = np.divide(ends[:, 1] - ends[:, 0], high - low, out=np.zeros(len(asked)), where=high != low)
    strays = np.append((drawn * slopes * weights).sum(axis=1), _length(left * slopes * weights))
    return Scores(value, low, high, tuple(one for one, *_ in at), ends.min(axis=1), ends.max(axis=1), strays)


def _length(of: Floats) -> float:
    return float(np.sqrt((of**2).sum()))
