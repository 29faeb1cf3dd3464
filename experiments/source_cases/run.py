"""The cases of the source texts: what each claims, and what the simulation makes of its lever.

    python experiments/source_cases/run.py [replications]

Runs the blueprints `blueprints/case_*.yaml` as `cases.yaml` beside this script says, before and after on the
same customers, writes `results.csv` and prints the table of the README. 40 replications take half an hour.

What explains a claim is decided here, by the intervals:

- a claim is reached where the interval of the simulated change has it inside, or lies wholly beyond it;
- `mechanism`: reached with the numbers of the text and the defaults of sopsim, and in each of the `trials`,
  in which inputs that nobody gave are others;
- `assumed inputs`: reached in some of these only, or where the baseline is made of assumptions, or with
  another value of one input (found by a search, `needs`) that is within what is called likely there;
- `not explained`: reached by none of them;
- `put in`: the claim is an input, so that it comes out shows nothing.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from ruamel.yaml import YAML

import simulator as sim
from simulator.analysis.figures import figure_named
from simulator.analysis.intervals import jackknife_variance, student

HERE = Path(__file__).parent
BLUEPRINTS = HERE.parent.parent / "blueprints"
REPLICATIONS = 40
SEED = 1
CONFIDENCE = 0.95

#: How often a search halves the range of an input that would be needed.
HALVINGS = 6

#: The most replications of each value in a search.
SEARCHED = 12

#: The ids of the claims that are looked at; all of `cases.yaml` where it is empty.
ONLY: tuple[str, ...] = ()

#: A figure that is the coefficient of variation of the work of a case begins so.
CV = "cv of "

#: Claims that are levels, not changes.
LEVELS = ("at most", "at least")

#: Measures that are shares, and are told in percent.
SHARES = ("errors_left", "repeat_contacts", "complaints", "csat", "outcome", "urgent")

#: Sums of each replication, one row each, from which a figure is made.
Sums = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a case, as `cases.yaml` has it.

    Attributes:
        id, blueprint, claim, lever, why: words.
        before, after: scenarios.
        figure: a measure, `measure:name`, or `cv of measure`.
        change: how it is meant: `relative`, in `points` of a share, or as a level (`at most`, `at least`).
        size: the claimed change as a fraction, or the level.
        told: what the figure is called in the table.
        per: the figure is meant as so much divided by it, as customers an hour by minutes a customer.
        plus: added to the figure: time that everybody spends and the figure leaves out.
        assumed: how the baseline comes about is assumed, so the mechanism alone explains nothing.
        put_in: the claim is an input of the simulation.
        trials: inputs that nobody gave, changed: by their name the scenario, or values to set.
        needs: the input, a share, that is searched: its `name` and `path`, the range `from` its default to
            the `most` that is tried, the end of what is `likely`, and what else is `set`.
    """

    id: str
    blueprint: str
    claim: str
    lever: str
    before: str
    after: str
    figure: str
    change: str
    size: float
    why: str
    told: str = ""
    per: float = 0.0
    plus: float = 0.0
    assumed: bool = False
    put_in: bool = False
    trials: dict[str, Any] = field(default_factory=dict)
    needs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Levels before and after, and the change between them as the claim means it, with its interval."""

    before: float
    after: float
    change: float
    low: float
    high: float


def claims() -> list[Claim]:
    """The claims of `cases.yaml`, in its order."""
    read = YAML(typ="safe", pure=True).load((HERE / "cases.yaml").read_text(encoding="utf-8"))
    found = [Claim(**entry) for entry in read]
    return [claim for claim in found if not ONLY or claim.id in ONLY]


@lru_cache(maxsize=4)  # claims of the same scenarios stand one after the other
def compared(
    blueprint: str, before: str, after: str, overrides: tuple[str, ...], replications: int
) -> sim.Comparison:
    """Both scenarios on the same customers."""
    return sim.compare(
        sim.load(BLUEPRINTS / f"{blueprint}.yaml"),
        after,
        baseline=before,
        replications=replications,
        seed=SEED,
        overrides=overrides,
    )


@cache
def work(blueprint: str, scenario: str, overrides: tuple[str, ...], replications: int) -> Sums:
    """Of each replication how many cases left, the sum of their work, and of its square."""
    loaded = sim.load(BLUEPRINTS / f"{blueprint}.yaml", scenario=scenario, overrides=overrides)
    visits = sim.run(loaded, replications=replications, seed=SEED).visits
    each = visits.groupby(["replication", "case"], observed=True)["work"].sum()
    by_replication = each.groupby("replication")
    squares = (each**2).groupby("replication").sum()
    return np.column_stack([by_replication.count(), by_replication.sum(), squares]).astype(float)


def sums_of(claim: Claim, scenario: str, after: str, overrides: tuple[str, ...], replications: int) -> Sums:
    """Of each replication of a scenario the sums that make the figure; nan where it has no such figure."""
    if claim.figure.startswith(CV):
        return work(claim.blueprint, scenario, overrides, replications)
    totals = compared(claim.blueprint, claim.before, after, overrides, replications).runs[scenario]
    try:
        place = totals.figures.index(figure_named(claim.figure, totals.plan, "figure"))
    except sim.UsageError:
        return np.full((replications, 2), np.nan)
    ratios = totals.ratios()
    return np.column_stack([ratios.above[:, place], ratios.below[:, place]])


def value_of(claim: Claim, sums: Sums) -> float:
    """The figure that sums over replications make."""
    if claim.figure.startswith(CV):
        count, whole, square = sums
        return float(np.sqrt(square / count - (whole / count) ** 2) / (whole / count))
    found = float(sums[0] / sums[1]) + claim.plus
    return claim.per / found if claim.per else found


def change_of(claim: Claim, after: str, overrides: tuple[str, ...], replications: int) -> Change:
    """The simulated change between `before` and a scenario, with a jackknifed interval over replications."""

    def change(one: Sums, other: Sums) -> float:
        first, second = value_of(claim, one), value_of(claim, other)
        if claim.change in LEVELS:
            return second
        return second - first if claim.change == "points" else second / first - 1

    base, then = (sums_of(claim, name, after, overrides, replications) for name in (claim.before, after))
    whole, later = base.sum(axis=0), then.sum(axis=0)
    without = np.array([change(whole - one, later - two) for one, two in zip(base, then, strict=True)])
    half = float(student(CONFIDENCE, np.array(len(without) - 1.0)) * np.sqrt(jackknife_variance(without)))
    found = change(whole, later)
    most = 1.0 if claim.change in LEVELS and claim.figure.startswith(SHARES) else np.inf
    high = min(found + half, most)
    return Change(value_of(claim, whole), value_of(claim, later), found, found - half, high)


def reached(claim: Claim, found: Change) -> bool:
    """Whether a simulated change is as large as the claimed one, or the interval leaves that open."""
    less = claim.size < 0 or claim.change == "at most"
    return found.low <= claim.size if less else found.high >= claim.size


def trial(claim: Claim, what: Any, replications: int) -> Change:
    """The change in a trial: another scenario by its name, or values set in both."""
    if isinstance(what, str):
        return change_of(claim, what, (), replications)
    return change_of(claim, claim.after, tuple(what), replications)


def needed(claim: Claim, replications: int) -> float:
    """The value of the searched input at which the change is the claimed one; nan where none up to `most` is.

    The same customers come for each value, so the change moves steadily with it, and halving finds the place.
    """
    needs = claim.needs

    def beyond(value: float) -> bool:
        setting = f"{needs['path']}={100 * value:.6g}%"
        found = change_of(claim, claim.after, (*needs.get("set", ()), setting), replications).change
        return found < claim.size if claim.size < 0 else found > claim.size

    low, high = float(needs["from"]), float(needs["most"])
    if beyond(low) or not beyond(high):
        return low if beyond(low) else float("nan")
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if beyond(middle) else (middle, high)
    return (low + high) / 2


def verdict(claim: Claim, plain: Change, trials: list[Change], need: float) -> str:
    """What explains a claim; see the top of this script."""
    if claim.put_in:
        return "put in"
    found = [reached(claim, one) for one in (plain, *trials)]
    if all(found) and not claim.assumed:
        return "mechanism"
    likely = bool(claim.needs) and need <= claim.needs["likely"]
    return "assumed inputs" if any(found) or likely else "not explained"


def rows_of(claim: Claim, replications: int) -> list[dict[str, Any]]:
    """One row for the lever as it is, with the verdict, and one for each trial."""
    plain = change_of(claim, claim.after, (), replications)
    trials = {name: trial(claim, what, replications) for name, what in claim.trials.items()}
    need = needed(claim, min(replications, SEARCHED)) if claim.needs else float("nan")
    first = {"needed": need, "verdict": verdict(claim, plain, list(trials.values()), need)}
    rows = []
    for name, found in {"": plain, **trials}.items():
        what = claim.trials.get(name, claim.after)
        row = {"case": claim.id, "trial": name, "scenario": what if isinstance(what, str) else claim.after}
        row |= {"claimed": claim.size, "before": found.before, "after": found.after}
        row |= {"change": found.change, "change low": found.low, "change high": found.high}
        rows.append(row | ({} if name else first))
    return rows


def results(replications: int) -> pd.DataFrame:
    """One row a claim and trial, the lever as it is first, with an empty `trial`.

    Columns: case, trial, scenario (the one after the change); claimed: the change or level that is claimed;
    before, after: the figure; change, change low, change high: as the claim means it, relative, in fractions
    of a share, or the level. The first row of a claim has needed, the value that a search found, and verdict.
    """
    rows = [row for claim in claims() for row in rows_of(claim, replications)]
    return pd.DataFrame(rows).round(5)


def markdown(table: pd.DataFrame) -> str:
    """The results as a table of Markdown, a row for each claim, and below it a line each that says why."""
    lines = [
        "| case | lever | claim | figure | before | after | change | verdict |",
        "|---|---|---|---|---:|---:|---:|---|",
    ]
    reasons = []
    told = {claim.id: claim for claim in claims()}
    for name, rows in table.groupby("case", sort=False):
        claim = told[str(name)]
        first, *others = rows.to_dict("records")
        cells = [claim.id, claim.lever, claim.claim, claim.told]
        cells += [level(claim, first["before"]), level(claim, first["after"]), changed(claim, first)]
        lines.append(f"| {' | '.join(cells)} | {first['verdict']} |")
        reasons.append(reason(claim, first, others))
    return "\n".join([*lines, "", *reasons])


def reason(claim: Claim, first: dict[str, Any], others: list[dict[str, Any]]) -> str:
    """Why the verdict is as it is: in words, how far the lever gets, the trials, what would be needed."""
    parts = []
    if claim.change not in LEVELS:
        parts.append(f"the lever gives {first['change'] / claim.size:.0%} of the claim".replace("%", " %"))
    parts += [f"{row['trial']}: {changed(claim, row)}" for row in others]
    if claim.needs:
        name, need = claim.needs["name"], first["needed"]
        if pd.isna(need):
            parts.append(f"no {name} up to {percent(claim.needs['most'], 0)} is enough")
        else:
            parts.append(f"needed: {name} {percent(need)} in place of {percent(claim.needs['from'], 0)}")
    figures = f" ({'; '.join(parts)})" if parts else ""
    return f"- *{claim.id}, {first['verdict']}.* {claim.why[0].upper()}{claim.why[1:]}.{figures}"


def level(claim: Claim, value: float) -> str:
    """A figure, shares in percent."""
    if pd.isna(value):
        return "–"
    return percent(value) if claim.figure.startswith(SHARES) else f"{value:.3g}"


def changed(claim: Claim, row: dict[str, Any]) -> str:
    """A change with its interval, or the level with it."""
    found = [row["change"], row["change low"], row["change high"]]
    if claim.change in LEVELS and not claim.figure.startswith(SHARES):
        one, low, high = (f"{value:.3g}" for value in found)
        return f"{one} ({low} to {high})"
    sign = "" if claim.change in LEVELS else "+"
    one, low, high = (f"{100 * value:{sign}.1f}" for value in found)
    return f"{one} {'points' if claim.change == 'points' else '%'} ({low} to {high})"


def percent(share: float, digits: int = 1) -> str:
    """`12.3 %`."""
    return f"{100 * share:.{digits}f} %"


def main() -> None:
    """Run, write, print."""
    table = results(int(sys.argv[1]) if len(sys.argv) > 1 else REPLICATIONS)
    table.to_csv(HERE / "results.csv", index=False)
    print(markdown(table))


if __name__ == "__main__":
    main()
