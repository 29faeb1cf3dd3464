"""What a trade-off curve showed."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis import Totals, Verdict
from simulator.analysis.best import Ranking
from simulator.analysis.paired import Difference, differences
from simulator.analysis.payback import Payback
from simulator.blueprint.schema.whole import Blueprint
from simulator.experiment import save
from simulator.experiment.as_json import as_json
from simulator.experiment.payback import payback_of, payback_table
from simulator.experiment.provenance import provenance, text_of
from simulator.experiment.tradeoff.curve import About, Curve, joined, open_of
from simulator.experiment.tradeoff.levels import Levels
from simulator.experiment.tradeoff.settings import told

if TYPE_CHECKING:
    import pandas as pd

#: What the best level is held against, beside nothing prescribed.
AS_WRITTEN = "as written"


@dataclass(frozen=True, slots=True)
class UnderAssumption:
    """The best level where one assumption is another.

    Attributes:
        assumption: its name, as in the blueprint.
        value: the other one.
        best: the level that is best then; None where no level meets what binds.
        kept: those that cannot be told from it, and that itself.
        figure, low, high: the objective there, with its interval; nan where there is none.
    """

    assumption: str
    value: str
    best: float | None
    kept: tuple[float, ...]
    figure: float
    low: float
    high: float


@dataclass(frozen=True, repr=False)
class Tradeoff:
    """A service at several levels of standardisation, on the same customers.

    Attributes:
        blueprint: as it is written.
        steps: whose work is prescribed more or less.
        prescribed: how much of it: the levels asked for, and those that are run.
        written: the service as it is written.
        curves: one for each share that may bend and each compliance asked for; one where none is.
        ranking: the levels of all curves by the objective; of several the name of each is told, too.
        assumptions: what is best where an assumption is another; empty where that was not asked for.
        seed, confidence: of the random numbers and of the intervals.
        warnings: what the reader of the figures should know, in sentences.
        interrupted: whether Ctrl-C ended it.
        stopped: why it was stopped before its end, in words; empty where it was not.
    """

    blueprint: Blueprint
    steps: tuple[str, ...]
    prescribed: Levels
    written: Totals
    curves: tuple[Curve, ...]
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
    def levels(self) -> tuple[float, ...]:
        """How much is prescribed, as shares, increasing; none is below what is mandatory."""
        return self.prescribed.run

    @property
    def replications(self) -> int:
        """How many replications of each level the figures rest on."""
        return len(self.written)

    @cached_property
    def first(self) -> Curve:
        """The curve on which the best of all levels lies."""
        name = self.ranking.standings[0].scenario
        return next(curve for curve in self.curves if name in curve.names)

    @property
    def best(self) -> float:
        """The level that is best by the objective."""
        return self.first.best

    @property
    def kept(self) -> tuple[float, ...]:
        """The best level, and those of its curve that cannot be told from it among all, increasing."""
        return self.first.open_among(self.ranking)

    @property
    def runs(self) -> Mapping[str, Totals]:
        """The sums of each level of the curve on which the best lies."""
        return self.first.runs

    @property
    def open(self) -> tuple[str, ...]:
        """The names of the best of all levels and of those of all curves that cannot be told from it."""
        return tuple(one.scenario for one in open_of(self.ranking))

    @cached_property
    def curve(self) -> pd.DataFrame:
        """All figures: `level`, `asked`, `elastic`, `compliance`, and the columns of the metrics."""
        import pandas as pd

        return pd.concat([curve.table for curve in self.curves], ignore_index=True)

    def gains_of(self, about: About) -> Iterator[tuple[float, float, Difference]]:
        """Each level of the first curve against the one below it in one figure."""
        return self.first.gains_of(about)

    @cached_property
    def gains(self) -> pd.DataFrame:
        """Each level against the one below: `level`, `below`, and the columns of `Difference`."""
        import pandas as pd

        return pd.DataFrame([row for curve in self.curves for row in curve.gain_rows()])

    @property
    def verdicts(self) -> Mapping[str, tuple[Verdict, ...]]:
        """The service levels at each level of the first curve."""
        return self.first.verdicts

    @cached_property
    def paybacks(self) -> tuple[Payback, ...]:
        """When the best level has paid: against the service as written, and the least that can be."""
        investment, best = self.blueprint.investment, self.ranking.standings[0]
        if investment is None or self.first.chosen is None:
            return ()
        run, sure = self.runs[told(self.best)], self.confidence
        others = {AS_WRITTEN: self.written}
        least = self.prescribed.least
        if self.levels[0] == least != self.best:
            others[told(least)] = self.runs[told(least)]
        found = (
            payback_of(investment, best.scenario, name, differences(run, other, sure), sure)
            for name, other in others.items()
        )
        return tuple(one for one in found if one is not None)

    def to_json(self) -> str:
        """Return everything as one JSON object; figures that do not exist are null."""
        return as_json(
            {
                "blueprint": self.blueprint.blueprint,
                "version": self.blueprint.version,
                "scenario": self.blueprint.scenario,
                "steps": list(self.steps),
                "asked": list(self.prescribed.asked),
                "levels": list(self.levels),
                "mandatory": dict(self.prescribed.mandatory),
                "elastic": self.first.setting.elastic,
                "compliance": self.first.setting.compliance,
                "best": self.first.chosen,
                "not_told_apart": list(self.kept),
                "seed": self.seed,
                "replications": self.replications,
                "confidence": self.confidence,
                "ranking": asdict(self.ranking),
                "curves": [curve.as_row(self.ranking) for curve in self.curves],
                "curve": self.curve.to_dict("records"),
                "gains": self.gains.to_dict("records"),
                "payback": [asdict(one) for one in self.paybacks],
                "assumptions": [asdict(one) for one in self.assumptions],
                "warnings": list(self.warnings),
                "provenance": self._provenance,
            }
        )

    @property
    def _provenance(self) -> Mapping[str, Any]:
        return provenance(self.blueprint, self.seed, self.replications, self.confidence, None)

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the tables as CSV and Parquet, and the provenance.

        They are `curve`, `gains`, `best` (a row for each curve) and `assumptions`, and `payback` where the
        blueprint has an investment.

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
        settings = {"elastic": float, "compliance": float}
        yield "best", pd.DataFrame(_best_row(curve, self.ranking) for curve in self.curves).astype(settings)
        rows = [{**asdict(one), "kept": joined(one.kept)} for one in self.assumptions]
        yield "assumptions", pd.DataFrame(rows, columns=list(UnderAssumption.__dataclass_fields__))
        if self.paybacks:
            yield "payback", payback_table(self.paybacks)


def _best_row(curve: Curve, overall: Ranking) -> dict[str, Any]:
    best = curve.ranking.standings[0]
    return {
        "elastic": curve.setting.elastic,
        "compliance": curve.setting.compliance,
        "best": math.nan if curve.chosen is None else curve.chosen,
        "kept": joined(curve.kept),
        "kept_among_all": joined(curve.open_among(overall)),
        "figure": best.value,
        "low": best.low,
        "high": best.high,
        "undominated": joined(curve.undominated),
    }
