"""How long how many were present: distributions over time, and their quantiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.analysis.intervals import jackknife, sectioned
from simulator.analysis.pool import QUANTILES, section_bounds
from simulator.analysis.totals import Totals
from simulator.analysis.window import Floats

if TYPE_CHECKING:
    import pandas as pd

#: The columns of the distributions.
OCCUPANCY = ("scenario", "measure", "scope", "name", "number", "share", "low", "high", "at_most")


def occupancy(totals: Totals, confidence: float = 0.95) -> pd.DataFrame:
    """The share of the time with each number present, one row a number, in the order of the metrics.

    Columns: scenario, measure (`queue_length`, `people_inside`, `busy`), scope, name, number, share of the
    time in the window, low, high (its interval, nan from one replication), at_most: the share of the time
    with so many or fewer.
    """
    import pandas as pd

    tables = []
    for figure in totals.figures:
        if figure.kind != "level" or figure.scope == "sla":
            continue
        times = totals.times(figure)
        whole = np.broadcast_to(times.sum(axis=1, keepdims=True), times.shape)
        estimate = jackknife(times, whole, confidence)
        tables.append(
            pd.DataFrame(
                {
                    "scenario": totals.plan.scenario,
                    "measure": figure.measure,
                    "scope": figure.scope,
                    "name": figure.name,
                    "number": np.arange(times.shape[1]),
                    "share": estimate.value,
                    "low": np.maximum(estimate.low, 0.0),
                    "high": np.minimum(estimate.high, 1.0),
                    "at_most": np.minimum(np.cumsum(estimate.value), 1.0),
                }
            )
        )
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(OCCUPANCY))


def time_quantiles(times: Floats, confidence: float) -> tuple[Floats, Floats, Floats]:
    """The quantiles `QUANTILES` of the number present over time, with the ends of their intervals.

    The quantile p is the least number that is not exceeded for at least the share p of the time; the
    intervals are by `sectioned`.

    Args:
        times: the time at each number, 0 and up, by replication (or batch of a single one).
        confidence: of the intervals.
    """
    nothing = np.full(len(QUANTILES), np.nan)
    if not times.sum() > 0:
        return nothing, nothing, nothing
    bounds = section_bounds(len(times))
    sections = np.array([times[first:last].sum(axis=0) for first, last in bounds])
    sections = sections[sections.sum(axis=1) > 0]
    own = np.array([_quantiles(section) for section in sections])
    value = _quantiles(times.sum(axis=0))
    return value, *sectioned(value, own, sections.sum(axis=1), confidence)


def _quantiles(times: Floats) -> Floats:
    up_to = np.cumsum(times)
    wanted = np.array(list(QUANTILES.values())) / 1000 * up_to[-1]
    # A hair below, so that the rounding of a sum does not count as time.
    place = np.searchsorted(up_to, wanted * (1 - 1e-12), side="left")
    return np.asarray(np.minimum(place, len(times) - 1), np.float64)
