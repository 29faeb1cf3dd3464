"""How cases were solved: at the first contact, after rework, going up or coming back."""

from __future__ import annotations

from simulator.experiment.result import Result
from simulator.model.plan import OWN_OUTCOMES, Plan
from simulator.report.blocks import Column, Table
from simulator.report.figures import Figures
from simulator.report.whose import classes_and_all

_SHARES = {
    "resolution": "solved",
    "first_contact_resolution": "first contact",
    "rework": "rework",
    "escalated": "went up",
    "repeat_contacts": "are returns",
}


def resolution_table(result: Result, figures: Figures) -> tuple[Table, ...]:
    """What became of the cases; none where nothing goes back, up or away and comes again."""
    if not _is_meant(result.plan):
        return ()
    scopes = classes_and_all(result)
    told = [
        measure
        for measure in _SHARES
        if measure in ("resolution", "first_contact_resolution")
        or any(figures.get(measure, scope, name, "share").shows for _, scope, name in scopes)
    ]
    rows = tuple(
        (who, *(str(figures.get(measure, scope, name, "share")) for measure in told))
        for who, scope, name in scopes
    )
    columns = (Column("customers", words=True), *(Column(_SHARES[measure]) for measure in told))
    return (Table("Resolution", columns, rows, _note(figures, result.plan)),)


def _is_meant(plan: Plan) -> bool:
    """Whether the blueprint says what solves a case, or has ways back, up or again."""
    named = plan.solved[len(OWN_OUTCOMES) :]
    kinds = any(option.kind for step in plan.steps for option in step.route)
    again = any(
        step.comes_back is not None or (step.procedure is not None and step.procedure.undetected is not None)
        for step in plan.steps
    )
    goes_up = any(step.escalation is not None and step.escalation.to is not None for step in plan.steps)
    overdue = any(deadline.to is not None for deadline in plan.deadlines)
    return kinds or again or goes_up or overdue or (any(named) and not all(named))


def _note(figures: Figures, plan: Plan) -> str:
    if not any(plan.solved):
        end = plan.outcomes[len(OWN_OUTCOMES)]
        return f"No end is said to solve a case; say which do at the top: `outcomes: {{{end}: solved}}`."
    said = (
        "First contact: of those solved, the share without rework, without going up, and without coming back."
    )
    later = figures.get("returns_to_come", "case", "all", "count")
    if later.shows:
        said += (
            f" {later} more of an average replication would come back after the end, "
            "so that first contact looks better than it is."
        )
    return said
