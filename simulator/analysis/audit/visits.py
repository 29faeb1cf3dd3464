"""From the events of a log to visits: what was done at a step in one go, with its actions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.analysis.audit.log import Log
from simulator.analysis.audit.order import Pairs
from simulator.analysis.window import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Visits:
    """The visits of a log, by case and time.

    Attributes:
        case, step, resource, line: of each; the line is that of its first event.
        start, end: in seconds from 1970 on; nan for an end that is not known.
        day: the local moment of the start.
        whole: whether a row tells of it as a whole, beside or in place of its actions.
        did_in, did, did_line: each action that was done: in which visit, which one, where that is told.
    """

    case: Ints
    step: Ints
    resource: Ints
    line: Ints
    start: Floats
    end: Floats
    day: Floats
    whole: Flags
    did_in: Ints
    did: Ints
    did_line: Ints

    def last(self) -> Floats:
        """When something was last heard of each: its end, or its start where that is all."""
        return np.where(np.isnan(self.end), self.start, self.end)


def visits_of(log: Log, pairs: Pairs) -> Visits:
    """Gather the events of a log into visits.

    An action belongs to the visit of its step in which the case is. A visit is over when the case begins
    another step, unless it may do both at once. A row of a step as a whole begins a visit, or tells of the
    one whose actions stand before it.

    Args:
        log: the events.
        pairs: which steps a case may do at once.
    """
    first, whole, visit_of = _gathered(log, pairs)
    count = len(first)
    number = np.arange(len(log.case))
    resource = log.resource[first]
    resource[visit_of[whole]] = log.resource[whole]
    told_whole = np.zeros(count, np.bool_)
    told_whole[visit_of[whole]] = True
    ends = np.full(count, -np.inf)
    known = ~np.isnan(log.end)
    np.maximum.at(ends, visit_of[known], log.end[known])
    actions = number[log.action >= 0]
    return Visits(
        case=log.case[first],
        step=log.step[first],
        resource=resource,
        line=log.line[first],
        start=log.start[first],
        end=np.where(np.isinf(ends), np.nan, ends),
        day=log.day[first],
        whole=told_whole,
        did_in=visit_of[actions],
        did=log.action[actions],
        did_line=log.line[actions],
    )


def _gathered(log: Log, pairs: Pairs) -> tuple[Ints, Ints, Ints]:
    """The first event of each visit, the events of steps as a whole, and the visit of each event."""
    whole = np.flatnonzero(log.action < 0)
    if len(whole) == len(log.action):
        return whole, whole, np.arange(len(whole))
    first: list[int] = []
    visit_of = np.empty(len(log.case), np.int64)
    open_at: dict[
        int, tuple[int, bool]
    ] = {}  # step: the visit there, and whether a row tells of it as a whole
    present = -1
    for event, (case, step, action) in enumerate(
        zip(log.case.tolist(), log.step.tolist(), log.action.tolist(), strict=True)
    ):
        if case != present:
            present = case
            open_at.clear()
        for other in [other for other in open_at if other != step and not pairs[other, step]]:
            del open_at[other]
        visit, told = open_at.get(step, (-1, False))
        if visit < 0 or (action < 0 and told):
            visit, told = len(first), False
            first.append(event)
        open_at[step] = visit, told or action < 0
        visit_of[event] = visit
    return np.array(first, np.int64), whole, visit_of
