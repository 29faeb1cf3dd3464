"""What a look at the sensitivity of figures showed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis import Totals
from simulator.analysis.paired import Difference
from simulator.analysis.sobol import Index
from simulator.blueprint.schema.whole import Blueprint
from simulator.experiment import save
from simulator.experiment.as_json import as_json
from simulator.experiment.provenance import ENGINE, provenance, text_of
from simulator.experiment.sensitivity.inputs import Input
from simulator.experiment.sensitivity.saltelli import Spread
from simulator.experiment.sensitivity.tornado import Bar
from simulator.experiment.sweeps.chosen import Chosen
from simulator.experiment.sweeps.points import Conditions
from simulator.experiment.warm_up import FoundWarmUp

if TYPE_CHECKING:
    import pandas as pd

#: With fewer points in each sample the two samples of an input may take the same values.
_FEW_POINTS = 64

#: What a figure is about, before what is said of it.
_ABOUT = ("measure", "scope", "name", "statistic")


@dataclass(frozen=True, repr=False)
class Sensitivity:
    """How figures depend on inputs.

    Attributes:
        blueprint: what was varied, scenario and overrides applied.
        inputs: what varies.
        measures: the figures.
        conditions: seed, replications and the like.
        sobol: how many points each sample was to have; None where the inputs vary one at a time only.
        base: the sums of the blueprint as it is.
        bars: for each figure, by its label, what each input does to it; the widest first.
        spread: the points at which all inputs vary; None where they were not run.
        warm_up: the warm-up that was found from a pilot; None where it was given.
        remarks: what the reader of the differences should know, in sentences.
        interrupted: whether Ctrl-C ended it.
        stopped: why it was stopped before its end, in words; empty where it was not.
    """

    blueprint: Blueprint
    inputs: tuple[Input, ...]
    measures: tuple[Chosen, ...]
    conditions: Conditions
    sobol: int | None
    base: Totals
    bars: Mapping[str, tuple[Bar, ...]]
    spread: Spread | None
    warm_up: FoundWarmUp | None
    remarks: tuple[str, ...]
    interrupted: bool
    stopped: str

    def __repr__(self) -> str:
        return (
            f"<Sensitivity of {self.blueprint.blueprint!r} to {', '.join(self.paths)}, seed {self.seed}, "
            f"replications {self.replications}>"
        )

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the inputs."""
        return tuple(each.path for each in self.inputs)

    @property
    def seed(self) -> int:
        """Of the random numbers of every plan and point."""
        return self.conditions.seed

    @property
    def replications(self) -> int:
        """How many replications the differences rest on."""
        return len(self.base)

    @property
    def confidence(self) -> float:
        """Of the intervals, as a fraction; those of the differences of a figure hold for all at once."""
        return self.conditions.confidence

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a figure, input and end of its range, the inputs with the widest swing first.

        Columns: `path`, `end` (`low` or `high`), `setting`, those of `Difference`, and `swing`.
        """
        import pandas as pd

        columns = ["path", "end", "setting", *(field.name for field in fields(Difference)), "swing"]
        return pd.DataFrame(self._rows(), columns=columns)

    def _rows(self) -> Iterator[dict[str, Any]]:
        for bars in self.bars.values():
            for bar in bars:
                for end, setting, difference in zip(
                    ("low", "high"), bar.settings, (bar.low, bar.high), strict=True
                ):
                    about = {"path": bar.path, "end": end, "setting": setting}
                    yield {**about, **asdict(difference), "swing": bar.swing}

    @cached_property
    def by_measure(self) -> Mapping[str, tuple[tuple[str, Index], ...]]:
        """For each figure, by its label, the indices with the path of their input; without those it lacks."""
        found: dict[str, list[tuple[str, Index]]] = {}
        if self.spread is not None:
            for measure, path, index in self.spread.indices(self.measures, self.confidence, self.seed):
                found.setdefault(measure.label, []).append((path, index))
        return {label: tuple(indices) for label, indices in found.items()}

    @cached_property
    def indices(self) -> pd.DataFrame:
        """One row a figure, input and order (`first` or `total`): its index, and the interval of that.

        No rows without `sobol`, nor of a figure that is missing at a point.
        """
        import pandas as pd

        about = {each.label: {name: getattr(each, name) for name in _ABOUT} for each in self.measures}
        rows = [
            {**about[label], "path": path, **asdict(index)}
            for label, found in self.by_measure.items()
            for path, index in found
        ]
        return pd.DataFrame(rows, columns=[*_ABOUT, "path", *(field.name for field in fields(Index))])

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader of the figures should know, in sentences."""
        return (*self.remarks, *self._of_points())

    def _of_points(self) -> Iterator[str]:
        spread = self.spread
        if spread is None:
            return
        many = len(spread.design)
        if spread.interrupted:
            yield f"There are no indices yet: {spread.finished:,} of {many:,} points are finished."
        elif len(spread.failed):
            yield (
                f"There are no indices: {len(spread.failed):,} of {many:,} points failed, the first of them "
                f"because of this: {spread.failed['reason'].iloc[0].rstrip('.')}."
            )
        else:
            lacking = [f"`{each.label}`" for each in self.measures if each.label not in self.by_measure]
            if lacking:
                yield f"There are no indices of {', '.join(lacking)}, which some points do not have."
            if self.by_measure and (self.sobol or 0) < _FEW_POINTS:
                yield (
                    f"{self.sobol} points in each sample are few: the indices may be far off; "
                    f"{_FEW_POINTS} or more are better."
                )

    @property
    def provenance(self) -> Mapping[str, Any]:
        """What the figures depend on; no time, no host."""
        return {
            **provenance(self.blueprint, self.seed, self.replications, self.confidence, self.warm_up),
            "vary": {each.path: str(each.range) for each in self.inputs},
            "sobol": self.sobol,
        }

    def to_json(self) -> str:
        """Return everything as one JSON object; figures that do not exist are null."""
        return as_json(
            {
                "blueprint": self.blueprint.blueprint,
                "version": self.blueprint.version,
                "scenario": self.blueprint.scenario,
                "seed": self.seed,
                "replications": self.replications,
                "confidence": self.confidence,
                "engine": ENGINE,
                "paths": list(self.paths),
                "measures": [each.label for each in self.measures],
                "sensitivity": self.table.to_dict("records"),
                "indices": self.indices.to_dict("records"),
                "warnings": list(self.warnings),
                "provenance": self.provenance,
            }
        )

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write both tables as CSV and Parquet, the blueprint that was varied, and the provenance.

        The same inputs give the same bytes. An earlier result in the folder is replaced.

        Raises:
            UsageError: the folder is not one to write to.
            RunError: the disk is full, or the like; what was in the folder before is still there.
        """
        files = {
            **save.table_files("sensitivity", self.table),
            **save.table_files("indices", self.indices),
            **save.text_file("blueprint.resolved.yaml", text_of(self.blueprint)),
            **save.text_file(save.SEAL, as_json({**self.provenance, "warnings": list(self.warnings)})),
        }
        save.save(Path(folder), files)
