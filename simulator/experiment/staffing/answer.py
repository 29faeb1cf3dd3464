"""What a search for the cheapest staffing hands back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis import Verdict
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import UsageError
from simulator.experiment import save as files
from simulator.experiment.as_json import as_json
from simulator.experiment.result import Result

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class StaffRow:
    """How many of a team there are in one period.

    Attributes:
        team: its name.
        days: `Mon-Fri`, or empty where it is the same every day; `start`, `end`: times of day. All three are
            empty where one number holds for the whole run.
        low, high: the range.
        theory: what theory says, where the search began.
        present: members on duty now, on average over the period.
        count: members in the plan that is shown; None where there is none.
    """

    team: str
    days: str
    start: str
    end: str
    low: int
    high: int
    theory: int
    present: float
    count: int | None


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """How many members of a team are given a shift.

    Attributes:
        team: its name.
        shift: of the shift, with its days where they differ.
        count: members who have it.
        cost: of all of them over the run.
    """

    team: str
    shift: str
    count: int
    cost: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A service level in a plan with one member fewer than the plan that was found.

    Attributes:
        team: whose member is missing.
        place: the period or the shift; empty where one number holds for the whole run.
        count: members there.
        cost: of the plan.
        sla: the service level that is not met.
        attainment, low, high: its figure, and the interval.
        target, unit: its target, and the unit of all of these.
        verdict: `missed`, or `unsure` after all replications; `met` in a plan that meets all, and is not
            cheaper.
        replications: what the verdict rests on.
    """

    team: str
    place: str
    count: int
    cost: float
    sla: str
    attainment: float
    low: float
    high: float
    target: float
    unit: str
    verdict: str
    replications: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a service level is not met.

    Attributes:
        sla: its name.
        text: what keeps it from being met, and what to change, in words.
    """

    sla: str
    text: str


@dataclass(frozen=True, slots=True)
class Price:
    """What the teams that may change cost over the measured part of the run, as they are on duty.

    Attributes:
        cost: in the currency; 0 where no team has a cost.
        time: hours of all members together.
    """

    cost: float
    time: float


@dataclass(frozen=True, repr=False, eq=False)
class Staffing:
    """The cheapest staffing that meets every service level, or why there is none.

    Attributes:
        blueprint: what was asked about, scenario and overrides applied.
        found: whether there is a plan that meets every service level. Where there is none, the plan is the
            one that came nearest if Ctrl-C ended the search, else there is none to be shown.
        rows: how many of each team in each period, in the order of the file.
        shifts: how many have which shift; none where no shifts were given.
        verdicts: on the service levels with this plan, or without one with as many as there may be.
        fresh: the verdicts from further replications, on which no choice was made; none without a plan.
        present_verdicts: on them as the blueprint stands.
        neighbours_failing: for each plan with one member fewer what is not met.
        price, present: of the plan, and of the present staffing; no price without a plan.
        proven: whether every cheaper plan is known to fail, as far as more staff never harms.
        given: whether the blueprint says what may change; otherwise the ranges are from theory.
        reasons: why there is no plan, one for each service level in the way; empty where one is shown.
        starts: the plans that were tried first, in words.
        settings: what to set in the blueprint for the plan that was found, as pairs of path and value.
        scenario: the same as the text of a scenario.
        simulations: replications that were simulated for the search, and on other days.
        tried: plans that were simulated.
        replications: the most for one plan.
        seed, confidence: of the random numbers and the intervals.
        result: of a run with the plan, or without one with as many as there may be. Where Ctrl-C came it has
            the replications from the search, without quantiles and tables.
        finished: whether the search came to its end.
        interrupted: whether Ctrl-C came before everything was done.
        stopped: what else ended it before, in words; empty where nothing did.
        unshown: what is not shown for that, in words.
    """

    blueprint: Blueprint
    found: bool
    rows: tuple[StaffRow, ...]
    shifts: tuple[ShiftRow, ...]
    verdicts: tuple[Verdict, ...]
    fresh: tuple[Verdict, ...]
    present_verdicts: tuple[Verdict, ...]
    neighbours_failing: tuple[Neighbour, ...]
    price: Price | None
    present: Price
    proven: bool
    given: bool
    reasons: tuple[Reason, ...]
    starts: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    scenario: str
    simulations: int
    tried: int
    replications: int
    seed: int
    confidence: float
    result: Result
    finished: bool
    interrupted: bool
    stopped: str
    unshown: tuple[str, ...]

    def __repr__(self) -> str:
        found = f"cost {self.price.cost:g}" if self.found and self.price else "no plan"
        return f"<Staffing of {self.blueprint.blueprint!r}, {found}, {self.simulations} replications>"

    @property
    def plan(self) -> Mapping[str, Mapping[str, int]]:
        """Members by team and period: `{"tellers": {"09:00": 3}}`; the period `""` is the whole run.

        Empty where there is no plan.
        """
        plan: dict[str, dict[str, int]] = {}
        for row in self.rows:
            if row.count is not None:
                plan.setdefault(row.team, {})[" ".join(filter(None, (row.days, row.start)))] = row.count
        return plan

    @property
    def overrides(self) -> tuple[str, ...]:
        """The plan as `path=value`, for `run` and `--set`."""
        return tuple(f"{path}={value}" for path, value in self.settings)

    @property
    def table(self) -> pd.DataFrame:
        """One row a team and period; its columns are the fields of `StaffRow`."""
        return _table(self.rows, StaffRow).astype({"count": "Int64"})

    @property
    def neighbours(self) -> pd.DataFrame:
        """One row for each service level that is not met with one member fewer, see `Neighbour`."""
        return _table(self.neighbours_failing, Neighbour)

    @property
    def metrics(self) -> pd.DataFrame:
        """All figures of a run with the plan, or without one with as many as there may be."""
        return self.result.metrics

    def to_json(self) -> str:
        """Return the plan and its evidence as one JSON object."""
        return as_json(
            {
                "blueprint": self.blueprint.blueprint,
                "version": self.blueprint.version,
                "scenario": self.blueprint.scenario,
                "seed": self.seed,
                "replications": self.replications,
                "confidence": self.confidence,
                "found": self.found,
                "finished": self.finished,
                "interrupted": self.interrupted,
                "stopped": self.stopped,
                "unshown": list(self.unshown),
                "proven": self.proven,
                "price": None if self.price is None else asdict(self.price),
                "present": asdict(self.present),
                "staffing": [asdict(row) for row in self.rows],
                "shifts": [asdict(row) for row in self.shifts],
                "slas": [verdict.as_row() for verdict in self.verdicts],
                "fresh_slas": [verdict.as_row() for verdict in self.fresh],
                "present_slas": [verdict.as_row() for verdict in self.present_verdicts],
                "neighbours": [asdict(row) for row in self.neighbours_failing],
                "reasons": [asdict(reason) for reason in self.reasons],
                "starts": list(self.starts),
                "set": dict(self.settings),
                "simulations": self.simulations,
                "plans": self.tried,
                "metrics": self.metrics.to_dict("records"),
                "provenance": self.result.provenance,
            }
        )

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the plan, its neighbours and its scenario beside the tables of a run with it.

        After Ctrl-C there are no tables of customers, visits and staff.

        Raises:
            UsageError: no plan was found, the run kept no tables, or the folder is not one to write to.
            RunError: the disk is full, or the like; what was in the folder before is still there.
        """
        if not self.found:
            raise UsageError("there is no plan to be saved")
        own = files.table_files("staffing", self.table)
        own |= files.table_files("neighbours", self.neighbours)
        if self.shifts:
            own |= files.table_files("shifts", _table(self.shifts, ShiftRow))
        own |= files.text_file("scenario.yaml", f"scenarios:\n{self.scenario}\n")
        files.save(Path(folder), {**own, **self.result.files(tables=not (self.interrupted or self.stopped))})


def _table(rows: tuple[Any, ...], kind: type) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame([asdict(row) for row in rows], columns=[each.name for each in fields(kind)])
