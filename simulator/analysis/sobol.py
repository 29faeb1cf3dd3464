"""How much of the variation of a figure comes from which of its inputs: the indices of Sobol.

I. M. Sobol, "Global sensitivity indices for nonlinear mathematical models and their Monte Carlo estimates",
Mathematics and Computers in Simulation 55 (2001), 271-280. The estimators are those of A. Saltelli et al.,
"Variance based sensitivity analysis of model output", Computer Physics Communications 181 (2010), 259-270,
table 2, (b) and (f), as SciPy has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from simulator.analysis.window import Floats

Order = Literal["first", "total"]

#: Figures that differ by no more than this against their size do so by rounding.
_ROUNDING = 1e-9

#: So often the points are drawn anew for the intervals.
_RESAMPLES = 999


@dataclass(frozen=True, slots=True)
class Index:
    """An index of one input.

    Attributes:
        order: `first`, the share of the variance that comes from the input alone, or `total`, the share with
            all that it does together with others.
        value: the estimate, a fraction; of few points it may lie below 0 or above 1. nan where the figure
            does not vary.
        low, high: its interval, nan where it has none.
    """

    order: Order
    value: float
    low: float
    high: float


def sobol_indices(
    f_a: Floats, f_b: Floats, f_ab: Floats, confidence: float, seed: int
) -> tuple[tuple[Index, Index], ...]:
    """Return the first-order and the total index of each input.

    The intervals are percentiles of the bootstrap over points.

    Args:
        f_a, f_b: the figure at two samples of points, shape (points,); the points are a power of two.
        f_ab: the figure at the points of the first sample with one input from the second, shape (inputs,
            points); two inputs or more.
        confidence: of each interval.
        seed: of the bootstrap.
    """
    from scipy.stats import bootstrap

    points = len(f_a)
    every = np.concatenate([f_a, f_b, f_ab.ravel()])
    nothing: Floats = np.full((2, len(f_ab)), np.nan)
    value, low, high = nothing, nothing, nothing
    if np.ptp(every) > _ROUNDING * np.abs(every).max():
        value = _estimates(f_a, f_b, f_ab)

        def drawn(places: npt.NDArray[np.intp]) -> Floats:
            return _estimates(f_a[places], f_b[places], f_ab[:, places])

        # SciPy's result has a bootstrap of its own, which takes its chance from the global state of NumPy.
        ends = bootstrap(
            [np.arange(points)],
            drawn,
            n_resamples=_RESAMPLES,
            vectorized=False,
            confidence_level=confidence,
            method="percentile",
            rng=seed,
        ).confidence_interval
        low, high = np.asarray(ends.low), np.asarray(ends.high)
    return tuple(
        (
            _index("first", value[0, i], low[0, i], high[0, i]),
            _index("total", value[1, i], low[1, i], high[1, i]),
        )
        for i in range(len(f_ab))
    )


def _index(order: Order, value: float, low: float, high: float) -> Index:
    return Index(order, float(value), float(low), float(high))


def _estimates(f_a: Floats, f_b: Floats, f_ab: Floats) -> Floats:
    """The first-order indices, and below them the total ones; shape (2, inputs)."""
    from scipy import stats

    func: dict[Literal["f_A", "f_B", "f_AB"], Floats] = {
        "f_A": f_a[np.newaxis],
        "f_B": f_b[np.newaxis],
        "f_AB": f_ab[:, np.newaxis],
    }
    found = stats.sobol_indices(func=func, n=len(f_a), rng=0)
    return np.stack([found.first_order, found.total_order])
