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


def _wait(visits: VisitColumns) -> Floats:
    """`started` − `ready`, of the visits that started, whatever became of them."""
    return visits.started - visits.ready


def _queue_time(visits: VisitColumns) -> Floats:
    """`queued` to the first start or to leaving; none of those who did not join or still queue at the end."""
    over = visits.began | (visits.result != OPEN)
    until = np.where(visits.began, visits.started, visits.finished)
    return np.where(visits.joined & over, until - visits.queued, np.nan)


def _handle_time(visits: VisitColumns) -> Floats:
    """Time really worked, of the visits that were done."""
    return np.where(visits.result == DONE, visits.work, np.nan)


def _suspended_time(visits: VisitColumns) -> Floats:
    """`finished` − `started` − `work`, of the visits that were done."""
    time = visits.finished - visits.started - visits.work
    time[np.abs(time) <= _ROUNDING * np.maximum(visits.finished, 1.0)] = 0.0
    return np.where(visits.result == DONE, time, np.nan)


def _waited(visits: VisitColumns) -> Floats:
    """From `ready` to the start, or to when the visit ended without one."""
    return np.where(visits.began, visits.started, visits.finished) - visits.ready


def _queued(visits: VisitColumns) -> Floats:
    """From `queued` to the start, or to when the visit ended without one; nought for who never queued."""
    return np.nan_to_num(np.where(visits.began, visits.started, visits.finished) - visits.queued)


def _worked(visits: VisitColumns) -> Floats:
    """The work so far."""
    return visits.work


def _suspended(visits: VisitColumns) -> Floats:
    """Time since the start that was not work."""
    return np.nan_to_num(visits.finished - visits.started - visits.work)


VISIT_VALUES: Mapping[str, Callable[[VisitColumns], Floats]] = {
    "wait": _wait,
    "queue_time": _queue_time,
    "handle_time": _handle_time,
    "suspended_time": _suspended_time,
}

VISIT_SO_FAR: Mapping[str, Callable[[VisitColumns], Floats]] = {
    "wait": _waited,
    "queue_time": _queued,
    "handle_time": _worked,
    "suspended_time": _suspended,
}


def _summed(measure: str, columns: Columns, only: Flags | None = None) -> Floats:
    """A visit measure summed over the case's visits that have it; nan for a case unfinished or with none."""
    values = VISIT_VALUES[measure](columns.visits)
    chosen = ~np.isnan(values)
    if only is not None:
        chosen &= only[columns.visits.step]
    return np.where(columns.cases.gone, columns.sum_by_case(values, chosen), np.nan)


def _case_wait(columns: Columns) -> Floats:
    """Sum of the waits of a case's visits that started."""
    return _summed("wait", columns)


def _case_queue_time(columns: Columns) -> Floats:
    """Sum of the times a case queued where somebody or something is needed."""
    return _summed("queue_time", columns, columns.staffed)


def _case_handle_time(columns: Columns) -> Floats:
    """Sum of the work on a case's visits that were done; delays, which need nobody, are not work."""
    return _summed("handle_time", columns, columns.staffed)


def _time_in_system(columns: Columns) -> Floats:
    """`left` − `arrived` of all who left, however they did."""
    return np.where(columns.cases.gone, columns.cases.left - columns.cases.arrived, np.nan)


def _resolution_time(columns: Columns) -> Floats:
    """`left` − `arrived` of the cases that were solved."""
    cases = columns.cases
    return np.where(columns.solved[cases.outcome], cases.left - cases.arrived, np.nan)


def _first_response(columns: Columns) -> Floats:
    """Arrival to the first start of a visit that a member of a team served."""
    visits = columns.visits
    chosen = visits.began & (visits.team >= 0) & columns.personal[visits.step]
    response = np.full(len(columns.cases.arrived), np.nan)
    case, started = visits.case[chosen], visits.started[chosen]
    if len(case):
        firsts = np.flatnonzero(np.diff(case, prepend=-1))  # the rows of a case stand together
        response[case[firsts]] = np.minimum.reduceat(started, firsts)
    return response - columns.cases.arrived


CASE_VALUES: Mapping[str, Callable[[Columns], Floats]] = {
    "wait": _case_wait,
    "queue_time": _case_queue_time,
    "handle_time": _case_handle_time,
    "time_in_system": _time_in_system,
    "resolution_time": _resolution_time,
    "first_response": _first_response,
}


def case_so_far(measure: str, columns: Columns) -> Floats:
    """How much time had passed for each case, in this measure, when it left or the run ended."""
    if measure in VISIT_SO_FAR:
        values = VISIT_SO_FAR[measure](columns.visits)
        return totals_of(columns, values)
    return columns.cases.left - columns.cases.arrived


def totals_of(columns: Columns, values: Floats) -> Floats:
    """The sum over all visits of each case, nought without any."""
    return np.nan_to_num(columns.sum_by_case(values, np.ones(len(values), np.bool_)))
