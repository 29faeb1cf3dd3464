"""Keep the figures that a README tells of a comparison or a sweep.

    python experiments/tables.py business_customers

Reads the folder `results` that `sopsim compare` or `sopsim sweep` has saved for the experiment, writes the
rows that matter to `results.csv` beside it, and prints them as the table of the README.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd

HERE = Path(__file__).parent

#: By experiment which figures are told, as (measure, name, statistic), and what they are called.
TOLD = {
    "business_customers": {
        ("wait", "business counter", "mean"): "wait of business customers, mean, min",
        ("wait", "business counter", "p50"): "half of them wait at most, min",
        ("wait", "business counter", "p90"): "nine in ten wait at most, min",
        ("wait", "business within 2 min", "share"): "business customers served within 2 min",
        ("wait", "counter", "mean"): "wait of walk-in customers, mean, min",
        ("wait", "counter", "p90"): "nine in ten wait at most, min",
        ("wait", "walk-in within 10 min", "share"): "walk-in customers served within 10 min",
        ("abandoned", "walk-in", "share"): "walk-in customers who give up",
        ("cost", "all", "total"): "cost of a day, EUR",
    },
    "bot_in_front": {
        ("utilisation", "agents", "mean"): "agents busy",
        ("wait", "agents", "mean"): "wait, mean, min",
        ("wait", "answered within 20 s", "share"): "answered within 20 s",
        ("abandoned", "all", "share"): "give up",
        ("first_contact_resolution", "request", "share"): "solved at first contact",
        ("arrivals", "second call", "count"): "second calls in two days",
    },
}

_LABELS = ["measure", "name", "statistic"]
_FIGURES = ["value", "low", "high"]

#: Digits behind the point by unit; none for money and counts. Shares are in percent.
_DIGITS = {"min": 2, "share": 1}


def kept(experiment: str, folder: Path) -> pd.DataFrame:
    """The rows that are told of the tables saved in a folder, six digits behind the point.

    Of a sweep one row a point and figure. Of a comparison one row a scenario and figure, with the value of
    the `baseline`, and the difference from it between `low` and `high`.
    """
    told = list(TOLD[experiment])
    compared = (folder / "differences.csv").exists()
    found = pd.read_csv(folder / ("differences.csv" if compared else "metrics.csv"))
    of = found.columns[: found.columns.get_loc("measure")].drop("against", errors="ignore").to_list()
    figures = ["baseline", "value", "difference", "low", "high", "word"] if compared else _FIGURES
    places = [told.index(labels) if labels in told else -1 for labels in _labels(found)]
    groups = found.groupby(of, sort=False).ngroup()
    rows = found.assign(_group=groups, _place=places).query("_place >= 0").sort_values(["_group", "_place"])
    return rows[[*of, *_LABELS, "unit", *figures]].round(6).reset_index(drop=True)


def markdown(experiment: str, table: pd.DataFrame) -> str:
    """The kept rows as a table of Markdown."""
    return (_differences if "scenario" in table else _points)(experiment, table)


def _differences(experiment: str, table: pd.DataFrame) -> str:
    """A row for each figure: that of the baseline, then of each scenario with the difference."""
    scenarios = table["scenario"].unique().tolist()
    lines = [f"| | base | {' | '.join(scenarios)} |", f"|---|---:|{'---:|' * len(scenarios)}"]
    for labels, rows in table.groupby(_LABELS, sort=False):
        found = rows.to_dict("records")
        cells = [_number(found[0]["baseline"], found[0]["unit"]), *map(_differing, found)]
        lines.append(f"| {TOLD[experiment][_key(labels)]} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _points(experiment: str, table: pd.DataFrame) -> str:
    """A row for each point: the value of its first path, then each figure with its interval."""
    path = str(table.columns[1])
    heads = [path.split(".")[-2], *TOLD[experiment].values()]
    lines = [f"| {' | '.join(heads)} |", f"|{'---:|' * len(heads)}"]
    for _, rows in table.groupby("point", sort=False):
        found = rows.to_dict("records")
        cells = [str(found[0][path]), *(_with_interval(row) for row in found)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _with_interval(row: dict[str, Any]) -> str:
    """`0.078 (0.075 to 0.081)`; shares in percent."""
    digits = _DIGITS.get(row["unit"], 0) + (row["unit"] == "min")
    scale = 100 if row["unit"] == "share" else 1
    value, low, high = (f"{scale * row[column]:,.{digits}f}" for column in _FIGURES)
    return f"{value}{' %' if scale == 100 else ''} ({low} to {high})"


def _differing(row: dict[str, Any]) -> str:
    """`3.40, +2.66 (2.45 to 2.87)`; shares in percent, their differences in points of a hundred."""
    scale, digits = (100, 2) if row["unit"] == "share" else (1, _DIGITS.get(row["unit"], 0))
    difference, low, high = (scale * row[column] for column in ("difference", "low", "high"))
    ends = f"({low:,.{digits}f} to {high:,.{digits}f})"
    return f"{_number(row['value'], row['unit'])}, {difference:+,.{digits}f} {ends}"


def _number(value: float, unit: str) -> str:
    """A figure with the digits that its unit asks for."""
    if unit == "share":
        return f"{100 * value:.{_DIGITS[unit]}f} %"
    return f"{value:,.{_DIGITS.get(unit, 0)}f}"


def _labels(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    return [_key(labels) for labels in table[_LABELS].itertuples(index=False, name=None)]


def _key(labels: Any) -> tuple[str, str, str]:
    measure, name, statistic = labels
    return measure, name, statistic


def main() -> None:
    """Keep, write, print."""
    experiment = sys.argv[1]
    table = kept(experiment, HERE / experiment / "results")
    table.to_csv(HERE / experiment / "results.csv", index=False)
    print(markdown(experiment, table))


if __name__ == "__main__":
    main()
