"""What a sweep hands back."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.blueprint.resolved import flow_text
from simulator.blueprint.schema.whole import Blueprint
from simulator.experiment import save
from simulator.experiment.as_json import as_json
from simulator.experiment.provenance import ENGINE, environment, origin, text_of
from simulator.experiment.sweeps.chosen import Chosen, chosen, usual
from simulator.experiment.sweeps.course import Account
from simulator.experiment.sweeps.design import Design
from simulator.experiment.sweeps.front import front
from simulator.experiment.sweeps.points import Conditions
from simulator.experiment.sweeps.store import Store
from simulator.experiment.sweeps.tables import Tables, wide
from simulator.experiment.sweeps.values import Range
from simulator.model.plan import Plan

if TYPE_CHECKING:
    import pandas as pd


class Sweep:
    """The results of a sweep; tables are read from the store when they are first asked for.

    A point is one set of values; points are numbered from 1, on a grid with the last path turning fastest.
    Tables have the columns `point` and one for each path that varies before their own.

    Attributes:
        blueprint: what was varied, scenario and overrides applied.
        design: which points.
        interrupted: whether Ctrl-C ended it; the tables are of the points finished before.
        computed: how many points were run now; the others were in the store.
    """

    def __init__(
        self,
        blueprint: Blueprint,
        plan: Plan,
        design: Design,
        conditions: Conditions,
        measures: Sequence[Chosen],
        account: Account,
        store: Store,
        interrupted: bool,
    ) -> None:
        self.blueprint = blueprint
        self.design = design
        self.interrupted = interrupted
        self.computed = account.computed
        self._plan = plan
        self._conditions = conditions
        self._asked = tuple(measures)
        self._account = account
        self._tables = Tables(design, account, store)

    def __repr__(self) -> str:
        return (
            f"<Sweep of {self._plan.blueprint!r}, scenario {self._plan.scenario!r}, seed {self.seed}, "
            f"{self.finished:,} of {len(self.design):,} points>"
        )

    @property
    def seed(self) -> int:
        """The seed of every point: all have the same customers, as far as their values allow."""
        return self._conditions.seed

    @property
    def replications(self) -> int:
        """How often each point was run."""
        return self._conditions.replications

    @property
    def confidence(self) -> float:
        """How sure the intervals are."""
        return self._conditions.confidence

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that vary."""
        return tuple(axis.path for axis in self.design.axes)

    @property
    def finished(self) -> int:
        """How many points are at their end, failed ones too."""
        return self._account.finished

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a point and figure: measure, scope, name, statistic, value, low, high, unit, n."""
        return self._tables.metrics()

    @cached_property
    def slas(self) -> pd.DataFrame:
        """One row a point and service level; its columns are the fields of `Verdict`."""
        return self._tables.slas()

    @cached_property
    def failed(self) -> pd.DataFrame:
        """One row for each point that failed, with its `reason`."""
        return self._tables.failed()

    @cached_property
    def measures(self) -> tuple[Chosen, ...]:
        """What was asked for; else the wait, the cost (where there is any), and the service levels."""
        if self._asked:
            return self._asked
        found = usual(self._plan)
        costs = self._tables.figures([each for each in found if each.measure == "cost"])
        return tuple(each for each in found if each.label != "cost" or (costs["value"] > 0).any())

    @cached_property
    def chosen(self) -> pd.DataFrame:
        """The rows of `table` that `measures` names."""
        return self._tables.figures(self.measures)

    def wide(self, *measures: str) -> pd.DataFrame:
        """One row a point; three columns a measure: its value, `low` and `high`.

        Args:
            measures: `wait:counter`, `wait:counter:p90`, a service level by name; `measures` unless given.

        Raises:
            UsageError: there is no such measure.
        """
        wanted = chosen(measures, self._plan) if measures else self.measures
        figures = self._tables.figures(wanted) if measures else self.chosen
        return wide(self._tables, figures, wanted)

    def pareto(self, first: str, second: str) -> pd.DataFrame:
        """The rows of `wide` that no other point beats in both measures, by the first from the best on.

        Less is better, but for service levels with `at_least`, and for shares of those who are served or
        solved and the throughput.

        Raises:
            UsageError: there is no such measure.
        """
        one, other = (chosen([label], self._plan)[0] for label in (first, second))
        points = self.wide(first, second)
        pairs = list(zip(points[one.label], points[other.label], strict=True))
        return points.iloc[front(pairs, more=(one.more, other.more))].reset_index(drop=True)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader of the figures should know, in sentences."""
        said = []
        if self.interrupted:
            said.append(f"The results are of {self.finished:,} of {len(self.design):,} points.")
        if len(self.failed):
            said.append(f"{len(self.failed):,} of {len(self.design):,} points failed and have no figures.")
        return tuple(said)

    @property
    def provenance(self) -> Mapping[str, Any]:
        """Version, blueprint and its hash, what varied and how, and environment; no time, no host."""
        return {
            **origin(self.blueprint),
            "vary": {axis.path: _said(axis.values) for axis in self.design.axes},
            "how": self.design.how,
            "points": len(self.design),
            "seed": self.seed,
            "replications": self.replications,
            "confidence": self.confidence,
            "engine": ENGINE,
            "environment": environment(),
        }

    def to_json(self) -> str:
        """Return the figures of `measures`, service levels, failed points and provenance as one JSON object.

        Figures that do not exist (an interval of one replication) are null.
        """
        return as_json(
            {
                "blueprint": self._plan.blueprint,
                "version": self._plan.version,
                "scenario": self._plan.scenario,
                "seed": self.seed,
                "replications": self.replications,
                "confidence": self.confidence,
                "engine": ENGINE,
                "paths": list(self.paths),
                "measures": [each.label for each in self.measures],
                "metrics": self.chosen.to_dict("records"),
                "slas": self.slas.astype(object).where(self.slas.notna(), None).to_dict("records"),
                "failed": self.failed.to_dict("records"),
                "warnings": list(self.warnings),
                "provenance": self.provenance,
            }
        )

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write all tables as CSV and Parquet, the blueprint that was varied, and the provenance.

        The same inputs give the same bytes. An earlier result in the folder is replaced.

        Raises:
            UsageError: the folder is not one to write to.
            RunError: the disk is full, or the like; what was in the folder before is still there.
        """
        tables = {"metrics": self.table, "wide": self.wide(), "slas": self.slas, "failed": self.failed}
        files: dict[str, save.Writer] = {}
        for name, table in tables.items():
            files |= save.table_files(name, table)
        files |= save.text_file("blueprint.resolved.yaml", text_of(self.blueprint))
        seal = as_json({**self.provenance, "warnings": list(self.warnings)})
        files |= save.text_file(save.SEAL, seal)
        save.save(Path(folder), files)


def _said(values: Any) -> Any:
    """The values of a path: a range by its ends, else one by one."""
    if isinstance(values, Range):
        return str(values)
    return [
        node.value if isinstance(node.value, int | float | str) else flow_text(node) for node in values.nodes
    ]
