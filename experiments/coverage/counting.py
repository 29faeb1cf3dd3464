"""Counts over many comparisons: intervals that held the truth, verdicts, and scenarios that were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from simulator.analysis import Totals, verdicts
from simulator.analysis.best import ranking
from simulator.analysis.figures import figure_named
from simulator.analysis.paired import differences
from simulator.blueprint.scenarios import BASE

CONFIDENCE = 0.95

#: scenario, measure, statistic
Key = tuple[str, str, str]

#: What is true, and its standard error.
Truth = Mapping[Key, tuple[float, float]]

Row = dict[str, object]


@dataclass
class Held:
    """How the intervals of one figure lay to the truth."""

    below: int = 0
    above: int = 0
    halves: list[float] = field(default_factory=list)

    def add(self, low: float, high: float, truth: float) -> None:
        """Add one interval."""
        self.below += truth < low
        self.above += truth > high
        self.halves.append((high - low) / 2)

    def columns(self) -> Row:
        """How many held the truth, on which side it lay where they did not, and how wide they were."""
        many = len(self.halves)
        return {
            "comparisons": many,
            "held": many - self.below - self.above,
            "truth_below": self.below,
            "truth_above": self.above,
            "half_width": float(np.mean(self.halves)),
        }


class Differences:
    """How often differences hold the truth: each by itself, and those of all scenarios at once."""

    def __init__(self, service: str, truth: Truth) -> None:
        self._service = service
        self._truth = truth
        self._scenarios = list(dict.fromkeys(scenario for scenario, _, _ in truth))
        self._held: dict[tuple[int, Key], Held] = {}
        self._all_held: dict[tuple[int, str, str], list[bool]] = {}

    def add(self, size: int, runs: Mapping[str, Totals]) -> None:
        """Add a comparison of so many replications."""
        for scenario in self._scenarios:
            for key, low, high in self._found(runs, scenario, CONFIDENCE):
                self._held.setdefault((size, key), Held()).add(low, high, self._truth[key][0])
        if len(self._scenarios) > 1:
            self._add_all(size, runs)

    def _add_all(self, size: int, runs: Mapping[str, Totals]) -> None:
        """Whether the intervals of all scenarios hold at once, each as wide as `sim.compare` makes it."""
        held: dict[tuple[str, str], bool] = {}
        for scenario in self._scenarios:
            for key, low, high in self._found(runs, scenario, 1 - (1 - CONFIDENCE) / len(self._scenarios)):
                _, *what = key
                measure, statistic = what
                holds = low <= self._truth[key][0] <= high
                held[measure, statistic] = held.get((measure, statistic), True) and holds
        for (measure, statistic), holds in held.items():
            self._all_held.setdefault((size, measure, statistic), []).append(holds)

    def _found(
        self, runs: Mapping[str, Totals], scenario: str, confidence: float
    ) -> list[tuple[Key, float, float]]:
        return [
            (key, found.low, found.high)
            for found in differences(runs[scenario], runs[BASE], confidence)
            if found.scope == "case" and (key := (scenario, found.measure, found.statistic)) in self._truth
        ]

    def rows(self) -> list[Row]:
        """A row for each figure of a scenario, and one for those of all scenarios at once."""
        rows: list[Row] = []
        for (size, key), held in sorted(self._held.items()):
            scenario, measure, statistic = key
            truth, error = self._truth[key]
            rows.append(
                {
                    **self._about(size, scenario, measure, statistic),
                    "truth": truth,
                    "truth_error": error,
                    **held.columns(),
                }
            )
        for (size, measure, statistic), all_held in sorted(self._all_held.items()):
            about = self._about(size, "all at once", measure, statistic)
            rows.append({**about, "comparisons": len(all_held), "held": sum(all_held)})
        return rows

    def _about(self, size: int, scenario: str, measure: str, statistic: str) -> Row:
        names = ("service", "replications", "scenario", "measure", "statistic")
        return dict(zip(names, (self._service, size, scenario, measure, statistic), strict=True))


class Verdicts:
    """Which verdicts each service level got.

    Args:
        targets: by name of the service level what it is about, and by how much its target lies on the side of
            the truth that is easier to meet.
    """

    def __init__(self, targets: Mapping[str, tuple[str, float]]) -> None:
        self._targets = targets
        self._counts: Counter[tuple[int, str, str]] = Counter()
        self._sizes: dict[int, None] = {}

    def add(self, size: int, totals: Totals) -> None:
        """Add a run of so many replications."""
        self._sizes[size] = None
        for found in verdicts(totals, CONFIDENCE):
            self._counts[size, found.name, found.verdict] += 1

    def rows(self) -> list[Row]:
        """A row for each service level."""
        return [
            {
                "replications": size,
                "level": about,
                "easier_by": easier,
                **{verdict: self._counts[size, name, verdict] for verdict in ("met", "unsure", "missed")},
            }
            for size in self._sizes
            for name, (about, easier) in self._targets.items()
        ]


@dataclass
class Best:
    """How often the scenario that truly has the least of a measure is kept, and how often it stands alone."""

    measure: str
    among: Sequence[str]
    truly: str
    counts: dict[int, Counter[str]] = field(default_factory=dict)

    def add(self, size: int, runs: Mapping[str, Totals]) -> None:
        """Add a comparison of so many replications."""
        figure = figure_named(self.measure, runs[BASE].plan, "objective")
        found = ranking({name: runs[name] for name in self.among}, figure, lowest=True, confidence=CONFIDENCE)
        kept = [standing.scenario for standing in found.standings if standing.place != "worse"]
        counts = self.counts.setdefault(size, Counter())
        counts["comparisons"] += 1
        counts["kept"] += self.truly in kept
        counts["named_best"] += kept[0] == self.truly
        counts["kept_alone"] += kept == [self.truly]
        counts["another_alone"] += len(kept) == 1 and self.truly not in kept

    def rows(self) -> list[Row]:
        """A row for each number of replications."""
        return [
            {
                "replications": size,
                "lowest": self.measure,
                "among": "; ".join(self.among),
                "truly_best": self.truly,
                **counts,
            }
            for size, counts in self.counts.items()
        ]
