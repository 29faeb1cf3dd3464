"""Every case of a log, judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.analysis.audit.actions import ActionDeviation, action_deviations
from simulator.analysis.audit.alignment import align
from simulator.analysis.audit.deviations import ENDED_EARLY, SKIPPED, Deviation, deviations
from simulator.analysis.audit.log import Log
from simulator.analysis.audit.positions import Positions
from simulator.analysis.audit.replay import Replay
from simulator.analysis.audit.visits import Visits
from simulator.analysis.window import Flags, Floats, Ints
from simulator.model.plan import Plan

#: What a case may be: as the routes and the SOPs say; with a deviation; not yet at an end; not to be judged.
VERDICTS = ("conforms", "deviates", "still open", "not judged")
CONFORMS, DEVIATES, OPEN, NOT_JUDGED = range(len(VERDICTS))

#: Where fewer of the visits than this lack their end, one that does is still going on.
_FEW = 0.5

#: The deviations of a row of steps that is like nothing the routes allow.
UNLIKE = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found.

    Attributes:
        verdict: of each case, an index into `VERDICTS`.
        first, last: the first visit of each case, and the one after its last.
        steps: each deviation from the routes, with the visit: the one that deviates or, of what is missing,
            the one before which it is missing, or the last of the case.
        actions: each deviation from an SOP.
        left: of each case, the index of the step that it left unserved, as the routes allow there; -1: none.
        unlike: how many cases are like nothing that the routes allow; what is wrong with them has no name.
    """

    verdict: npt.NDArray[np.int8]
    first: Ints
    last: Ints
    steps: tuple[tuple[Deviation, int], ...]
    actions: tuple[ActionDeviation, ...]
    left: Ints
    unlike: int


def judge(plan: Plan, log: Log, visits: Visits, unlogged: Sequence[int] = ()) -> Judgement:
    """Hold every case against the routes and the SOPs.

    A case that has not come to an end is still open, not too short, where the log says so, or where it was
    heard of as late as that: less long before the end of the log than some case went on after being silent
    for, after the same step. So is one that would have had to leave unserved, and of which the log does not
    say so, and one whose last visit lacks the last actions of its SOP. A case whose last visit has no end,
    where most have one, may go on however long ago that was.

    Args:
        plan: of the blueprint.
        log: where the visits are from.
        visits: by case and time.
        unlogged: indices of steps that may leave no trace in the log.
    """
    first = np.searchsorted(visits.case, np.arange(len(log.cases)), "left")
    last = np.searchsorted(visits.case, np.arange(len(log.cases)), "right")
    verdict = np.full(len(log.cases), NOT_JUDGED, np.int8)
    judged = np.flatnonzero((last > first) & ~log.incomplete)
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    row = visits.step.tolist()
    for case in judged.tolist():
        alike[tuple(row[first[case] : last[case]])].append(case)
    may_go_on = log.unfinished | _heard_of_lately(visits, first, last) | _still_at_work(visits, first, last)
    positions = Positions(plan, unlogged)
    replay = Replay(positions)
    all_served = Replay(positions, all_served=True)
    left = np.full(len(log.cases), -1)
    found: list[tuple[Deviation, int]] = []
    unlike = 0
    for steps, cases in alike.items():
        moves = () if all_served.conforms(steps) else align(positions, steps)
        if moves is None and replay.conforms(steps):
            moves = ()
        wrong = UNLIKE if moves is None else deviations(moves)
        leaves = next((move.step for move in moves or () if move.left), -1)
        early = wrong is not UNLIKE and any(deviation.kind == ENDED_EARLY for deviation in wrong)
        for case in cases:
            open_still = may_go_on[case] and (early or (leaves >= 0 and not log.left[case]))
            if log.unfinished[case] or open_still:
                verdict[case] = OPEN
                continue
            left[case] = leaves
            verdict[case] = CONFORMS if wrong == () else DEVIATES
            unlike += wrong is UNLIKE
            end = int(last[case]) - 1
            found += [(deviation, min(int(first[case]) + deviation.place, end)) for deviation in wrong or ()]
    wrongly = tuple(action_deviations(plan, visits))
    verdict[_in_hand(wrongly, visits, last, may_go_on & (verdict != NOT_JUDGED))] = OPEN
    left[verdict == OPEN] = -1
    found = [one for one in found if verdict[visits.case[one[1]]] != OPEN]
    actions = tuple(one for one in wrongly if verdict[visits.case[one.visit]] in (CONFORMS, DEVIATES))
    verdict[visits.case[[one.visit for one in actions]].astype(np.int64)] = DEVIATES
    return Judgement(
        verdict, first, last, tuple(sorted(found, key=lambda one: one[1])), actions, left, unlike
    )


def _in_hand(wrongly: Sequence[ActionDeviation], visits: Visits, last: Ints, may_go_on: Flags) -> list[int]:
    """The cases whose last visit may go on: what it lacks of its SOP comes after all that was done in it."""
    done = np.full(len(visits.step), -1)
    np.maximum.at(done, visits.did_in, visits.did)
    lacking = {one.visit for one in wrongly if one.kind == SKIPPED and one.action > done[one.visit]}
    of = {visit: int(visits.case[visit]) for visit in lacking}
    return sorted(case for visit, case in of.items() if visit == last[case] - 1 and may_go_on[case])


def _still_at_work(visits: Visits, first: Ints, last: Ints) -> Flags:
    """The cases whose last visit has no end, where the log has one of most."""
    at_work = np.zeros(len(first), np.bool_)
    open_ended = np.isnan(visits.end)
    there = last > first
    if len(open_ended) and open_ended.mean() < _FEW:
        at_work[there] = open_ended[last[there] - 1]
    return at_work


def _heard_of_lately(visits: Visits, first: Ints, last: Ints) -> Flags:
    """The cases that have been silent for no longer than another that went on after the same step."""
    lately = np.zeros(len(first), np.bool_)
    if not len(visits.case):
        return lately
    heard = visits.last()
    goes_on = visits.case[1:] == visits.case[:-1]
    silence = np.maximum(visits.start[1:] - heard[:-1], 0.0)[goes_on]
    longest: Floats = np.full(int(visits.step.max()) + 1, silence.max(initial=0.0))
    went_on = visits.step[:-1][goes_on]
    longest[np.unique(went_on)] = 0.0
    np.maximum.at(longest, went_on, silence)
    there = last > first
    final = last[there] - 1
    lately[there] = heard.max() - heard[final] <= longest[visits.step[final]]
    return lately
