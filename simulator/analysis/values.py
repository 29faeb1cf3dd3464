"""The measures that have a value for each visit or each case: times.

A value that does not exist (a wait of a visit that never started) is nan. `so_far` functions tell how much
time had passed for those without a value when they left or when the run ended; service levels ask for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from simulator.analysis.columns import DONE, OPEN, Columns, VisitColumns
from simulator.analysis.window import Flags, Floats

#: Differences of times this small against the times themselves are rounding.
_ROUNDING = 1e-12

#: A clock turns moments into time that has passed; differences of it are what is measured.
Clock = Callable[[Floats], Floats]


def all_time(moments: Floats) -> Floats:
    """The clock that never stops."""
    return moments


def _wait(visits: VisitColumns, clock: Clock) -> Floats:
    """`started` − `since`, of the visits that started; nought of who is served before the appointment."""
    return np.maximum(clock(visits.started) - clock(visits.since), 0.0)


def _queue_time(visits: VisitColumns, clock: Clock) -> Floats:
    """`queued` to the first start or to leaving; none of those who did not join or still queue at the end."""
    over = visits.began | (visits.result != OPEN)
    until = np.where(visits.began, visits.started, visits.finished)
    return np.where(visits.joined & over, clock(until) - clock(visits.queued), np.nan)


def _handle_time(visits: VisitColumns, _clock: Clock) -> Floats:
    """Time really worked, of the visits that were done."""
    return np.where(visits.result == DONE, visits.work, np.nan)


def _suspended_time(visits: VisitColumns, _clock: Clock) -> Floats:
    """`finished` − `started` − the work of all served together, of the visits that were done."""
    time = visits.finished - visits.started - visits.together
    time[np.abs(time) <= _ROUNDING * np.maximum(visits.finished, 1.0)] = 0.0
    return np.where(visits.result == DONE, time, np.nan)


def _waited(visits: VisitColumns, clock: Clock) -> Floats:
    """From `since` to the start, or to when the visit ended without one."""
    until = np.where(visits.began, visits.started, visits.finished)
    return np.maximum(clock(until) - clock(visits.since), 0.0)


def _queued(visits: VisitColumns, clock: Clock) -> Floats:
    """From `queued` to the start, or to when the visit ended without one; nought for who never queued."""
    until = np.where(visits.began, visits.started, visits.finished)
    return np.nan_to_num(clock(until) - clock(visits.queued))


def _worked(visits: VisitColumns, _clock: Clock) -> Floats:
    """The work so far."""
    return visits.work


def _suspended(visits: VisitColumns, _clock: Clock) -> Floats:
    """Time since the start that was not work."""
    return np.nan_to_num(visits.finished - visits.started - visits.together)


VISIT_VALUES: Mapping[str, Callable[[VisitColumns, Clock], Floats]] = {
    "wait": _wait,
    "queue_time": _queue_time,
    "handle_time": _handle_time,
    "suspended_time": _suspended_time,
}

VISIT_SO_FAR: Mapping[str, Callable[[VisitColumns, Clock], Floats]] = {
    "wait": _waited,
    "queue_time": _queued,
    "handle_time": _worked,
    "suspended_time": _suspended,
}


def _summed(measure: str, columns: Columns, clock: Clock, only: Flags | None = None) -> Floats:
    """A visit measure summed over the case's visits that have it; nan for a case unfinished or with none."""
    values = VISIT_VALUES[measure](columns.visits, clock)
    chosen = ~np.isnan(values)
    if only is not None:
        chosen &= only[columns.visits.step]
    return np.where(columns.cases.gone, columns.sum_by_case(values, chosen), np.nan)


def _case_wait(columns: Columns, clock: Clock) -> Floats:
    """Sum of the waits of a case's visits that started."""
    return _summed("wait", columns, clock)


def _case_queue_time(columns: Columns, clock: Clock) -> Floats:
    """Sum of the times a case queued where somebody or something is needed."""
    return _summed("queue_time", columns, clock, columns.staffed)


def _case_handle_time(columns: Columns, clock: Clock) -> Floats:
    """Sum of the work on a case's visits that were done; delays, which need nobody, are not work."""
    return _summed("handle_time", columns, clock, columns.staffed)


def _time_in_system(columns: Columns, clock: Clock) -> Floats:
    """`left` − `arrived` of all who left, however they did."""
    cases = columns.cases
    return np.where(cases.gone, clock(cases.left) - clock(cases.arrived), np.nan)


def _resolution_time(columns: Columns, clock: Clock) -> Floats:
    """`left` − `arrived` of the cases that were solved."""
    return np.where(columns.solved[columns.cases.outcome], _time_in_system(columns, clock), np.nan)


def _first_response(columns: Columns, clock: Clock) -> Floats:
    """Arrival to the first start of a visit at which a person served."""
    answered = _first_start(columns, columns.personal)
    return clock(answered) - clock(columns.cases.arrived)


def _wait_past_appointment(columns: Columns, clock: Clock) -> Floats:
    """The slot to the first start of a visit that anybody served; nought of who is served before."""
    served = _first_start(columns, columns.staffed)
    return np.maximum(clock(served) - clock(columns.cases.slot), 0.0)


def _first_start(columns: Columns, at: Flags) -> Floats:
    """When each case was first served at one of these steps; nan where it never was."""
    visits = columns.visits
    chosen = visits.began & (visits.team >= 0) & at[visits.step]
    first = np.full(len(columns.cases.arrived), np.nan)
    case, started = visits.case[chosen], visits.started[chosen]
    if len(case):
        rows = np.flatnonzero(np.diff(case, prepend=-1))  # the rows of a case stand together
        first[case[rows]] = np.minimum.reduceat(started, rows)
    return first


CASE_VALUES: Mapping[str, Callable[[Columns, Clock], Floats]] = {
    "wait": _case_wait,
    "wait_past_appointment": _wait_past_appointment,
    "queue_time": _case_queue_time,
    "handle_time": _case_handle_time,
    "time_in_system": _time_in_system,
    "resolution_time": _resolution_time,
    "first_response": _first_response,
}

#: Measures of cases that stand as soon as somebody starts, whatever comes after.
GIVEN_AT_ONCE = frozenset(("first_response", "wait_past_appointment"))

#: Times from one moment to another, of which it can be asked how much lies within opening hours.
SPANS = frozenset((*CASE_VALUES, "queue_time", "wait")) - {"handle_time"}


def case_so_far(measure: str, columns: Columns, clock: Clock) -> Floats:
    """How much time had passed for each case, in this measure, when it left or the run ended."""
    if measure in VISIT_SO_FAR:
        return totals_of(columns, VISIT_SO_FAR[measure](columns.visits, clock))
    cases = columns.cases
    since = cases.slot if measure == "wait_past_appointment" else cases.arrived
    return np.maximum(clock(cases.left) - clock(since), 0.0)


def totals_of(columns: Columns, values: Floats) -> Floats:
    """The sum over all visits of each case, nought without any."""
    return np.nan_to_num(columns.sum_by_case(values, np.ones(len(values), np.bool_)))
