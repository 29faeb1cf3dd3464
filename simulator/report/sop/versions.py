"""Two versions of a service held against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from simulator.blueprint.documents.differences import find_differences
from simulator.blueprint.documents.proposal import propose
from simulator.blueprint.documents.silent import find_silent_losses
from simulator.blueprint.documents.versions import numbers, weight_of
from simulator.blueprint.schema.whole import Blueprint
from simulator.report.blocks import Block, Finding, Lines, Paragraph
from simulator.report.sop.pages import words_table

_WHY = {
    "major": "something is removed, or comes in another order",
    "minor": "something is added, or more or less is prescribed",
    "patch": "texts, times and figures",
    None: "nothing changed",
}


def difference_blocks(old: Blueprint, new: Blueprint, today: dt.date) -> Iterator[Block]:
    """Yield what changed, what disappears without a word, and the version that this makes.

    Raises:
        UsageError: a version is none of three numbers.
    """
    changes = find_differences(old, new)
    given, before = new.document_version, old.document_version
    yield Paragraph(f"{new.blueprint} {given} ({new.file}) against {before} ({old.file}).")
    if changes:
        rows = [(change.sentence.replace("`", ""), change.weight) for change in changes]
        yield words_table("What changed", ("change", "weight"), rows)
    yield from (Finding(problem) for problem in find_silent_losses(old, new, changes))
    weight = weight_of(changes)
    owner = new.document.owner if new.document else ""
    proposal = propose(old, changes, owner, today)
    said = f"Next version: {proposal.version} ({_WHY[weight]})."
    if numbers(given) < numbers(proposal.version):
        said += f" The new file says {given}; write `version: {proposal.version!r}`.".replace("'", '"')
    yield Paragraph(said)
    rows_there = {revision.version for revision in new.document.revisions} if new.document else set()
    if changes and not {given, proposal.version} & (rows_there - {before}):
        yield Paragraph("To be added to `revisions` of the document:")
        yield Lines(f"    - {proposal.line}")
