"""Two desks: apart, helping each other, or one team; with equal and with unequal work.

    python experiments/pooling/run.py [replications]

Runs the scenarios of `two_desks.yaml` for three pairs of mean handle times with the same load, writes
`results.csv` beside this script and prints it as the table of the README. 60 replications take some minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

import simulator as sim

HERE = Path(__file__).parent
BLUEPRINT = HERE / "two_desks.yaml"
REPLICATIONS = 60
SEED = 1

#: Mean minutes of an order call and of a repair call.
WORK = ((4, 4), (2, 6), (2, 20))

#: Offered load of each kind of call, in erlangs, and the people at each desk.
LOAD, PEOPLE = 4, 5

#: Figures of the tables: the name of the step, or `all` calls, by what they are called.
CALLS = {"order calls": "order call", "repair calls": "repair call", "all calls": "all"}


def compare(orders: int, repairs: int, replications: int) -> sim.Comparison:
    """The scenarios against two desks apart, with mean calls of so many minutes and `LOAD` of each kind."""
    overrides = [
        f"steps.order call.time.exponential={orders} min",
        f"steps.repair call.time.exponential={repairs} min",
        f"customers.orders.arrivals.rate={60 * LOAD / orders:g}/h",
        f"customers.repairs.arrivals.rate={60 * LOAD / repairs:g}/h",
    ]
    return sim.compare(sim.load(BLUEPRINT), replications=replications, seed=SEED, overrides=overrides)


def theory(orders: int, repairs: int) -> dict[tuple[str, str], float]:
    """Mean waits in minutes in the long run, by scenario and calls.

    Apart: Erlang C, exact. One team: Erlang C times (1 + c²) / 2, c being the coefficient of variation of the
    work of all calls: exact where both kinds are alike, else an approximation (A. O. Allen, *Probability,
    Statistics, and Queueing Theory*, 2nd ed., 1990, section 5.3.5, with c = 1 for arrivals at random).
    """
    rates = {"order calls": LOAD / orders, "repair calls": LOAD / repairs}  # a minute
    whole = sum(rates.values())
    work = {"order calls": orders, "repair calls": repairs}
    found = {}
    for calls, rate in rates.items():
        wait = sim.theory.erlang_c(rate=rate, time=work[calls], count=PEOPLE).wait
        assert wait is not None, "the load is below the count"
        found["base", calls] = wait
    found["base", "all calls"] = sum(rates[calls] * found["base", calls] for calls in rates) / whole
    mean = 2 * LOAD / whole
    square = sum(rates[calls] * 2 * work[calls] ** 2 for calls in rates) / whole  # exponential: 2 m²
    together = sim.theory.erlang_c(rate=whole, time=mean, count=2 * PEOPLE).wait
    assert together is not None, "the load is below the count"
    for calls in CALLS:
        found["one team", calls] = together * square / mean**2 / 2
    return found


def results(replications: int) -> pd.DataFrame:
    """One row a pair of handle times, scenario and kind of call.

    Columns: work (minutes of order and repair calls), scenario, calls; value, low, high: the mean wait in
    minutes; difference, difference low, difference high: against two desks apart, with intervals that hold
    for all four scenarios at once; word; theory.
    """
    rows = []
    for orders, repairs in WORK:
        comparison = compare(orders, repairs, replications)
        expected = theory(orders, repairs)
        keys = ["scenario", "scope", "name"]
        chosen = "measure == 'wait' and statistic == 'mean'"
        levels = comparison.metrics.query(chosen).set_index(keys)
        paired = comparison.differences.query(chosen).set_index(keys)
        for scenario in (comparison.baseline, *comparison.scenarios):
            for calls, name in CALLS.items():
                key = (scenario, "case" if name == "all" else "step", name)
                row = {"work": f"{orders} and {repairs}", "scenario": scenario, "calls": calls}
                row |= levels.loc[key, ["value", "low", "high"]].to_dict()
                if scenario != comparison.baseline:
                    ends = paired.loc[key]
                    row |= {
                        "difference": ends["difference"],
                        "difference low": ends["low"],
                        "difference high": ends["high"],
                        "word": ends["word"],
                    }
                rows.append(row | {"theory": expected.get((scenario, calls))})
    return pd.DataFrame(rows).round(4)


def markdown(table: pd.DataFrame) -> str:
    """The results as tables of Markdown, one for each pair of handle times."""
    lines = []
    for work, part in table.groupby("work", sort=False):
        orders, repairs = str(work).split(" and ")
        lines += [
            f"Order calls of {orders} min and repair calls of {repairs} min:",
            "",
            f"| mean wait, min | {' | '.join(f'{calls} | theory' for calls in CALLS)} |",
            f"|---|{'---:|---:|' * len(CALLS)}",
        ]
        for scenario, found in part.groupby("scenario", sort=False):
            cells = []
            for row in found.to_dict("records"):
                cells.append(f"{row['value']:.2f} ({row['low']:.2f} to {row['high']:.2f})")
                cells.append("" if pd.isna(row["theory"]) else f"{row['theory']:.2f}")
            name = "two desks apart" if scenario == "base" else scenario
            lines.append(f"| {name} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines).rstrip()


def main() -> None:
    """Run, write, print."""
    table = results(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
    table.to_csv(HERE / "results.csv", index=False)
    print(markdown(table))


if __name__ == "__main__":
    main()
