"""One more unit of each resource of the treatment centre, one at a time, ranked.

    python experiments/treatment_centre_investment/run.py [replications]

Runs the scenarios of `centre.yaml`, ranks them by the time in the centre and by the wait of trauma patients,
holds each against the next behind it, writes `results.csv` beside this script and prints it as the tables of
the README. 100 replications take some minutes.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

import simulator as sim

HERE = Path(__file__).parent
BLUEPRINT = HERE / "centre.yaml"
REPLICATIONS = 100
SEED = 1

#: By what the investments are ranked: the figure, its scope and name, and how it is called.
OBJECTIVES = {
    "time_in_system": ("case", "all", "mean time in the centre, all patients"),
    "wait:trauma": ("customers", "trauma", "mean wait of trauma patients, all queues together"),
}

#: The columns that hold what an investment saves, and what 100 EUR of it save, with the ends of the interval.
SAVED = ("saved", "saved low", "saved high")
WORTH = ("saved for 100 EUR", "saved for 100 EUR low", "saved for 100 EUR high")

#: What the figures of the tables are called.
HEADS = ("min", "saved, min", "more cost a day, EUR", "saved for 100 EUR, min", "ahead of the next by, min")


def ranked(objective: str, replications: int) -> list[dict[str, Any]]:
    """One row a scenario, the best first, as `results` describes them."""
    blueprint = sim.load(BLUEPRINT)
    comparison = sim.compare(
        blueprint, replications=replications, seed=SEED, objective=sim.Objective(objective)
    )
    assert comparison.ranking is not None, "an objective was given"
    rows: list[dict[str, Any]] = []
    for standing in comparison.ranking.standings:
        row: dict[str, Any] = {
            "by": objective,
            "scenario": standing.scenario,
            "value": standing.value,
            "low": standing.low,
            "high": standing.high,
            "place": standing.place,
        }
        if standing.scenario != comparison.baseline:
            saved = against(comparison, standing.scenario, objective)
            ends = (saved["difference"], saved["high"], saved["low"])
            row |= {name: 0 - end for name, end in zip(SAVED, ends, strict=True)}
            cost = against(comparison, standing.scenario, "cost", "total")
            row |= {"cost": cost["difference"], "cost low": cost["low"], "cost high": cost["high"]}
            row |= {
                worth: row[name] / cost["difference"] * 100 for worth, name in zip(WORTH, SAVED, strict=True)
            }
        rows.append(row)
    for row, behind in pairwise(rows):
        pair = sim.compare(
            blueprint,
            [behind["scenario"]],
            baseline=row["scenario"],
            replications=replications,
            seed=SEED,
        )
        ahead = against(pair, behind["scenario"], objective)
        row |= {"ahead": ahead["difference"], "ahead low": ahead["low"], "ahead high": ahead["high"]}
    return rows


def against(
    comparison: sim.Comparison, scenario: str, objective: str, statistic: str = "mean"
) -> dict[str, float]:
    """The difference of a figure from the baseline, with `low` and `high`."""
    measure = objective.partition(":")[0]
    scope, name, _ = OBJECTIVES.get(objective, ("case", "all", ""))
    table = comparison.differences
    about = table[["scenario", "measure", "scope", "name", "statistic"]]
    row = table[(about == [scenario, measure, scope, name, statistic]).all(axis="columns")].iloc[0]
    return {column: float(row[column]) for column in ("difference", "low", "high")}


def results(replications: int) -> pd.DataFrame:
    """One row an objective and scenario, the best first.

    Columns: by, scenario; value, low, high: the figure in minutes; place: as `sopsim compare` ranks; saved,
    saved low, saved high: minutes against the centre as it is, with intervals that hold for all six at once;
    cost, cost low, cost high: EUR a day more; saved for 100 EUR: the same divided by the cost, the ends of
    the interval too, so what is unsure of the cost is left out; ahead, ahead low, ahead high: minutes by
    which the next one is behind, with 95 % intervals for each pair by itself.
    """
    return pd.DataFrame([row for each in OBJECTIVES for row in ranked(each, replications)]).round(4)


def markdown(table: pd.DataFrame) -> str:
    """The results as tables of Markdown, one for each objective."""
    lines = []
    for objective, part in table.groupby("by", sort=False):
        lines += [
            f"By {OBJECTIVES[str(objective)][2]}:",
            "",
            f"| scenario | {' | '.join(HEADS)} |",
            f"|---|{'---:|' * len(HEADS)}",
        ]
        for row in part.to_dict("records"):
            name = "the centre as it is" if row["scenario"] == "base" else row["scenario"]
            cells = (
                cell(row, "value", "low", "high"),
                cell(row, *SAVED),
                cell(row, "cost", "cost low", "cost high", digits=0),
                cell(row, *WORTH, digits=2),
                cell(row, "ahead", "ahead low", "ahead high"),
            )
            lines.append(f"| {name} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines).rstrip()


def cell(row: dict[str, Any], value: str, low: str, high: str, digits: int = 1) -> str:
    """A figure with its interval; empty where there is none."""
    if pd.isna(row[value]):
        return ""
    return f"{row[value]:.{digits}f} ({row[low]:.{digits}f} to {row[high]:.{digits}f})"


def main() -> None:
    """Run, write, print."""
    table = results(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
    table.to_csv(HERE / "results.csv", index=False)
    print(markdown(table))


if __name__ == "__main__":
    main()
