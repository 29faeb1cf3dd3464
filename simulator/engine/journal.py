"""What is written down of a run, and the order in which it is handed over."""

from __future__ import annotations

from array import array
from math import isnan

import numpy as np

from simulator.engine.cases import Case, Visit
from simulator.engine.records import CASES, DUTY, PROCEDURES, STINTS, VISITS, Records, Rows, Table
from simulator.model.plan import Plan


class Journal:
    """The tables of one replication while it runs."""

    def __init__(self, plan: Plan) -> None:
        self.duty = Table(DUTY)
        self.stints = Table(STINTS)
        self._cases = Table(CASES)
        self._visits = Table(VISITS)
        self._procedures = Table(PROCEDURES)
        self._moments = array("d")  # when the visit of each row of procedures became ready
        self._attributes = array("d")
        self._width = len(plan.attributes)
        self._next_case = 0

    def next_case(self) -> int:
        """The number of the case that arrives now, from 0."""
        self._next_case += 1
        return self._next_case - 1

    def write_case(self, case: Case, left: float, outcome: int) -> None:
        """A case has left."""
        self._attributes.extend(case.traits)
        self._cases.append(
            case.id, case.customers, case.number, case.arrived, case.slot, left, outcome, case.parent
        )

    def write_visit(self, visit: Visit, finished: float, result: int) -> None:
        """A visit has ended."""
        self._visits.append(
            visit.case.id,
            visit.step,
            visit.number,
            visit.branch,
            visit.ready,
            visit.handed,
            visit.queued,
            visit.started,
            finished,
            visit.worked,
            visit.lead_team,
            visit.lead_member,
            visit.interruptions,
            visit.batch,
            visit.option,
            result,
        )
        done = visit.performed
        if done is not None and not isnan(visit.started):
            self._procedures.append(
                visit.case.id,
                visit.step,
                visit.number,
                visit.branch,
                done.required,
                done.done,
                done.misfit,
                done.bent,
                done.wrong,
                done.left,
                done.redone,
                done.exception,
                done.found,
            )
            self._moments.append(visit.ready)

    def records(
        self, replication: int, end: float, stopped: str, notes: tuple[str, ...], later: tuple[int, ...]
    ) -> Records:
        """Everything, in the order that `records` promises."""
        attributes = np.array(self._attributes).reshape(len(self._cases), self._width)
        return Records(
            replication=replication,
            cases=self._cases.by("case"),
            attributes=attributes[np.argsort(self._cases.rows()["case"])],
            visits=self._visits.by("case", "ready", "branch", "step", "visit"),
            stints=self.stints.by("team", "member", "start"),
            duty=self.duty.by("team", "member", "on"),
            end=end,
            stopped=stopped,
            notes=notes,
            later=later,
            procedures=self._in_order_of_visits(),
        )

    def _in_order_of_visits(self) -> Rows:
        rows = self._procedures.rows()
        moments = np.array(self._moments)
        return rows[np.lexsort([rows["visit"], rows["step"], rows["branch"], moments, rows["case"]])]
