"""A closer look at single figures, over thousands of comparisons, without the engine.

    python experiments/coverage/closer.py [comparisons]

Days of the shop by the recursion of `truth.py`, of the delay from its distributions, with NumPy's random
numbers; the intervals are sopsim's. With so many comparisons (4,000 unless given, a few minutes) a coverage
has a standard error of a third of a point. Writes `closer.csv` beside this script.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from truth import PATIENCE, SCENARIOS, many_days

from simulator.analysis.intervals import mean_of_replications, ratio
from simulator.analysis.pool import Pool, quantiles
from simulator.analysis.quantiles import QUANTILES, THOUSANDTHS, Quantiles, interval_of_difference

HERE = Path(__file__).parent

SIZES = (20, 40, 100, 200)

#: Times on the way, in the base and in the scenario: gamma with mean 9.5 min and cv 0.6.
ON_THE_WAY = (stats.expon(scale=10), stats.gamma(1 / 0.6**2, scale=9.5 * 0.6**2))

#: The values of the base and of the scenario, day by day.
Days = tuple[list[Any], list[Any]]


def pooled(days: list[Any]) -> Quantiles:
    """The quantiles of some days, as sopsim takes them."""
    pool = Pool()
    for day in days:
        pool.add(day)
    return quantiles([pool])


def parcels(random: np.random.Generator, days: int) -> Days:
    """Times on the way: exponential, and gamma with the same luck."""
    many = random.poisson(60, days)
    luck = random.random(many.sum())
    ends = np.cumsum(many)[:-1]
    base, other = (np.split(of.ppf(luck), ends) for of in ON_THE_WAY)
    return base, other


def guests(random: np.random.Generator, days: int) -> tuple[Days, Any]:
    """Waits of those served by one clerk and by a quicker one; how much busier two clerks were."""
    drawn = [random.standard_exponential((days, 220)) for _ in range(3)]
    waits, busy = {}, {}
    for name in ("base", "quicker", "two clerks"):
        gap, minutes, clerks = SCENARIOS[name]
        found, _, came, busy[name] = many_days(
            gap * drawn[0], minutes * drawn[1], PATIENCE * drawn[2], clerks
        )
        waits[name] = [day[~np.isnan(day)] for day in np.split(found, np.cumsum(came)[:-1])]
    return (waits["base"], waits["quicker"]), busy["two clerks"] - busy["base"]


def true_difference(scenario: str, measure: str, statistic: str) -> float:
    """The difference of a scenario from the base, as `truth.py` found it."""
    table = pd.read_csv(HERE / "truth.csv").set_index(["scenario", "measure", "statistic"])
    return float(table.difference[scenario, measure, statistic])


def held_quantiles(
    draw: Callable[[], Days], truth: list[float], comparisons: int
) -> Iterator[tuple[str, float]]:
    """For each quantile the share of intervals that held the truth; nan where there were none."""
    held, made = np.zeros(len(QUANTILES)), np.zeros(len(QUANTILES))
    for _ in range(comparisons):
        base, other = draw()
        low, high = interval_of_difference(pooled(other), pooled(base), 0.95)
        held += (low <= truth) & (truth <= high)
        made += ~np.isnan(low)
    yield from zip(QUANTILES, ratio(held, made).tolist(), strict=True)


def rows_of(size: int, comparisons: int, random: np.random.Generator) -> Iterator[dict[str, object]]:
    """The rows for comparisons of so many replications."""
    about = {"replications": size, "comparisons": comparisons}
    base, other = ON_THE_WAY
    truth = (other.ppf(THOUSANDTHS / 1000) - base.ppf(THOUSANDTHS / 1000)).tolist()
    for name, share in held_quantiles(lambda: parcels(random, size), truth, comparisons):
        yield {**about, "figure": f"delay, steadier: time_in_system {name}", "held": share}
    busier: list[Any] = []

    def draw() -> Days:
        days, busy = guests(random, size)
        busier.append(busy)
        return days

    truth = [true_difference("quicker", "wait", name) for name in QUANTILES]
    for name, share in held_quantiles(draw, truth, comparisons):
        yield {**about, "figure": f"shop, quicker: wait {name}", "held": share}
    difference = np.array(busier).T
    found = mean_of_replications(difference, np.ones_like(difference), 0.95)
    truth_of_busy = true_difference("two clerks", "utilisation", "mean")
    held = float(((found.low <= truth_of_busy) & (truth_of_busy <= found.high)).mean())
    yield {**about, "figure": "shop, two clerks: utilisation mean", "held": held}


def main() -> None:
    """Compare so many times, count, write."""
    comparisons = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    random = np.random.default_rng(7)
    table = pd.DataFrame([row for size in SIZES for row in rows_of(size, comparisons, random)])
    table.to_csv(HERE / "closer.csv", index=False, float_format="%.4f")
    print(table.to_string(index=False))


if __name__ == "__main__":
    main()
