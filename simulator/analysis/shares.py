"""The measures that are shares: which cases or visits are concerned, and which of them it is true of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.analysis.columns import (
    BALKED,
    DONE,
    ESCALATED,
    GAVE_UP,
    OPEN,
    TURNED_AWAY,
    UNREACHABLE,
    Columns,
)
from simulator.analysis.measures import OUTCOME
from simulator.analysis.window import Flags
from simulator.model.plan import OWN_OUTCOMES, Plan

#: How a visit counted in a share of the visits to a step ended.
_RESULT_OF = {
    "unfinished": OPEN,
    "abandoned": GAVE_UP,
    "balked": BALKED,
    "turned_away": TURNED_AWAY,
    "unreachable": UNREACHABLE,
    "served": DONE,
}


@dataclass(frozen=True, slots=True)
class Share:
    """One entry a case, or one a visit.

    Attributes:
        chosen: those above the line; all of them are below it, too.
        of: those below it.
    """

    chosen: Flags
    of: Flags


def shares_of_cases(plan: Plan, columns: Columns) -> Mapping[str, Share]:
    """The shares of all cases, or of the solved ones."""
    cases = columns.cases
    everybody = np.ones(len(cases.arrived), np.bool_)
    solved = columns.solved[cases.outcome]
    reworked = columns.with_any(columns.took("rework"))
    handed_up = columns.with_any(_escalated(columns))
    again = reworked | handed_up | columns.with_any(columns.took("return")) | cases.returned | cases.returns
    chosen = {name: cases.outcome == i for i, name in enumerate(plan.outcomes[: len(OWN_OUTCOMES)])}
    chosen["served"] = cases.served
    for i, name in enumerate(plan.outcomes[len(OWN_OUTCOMES) :], start=len(OWN_OUTCOMES)):
        chosen[OUTCOME + name] = cases.outcome == i
    chosen["resolution"] = solved
    chosen["rework"] = reworked
    chosen["escalated"] = handed_up
    chosen["repeat_contacts"] = cases.returned
    shares = {name: Share(flags, everybody) for name, flags in chosen.items()}
    shares["first_contact_resolution"] = Share(solved & ~again, solved)
    by_sop = _by_sop(plan, columns)
    return shares | {name: Share(columns.with_any(share.chosen), everybody) for name, share in by_sop.items()}


def shares_of_visits(plan: Plan, columns: Columns) -> Mapping[str, Share]:
    """The shares of the visits that became ready, or of those that were done."""
    result = columns.visits.result
    everyone = np.ones(len(result), np.bool_)
    shares = {name: Share(result == i, everyone) for name, i in _RESULT_OF.items()}
    shares["escalated"] = Share(_escalated(columns), everyone)
    shares["rework"] = Share(columns.took("rework"), result == DONE)
    return shares | _by_sop(plan, columns)


def _by_sop(plan: Plan, columns: Columns) -> dict[str, Share]:
    """The shares of the visits that were done by an SOP; none where there is no SOP."""
    if all(step.procedure is None for step in plan.steps):
        return {}
    sops, done = columns.sops, columns.visits.result == DONE

    def visits(rows: Flags) -> Flags:
        """Which visits have one of these rows and were done."""
        chosen = np.zeros(len(done), np.bool_)
        chosen[sops.visit[rows]] = True
        return np.asarray(chosen & done, np.bool_)

    of = visits(np.ones(len(sops.visit), np.bool_))
    chosen = {
        "misfit": sops.misfit > 0,
        "exceptions": sops.exception,
        "errors": sops.wrong > 0,
        "errors_left": sops.left > 0,
        "redone": sops.redone,
    }
    return {name: Share(visits(rows), of) for name, rows in chosen.items()}


def _escalated(columns: Columns) -> Flags:
    """Which visits ended by going up: out of the queue, or by a way on of that kind."""
    return columns.took("escalation") | np.asarray(columns.visits.result == ESCALATED, np.bool_)
