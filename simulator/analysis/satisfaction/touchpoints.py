"""The touchpoints of a run: what each customer went through and saw, and how long they waited for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.columns import BALKED, DONE, GAVE_UP, TURNED_AWAY, UNREACHABLE, Columns
from simulator.analysis.window import Flags, Floats, Ints
from simulator.model.plan import Plan

#: Lanes of which the customer sees the steps.
SEEN = ("customer", "onstage")

#: How a visit ends that the customer remembers; who was escalated or cancelled there waits on elsewhere.
_ENDS = (DONE, GAVE_UP, BALKED, TURNED_AWAY, UNREACHABLE)


@dataclass(frozen=True, slots=True)
class Touchpoints:
    """One entry a touchpoint, by case and within it in the order in which they began.

    A touchpoint is a visit to a step in the lanes `customer` or `onstage` at which somebody or something
    serves, of a customer who left: it was done, or the customer was not served.

    Attributes:
        visit: its place among the visits.
        case, step: as recorded.
        served: whether it was done.
        wait: from the end of what the customer was last busy with (at first from the arrival, or the slot, if
            later) to the start, or to leaving without one: what is done unseen in between is waiting.
        before_service: whether nothing was before it.
    """

    visit: Ints
    case: Ints
    step: Ints
    served: Flags
    wait: Floats
    before_service: Flags


def touchpoints(plan: Plan, columns: Columns) -> Touchpoints:
    """The touchpoints of all cases, those of the warm-up too."""
    cases, visits = columns.cases, columns.visits
    seen = np.array([step.lane in SEEN for step in plan.steps], np.bool_)
    remembered = np.isin(visits.result, _ENDS) & columns.staffed[visits.step] & cases.gone[visits.case]
    rows = np.flatnonzero(seen[visits.step] & (visits.began | remembered))
    moment = np.where(visits.began, visits.started, visits.finished)
    rows = rows[np.lexsort((rows, moment[rows], visits.case[rows]))]
    case, moment = visits.case[rows], moment[rows]
    first = np.diff(case, prepend=-1) != 0
    came = np.fmax(cases.arrived, cases.slot)[case]
    since = np.where(first, came, np.maximum(_busy_until(visits.finished[rows], case), came))
    here = remembered[rows]
    return Touchpoints(
        visit=rows[here],
        case=case[here],
        step=visits.step[rows][here],
        served=visits.result[rows][here] == DONE,
        wait=np.maximum(moment - since, 0.0)[here],
        before_service=first[here],
    )


def _busy_until(finished: Floats, case: Ints) -> Floats:
    """The latest end of the rows of the case before each row; of a first row that of another case.

    By ranks, which are whole numbers, so that one running maximum goes over all cases.
    """
    if not len(finished):
        return finished
    values, rank = np.unique(finished, return_inverse=True)
    latest = np.maximum.accumulate(case * len(values) + rank)
    return np.asarray(values[np.roll(latest, 1) % len(values)], np.float64)
