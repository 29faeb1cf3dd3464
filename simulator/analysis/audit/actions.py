"""How the actions of an SOP were done in the visits of a log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from simulator.analysis.audit.deviations import OUT_OF_ORDER, REPEATED, SKIPPED
from simulator.analysis.audit.visits import Visits
from simulator.analysis.window import Flags
from simulator.model.plan import Plan, Procedure


class ActionDeviation(NamedTuple):
    """An action that was not done as prescribed.

    Attributes:
        kind: skipped, out of order or repeated.
        visit: number of the visit.
        action: place of the action in its SOP.
        line: of the file; 0 for an action that is not there.
    """

    kind: str
    visit: int
    action: int
    line: int


def required(procedure: Procedure) -> tuple[int, ...]:
    """Return which actions every visit has to do: those that are prescribed for all."""
    return tuple(n for n, action in enumerate(procedure.actions) if action.prescribed >= 1)


def steps_with_actions(plan: Plan, visits: Visits) -> tuple[int, ...]:
    """Return the steps with an SOP of which the log tells actions; those of others cannot be judged."""
    told = set(visits.step[visits.did_in].tolist())
    return tuple(
        index for index, step in enumerate(plan.steps) if step.procedure is not None and index in told
    )


def untold(plan: Plan, visits: Visits) -> Flags:
    """Return the visits of which it is not known what was done in them, of steps whose actions the log tells.

    They have a row for the step and none for an action. Where most visits to the step whose actions are told
    have a row for it as well, none for an action means that none was done; elsewhere that nobody wrote them
    down.
    """
    with_actions = np.zeros(len(visits.step), np.bool_)
    with_actions[visits.did_in] = True
    found = np.zeros(len(visits.step), np.bool_)
    for index in steps_with_actions(plan, visits):
        here = visits.step == index
        if 2 * (visits.whole & with_actions & here).sum() <= (with_actions & here).sum():
            found |= here & ~with_actions
    return found


def action_deviations(plan: Plan, visits: Visits) -> Iterator[ActionDeviation]:
    """Yield what was not done as prescribed, visit by visit.

    Only actions that are prescribed for every visit are judged, and no visit that is `untold`. One that is
    not done is skipped. Of those that are, as many as possible are taken to be in their place; the others are
    out of order. One done again is repeated, unless the SOP has errors redone within the visit.
    """
    order = np.argsort(visits.did_in, kind="stable")
    told = ~untold(plan, visits)
    bounds = np.searchsorted(visits.did_in[order], np.arange(len(visits.step) + 1))
    for index in steps_with_actions(plan, visits):
        procedure = plan.steps[index].procedure
        assert procedure is not None, "only these are judged"
        for visit in np.flatnonzero(told & (visits.step == index)).tolist():
            events = order[bounds[visit] : bounds[visit + 1]]
            done = list(zip(visits.did[events].tolist(), visits.did_line[events].tolist(), strict=True))
            yield from _of_visit(procedure, visit, done)


def _of_visit(procedure: Procedure, visit: int, done: Sequence[tuple[int, int]]) -> Iterator[ActionDeviation]:
    wanted = required(procedure)
    redone = procedure.redone > 0 and not procedure.sends_back
    at_first = {action: line for action, line in reversed(done) if action in wanted}
    row = [action for action in dict.fromkeys(action for action, _ in done) if action in wanted]
    in_place = _longest_rising(row)
    for action in wanted:
        if action not in at_first:
            yield ActionDeviation(SKIPPED, visit, action, 0)
        elif action not in in_place:
            yield ActionDeviation(OUT_OF_ORDER, visit, action, at_first[action])
    seen = set()
    for action, line in done:
        if action in seen and action in wanted and not redone:
            yield ActionDeviation(REPEATED, visit, action, line)
        seen.add(action)


def _longest_rising(row: Sequence[int]) -> set[int]:
    """The longest rising choice from different numbers; of several the one with the earliest."""
    length = [1] * len(row)
    for i in reversed(range(len(row))):
        length[i] += max((length[j] for j in range(i + 1, len(row)) if row[j] > row[i]), default=0)
    chosen: list[int] = []
    left = max(length, default=0)
    for number, long in zip(row, length, strict=True):
        if long == left and (not chosen or number > chosen[-1]):
            chosen.append(number)
            left -= 1
    return set(chosen)
