"""What several documents say in the same words."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.schema.procedures import Sop
from simulator.blueprint.schema.sop_outcomes import Errors, Redone
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.saying import duration, handy_unit, listed, percent
from simulator.randomness.distributions import Distribution
from simulator.report.blocks import Table
from simulator.report.sop.pages import words_table


def identification(blueprint: Blueprint, first: list[tuple[str, str]]) -> Table:
    """Return the head of a document: what it is, its version, its dates, who answers for it."""
    document = blueprint.document
    stated = {
        "Process": blueprint.blueprint,
        "Document": document.id if document else "",
        "Version": blueprint.document_version,
        "Effective": str(document.effective or "") if document else "",
        "Review due": str(document.review or "") if document else "",
        "Owner": document.owner if document else "",
        "Approved by": ", ".join(document.approved_by) if document else "",
    }
    return words_table("", ("Identification", ""), [*first, *stated.items()])


def title_of(name: str, step: Step) -> str:
    """Return what a step is called in documents."""
    return step.title or name


def who(step: Step) -> str:
    """Return who works at a step: `clerks`, `2 nurses and rooms`, `experts or generalists`."""
    if step.needs:
        return listed([f"{count} {team}" if count > 1 else team for team, count in step.needs.items()])
    if step.first_free:
        return " or ".join(step.first_free)
    return step.team or (f"whoever can do {step.skill}" if isinstance(step.skill, str) else "")


def responsible_for(step: Step, sop: Sop) -> str:
    """Return who answers for an SOP."""
    return sop.responsible or who(step)


def time_said(draw: Distribution, unit: str) -> str:
    """Return a time in words: `3 min`, `about 3 min (exponential, mean 3)`."""
    said = duration(draw.mean, unit)
    if draw.is_constant:
        return said
    _, each = handy_unit(draw.mean, unit)
    return f"about {said} ({draw.scaled(each).describe()})"


def errors_said(errors: Errors | None, unit: str) -> Iterator[str]:
    """Yield what becomes of errors, for each kind of them."""
    if errors is None:
        return
    if errors.share_redone:
        where = f"back to {errors.redone.to}" if isinstance(errors.redone, Redone) else "redone at once"
        yield f"{percent(errors.share_redone)} found: {where}"
    if errors.undetected is not None:
        undetected = errors.undetected
        after = time_said(undetected.after, unit)
        yield f"{percent(undetected.share)} not found: back as {undetected.comes_back_as} after {after}"
