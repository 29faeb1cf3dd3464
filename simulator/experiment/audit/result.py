"""What an audit showed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.analysis.audit.actions import untold
from simulator.analysis.audit.chart import Chart, Every
from simulator.analysis.audit.judge import NOT_JUDGED, OPEN
from simulator.analysis.audit.tables import (
    Findings,
    actions_table,
    cases_table,
    chart_of,
    chart_table,
    resources_table,
    set_aside_table,
    steps_table,
)
from simulator.analysis.intervals import share_interval
from simulator.analysis.window import Flags
from simulator.blueprint.schema.whole import Blueprint
from simulator.experiment import save
from simulator.experiment.as_json import as_json
from simulator.experiment.provenance import environment, origin, text_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False, eq=False)
class Audit:
    """A log, held against a blueprint; tables are built when they are first asked for.

    Attributes:
        blueprint: what it was held against, scenario and overrides applied.
        found: all that figures and tables are made of.
        every: how long a point of the control chart lasts.
        unlogged: the steps that need not be in the log, as the user said.
        tolerance: by which share a visit may take longer than the standard times of its SOP.
    """

    blueprint: Blueprint
    found: Findings
    every: Every
    unlogged: tuple[str, ...]
    tolerance: float

    def __repr__(self) -> str:
        return f"<Audit of {self.found.log.name!r}: {self.conforming} of {self.judged} cases conform>"

    @property
    def judged(self) -> int:
        """How many cases were judged."""
        return int(self.found.judged.sum())

    @property
    def conforming(self) -> int:
        """How many of these conform."""
        return int(self.found.conforming.sum())

    @property
    def still_open(self) -> int:
        """How many cases have not come to an end."""
        return int((self.found.judgement.verdict == OPEN).sum())

    @property
    def left_at_once(self) -> int:
        """How many cases left before anything was begun, as the log says: nothing to be judged."""
        return int((self._not_judged & self._left_at_once).sum())

    @property
    def not_judged(self) -> int:
        """How many other cases cannot be judged, for want of a row that was set aside or of any."""
        return int((self._not_judged & ~self._left_at_once).sum())

    @property
    def _not_judged(self) -> Flags:
        return np.asarray(self.found.judgement.verdict == NOT_JUDGED, np.bool_)

    @property
    def _left_at_once(self) -> Flags:
        judgement, log = self.found.judgement, self.found.log
        return np.asarray((judgement.last == judgement.first) & log.left & ~log.incomplete, np.bool_)

    @property
    def left(self) -> int:
        """How many of the cases judged are taken to have left unserved, where the routes allow that."""
        return int((self.found.judgement.left >= 0).sum())

    @property
    def left_unsaid(self) -> int:
        """How many of these no row of the log says so of."""
        return int(((self.found.judgement.left >= 0) & ~self.found.log.left).sum())

    @cached_property
    def untold(self) -> int:
        """How many visits the log tells as a whole only, so that it is not known what was done in them."""
        return int((untold(self.found.plan, self.found.visits) & self.found.of_judged()).sum())

    @cached_property
    def share(self) -> tuple[float, float, float]:
        """The share of judged cases that conform, with Wilson's interval: value, low, high."""
        counts = np.array([float(self.conforming)]), np.array([float(self.judged)])
        value, low, high = share_interval(*counts, self.found.confidence)
        return float(value[0]), float(low[0]), float(high[0])

    @property
    def timed(self) -> int:
        """Of how many visits it is known how long they took."""
        return int(self.found.timed.sum())

    @property
    def slow(self) -> int:
        """How many of these were too slow."""
        return int(self.found.slow.sum())

    @cached_property
    def unseen(self) -> tuple[str, ...]:
        """The steps that the log never names, and of which nobody said so."""
        table = self.found.visits.step
        names = [
            self.found.plan.steps[index].name for index in self.found.order if not (table == index).any()
        ]
        return tuple(name for name in names if name not in self.unlogged)

    @cached_property
    def chart(self) -> Chart:
        """The control chart of the share of conforming cases."""
        return chart_of(self.found, self.every)

    @cached_property
    def cases(self) -> pd.DataFrame:
        """One row a case."""
        return cases_table(self.found)

    @property
    def deviations(self) -> pd.DataFrame:
        """One row a deviation."""
        return self.found.deviations

    @cached_property
    def steps(self) -> pd.DataFrame:
        """One row a step."""
        return steps_table(self.found)

    @cached_property
    def actions(self) -> pd.DataFrame:
        """One row for each action that is prescribed for every visit."""
        return actions_table(self.found)

    @cached_property
    def resources(self) -> pd.DataFrame:
        """One row for each who did something."""
        return resources_table(self.found)

    @cached_property
    def set_aside(self) -> pd.DataFrame:
        """One row for each reason for which rows were set aside."""
        return set_aside_table(self.found.log)

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row for each point of the control chart."""
        return chart_table(self.chart)

    def to_json(self) -> str:
        """Return what was found as one JSON object; figures that do not exist are null."""
        share, low, high = self.share
        return as_json(
            {
                "blueprint": self.blueprint.blueprint,
                "version": self.blueprint.version,
                "scenario": self.blueprint.scenario,
                "log": self.found.log.name,
                "columns": dict(self.found.log.columns),
                "rows": self.found.log.rows,
                "cases": len(self.found.log.cases),
                "judged": self.judged,
                "conforming": self.conforming,
                "share": share,
                "low": low,
                "high": high,
                "left": self.left,
                "left_unsaid": self.left_unsaid,
                "still_open": self.still_open,
                "left_at_once": self.left_at_once,
                "not_judged": self.not_judged,
                "unlike": self.found.judgement.unlike,
                "untold": self.untold,
                "timed": self.timed,
                "too_slow": self.slow,
                "confidence": self.found.confidence,
                "tolerance": self.tolerance,
                "unlogged": list(self.unlogged),
                "unseen": list(self.unseen),
                **{name: _plain(table) for name, table in self._tables() if name != "cases"},
                "provenance": self._provenance,
            }
        )

    @property
    def _provenance(self) -> Mapping[str, Any]:
        return {
            **origin(self.blueprint),
            "log": self.found.log.name,
            "environment": environment(),
        }

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write all tables as CSV and Parquet, the resolved blueprint and the provenance.

        Raises:
            UsageError: the folder is not one to write to.
            RunError: the disk is full, or the like; what was in the folder before is still there.
        """
        files: dict[str, save.Writer] = {}
        for name, table in self._tables():
            files |= save.table_files(name, table)
        files |= save.text_file("blueprint.resolved.yaml", text_of(self.blueprint))
        files |= save.text_file(save.SEAL, as_json(self._provenance))
        save.save(Path(folder), files)

    def _tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        yield "cases", self.cases
        yield "deviations", self.deviations
        yield "steps", self.steps
        yield "actions", self.actions
        yield "resources", self.resources
        yield "chart", self.points
        yield "set_aside", self.set_aside


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as plain values: moments as ISO text."""
    moments = table.select_dtypes("datetime").columns
    plain = table.assign(**{name: table[name].astype("str") for name in moments})
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
