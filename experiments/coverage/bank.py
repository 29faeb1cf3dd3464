"""What it saves to compare plans of the bank branch on the same customers.

    python experiments/coverage/bank.py

Compares plans of `blueprints/bank_branch.yaml` with the branch as it is, once on the same customers
(`sim.compare`) and once on others (a run of another seed), with 40 replications each, and writes
`pairing.csv` beside this script: half the interval of each difference in both ways. It takes a minute.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

import simulator as sim

HERE = Path(__file__).parent
BLUEPRINT = HERE.parent.parent / "blueprints" / "bank_branch.yaml"

REPLICATIONS = 40

#: Seeds of the comparison, and of the runs on other customers.
SAME, OTHER = 1, 2

#: Plans besides those of the file.
PLANS = """scenarios:
  counter 5 % quicker: {scale: {steps.counter.time: 95%}}
  half the rework: {set: {steps.counter.next.rework.share: 3%}}
  one teller less at nine: {set: {teams.tellers.schedule.09:00: 2}}
"""

#: measure, scope, name, statistic
FIGURES = (
    ("wait", "case", "all", "mean"),
    ("wait", "step", "counter", "mean"),
    ("wait", "step", "counter", "p90"),
    ("wait", "sla", "served within 10 min", "share"),
    ("abandoned", "case", "all", "share"),
    ("utilisation", "team", "tellers", "mean"),
)

_KEY = ["measure", "scope", "name", "statistic"]


def branch(folder: Path) -> sim.Blueprint:
    """The bank branch with further plans, written into a folder."""
    text = BLUEPRINT.read_text(encoding="utf-8").replace("scenarios:\n", PLANS, 1)
    file = folder / "bank_branch.yaml"
    file.write_text(text, encoding="utf-8")
    return sim.load(file)


def halves(metrics: pd.DataFrame) -> pd.Series:
    """Half the interval of each figure."""
    table = metrics.set_index(_KEY)
    return (table.high - table.low) / 2


def table_of(blueprint: sim.Blueprint) -> pd.DataFrame:
    """A row for each plan and figure."""
    rows = []
    for scenario in blueprint.scenarios:
        compared = sim.compare(blueprint, [scenario], replications=REPLICATIONS, seed=SAME)
        alone = sim.run(blueprint, scenario=scenario, replications=REPLICATIONS, seed=OTHER, tables=False)
        base = halves(compared.metrics.query("scenario == 'base'"))
        apart = (halves(alone.metrics) ** 2 + base**2) ** 0.5
        found = compared.differences.set_index(_KEY)
        for figure in FIGURES:
            one = found.loc[figure]
            rows.append(
                {
                    "scenario": scenario,
                    **dict(zip(_KEY, figure, strict=True)),
                    "difference": one.difference,
                    "same_customers": (one.high - one.low) / 2,
                    "other_customers": apart.loc[figure],
                    "times_narrower": apart.loc[figure] / ((one.high - one.low) / 2),
                    "pairing": one.pairing,
                }
            )
    return pd.DataFrame(rows)


def main() -> None:
    """Compare, write."""
    with TemporaryDirectory() as folder:
        table = table_of(branch(Path(folder)))
    table.to_csv(HERE / "pairing.csv", index=False, float_format="%.5f")
    print(table.to_string(index=False))


if __name__ == "__main__":
    main()
