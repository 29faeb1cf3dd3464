"""Staff and resources: busy, scheduled, overtime, paid.

Scheduled time is time on duty within the window. Overtime is time on duty past the end of a shift, and
after the doors close the time really taken by customers, so that nobody is idle after the close. Both the
busy and the scheduled time contain it. A member kept by a case, or sitting by a paused visit while on duty,
is busy; nobody is busy off duty, as the records have no stint there, nor under repair. A team without limit
is busy, and paid, from the first start of a visit it serves to the visit's end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.analysis.columns import Columns
from simulator.analysis.levels import Numbers, areas, numbers, time_full
from simulator.analysis.window import Floats, Ints, Window, overlap, totals_by
from simulator.engine.records import STINT_KINDS, Records
from simulator.model.plan import Plan

_PAUSED, _DOWN = STINT_KINDS.index("paused"), STINT_KINDS.index("down")


@dataclass(frozen=True, slots=True)
class StaffTime:
    """What the members of each team did; arrays of shape (batches, teams), times in the clock's unit.

    Attributes:
        present: members taken by customers, integrated over the window.
        busy: time taken by customers, after the close included.
        scheduled: time on duty within the window, and overtime after the close.
        overtime: time on duty past the end of the shift, and time taken after the close.
        cost: scheduled time at each member's cost; of a team without limit its busy time.
        borne: the cost by the classes, shape (batches, classes): a team's cost in proportion to the time each
            class took it, that of a team nobody took in proportion to arrivals.
        numbers: of members taken at once, by team.
        full: time in the window with somebody on duty and nobody free; `manned`: with somebody on duty.
        down: time under repair in the window, while on duty.
    """

    present: Floats
    busy: Floats
    scheduled: Floats
    overtime: Floats
    cost: Floats
    borne: Floats
    numbers: Numbers
    full: Floats
    manned: Floats
    down: Floats


@dataclass(frozen=True, slots=True)
class _Spans:
    """Spans of time of members: when, of which team, at which cost, for which case."""

    start: Floats
    end: Floats
    team: Ints
    cost: Floats
    case: Ints
    late: Floats  # how much of it is after the close, and work


def staff_time(plan: Plan, records: Records, columns: Columns, window: Window) -> StaffTime:
    """The time of all teams in one replication."""
    taken, duty, down = _taken(plan, records, columns, window), _on_duty(plan, records), _down(records)
    teams = len(plan.teams)
    batches = range(window.batches)
    customers = columns.cases.customers[taken.case]
    rows = [_batch(plan, taken, customers, duty, window, batch) for batch in batches]
    present, busy, scheduled, overtime, cost, used = (np.array(column) for column in zip(*rows, strict=True))
    full, manned = time_full(
        (
            np.concatenate([taken.start, down[0]]),
            np.concatenate([taken.end, down[1]]),
            np.concatenate([taken.team, down[2]]),
        ),
        (duty.on, duty.off, duty.team),
        teams,
        window,
    )
    return StaffTime(
        present=present,
        busy=busy,
        scheduled=scheduled,
        overtime=overtime,
        cost=cost,
        borne=_borne(cost, used, _arrivals(plan, columns, window)),
        numbers=numbers(taken.start, taken.end, taken.team, teams, window),
        full=full,
        manned=manned,
        down=areas(*down, teams, window),
    )


def member_costs(plan: Plan, team: Ints, member: npt.NDArray[np.int32]) -> Floats:
    """The cost per unit of time of members, each given by its team's index and its number in it from 1.

    Of a team without limit the number is 0.
    """
    costs = [[t.cost] if t.unlimited else [m.cost for m in t.members] for t in plan.teams]
    sizes = np.array([len(c) for c in costs], np.int64)
    place = (np.cumsum(sizes) - sizes)[team] + np.maximum(member.astype(np.int64) - 1, 0)
    every = np.array([cost for team_costs in costs for cost in team_costs], np.float64)
    return np.asarray(every[place], np.float64)


def time_cost_by_case(plan: Plan, records: Records, columns: Columns, window: Window) -> Floats:
    """The cost of the time for which each case took members; shape (cases,)."""
    taken = _taken(plan, records, columns, window)
    return totals_by(taken.case, len(records.cases), (taken.end - taken.start) * taken.cost)


def _down(records: Records) -> tuple[Floats, Floats, Ints]:
    """Start, end and team of the repairs, cut to the spans on duty of the member."""
    repairs = records.stints[records.stints["kind"] == _DOWN]
    duty = records.duty
    start, end, team = [np.empty(0)], [np.empty(0)], [np.empty(0, np.int64)]
    for repair in repairs:
        own = duty[(duty["team"] == repair["team"]) & (duty["member"] == repair["member"])]
        on, off = np.maximum(own["on"], repair["start"]), np.minimum(own["off"], repair["end"])
        there = on < off
        start.append(on[there])
        end.append(off[there])
        team.append(np.full(int(there.sum()), repair["team"], np.int64))
    return np.concatenate(start), np.concatenate(end), np.concatenate(team)


@dataclass(frozen=True, slots=True)
class _Duty:
    """Spans on duty."""

    on: Floats
    due: Floats
    off: Floats
    team: Ints
    cost: Floats


def _on_duty(plan: Plan, records: Records) -> _Duty:
    duty = records.duty
    team = duty["team"].astype(np.int64)
    cost = member_costs(plan, team, duty["member"])
    on, due, off = (np.ascontiguousarray(duty[name]) for name in ("on", "due", "off"))
    return _Duty(on, np.minimum(due, off), off, team, cost)


def _batch(
    plan: Plan, taken: _Spans, customers: Ints, duty: _Duty, window: Window, batch: int
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    """Present, busy, scheduled, overtime and cost by team, and busy by team and class, in one batch."""
    teams, classes = len(plan.teams), len(plan.classes)
    first, last = float(window.edges[batch]), float(window.edges[batch + 1])
    present = overlap(taken.start, taken.end, first, last)
    late = taken.late if batch == window.batches - 1 else np.zeros_like(taken.late)
    busy = present + late
    on = overlap(duty.on, duty.off, first, last)
    unlimited = np.array([team.unlimited for team in plan.teams], np.bool_)[taken.team]
    late_by_team = totals_by(taken.team, teams, late)
    paid = np.where(unlimited, busy, late)
    return (
        totals_by(taken.team, teams, present),
        totals_by(taken.team, teams, busy),
        totals_by(duty.team, teams, on) + np.where([t.unlimited for t in plan.teams], 0.0, late_by_team),
        totals_by(duty.team, teams, overlap(duty.due, duty.off, first, last)) + late_by_team,
        totals_by(duty.team, teams, on * duty.cost) + totals_by(taken.team, teams, paid * taken.cost),
        totals_by(taken.team * classes + customers, teams * classes, busy).reshape(teams, classes),
    )


def _taken(plan: Plan, records: Records, columns: Columns, window: Window) -> _Spans:
    """The stints for customers, and the visits served by teams without limit, which have none."""
    stints = records.stints[records.stints["kind"] != _DOWN]
    team = stints["team"].astype(np.int64)
    start, end = np.ascontiguousarray(stints["start"]), np.ascontiguousarray(stints["end"])
    late = np.where(stints["kind"] == _PAUSED, 0.0, overlap(start, end, window.close))
    spans = _Spans(
        start,
        end,
        team,
        member_costs(plan, team, stints["member"]),
        stints["case"].astype(np.int64),
        late,
    )
    return _joined([spans, *_without_limit(plan, columns, window)])


def _without_limit(plan: Plan, columns: Columns, window: Window) -> list[_Spans]:
    """The time of teams without limit: that of the visits whose needs contain them."""
    found = []
    visits = columns.visits
    for index, step in enumerate(plan.steps):
        seen: set[int] = set()
        for needs in step.options:
            lead = needs[0][0]
            endless = [(team, count) for team, count in needs if plan.teams[team].unlimited]
            if lead in seen or not endless:
                continue
            seen.add(lead)
            rows = np.flatnonzero(visits.began & (visits.step == index) & (visits.team == lead))
            start, end = visits.started[rows], visits.finished[rows]
            for team, count in endless:
                spans = _Spans(
                    start,
                    end,
                    np.full(len(rows), team),
                    np.full(len(rows), plan.teams[team].cost),
                    visits.case[rows],
                    overlap(start, end, window.close),
                )
                found += [spans] * count
    return found


def _joined(spans: list[_Spans]) -> _Spans:
    if len(spans) == 1:
        return spans[0]
    return _Spans(
        np.concatenate([s.start for s in spans]),
        np.concatenate([s.end for s in spans]),
        np.concatenate([s.team for s in spans]),
        np.concatenate([s.cost for s in spans]),
        np.concatenate([s.case for s in spans]),
        np.concatenate([s.late for s in spans]),
    )


def _arrivals(plan: Plan, columns: Columns, window: Window) -> Floats:
    """Cases that count, by batch and class."""
    cases, classes = columns.cases, len(plan.classes)
    code = (cases.batch * classes + cases.customers)[cases.counted]
    return totals_by(code, window.batches * classes).reshape(window.batches, classes)


def _borne(cost: Floats, used: Floats, arrivals: Floats) -> Floats:
    """The cost of (batches, teams) by the classes, in proportion to the use of (batches, teams, classes)."""
    share = np.where(used.sum(axis=2, keepdims=True) > 0, used, arrivals[:, None, :])
    total = share.sum(axis=2, keepdims=True)
    share = np.divide(share, total, out=np.full_like(share, 1 / share.shape[2]), where=total > 0)
    return np.asarray((cost[:, :, None] * share).sum(axis=1), np.float64)
