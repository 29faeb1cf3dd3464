"""The third of the documents: what is done where the standard does not fit, or something went wrong."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.schema.procedures import Sop
from simulator.blueprint.schema.sop_outcomes import ExceptionPlan
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint
from simulator.report.blocks import Paragraph
from simulator.report.sop.pages import Heading, Page, Part, words_table
from simulator.report.sop.words import errors_said, identification, responsible_for, time_said, title_of


def exceptions_page(blueprint: Blueprint) -> Page:
    """Return the exception plans of all steps."""
    unit = blueprint.clock.unit
    plans: list[tuple[str, ...]] = []
    errors: list[tuple[str, ...]] = []
    for name, step in blueprint.steps.items():
        if step.sop is not None:
            plans += _plan(title_of(name, step), step, step.sop, unit)
            errors += [(title_of(name, step), said) for said in errors_said(step.sop.errors, unit)]
    parts: list[Part] = [identification(blueprint, []), Heading("Where a fixed standard does not fit")]
    heads = ("Step", "Action", "Seen to by", "Time", "Then")
    parts.append(words_table("", heads, plans) if plans else Paragraph("No plan is described."))
    parts.append(Heading("Where something went wrong"))
    parts.append(
        words_table("", ("Step", "Errors"), errors) if errors else Paragraph("No plan is described.")
    )
    return Page("3-exceptions", f"{blueprint.blueprint}: exception plan", tuple(parts))


def _plan(title: str, step: Step, sop: Sop, unit: str) -> Iterator[tuple[str, ...]]:
    plan = sop.exceptions
    if plan is None:
        return
    fixed = [action.do for action in sop.actions if action.locked == "fixed" and action.fits < 1]
    team = plan.team or f"{responsible_for(step, sop)}, within the visit".lstrip(", ")
    time = time_said(plan.time, unit) if plan.time is not None else ""
    yield title, "; ".join(fixed) or "any that is fixed", team, time, _then(plan)


def _then(plan: ExceptionPlan) -> str:
    if plan.then is None:
        return "on as from the step"
    return f"to {plan.then.to}" if plan.then.to else f"leaves as {plan.then.end}"
