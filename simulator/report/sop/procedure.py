"""The second of the documents: the SOP of one step."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.procedures import sop_for
from simulator.blueprint.schema.procedures import MeasuredSop, Sop
from simulator.blueprint.schema.sop_compliance import Compliance
from simulator.blueprint.schema.sop_customers import SopForSome
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.saying import duration, listed, percent
from simulator.report.blocks import Paragraph
from simulator.report.sop.pages import NOT_STATED, Heading, Page, Part, words_table
from simulator.report.sop.words import identification, responsible_for, title_of

_LEGEND = (
    "Free: whoever serves decides. Elastic: prescribed, and may bend to the customer. "
    "Fixed: prescribed; whom it does not fit the exception plan is for."
)


def procedure_page(blueprint: Blueprint, name: str, stem: str) -> Page:
    """Return the SOP of a step, which has one."""
    step = blueprint.steps[name]
    sop = step.sop
    assert sop is not None, "the step has an SOP"
    title = title_of(name, step)
    head = [("SOP", sop.id), ("Step", title)]
    parts: list[Part] = [identification(blueprint, head), *_responsibilities(blueprint, step, sop)]
    if step.notes:
        parts += [Heading("Notes"), Paragraph(step.notes)]
    parts += [*_materials(blueprint), *_actions(blueprint, sop), *_standard(sop)]
    return Page(stem, f"{sop.id} {title}".strip(), tuple(parts))


def _responsibilities(blueprint: Blueprint, step: Step, sop: Sop) -> Iterator[Part]:
    rows = [("Carried out, and answered for, by", responsible_for(step, sop))]
    if sop.exceptions is not None:
        rows.append(("Exceptions are seen to by", sop.exceptions.team or responsible_for(step, sop)))
    rows.append(("Kept up to date by", blueprint.document.owner if blueprint.document else ""))
    yield Heading("Responsibilities")
    yield words_table("", ("What", "Who"), rows)


def _materials(blueprint: Blueprint) -> Iterator[Part]:
    document = blueprint.document
    yield Heading("Materials")
    yield Paragraph(", ".join(document.materials) if document and document.materials else NOT_STATED)


def _actions(blueprint: Blueprint, sop: Sop) -> Iterator[Part]:
    yield Heading("Actions")
    if not sop.actions:
        yield Paragraph("The work is not described action by action.")
        return
    unit = blueprint.clock.unit
    rows = [
        (
            str(number),
            action.do,
            duration(action.standard_time, unit),
            action.locked,
            action.tolerance,
            action.check,
            action.record,
            "yes" if action.mandatory else "",
        )
        for number, action in enumerate(sop.actions, start=1)
    ]
    heads = ("No.", "Action", "Standard time", "Lock", "Tolerance", "Check", "Record", "Mandatory")
    total = duration(sum(action.standard_time for action in sop.actions), unit)
    yield words_table("", heads, rows, f"In all {total}. {_LEGEND}")


def _standard(sop: Sop) -> Iterator[Part]:
    """How much is prescribed, how often it is to be done so, its audit, what is otherwise for some."""
    said = list(_standard_said(sop, sop))
    if sop.audit is not None:
        visits = "one visit" if sop.audit.visits == 1 else f"{sop.audit.visits} visits"
        said.append(f"An audit looks at {visits}, drawn at random.")
    if said:
        yield Heading("Standard")
        yield Paragraph(" ".join(said))
    if sop.customers:
        yield Heading("Other customers")
    titles = {action.id: action.do for action in sop.actions}
    for customers, block in sop.customers.items():
        otherwise = [*_standard_said(sop_for(sop, customers), block), *_actions_said(block, titles)]
        yield Paragraph(f"For {customers}: {' '.join(otherwise)}")


def _standard_said(sop: Sop | MeasuredSop, told: Sop | SopForSome) -> Iterator[str]:
    """Yield what is `told` of a standard, as it is in the SOP."""
    if told.standardisation is not None and sop.standardisation is not None:
        yield f"{percent(sop.standardisation)} of the work is prescribed, what fits best first."
    if told.elastic is not None and sop.elastic is not None:
        yield f"{percent(sop.elastic)} of what is prescribed may bend, what fits worst first."
    if told.compliance is not None:
        yield f"The planning takes it that {percent(sop.complied)} of it is done as prescribed{_falls(sop)}."


def _falls(sop: Sop | MeasuredSop) -> str:
    """By how much compliance falls below what it is at best."""
    rule, said = sop.compliance, []
    if not isinstance(rule, Compliance):
        return ""
    if rule.less_per_hour:
        said.append(f"{percent(rule.less_per_hour)} less for each hour of a shift")
    if rule.less_per_waiting:
        said.append(f"{percent(rule.less_per_waiting)} less for each who waits")
    if rule.after_change is not None:
        said.append(f"{percent(rule.after_change.less)} less while it is new")
    least = f", and never less than {percent(rule.least)}" if said and rule.least else ""
    return f" at best; {listed(said)}{least}" if said else ""


def _actions_said(block: SopForSome, titles: dict[str, str]) -> Iterator[str]:
    for name, action in block.actions.items():
        said: list[str] = [action.lock] if action.lock else []
        said += [] if action.fits is None else [f"fits {percent(action.fits)} of them"]
        yield f"{titles[name]}: {', '.join(said)}."
