"""What a run hands back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis import Totals, Verdict, metrics, occupancy, verdicts
from simulator.analysis.theory import TheoryRow
from simulator.blueprint.schema.whole import Blueprint
from simulator.engine.records import Records
from simulator.errors import UsageError
from simulator.experiment import save
from simulator.experiment.as_json import as_json
from simulator.experiment.provenance import ENGINE, provenance, text_of
from simulator.experiment.save import Writer
from simulator.experiment.scorecard import Scored, scored
from simulator.experiment.warm_up import FoundWarmUp
from simulator.model.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False, eq=False)
class Result:
    """The results of a run; tables are built when they are first asked for.

    Times are in the blueprint's unit from t = 0. See docs/reference/results.md for every column.

    Attributes:
        blueprint: what was run, scenario and overrides applied.
        plan: what it was compiled to.
        seed: of the random numbers.
        totals: the sums that all figures come from.
        records: what the engine wrote down, by replication; None where no tables were wanted.
        confidence: of the intervals, as a fraction.
        warm_up: the warm-up that was found from a pilot; None where it was given.
        theory: what queueing theory expects in the long run, see `analysis.theory`.
        warnings: what the reader of the figures should know, in sentences.
        interrupted: whether Ctrl-C ended the run; the figures are those of the replications finished before.
        stopped: why the run was stopped before its end, in words; empty where it was not.
    """

    blueprint: Blueprint
    plan: Plan
    seed: int
    totals: Totals
    records: tuple[Records, ...] | None
    confidence: float = 0.95
    warm_up: FoundWarmUp | None = None
    theory: tuple[TheoryRow, ...] = ()
    warnings: tuple[str, ...] = ()
    interrupted: bool = False
    stopped: str = ""

    def __repr__(self) -> str:
        return (
            f"<Result of {self.plan.blueprint!r}, scenario {self.plan.scenario!r}, seed {self.seed}, "
            f"replications {self.replications}>"
        )

    @property
    def replications(self) -> int:
        """How many replications the figures rest on."""
        return len(self.totals)

    @cached_property
    def metrics(self) -> pd.DataFrame:
        """One row a figure: scenario, measure, scope, name, statistic, value, low, high, unit, n."""
        return metrics(self.totals, self.confidence)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The service levels held against the run, in the order of the file."""
        return tuple(verdicts(self.totals, self.confidence))

    @cached_property
    def slas(self) -> pd.DataFrame:
        """One row a service level; its columns are the fields of `Verdict`."""
        import pandas as pd

        rows = [verdict.as_row() for verdict in self.verdicts]
        table = pd.DataFrame(rows, columns=list(Verdict.__dataclass_fields__))
        return table.astype({"within": float, "replications_needed": "Int64"})

    @cached_property
    def scorecard(self) -> Scored | None:
        """The scorecard of the blueprint, filled in; None where it has none.

        Raises:
            UsageError: one of its figures is none of this service.
        """
        return scored(self.blueprint, self.totals, self.confidence)

    @cached_property
    def cases(self) -> pd.DataFrame:
        """One row a customer."""
        from simulator.analysis.tables import cases_table

        return cases_table(self.plan, self._kept())

    @cached_property
    def visits(self) -> pd.DataFrame:
        """One row for each visit of a customer to a step."""
        from simulator.analysis.tables import visits_table

        return visits_table(self.plan, self._kept())

    @cached_property
    def staff(self) -> pd.DataFrame:
        """One row for each span in which a member of a team or a unit of a resource was taken."""
        from simulator.analysis.tables import staff_table

        return staff_table(self.plan, self._kept())

    def occupancy(self) -> pd.DataFrame:
        """The share of the time with each number waiting, inside and busy."""
        return occupancy(self.totals)

    def levels(self) -> pd.DataFrame:
        """Queue lengths, people inside and busy staff over time: one row for each change."""
        from simulator.analysis.tables import levels_table

        return levels_table(self.plan, self._kept())

    def event_log(self) -> pd.DataFrame:
        """One row a visit under the column names of XES, as process-mining tools read them."""
        from simulator.analysis.events import event_log

        return event_log(self.plan, self._kept())

    def survey(self, customers: int) -> pd.DataFrame:
        """What a survey of so many customers would find: one row each, with answer, recommendation, ease.

        Whom it asks and what they answer are draws of the run's seed; the figures of the run have no such
        error of a sample.

        Raises:
            UsageError: satisfaction is not measured, the run kept no tables, or nobody was served.
        """
        from simulator.analysis.satisfaction.sample import ask

        if self.plan.satisfaction is None:
            raise UsageError(
                "satisfaction is not measured; write `satisfaction: {expected_wait: 5 min}` at the top of "
                "the blueprint"
            )
        return ask(self.plan, self._kept(), customers, self.seed)

    @property
    def provenance(self) -> Mapping[str, Any]:
        """Version, blueprint and its hash, what was asked for, and environment; no time, no host."""
        return provenance(self.blueprint, self.seed, self.replications, self.confidence, self.warm_up)

    def to_json(self) -> str:
        """Return what was run, metrics, service levels, warnings and provenance as one JSON object.

        Figures that do not exist (an interval of one replication) are null.
        """
        return as_json(
            {
                "blueprint": self.plan.blueprint,
                "version": self.plan.version,
                "scenario": self.plan.scenario,
                "seed": self.seed,
                "replications": self.replications,
                "confidence": self.confidence,
                "engine": ENGINE,
                "metrics": self.metrics.to_dict("records"),
                "slas": [verdict.as_row() for verdict in self.verdicts],
                **({"scorecard": self.scorecard.as_dict()} if self.scorecard else {}),
                "warnings": list(self.warnings),
                "provenance": self.provenance,
            }
        )

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write all tables as CSV and Parquet, the event log, the resolved blueprint and the provenance.

        The same inputs give the same bytes. An earlier result in the folder is replaced.

        Raises:
            UsageError: the run kept no tables, or the folder is not one to write to.
            RunError: the disk is full, or the like; what was in the folder before is still there.
        """
        save.save(Path(folder), self.files())

    def files(self, *, tables: bool = True) -> dict[str, Writer]:
        """What `save` writes, by the name of the file; the provenance comes last.

        Args:
            tables: whether with every customer, visit and span of work.

        Raises:
            UsageError: the run kept no tables, and they are asked for.
        """
        files: dict[str, Writer] = {}
        for name in ("metrics", "slas", *(("cases", "visits", "staff") if tables else ())):
            files |= save.table_files(name, getattr(self, name))
        if tables:
            files |= save.csv_file("event_log", self.event_log())
        files |= save.text_file("blueprint.resolved.yaml", text_of(self.blueprint))
        seal = as_json({**self.provenance, "warnings": list(self.warnings)})
        files |= save.text_file(save.SEAL, seal)
        return files

    def _kept(self) -> tuple[Records, ...]:
        if self.records is None:
            raise UsageError("this run kept no tables; run it with tables=True")
        return self.records
