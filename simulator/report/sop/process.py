"""The first of the documents: the process as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.procedures import exceptional_step
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.overview import Overview
from simulator.model.saying import percent
from simulator.report.blocks import Paragraph
from simulator.report.sop.drawing import drawing_of
from simulator.report.sop.pages import NOT_STATED, Drawing, Heading, Page, Part, words_table
from simulator.report.sop.words import errors_said, identification, title_of, who


def process_page(blueprint: Blueprint, overview: Overview) -> Page:
    """Return the description of the process."""
    parts: list[Part] = [identification(blueprint, [])]
    parts += [*_purpose(blueprint), *_roles(blueprint)]
    parts += [Heading("Service blueprint"), service_blueprint(blueprint, overview)]
    parts += [*_fail_points(blueprint), *_wait_points(blueprint, overview)]
    parts += [*_promises(overview), *_terms(blueprint), *_history(blueprint)]
    return Page("1-process", f"{blueprint.blueprint}: process description", tuple(parts))


def service_blueprint(blueprint: Blueprint, overview: Overview) -> Drawing:
    """Return the drawing of the process, with its fail points and wait points."""
    unit = blueprint.clock.unit
    failing = {name for name, step in blueprint.steps.items() if any(_failing(name, step, unit))}
    waiting = {name for name, _ in _waiting(blueprint)}
    return drawing_of(blueprint, overview, failing.__contains__, waiting.__contains__)


def _purpose(blueprint: Blueprint) -> Iterator[Part]:
    yield Heading("Purpose")
    yield Paragraph(blueprint.purpose or NOT_STATED)
    yield Heading("Scope")
    yield Paragraph((blueprint.document.scope if blueprint.document else "") or NOT_STATED)


def _roles(blueprint: Blueprint) -> Iterator[Part]:
    rows = []
    for name, team in {**blueprint.teams, **blueprint.resources}.items():
        steps = [title_of(of, step) for of, step in blueprint.steps.items() if name in _all_roles(step)]
        many = str(team.count) if team.count is not None else "by schedule" if team.schedule else ""
        rows.append((name, many, ", ".join(steps)))
    yield Heading("Roles")
    yield words_table("", ("Role", "How many", "Steps"), rows) if rows else Paragraph(NOT_STATED)


def _all_roles(step: Step) -> tuple[str, ...]:
    plan = step.sop.exceptions if step.sop else None
    return (*step.teams, *((plan.team,) if plan and plan.team else ()))


def _fail_points(blueprint: Blueprint) -> Iterator[Part]:
    unit = blueprint.clock.unit
    rows = [row for name, step in blueprint.steps.items() for row in _failing(name, step, unit)]
    yield Heading("Fail points")
    if rows:
        yield words_table("", ("Step", "Where", "How often", "What becomes of it"), rows)
    else:
        yield Paragraph("None is described.")


def _failing(name: str, step: Step, unit: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each action in which errors are made, and for each way back that is rework."""
    title = title_of(name, step)
    if step.sop is not None:
        becomes = "; ".join(errors_said(step.sop.errors, unit))
        for action in step.sop.actions:
            if action.error:
                yield title, action.do, percent(action.error), becomes
        if step.sop.error:
            yield title, "any part of the work", percent(step.sop.error), becomes
    for way in step.next:
        if way.kind == "rework":
            yield title, "the whole step", percent(way.share) if way.share else "", f"back to {way.to}"


def _wait_points(blueprint: Blueprint, overview: Overview) -> Iterator[Part]:
    readings = {reading.step: reading for reading in overview.steps}
    rows = [
        (readings[name].title or name, whom, readings[name].queue.replace("`", ""))
        for name, whom in _waiting(blueprint)
    ]
    yield Heading("Wait points")
    if rows:
        yield words_table("", ("Step", "Waiting for", "How"), rows)
    else:
        yield Paragraph("Nobody has to wait.")


def _waiting(blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    """Yield the steps at which one may have to wait, and for whom; those for exceptions too."""
    for name, step in blueprint.steps.items():
        if step.asks_for_somebody or step.batch is not None or step.hand_off is not None:
            yield name, who(step)
        plan = step.sop.exceptions if step.sop else None
        if plan and plan.team:
            yield exceptional_step(name), plan.team


def _promises(overview: Overview) -> Iterator[Part]:
    if overview.promises:
        rows = [(of.name, of.words.replace("`", "")) for of in overview.promises]
        yield Heading("Deadlines and service levels")
        yield words_table("", ("Name", "What is promised"), rows)


def _terms(blueprint: Blueprint) -> Iterator[Part]:
    document = blueprint.document
    if document is None:
        return
    if document.definitions:
        yield Heading("Definitions")
        yield words_table("", ("Term", "Meaning"), list(document.definitions.items()))
    yield Heading("Materials and records")
    kept = [
        ("Materials", ", ".join(document.materials)),
        ("Records", ", ".join(document.records)),
        ("Kept for", document.retention),
    ]
    yield words_table("", ("What", "Which"), kept)


def _history(blueprint: Blueprint) -> Iterator[Part]:
    revisions = blueprint.document.revisions if blueprint.document else ()
    if revisions:
        rows = [(of.version, str(of.date), of.author, of.change) for of in revisions]
        yield Heading("Revision history")
        yield words_table("", ("Version", "Date", "Author", "Change"), rows)
