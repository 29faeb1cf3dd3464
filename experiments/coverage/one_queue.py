"""What `warm_up: auto` and `--precision wait=5%` keep of their promises, where the truth is a formula.

    python experiments/coverage/one_queue.py [runs]

M/M/1 at three loads, in replications that are long and in some that are not. Each run (seeds 1 to 400 unless
fewer are asked for, a quarter as many of the short ones; half an hour) finds its warm-up from its own
pilot, looks at the mean wait after 20 replications, and goes on until its interval is 5 % of it either way.
Writes `warm_up.csv` and `precision.csv` beside this script. The mean wait is ρ/(μ − λ).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path

import numpy as np
import pandas as pd
from recursion import one_queue

from simulator.analysis import Target, Totals, reduce
from simulator.analysis.metrics import estimates
from simulator.analysis.warm_up import averaged, inside_over_time, mser5
from simulator.blueprint.load import load
from simulator.engine.simpy_engine import simulate
from simulator.experiment.course import FIRST_LOOK, LAST_LOOK
from simulator.experiment.warm_up import FIRST_PILOT, PILOTS, find_warm_up
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan

HERE = Path(__file__).parent

#: Load (customers a minute, since the work is a minute), minutes that a replication runs, and the part of the
#: runs that is done: short replications need many, so they take long.
ASKED = (
    (0.5, 1500, 1.0),
    (0.8, 6000, 1.0),
    (0.9, 20000, 1.0),
    (0.5, 500, 0.25),
    (0.8, 1500, 0.25),
    (0.9, 4000, 0.25),
)


@dataclass
class Means:
    """Estimates of a mean, one entry a run, and what is counted of them."""

    truth: float
    values: list[float] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)

    def add(self, totals: Totals) -> None:
        """Add the mean wait of a run."""
        ratios, estimate = estimates(totals, 0.95)
        (place,) = [i for i, f in enumerate(ratios.figures) if (f.measure, f.scope) == ("wait", "case")]
        self.values.append(float(estimate.value[place]))
        self.lows.append(float(estimate.low[place]))
        self.highs.append(float(estimate.high[place]))

    def columns(self) -> dict[str, float | int]:
        """How many intervals held the truth, the bias with its standard error and the width, as shares."""
        values, lows, highs = (np.array(each) for each in (self.values, self.lows, self.highs))
        return {
            "runs": len(values),
            "held": int(((lows <= self.truth) & (self.truth <= highs)).sum()),
            "truth_below": int((self.truth < lows).sum()),
            "truth_above": int((self.truth > highs).sum()),
            "bias": values.mean() / self.truth - 1,
            "bias_error": values.std(ddof=1) / self.truth / len(values) ** 0.5,
            "half_width": ((highs - lows) / 2 / values).mean(),
        }


def cut_of(plan: Plan, load: float, seed: int) -> tuple[float, bool]:
    """The warm-up that `sopsim run` finds with this seed, and whether the run was long enough to tell it."""
    numbers = range(FIRST_PILOT, FIRST_PILOT + PILOTS)
    pilots = (one_queue(plan, load, seed, number) for number in numbers)
    inside = averaged([inside_over_time(records, plan.run_for) for records in pilots])
    truncation = mser5(inside)
    return float(ceil(plan.run_for * truncation.cut / len(inside))), truncation.settled


def add_up_to(totals: Totals, many: int, load: float, seed: int) -> None:
    """Add replications until there are so many."""
    for replication in range(len(totals) + 1, many + 1):
        totals.add(reduce(totals.plan, one_queue(totals.plan, load, seed, replication)))


def hold_against_engine(plan: Plan, load: float) -> None:
    """The recursion is the engine, and its cut that of `warm_up: auto`.

    Raises:
        AssertionError: it is not.
    """
    ours, engines = one_queue(plan, load, 1, 1), simulate(plan, 1, 1)
    for table in ("cases", "visits", "stints", "duty"):
        assert getattr(ours, table).tobytes() == getattr(engines, table).tobytes(), table
    found = find_warm_up(plan, 1, workers=1)
    assert (found.length, found.settled) == cut_of(plan, load, 1)


def at(load_: float, minutes: int, runs: int) -> tuple[list[dict[str, object]], dict[str, object]]:
    """The rows of both tables for one load."""
    overrides = [f"customers.guest.arrivals.rate={60 * load_:g}/h", f"clock.run_for={minutes} min"]
    plan = compile_plan(load(HERE / "one_queue.yaml", overrides=overrides))
    hold_against_engine(plan, load_)
    truth = load_ / (1 - load_)
    without, with_cut, precise = Means(truth), Means(truth), Means(truth)
    cuts, unsettled, replications, still_wide = [], 0, [], 0
    target = Target.parse("wait=5%", plan)
    for seed in range(1, runs + 1):
        whole = Totals(replace(plan, find_warm_up=False))
        add_up_to(whole, FIRST_LOOK, load_, seed)
        without.add(whole)
        cut, settled = cut_of(plan, load_, seed)
        cuts.append(cut)
        unsettled += not settled
        totals = Totals(replace(plan, warm_up=cut, find_warm_up=False))
        add_up_to(totals, FIRST_LOOK, load_, seed)
        with_cut.add(totals)
        while not target.reached(totals) and len(totals) < LAST_LOOK:
            add_up_to(totals, 2 * len(totals), load_, seed)
        precise.add(totals)
        replications.append(len(totals))
        still_wide += not target.reached(totals)
    about = {"load": load_, "minutes": minutes, "mean_wait": truth}
    warm_up: list[dict[str, object]] = [
        {**about, "warm_up": "none", **without.columns()},
        {**about, "warm_up": "auto", **with_cut.columns(), **_spread("cut", cuts), "unsettled": unsettled},
    ]
    return warm_up, {
        **about,
        **precise.columns(),
        **_spread("replications", replications),
        "not_reached": still_wide,
    }


def _spread(name: str, values: Sequence[float]) -> dict[str, float]:
    least, median, most = np.quantile(values, [0, 0.5, 1])
    return {f"{name}_least": least, f"{name}_median": median, f"{name}_most": most}


def main() -> None:
    """Run so many times at each load, count, write."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    found = [at(load_, minutes, max(2, int(runs * part))) for load_, minutes, part in ASKED]
    warm_up = pd.DataFrame([row for rows, _ in found for row in rows])
    for name, table in (("warm_up", warm_up), ("precision", pd.DataFrame([row for _, row in found]))):
        table.to_csv(HERE / f"{name}.csv", index=False, float_format="%.5f")
        print(table.to_string(index=False), end="\n\n")


if __name__ == "__main__":
    main()
