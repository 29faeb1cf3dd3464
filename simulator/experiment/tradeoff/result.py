"""What a trade-off curve showed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis import Totals, Verdict, metrics, verdicts
from simulator.analysis.best import Ranking
from simulator.analysis.paired import Difference, differences
from simulator.blueprint.schema.whole import Blueprint
from simulator.experiment import save
from simulator.experiment.as_json import as_json
from simulator.experiment.provenance import provenance, text_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class UnderAssumption:
    """The best level where one assumption is another.

    Attributes:
        assumption: its name, as in the blueprint, and its value there.
        value: the other one.
        best: the level that is best then.
        kept: those that cannot be told from it.
        figure: the objective there.
    """

    assumption: str
    value: str
    best: float
    kept: tuple[float, ...]
    figure: float


@dataclass(frozen=True, repr=False)
class Tradeoff:
    """A service at several levels of standardisation, on the same customers.

    Attributes:
        blueprint: as it is written.
        steps: whose work is prescribed more or less.
        levels: how much of it, as shares, increasing.
        written: the service as it is written.
        runs: the sums of each level, by its name (`70 %`), in the order of levels.
        ranking: the levels by the objective.
        assumptions: what is best where an assumption is another; empty where that was not asked for.
        seed, confidence: of the random numbers and of the intervals.
        warnings: what the reader of the figures should know, in sentences.
        interrupted: whether Ctrl-C ended it.
        stopped: why it was stopped before its end, in words; empty where it was not.
    """

    blueprint: Blueprint
    steps: tuple[str, ...]
    levels: tuple[float, ...]
    written: Totals
    runs: Mapping[str, Totals]
    ranking: Ranking
    assumptions: tuple[UnderAssumption, ...]
    seed: int
    confidence: float
    warnings: tuple[str, ...]
    interrupted: bool
    stopped: str

    def __repr__(self) -> str:
        return f"<Tradeoff of {', '.join(self.steps)}, {len(self.levels)} levels, seed {self.seed}>"

    @property
    def replications(self) -> int:
        """How many replications of each level the figures rest on."""
        return len(self.written)

    @property
    def best(self) -> float:
        """The level that is best by the objective."""
        return self.level_of(self.ranking.standings[0].scenario)

    @property
    def kept(self) -> tuple[float, ...]:
        """The levels that cannot be told from the best, and that itself, increasing."""
        names = [
            s.scenario for s in self.ranking.standings if s.place in ("best", "not told apart", "unsure")
        ]
        return tuple(sorted(map(self.level_of, names)))

    def level_of(self, name: str) -> float:
        """The level of a name."""
        return self.levels[list(self.runs).index(name)]

    @cached_property
    def curve(self) -> pd.DataFrame:
        """All figures at all levels: the columns of the metrics, with `level` before them."""
        import pandas as pd

        tables = []
        for level, run in zip(self.levels, self.runs.values(), strict=True):
            table = metrics(run, self.confidence)
            table.insert(0, "level", level)
            tables.append(table)
        return pd.concat(tables, ignore_index=True)

    @cached_property
    def _gained(self) -> tuple[tuple[float, float, Difference], ...]:
        """Each level against the one below it, figure by figure: that, the level, the difference."""
        return tuple(
            (below, level, difference)
            for (below, before), (level, after) in pairwise(zip(self.levels, self.runs.values(), strict=True))
            for difference in differences(after, before, self.confidence)
        )

    def gains_of(self, about: tuple[str, str, str, str]) -> Iterator[tuple[float, float, Difference]]:
        """The same of one figure, by measure, scope, name and statistic."""
        for below, level, gain in self._gained:
            if (gain.measure, gain.scope, gain.name, gain.statistic) == about:
                yield below, level, gain

    @cached_property
    def gains(self) -> pd.DataFrame:
        """Each level against the one below: `level`, `below`, and the columns of `Difference`."""
        import pandas as pd

        rows = [{"level": level, "below": below, **asdict(gain)} for below, level, gain in self._gained]
        return pd.DataFrame(rows)

    @cached_property
    def verdicts(self) -> Mapping[str, tuple[Verdict, ...]]:
        """The service levels at each level."""
        return {name: tuple(verdicts(run, self.confidence)) for name, run in self.runs.items()}

    def to_json(self) -> str:
        """Return everything as one JSON object; figures that do not exist are null."""
        return as_json(
            {
                "blueprint": self.blueprint.blueprint,
                "version": self.blueprint.version,
                "scenario": self.blueprint.scenario,
                "steps": list(self.steps),
                "levels": list(self.levels),
                "best": self.best,
                "not_told_apart": list(self.kept),
                "seed": self.seed,
                "replications": self.replications,
                "confidence": self.confidence,
                "ranking": asdict(self.ranking),
                "curve": self.curve.to_dict("records"),
                "gains": self.gains.to_dict("records"),
                "assumptions": [asdict(one) for one in self.assumptions],
                "warnings": list(self.warnings),
                "provenance": self._provenance,
            }
        )

    @property
    def _provenance(self) -> Mapping[str, Any]:
        return provenance(self.blueprint, self.seed, self.replications, self.confidence, None)

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the tables `curve`, `gains` and `assumptions` as CSV and Parquet, and the provenance.

        Raises:
            UsageError: the folder is not one to write to.
            RunError: the disk is full, or the like; what was in the folder before is still there.
        """
        files: dict[str, save.Writer] = {}
        for name, table in self._tables():
            files |= save.table_files(name, table)
        files |= save.text_file("blueprint.resolved.yaml", text_of(self.blueprint))
        files |= save.text_file(save.SEAL, as_json({**self._provenance, "warnings": list(self.warnings)}))
        save.save(Path(folder), files)

    def _tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        import pandas as pd

        yield "curve", self.curve
        yield "gains", self.gains
        rows: Sequence[dict[str, Any]] = [
            {**asdict(one), "kept": ";".join(f"{level:g}" for level in one.kept)} for one in self.assumptions
        ]
        yield "assumptions", pd.DataFrame(rows, columns=["assumption", "value", "best", "kept", "figure"])
