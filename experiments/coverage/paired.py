"""How often differences hold the truth, verdicts are wrong, and the best scenario is kept.

    python experiments/coverage/paired.py [comparisons]

Repeats a comparison of the scenarios of `shop.yaml`, and of `delay.yaml`, with other seeds (1 to 400 unless
fewer are asked for; a quarter of an hour), each with 20 and with 40 replications, and counts. Writes
`differences.csv`, `verdicts.csv` and `ranking.csv` beside this script. The truth of the shop is that of
`truth.csv`, of the delay that of its distributions.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from counting import Best, Differences, Verdicts
from scipy import stats

from simulator.analysis import Totals, reduce
from simulator.blueprint.load import load
from simulator.blueprint.scenarios import BASE
from simulator.engine.simpy_engine import simulate
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan

HERE = Path(__file__).parent

SIZES = (20, 40)

#: By so many points of a hundred a target is easier to meet than the truth, or (below nought) harder.
EASIER = (-2, -1, 0, 1, 2)


def truth_of_the_shop() -> dict[tuple[str, str, str], tuple[float, float]]:
    """The differences from the base, and their standard errors."""
    table = pd.read_csv(HERE / "truth.csv")
    return {
        (row.scenario, row.measure, row.statistic): (row.difference, row.difference_error)
        for row in table.itertuples()
        if row.scenario != BASE and not row.measure.startswith("within")
    }


def truth_of_the_delay() -> dict[tuple[str, str, str], tuple[float, float]]:
    """Gamma with mean 9.5 min and cv 0.6 against exponential with mean 10 min."""
    shape = 1 / 0.6**2
    base, other = stats.expon(scale=10), stats.gamma(shape, scale=9.5 / shape)
    known = {"mean": -0.5, "mean_of_replications": -0.5}
    known |= {f"p{p}": float(other.ppf(p / 100) - base.ppf(p / 100)) for p in (50, 90, 95, 99)}
    return {("steadier", "time_in_system", statistic): (value, 0.0) for statistic, value in known.items()}


def service_levels() -> tuple[str, dict[str, tuple[str, float]]]:
    """Service levels of the shop with targets at the truth and beside it, as an override; what each is."""
    value = pd.read_csv(HERE / "truth.csv").query("scenario == 'base'")
    value = value[value.statistic == "share"].set_index("measure").value
    worst = float(value[value.index.str.startswith("within 5 min in hour")].min())
    written, targets = [], {}
    for about, text, truth, sign in (
        ("wait within 5 min", "measure: wait, within: 5 min, at_least", float(value["within 5 min"]), -1),
        ("the same in every hour", "per: 1 h, measure: wait, within: 5 min, at_least", worst, -1),
        ("abandoned", "measure: abandoned, at_most", float(value["abandoned"]), 1),
    ):
        for easier in EASIER:
            name = f"{about}, easier by {easier}"
            written.append(f'"{name}": {{{text}: {truth + sign * easier / 100:.6f}}}')
            targets[name] = (about, easier / 100)
    return f"sla={{{', '.join(written)}}}", targets


def plans_of(file: str, *overrides: str) -> dict[str, Plan]:
    """The plans of a file's scenarios, the base first."""
    known = load(HERE / file).scenarios
    return {name: compile_plan(load(HERE / file, name, overrides)) for name in (BASE, *known)}


def runs_of(plans: Mapping[str, Plan], seed: int) -> dict[int, dict[str, Totals]]:
    """The totals of all scenarios after each of `SIZES` replications; the first 20 of the 40 are the 20."""
    runs = {size: {name: Totals(plan) for name, plan in plans.items()} for size in SIZES}
    for replication in range(1, max(SIZES) + 1):
        for name, plan in plans.items():
            reduction = reduce(plan, simulate(plan, seed, replication))
            for size in SIZES:
                if replication <= size:
                    runs[size][name].add(reduction)
    return runs


def main() -> None:
    """Compare so many times, count, write."""
    comparisons = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    override, targets = service_levels()
    shop, delay = plans_of("shop.yaml", override), plans_of("delay.yaml")
    of_shop, of_delay = Differences("shop", truth_of_the_shop()), Differences("delay", truth_of_the_delay())
    levels = Verdicts(targets)
    best = [
        Best("wait", (BASE, "quicker", "calmer"), "quicker"),
        Best("abandoned", (BASE, "quicker", "calmer"), "quicker"),
        Best("wait", (BASE, "quicker", "calmer", "two clerks"), "two clerks"),
    ]
    for seed in range(1, comparisons + 1):
        for size, runs in runs_of(shop, seed).items():
            of_shop.add(size, runs)
            levels.add(size, runs[BASE])
            for question in best:
                question.add(size, runs)
        for size, runs in runs_of(delay, seed).items():
            of_delay.add(size, runs)
    for name, rows in (
        ("differences", of_delay.rows() + of_shop.rows()),
        ("verdicts", levels.rows()),
        ("ranking", [row for question in best for row in question.rows()]),
    ):
        table = pd.DataFrame(rows)
        for counted in ("truth_below", "truth_above"):
            if counted in table:
                table[counted] = table[counted].astype("Int64")
        table.to_csv(HERE / f"{name}.csv", index=False, float_format="%.5f")
        print(table.to_string(index=False), end="\n\n")


if __name__ == "__main__":
    main()
