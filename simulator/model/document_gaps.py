"""What the documents of a service lack to be complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from simulator.blueprint.procedures import sop_for
from simulator.blueprint.schema.procedures import MeasuredSop, Sop
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import Path, problem_at
from simulator.errors import Problem
from simulator.model.saying import duration, quoted

#: What every document states, with an example.
_STATED = {
    "id": "BR-001",
    "effective": '"2026-01-05"',
    "review": '"2027-01-05"',
    "owner": "head of service",
    "approved_by": "branch manager",
    "scope": "all counters of the branch",
    "records": "[counter log]",
    "retention": "ten years",
    "revisions": '[{version: "1.0.0", date: "2026-01-05", change: first version}]',
}


class _Gap(NamedTuple):
    path: Path
    message: str
    help: str
    code: str


def find_document_gaps(blueprint: Blueprint, today: dt.date) -> tuple[Problem, ...]:
    """Return what is missing for a complete SOP of every step, in the order of the file.

    Args:
        blueprint: one that was read from text.
        today: after which day a review is overdue.
    """
    tree = blueprint.expanded
    assert tree is not None, "a blueprint from a file has its entries as written"
    gaps = [*_of_the_document(blueprint, today), *_of_the_steps(blueprint)]
    told = [problem_at(tree, gap.path, gap.message, gap.help, code=gap.code, at="key") for gap in gaps]
    # Steps of a module that is used twice stand in the file once.
    places = {(problem.line, problem.column, problem.code, problem.message): problem for problem in told}
    return tuple(sorted(places.values(), key=lambda problem: (problem.line, problem.column)))


def _of_the_document(blueprint: Blueprint, today: dt.date) -> Iterator[_Gap]:
    document = blueprint.document
    if document is None:
        example = 'document: {id: BR-001, owner: head of service, review: "2027-01-05"}'
        yield _Gap(
            (),
            "no `document` says who answers for the service and which version holds",
            f"write, at the margin, `{example}`",
            "no-document",
        )
        return
    for word, example in _STATED.items():
        if not getattr(document, word):
            yield _Gap(("document",), f"it has no `{word}`", f"write `{word}: {example}`", f"no-{word}")
    if document.review is not None and document.review < today:
        yield _Gap(
            ("document", "review"),
            f"the review was due on {document.review}",
            "look it over, then write when it is due next",
            "review-passed",
        )
    versions = [revision.version for revision in document.revisions]
    if versions and versions[-1] != blueprint.document_version:
        yield _Gap(
            ("document", "revisions"),
            f"the version is {blueprint.document_version}, and the last revision {versions[-1]}",
            "write what was changed, with date and author, as the last row",
            "no-revision",
        )


def _of_the_steps(blueprint: Blueprint) -> Iterator[_Gap]:
    without = [name for name, step in blueprint.steps.items() if step.asks_for_somebody and step.sop is None]
    if without:
        are = "is work" if len(without) == 1 else "are works"
        yield _Gap(("steps",), f"{quoted(without)} {are} without an SOP", "describe it: `sop: ...`", "no-sop")
    numbered: dict[str, str] = {}
    for name, step in blueprint.steps.items():
        if step.sop is not None:
            first = numbered.setdefault(step.sop.id, name)
            if step.sop.id and first != name:
                yield _Gap(
                    ("steps", name, "sop", "id"),
                    f"the SOP of `{first}` has the number {step.sop.id}, too",
                    "give each its own",
                    "same-id",
                )
            at: Path = ("steps", name, "sop")
            yield from _of_the_head(step.sop, step, at)
            yield from _of_the_actions(step.sop, at)
            yield from _of_exceptions(step.sop, at)
            yield from _of_times(step, step.sop, at, blueprint.clock.unit)


def _of_the_head(sop: Sop, step: Step, at: Path) -> Iterator[_Gap]:
    if not sop.id:
        yield _Gap(at, "the SOP has no number", "write `id: CNT-02`", "no-id")
    if not (sop.responsible or step.asks_for_somebody):
        yield _Gap(at, "nobody is responsible for it", "write `responsible: tellers`", "no-responsible")
    if not sop.actions:
        yield _Gap(
            at,
            "its actions are not described",
            "list them: `actions: [{id: greet, do: Greet, standard_time: 30 s}]`",
            "no-actions",
        )


def _of_the_actions(sop: Sop, at: Path) -> Iterator[_Gap]:
    """What is prescribed must be seen to have been done; what is left to whoever serves need not."""
    for number, action in enumerate(sop.actions):
        if action.locked == "free" and sop.standardisation is None:
            continue
        for word, example in (("check", "identity document seen"), ("record", "log")):
            if not getattr(action, word):
                yield _Gap(
                    (*at, "actions", number),
                    f"the action is prescribed and has no `{word}`",
                    f"write `{word}: {example}`",
                    f"no-{word}",
                )


def _of_exceptions(sop: Sop, at: Path) -> Iterator[_Gap]:
    for_each = (sop, *(sop_for(sop, customers) for customers in sop.customers))
    if sop.exceptions is None and any(map(_may_not_fit, for_each)):
        yield _Gap(
            at,
            "a fixed standard does not fit every customer, and there is no exception plan",
            "say who sees to them and for how long: `exceptions: {team: advisers, time: 3 min}`",
            "no-exceptions",
        )


def _may_not_fit(sop: Sop | MeasuredSop) -> bool:
    """Whether something is fixed that does not fit everybody."""
    if sop.standardisation is None and sop.elastic is None:
        return any(action.locked == "fixed" and action.fits < 1 for action in sop.actions)
    varied = any(action.fits < 1 for action in sop.actions) or sop.variety not in (None, "none")
    return varied and sop.standardisation != 0 and sop.elastic != 1


def _of_times(step: Step, sop: Sop, at: Path, unit: str) -> Iterator[_Gap]:
    """Standard times are held against a time that is the same for all; shares of others are not known."""
    if not sop.actions or step.time is None or step.time.by or step.time.otherwise is None:
        return
    standard = duration(sum(action.standard_time for action in sop.actions), unit)
    mean = duration(step.time.otherwise.mean, unit)
    if standard != mean:
        yield _Gap(
            (*at, "actions"),
            f"the standard times add up to {standard}, and the mean of `time` is {mean}",
            "measure again; in a run the standard times only give the share of each action",
            "standard-times",
        )
