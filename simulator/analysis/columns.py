"""The records of one replication as plain columns, with what every measure asks of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.window import Flags, Floats, Ints, Window, totals_by
from simulator.engine.records import RESULTS, Records
from simulator.model.plan import OWN_OUTCOMES, UNFINISHED, Plan

DONE, GAVE_UP, BALKED, TURNED_AWAY, OPEN, CANCELLED = range(len(RESULTS))


@dataclass(frozen=True, slots=True)
class CaseColumns:
    """One entry a case.

    Attributes:
        customers, arrived, left, outcome: as recorded.
        counted: whether it arrived after the warm-up.
        batch: the batch of its arrival.
        gone: whether it left before the run ended.
        served: whether it left by a named end.
    """

    customers: Ints
    arrived: Floats
    left: Floats
    outcome: Ints
    counted: Flags
    batch: Ints
    gone: Flags
    served: Flags

    @classmethod
    def of(cls, plan: Plan, records: Records, window: Window) -> CaseColumns:
        """The columns of a replication's cases."""
        cases = records.cases
        arrived = np.ascontiguousarray(cases["arrived"])
        outcome = cases["outcome"].astype(np.int64)
        return cls(
            customers=cases["customers"].astype(np.int64),
            arrived=arrived,
            left=np.ascontiguousarray(cases["left"]),
            outcome=outcome,
            counted=arrived >= plan.warm_up,
            batch=window.batch_of(arrived),
            gone=outcome != UNFINISHED,
            served=outcome >= len(OWN_OUTCOMES),
        )


@dataclass(frozen=True, slots=True)
class VisitColumns:
    """One entry a visit.

    Attributes:
        case, step, visit, team, ready, queued, started, finished, work, result: as recorded.
        customers, counted, batch: those of its case.
        began: whether it was started.
        joined: whether it joined a queue, if only for no time.
    """

    case: Ints
    step: Ints
    visit: Ints
    team: Ints
    ready: Floats
    queued: Floats
    started: Floats
    finished: Floats
    work: Floats
    result: Ints
    customers: Ints
    counted: Flags
    batch: Ints
    began: Flags
    joined: Flags

    @classmethod
    def of(cls, records: Records, cases: CaseColumns) -> VisitColumns:
        """The columns of a replication's visits."""
        visits = records.visits
        case = visits["case"].astype(np.int64)
        started = np.ascontiguousarray(visits["started"])
        queued = np.ascontiguousarray(visits["queued"])
        result = visits["result"].astype(np.int64)
        return cls(
            case=case,
            step=visits["step"].astype(np.int64),
            visit=visits["visit"].astype(np.int64),
            team=visits["team"].astype(np.int64),
            ready=np.ascontiguousarray(visits["ready"]),
            queued=queued,
            started=started,
            finished=np.ascontiguousarray(visits["finished"]),
            work=np.ascontiguousarray(visits["work"]),
            result=result,
            customers=cases.customers[case],
            counted=cases.counted[case],
            batch=cases.batch[case],
            began=~np.isnan(started),
            joined=~np.isnan(queued) & (result != BALKED) & (result != TURNED_AWAY),
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything the measures of cases and visits read.

    Attributes:
        cases, visits: the columns.
        staffed: for each step whether somebody or something is needed there (else it is a delay).
        personal: for each step whether a team, not only a resource, can serve there.
        solved: for each outcome whether it solves the case.
    """

    cases: CaseColumns
    visits: VisitColumns
    staffed: Flags
    personal: Flags
    solved: Flags

    @classmethod
    def of(cls, plan: Plan, records: Records, window: Window) -> Columns:
        """The columns of one replication."""
        cases = CaseColumns.of(plan, records, window)
        personal = [
            any(not plan.teams[team].resource for needs in step.options for team, _ in needs)
            for step in plan.steps
        ]
        return cls(
            cases=cases,
            visits=VisitColumns.of(records, cases),
            staffed=np.array([bool(step.options) for step in plan.steps], np.bool_),
            personal=np.array(personal, np.bool_),
            solved=np.array(plan.solved, np.bool_),
        )

    def sum_by_case(self, values: Floats, chosen: Flags) -> Floats:
        """The sum over each case's chosen visits; nan for a case that has none."""
        case = self.visits.case[chosen]
        many = len(self.cases.arrived)
        total = totals_by(case, many, values[chosen])
        total[totals_by(case, many) == 0] = np.nan
        return total
