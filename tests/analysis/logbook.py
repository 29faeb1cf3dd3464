"""Records written by hand, by name, for small stories with arithmetic anybody can follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import nan
from typing import Any

import numpy as np

from simulator.analysis import combine, reduce
from simulator.engine.records import (
    CASES,
    DUTY,
    PROCEDURES,
    RESULTS,
    STINT_KINDS,
    STINTS,
    VISITS,
    Records,
    Table,
)
from simulator.model.plan import Plan, Procedure
from simulator.randomness.distributions import constant
from tests.plans import a_class, a_plan, a_step, a_team, end, to


class Logbook:
    """Collects the rows of one replication; everything by name, times as they come.

    A visit needs what is not its default: `visit("counter", ready=1, started=3, finished=8, member=2)`.
    """

    def __init__(self, plan: Plan, replication: int = 1) -> None:
        self.plan = plan
        self.replication = replication
        self._cases = Table(CASES)
        self._visits = Table(VISITS)
        self._stints: list[tuple[Any, ...]] = []
        self._duty = Table(DUTY)
        self._procedures = Table(PROCEDURES)
        self._attributes: list[Sequence[float]] = []
        self._numbers: dict[str, int] = {}
        self._visited: dict[str, int] = {}

    def case(
        self,
        customers: str,
        arrived: float,
        left: float,
        outcome: str = "served",
        attributes: Sequence[float] | None = None,
        slot: float = nan,
        parent: int = -1,
    ) -> Logbook:
        """The next customer; its visits follow."""
        number = self._numbers[customers] = self._numbers.get(customers, 0) + 1
        self._visited = {}
        self._cases.append(
            len(self._cases),
            [c.name for c in self.plan.classes].index(customers),
            number,
            arrived,
            slot,
            left,
            self.plan.outcomes.index(outcome),
            parent,
        )
        self._attributes.append([nan] * len(self.plan.attributes) if attributes is None else attributes)
        return self

    def visit(
        self,
        step: str,
        ready: float,
        started: float = nan,
        finished: float = nan,
        *,
        team: str | None = None,
        member: int = 0,
        handed: float | None = None,
        queued: float | None = None,
        work: float | None = None,
        result: str = "done",
        interruptions: int = 0,
        branch: int = 0,
        kind: str = "work",
        batch: int = 0,
        option: str | None = None,
    ) -> Logbook:
        """A visit of the last case; with a member, also the stint from `started` to `finished`.

        It is handed over when it is ready and queues from then on, where nothing else is said; `option` is
        the key of the way on that it took.
        """
        case = len(self._cases) - 1
        number = self._visited[step] = self._visited.get(step, 0) + 1
        place = [s.name for s in self.plan.steps].index(step)
        index = -1 if team is None else self._team(team)
        worked = finished - started if work is None else work
        handed = ready if handed is None else handed
        ways = {way.key: way.index for way in self.plan.steps[place].route}
        self._visits.append(
            case,
            place,
            number,
            branch,
            ready,
            handed,
            handed if queued is None else queued,
            started,
            finished,
            0.0 if np.isnan(worked) else worked,
            index,
            member,
            interruptions,
            batch,
            -1 if option is None else ways[option],
            RESULTS.index(result),
        )
        if team is not None and member:
            self.stint(step, team, member, started, finished, kind)
        return self

    def by_sop(
        self,
        step: str,
        required: int = 0,
        done: int = 0,
        *,
        misfit: int = 0,
        bent: int = 0,
        wrong: int = 0,
        left: int = 0,
        redone: int = 0,
        exception: bool = False,
    ) -> Logbook:
        """How the last visit to a step was done: actions as bits."""
        place = [s.name for s in self.plan.steps].index(step)
        key = (len(self._cases) - 1, place, self._visited[step], 0)
        self._procedures.append(*key, required, done, misfit, bent, wrong, left, redone, exception, 0)
        return self

    def stint(
        self, step: str, team: str, member: int, start: float, end: float, kind: str = "work"
    ) -> Logbook:
        """A span in which the last case took a member."""
        place = [s.name for s in self.plan.steps].index(step)
        row = (len(self._cases) - 1, place, self._team(team), member, start, end, STINT_KINDS.index(kind))
        self._stints.append(row)
        return self

    def down(self, team: str, member: int, start: float, end: float) -> Logbook:
        """A span in which a member is under repair."""
        self._stints.append((-1, -1, self._team(team), member, start, end, STINT_KINDS.index("down")))
        return self

    def duty(self, team: str, member: int, on: float, due: float, off: float | None = None) -> Logbook:
        """A span on duty."""
        self._duty.append(self._team(team), member, on, due, due if off is None else off)
        return self

    def records(
        self, end: float, stopped: str = "", notes: tuple[str, ...] = (), later: tuple[int, ...] = ()
    ) -> Records:
        """What was written, as an engine hands it over."""
        stints = Table(STINTS)
        for row in sorted(self._stints, key=lambda r: (r[2], r[3], r[4])):
            stints.append(*row)
        shape = (len(self._cases), len(self.plan.attributes))
        return Records(
            replication=self.replication,
            cases=self._cases.rows(),
            attributes=np.array(self._attributes, np.float64).reshape(shape),
            visits=self._visits.rows(),
            stints=stints.rows(),
            duty=self._duty.rows(),
            end=end,
            stopped=stopped,
            notes=notes,
            later=later,
            procedures=self._procedures.rows(),
        )

    def _team(self, name: str) -> int:
        return [team.name for team in self.plan.teams].index(name)


def shop(**changes: Any) -> Plan:
    """One counter with two tellers and a back office with one clerk, open from 0 to 100 min."""
    settings: dict[str, Any] = {"run_for": 100.0, "outcomes": ("refused", "served"), "unsolved": ("refused",)}
    return a_plan(
        classes=[a_class("business", "counter"), a_class("walk-in", "counter")],
        teams=[a_team("clerks", 1, cost=2.0), a_team("tellers", 2, cost=1.0)],
        steps=[
            a_step(
                "counter",
                "tellers",
                constant(5.0),
                [
                    to("counter", share=0.1, kind="rework", key="again"),
                    to("office", share=0.1, kind="escalation", key="up"),
                    to("office", share=0.5),
                    end("served"),
                ],
            ),
            a_step("office", "clerks", constant(5.0), end("served")),
        ],
        **(settings | changes),
    )


def with_sop(plan: Plan, step: str, procedure: Procedure) -> Plan:
    """The plan in which a step has this SOP."""
    steps = [replace(s, procedure=procedure) if s.name == step else s for s in plan.steps]
    return replace(plan, steps=tuple(steps))


def figures(plan: Plan, *records: Records, confidence: float = 0.95, batches: int = 1) -> Figures:
    """The metrics of some replications, asked by name."""
    return Figures(combine(plan, [reduce(plan, r, batches) for r in records], confidence))


class Figures:
    """A metrics table: `f("wait", "counter")` is the mean, `f("wait", "counter", "p90")` a quantile."""

    def __init__(self, table: Any) -> None:
        self.table = table

    def row(self, measure: str, name: str = "all", statistic: str | None = None) -> Any:
        """The row of a statistic; the first of the measure where none is named."""
        table = self.table
        rows = table[(table["measure"] == measure) & (table["name"] == name) & (table["scope"] != "sla")]
        if statistic is not None:
            rows = rows[rows["statistic"] == statistic]
        assert len(rows), f"no {statistic} of {measure} of {name}"
        return rows.iloc[0]

    def __call__(self, measure: str, name: str = "all", statistic: str | None = None) -> float:
        """The value of a statistic."""
        return float(self.row(measure, name, statistic)["value"])
