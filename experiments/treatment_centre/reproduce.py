"""Hold the treatment centre against its published results.

    python experiments/treatment_centre/reproduce.py [replications]

Runs `blueprints/treatment_centre.yaml` and its three variants and writes `results.csv` and `results.md`
beside this script: mean waits of those who started, as means of replication means, with 95 % intervals,
beside the published figures of 20 replications. With 1,000 replications it takes about a minute.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd

import simulator as sim

HERE = Path(__file__).parent
BLUEPRINT = HERE.parent.parent / "blueprints" / "treatment_centre.yaml"
SEED = 1

#: Mean waits in minutes: (scenario, step) -> published, of 20 replications each.
PUBLISHED = {
    ("base", "triage"): 32.56,
    ("base", "registration"): 104.69,
    ("base", "examination"): 23.36,
    ("base", "treatment"): 130.73,
    ("base", "stabilisation"): 166.98,
    ("base", "trauma treatment"): 14.39,
    ("one more triage bay", "triage"): 1.26,
    ("one more triage bay", "registration"): 131.82,
    ("one more triage bay", "examination"): 24.44,
    ("one more triage bay", "treatment"): 133.09,
    ("one more triage bay", "stabilisation"): 189.67,
    ("one more triage bay", "trauma treatment"): 14.77,
    ("one more examination room", "examination"): 0.14,
    ("one more examination room", "treatment"): 144.50,
    ("one more cubicle", "treatment"): 2.15,
}

#: Independent runs of the base, larger than the published one: value and half-width (None where not stated).
LARGER_RUNS = {
    "triage": (30.5, 1.6),
    "registration": (101.8, 2.1),
    "examination": (25.5, 0.8),
    "treatment": (133.6, 2.3),
    "stabilisation": (151.2, None),
    "trauma treatment": (17.6, None),
}

PUBLISHED_REPLICATIONS = 20


def mean_waits(scenario: str, replications: int) -> pd.DataFrame:
    """Mean of replication means of the wait at each step: columns step, ours, low, high."""
    blueprint = sim.load(BLUEPRINT, scenario=scenario)
    result = sim.run(blueprint, replications=replications, seed=SEED, tables=False)
    waits = result.metrics.query(
        "measure == 'wait' and scope == 'step' and statistic == 'mean_of_replications'"
    )
    columns = ["scenario", "step", "ours", "low", "high"]
    return waits.rename(columns={"name": "step", "value": "ours"})[columns]


def compare(replications: int) -> pd.DataFrame:
    """Ours beside the published.

    The published figure is a mean of 20; its half-width is judged by the spread that we see between
    replications: ours · sqrt(replications / 20). The two agree where they differ by less than both
    half-widths allow together, the root of the sum of their squares.
    """
    scenarios = dict.fromkeys(scenario for scenario, _ in PUBLISHED)
    ours = pd.concat([mean_waits(scenario, replications) for scenario in scenarios], ignore_index=True)
    ours["published"] = [PUBLISHED.get(key) for key in zip(ours["scenario"], ours["step"], strict=True)]
    ours = ours.dropna(subset="published").reset_index(drop=True)
    half = (ours["high"] - ours["low"]) / 2
    ours["published half-width"] = half * (replications / PUBLISHED_REPLICATIONS) ** 0.5
    together = (half**2 + ours["published half-width"] ** 2) ** 0.5
    ours["agrees"] = (ours["published"] - ours["ours"]).abs() <= together
    return ours


def report(table: pd.DataFrame, replications: int) -> str:
    """The comparison as Markdown."""
    base = table[table["scenario"] == "base"]
    return "\n".join(
        [
            f"Mean waits in minutes over those who started; means of the means of {replications:,}",
            f"replications (seed {SEED}) with 95 % intervals, beside the published means",
            f"of {PUBLISHED_REPLICATIONS}.",
            "",
            "| variant | step | ours | 95 % interval | published (± its own half-width) | agrees |",
            "|---|---|---:|---:|---:|---|",
            *(_beside_published(row) for row in table.to_dict("records")),
            "",
            "Independent larger runs of the base:",
            "",
            "| step | ours | larger runs | agrees |",
            "|---|---:|---:|---|",
            *(_beside_larger(row) for row in base.to_dict("records")),
            "",
        ]
    )


def _beside_published(row: dict[str, Any]) -> str:
    return (
        f"| {row['scenario']} | {row['step']} | {row['ours']:.2f} | {row['low']:.2f} to {row['high']:.2f} "
        f"| {row['published']:.2f} ± {row['published half-width']:.2f} | {'yes' if row['agrees'] else 'NO'} |"
    )


def _beside_larger(row: dict[str, Any]) -> str:
    value, half = LARGER_RUNS[row["step"]]
    own = (row["high"] - row["low"]) / 2
    agrees = abs(row["ours"] - value) <= ((half or 0.0) ** 2 + own**2) ** 0.5
    spread = "" if half is None else f" ± {half}"
    return (
        f"| {row['step']} | {row['ours']:.2f} ± {own:.2f} | {value}{spread} | {'yes' if agrees else 'NO'} |"
    )


def main() -> None:
    """Run, compare, write."""
    replications = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    table = compare(replications)
    table.round(4).to_csv(HERE / "results.csv", index=False)
    text = report(table, replications)
    (HERE / "results.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
