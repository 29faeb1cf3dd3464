"""Moments in the way of every case, for service levels from one to another."""

from __future__ import annotations

import numpy as np

from simulator.analysis.columns import DONE, Columns
from simulator.analysis.window import Floats
from simulator.model.plan import Moment


def moment_of(moment: Moment, columns: Columns) -> Floats:
    """When it was, for each case; nan where it was not.

    `left` is leaving by a named end. Of a step `ready`, `queued` and `started` are the first there was,
    `finished` is that of the last visit if it was done.
    """
    cases = columns.cases
    if moment.what == "arrived":
        return np.where(cases.came, cases.arrived, np.nan)
    if moment.what == "left":
        return np.where(cases.served, cases.left, np.nan)
    visits = columns.visits
    if moment.what == "finished":
        times = np.where(visits.result == DONE, visits.finished, np.nan)
        order = np.lexsort((visits.finished, visits.ready))
    else:
        times = getattr(visits, moment.what)
        order = np.argsort(-times, kind="stable")  # the earliest is written last; nan before all
        order = order[~np.isnan(times[order])]
    rows = order[visits.step[order] == moment.step]
    found = np.full(len(cases.arrived), np.nan)
    found[visits.case[rows]] = times[rows]
    return found
