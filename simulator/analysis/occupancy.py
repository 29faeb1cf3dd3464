"""How long how many were present: distributions over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.analysis.intervals import jackknife
from simulator.analysis.totals import Totals

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
