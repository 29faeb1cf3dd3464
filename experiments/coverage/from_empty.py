"""What the empty start and the end of a run take from a mean wait, whatever the number of replications.

    python experiments/coverage/from_empty.py [runs]

M/M/1 by its recursion, with NumPy's random numbers: runs of 20 replications (2,000 runs unless given, a few
minutes), with nothing cut off, with what `warm_up: auto` cuts off in half of the runs of `one_queue.py`, and
with a tenth of the run. The mean is once of those who have left when the run ends, as sopsim takes it, and
once of all who came, also of those who wait on. Writes `from_empty.csv` beside this script.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numba import njit

from simulator.analysis.intervals import jackknife

HERE = Path(__file__).parent

REPLICATIONS = 20

#: Load, minutes, and what is cut off.
ASKED = (
    (0.5, 1500, (0, 8, 150)),
    (0.8, 6000, (0, 30, 600)),
    (0.9, 20000, (0, 100, 2000)),
    (0.5, 500, (0, 3, 50)),
    (0.8, 1500, (0, 15, 150)),
    (0.9, 4000, (0, 80, 400)),
)


@njit(cache=False)
def waits(load: float, minutes: float, cut: float, replications: int, seed: int) -> Any:
    """Sum and number of waits of those who left, then of all; shape (2, 2, replications) (Lindley 1952)."""
    np.random.seed(seed)
    found = np.zeros((2, 2, replications))
    for replication in range(replications):
        now, free = np.random.exponential(1 / load), 0.0
        while now < minutes:
            start = max(now, free)
            free = start + np.random.exponential(1.0)
            if now >= cut:
                found[1, 0, replication] += start - now
                found[1, 1, replication] += 1
                if free < minutes:
                    found[0, 0, replication] += start - now
                    found[0, 1, replication] += 1
            now += np.random.exponential(1 / load)
    return found


def row_of(load: float, minutes: int, cut: int, runs: int) -> dict[str, object]:
    """The row of one load, length and cut."""
    left, everybody = waits(load, minutes, cut, REPLICATIONS * runs, 7).reshape(2, 2, runs, REPLICATIONS)
    found, truth = jackknife(left[0].T, left[1].T, 0.95), load / (1 - load)
    whole = everybody[0].sum(axis=1) / everybody[1].sum(axis=1)
    return {
        "load": load,
        "minutes": minutes,
        "cut": cut,
        "runs": runs,
        "held": float(((found.low <= truth) & (truth <= found.high)).mean()),
        "truth_above": float((truth > found.high).mean()),
        "bias": float(found.value.mean() / truth - 1),
        "bias_of_all": float(whole.mean() / truth - 1),
        "bias_error": float(found.value.std(ddof=1) / truth / runs**0.5),
    }


def main() -> None:
    """Run so many times, count, write."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    table = pd.DataFrame([row_of(load, minutes, cut, runs) for load, minutes, cuts in ASKED for cut in cuts])
    table.to_csv(HERE / "from_empty.csv", index=False, float_format="%.4f")
    print(table.to_string(index=False))


if __name__ == "__main__":
    main()
