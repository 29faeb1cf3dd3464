"""The records of one replication as plain columns, with what every measure asks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.analysis.sop_columns import SopColumns
from simulator.analysis.window import Flags, Floats, Ints, Window, totals_by
from simulator.engine.records import RESULTS, Records, Rows
from simulator.model.plan import NO_SHOW, OWN_OUTCOMES, UNFINISHED, Plan

DONE, GAVE_UP, BALKED, TURNED_AWAY, OPEN, CANCELLED, ESCALATED, UNREACHABLE = range(len(RESULTS))


@dataclass(frozen=True, slots=True)
class CaseColumns:
    """One entry a case.

    Attributes:
        customers, arrived, left, outcome, slot: as recorded.
        attributes: as recorded, one column an attribute.
        counted: whether it arrived after the warm-up.
        batch: the batch of its arrival.
        came: whether there was somebody: all but the no-shows.
        gone: whether somebody left before the run ended.
        served: whether it left by a named end.
        returned: whether it is the return of another case.
        returns: whether a later case is its return.
    """

    customers: Ints
    arrived: Floats
    left: Floats
    outcome: Ints
    slot: Floats
    attributes: Floats
    counted: Flags
    batch: Ints
    came: Flags
    gone: Flags
    served: Flags
    returned: Flags
    returns: Flags

    @classmethod
    def of(cls, plan: Plan, records: Records, window: Window) -> CaseColumns:
        """The columns of a replication's cases."""
        cases = records.cases
        arrived = np.ascontiguousarray(cases["arrived"])
        outcome = cases["outcome"].astype(np.int64)
        parent = cases["parent"]
        returns = np.zeros(len(cases), np.bool_)
        returns[parent[parent >= 0]] = True
        came = outcome != NO_SHOW
        return cls(
            customers=cases["customers"].astype(np.int64),
            arrived=arrived,
            left=np.ascontiguousarray(cases["left"]),
            outcome=outcome,
            slot=np.ascontiguousarray(cases["slot"]),
            attributes=records.attributes,
            counted=arrived >= plan.warm_up,
            batch=window.batch_of(arrived),
            came=came,
            gone=came & (outcome != UNFINISHED),
            served=outcome >= len(OWN_OUTCOMES),
            returned=parent >= 0,
            returns=returns,
        )


@dataclass(frozen=True, slots=True)
class VisitColumns:
    """One entry a visit.

    Attributes:
        case, step, visit, team, member, ready, handed, queued, started, finished, work, option, result: as
            recorded.
        since: from when it waits: ready, of an appointment not before its slot.
        together: time really worked on all with which it was served: the work of its batch.
        customers, counted, batch: those of its case.
        began: whether it was started.
        joined: whether it joined a queue, if only for no time.
    """

    case: Ints
    step: Ints
    visit: Ints
    team: Ints
    member: Ints
    ready: Floats
    since: Floats
    handed: Floats
    queued: Floats
    started: Floats
    finished: Floats
    work: Floats
    together: Floats
    option: Ints
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
        ready = np.ascontiguousarray(visits["ready"])
        started = np.ascontiguousarray(visits["started"])
        queued = np.ascontiguousarray(visits["queued"])
        result = visits["result"].astype(np.int64)
        by_appointment = not np.isnan(cases.slot).all()
        return cls(
            case=case,
            step=visits["step"].astype(np.int64),
            visit=visits["visit"].astype(np.int64),
            team=visits["team"].astype(np.int64),
            member=visits["member"].astype(np.int64),
            ready=ready,
            since=np.fmax(ready, cases.slot[case]) if by_appointment else ready,
            handed=np.ascontiguousarray(visits["handed"]),
            queued=queued,
            started=started,
            finished=np.ascontiguousarray(visits["finished"]),
            work=np.ascontiguousarray(visits["work"]),
            together=_together(visits),
            option=visits["option"].astype(np.int64),
            result=result,
            customers=cases.customers[case],
            counted=cases.counted[case],
            batch=cases.batch[case],
            began=~np.isnan(started),
            joined=~np.isnan(queued) & (result != BALKED) & (result != TURNED_AWAY),
        )


def _together(visits: Rows) -> Floats:
    """The work of the batch in which a visit was served; of a visit by itself its own."""
    work = np.ascontiguousarray(visits["work"])
    party = visits["batch"].astype(np.int64)
    if not party.any():
        return work
    return np.where(party > 0, totals_by(party, int(party.max()) + 1, work)[party], work)


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything the measures of cases and visits read.

    Attributes:
        cases, visits: the columns.
        staffed: for each step whether somebody or something is needed there (else it is a delay).
        personal: for each step whether a person answers there: no machine, and not resources alone.
        solved: for each outcome whether it solves the case.
        kinds: the kind of each option by its index.
        sops: how visits were done by their SOP.
    """

    cases: CaseColumns
    visits: VisitColumns
    staffed: Flags
    personal: Flags
    solved: Flags
    kinds: Mapping[int, str]
    sops: SopColumns

    @classmethod
    def of(cls, plan: Plan, records: Records, window: Window) -> Columns:
        """The columns of one replication."""
        cases = CaseColumns.of(plan, records, window)
        personal = [
            not step.machine
            and any(not plan.teams[team].resource for needs in step.options for team, _ in needs)
            for step in plan.steps
        ]
        return cls(
            cases=cases,
            visits=VisitColumns.of(records, cases),
            staffed=np.array([bool(step.options) for step in plan.steps], np.bool_),
            personal=np.array(personal, np.bool_),
            solved=np.array(plan.solved, np.bool_),
            kinds=dict(sorted((option.index, option.kind) for step in plan.steps for option in step.route)),
            sops=SopColumns.of(records),
        )

    def took(self, *kinds: str) -> Flags:
        """Which visits went on by an option of one of these kinds."""
        chosen = [index for index, kind in self.kinds.items() if kind in kinds]
        return np.isin(self.visits.option, chosen)

    def with_any(self, visits: Flags) -> Flags:
        """Which cases have at least one of these visits."""
        found = np.zeros(len(self.cases.arrived), np.bool_)
        found[self.visits.case[visits]] = True
        return found

    def sum_by_case(self, values: Floats, chosen: Flags) -> Floats:
        """The sum over each case's chosen visits; nan for a case that has none."""
        case = self.visits.case[chosen]
        many = len(self.cases.arrived)
        total = totals_by(case, many, values[chosen])
        total[totals_by(case, many) == 0] = np.nan
        return total
