"""What is true of the shop: its queue written anew, with random numbers of its own.

    python experiments/coverage/truth.py [days]

Shares no code with sopsim. Writes `truth.csv` beside this script: each figure of `shop.yaml` and its
scenarios over so many days of each (half a million unless given, under a minute), the difference from the
base, and the standard errors of both, from 20 sections of the days. All scenarios have the same days, which
makes the errors of the differences small.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numba import njit

HERE = Path(__file__).parent

CLOSE, HOURS, PATIENCE, WITHIN = 240.0, 4, 10.0, 5.0

#: By scenario: minutes between two guests, minutes of work, clerks.
SCENARIOS = {
    "base": (2.0, 2.0, 1),
    "quicker": (2.0, 1.9, 1),
    "calmer": (60 / 28.5, 2.0, 1),
    "two clerks": (2.0, 2.0, 2),
}

SECTIONS = 20

#: Days drawn at once, and guests drawn for each: of 120 that come on average, more than 220 never do.
AT_ONCE, GUESTS = 1000, 220


@njit(cache=False)
def one_day(gaps: Any, work: Any, patience: Any, clerks: int, waits: Any) -> tuple[int, float]:
    """Fill in who waits how long (nan: gave up); how many came, and the minutes worked before the close.

    A guest starts where a clerk is free before the patience ends (Kiefer and Wolfowitz 1955, with patience).
    """
    free = np.zeros(clerks)
    now, came, busy = gaps[0], 0, 0.0
    while now < CLOSE:
        first = np.argmin(free)
        start = max(now, free[first])
        if start <= now + patience[came]:
            waits[came] = start - now
            free[first] = start + work[came]
            busy += max(0.0, min(free[first], CLOSE) - min(start, CLOSE))
        else:
            waits[came] = np.nan
        came += 1
        now += gaps[came]
    return came, busy


@njit(cache=False)
def many_days(gaps: Any, work: Any, patience: Any, clerks: int) -> tuple[Any, Any, Any, Any]:
    """Waits and hours of arrival of all guests, how many came on each day, and how busy the clerks were."""
    days, most = gaps.shape
    waits, hours = np.empty(days * most), np.empty(days * most, np.int64)
    came, busy = np.empty(days, np.int64), np.empty(days)
    row = np.empty(most)
    filled = 0
    for day in range(days):
        came[day], worked = one_day(gaps[day], work[day], patience[day], clerks, row)
        busy[day] = worked / (clerks * CLOSE)
        now = 0.0
        for i in range(came[day]):
            now += gaps[day, i]
            waits[filled], hours[filled] = row[i], int(now // 60)
            filled += 1
    return waits[:filled], hours[:filled], came, busy


def section(days: int, random: np.random.Generator) -> dict[tuple[str, str, str], float]:
    """All figures of all scenarios over some days: (scenario, measure, statistic) -> value."""
    parts: dict[str, list[tuple[Any, ...]]] = {name: [] for name in SCENARIOS}
    for _ in range(days // AT_ONCE):
        gaps, work, patience = (random.standard_exponential((AT_ONCE, GUESTS)) for _ in range(3))
        for name, (gap, minutes, clerks) in SCENARIOS.items():
            parts[name].append(many_days(gap * gaps, minutes * work, PATIENCE * patience, clerks))
    return {
        (name, *what): value
        for name, found in parts.items()
        for what, value in figures(*(np.concatenate(part) for part in zip(*found, strict=True))).items()
    }


def figures(waits: Any, hours: Any, came: Any, busy: Any) -> dict[tuple[str, str], float]:
    """The figures of one scenario: (measure, statistic) -> value."""
    day = np.repeat(np.arange(len(came)), came)
    served = ~np.isnan(waits)
    in_time = served & (np.nan_to_num(waits) <= WITHIN)
    each_served = np.bincount(day, served, len(came))
    each_wait = np.bincount(day, np.where(served, waits, 0.0), len(came))
    p50, p90, p95, p99 = np.quantile(waits[served], [0.5, 0.9, 0.95, 0.99])
    by_hour = np.bincount(hours, in_time, HOURS) / np.bincount(hours, minlength=HOURS)
    return {
        ("wait", "mean"): float(waits[served].mean()),
        ("wait", "mean_of_replications"): float((each_wait / each_served).mean()),
        ("wait", "p50"): float(p50),
        ("wait", "p90"): float(p90),
        ("wait", "p95"): float(p95),
        ("wait", "p99"): float(p99),
        ("abandoned", "share"): float(1 - served.mean()),
        ("abandoned", "mean_of_replications"): float((1 - each_served / came).mean()),
        ("abandoned", "count"): float((came - each_served).mean()),
        ("utilisation", "mean"): float(busy.mean()),
        ("within 5 min", "share"): float(in_time.mean()),
        **{(f"within 5 min in hour {h + 1}", "share"): float(by_hour[h]) for h in range(HOURS)},
    }


def main() -> None:
    """Simulate, and write the table."""
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    random = np.random.default_rng(20_250_101)
    found = pd.DataFrame([section(days // SECTIONS, random) for _ in range(SECTIONS)])
    rows = []
    for scenario, measure, statistic in found.columns:
        values = found[scenario, measure, statistic]
        beyond = values - found["base", measure, statistic]
        rows.append(
            {
                "scenario": scenario,
                "measure": measure,
                "statistic": statistic,
                "value": values.mean(),
                "error": values.sem(),
                "difference": beyond.mean(),
                "difference_error": beyond.sem(),
            }
        )
    table = pd.DataFrame(rows)
    table.to_csv(HERE / "truth.csv", index=False, float_format="%.6f")
    print(table.to_string(index=False, float_format="%.5f"))


if __name__ == "__main__":
    main()
