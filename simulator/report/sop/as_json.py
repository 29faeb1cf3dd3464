"""The documents of a service, what they lack, and what becomes of its version, for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from simulator.blueprint.documents.differences import find_differences
from simulator.blueprint.documents.promotion import Promoted
from simulator.blueprint.documents.proposal import propose
from simulator.blueprint.documents.silent import find_silent_losses
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import plain
from simulator.errors import Problem
from simulator.experiment.as_json import as_json


def documents_json(documents: dict[str, str], written: Sequence[Path], gaps: Sequence[Problem]) -> str:
    """Return the documents, by their names, or the files they were written to, and what they lack."""
    return as_json(
        {
            "ok": True,
            "documents": documents,
            "written": [str(file) for file in written],
            "lacks": [asdict(gap) for gap in gaps],
        }
    )


def differences_json(old: Blueprint, new: Blueprint, today: dt.date) -> str:
    """Return what changed between two versions, what is gone without a word, and the next version.

    Raises:
        UsageError: the old version is none of three numbers.
    """
    changes = find_differences(old, new)
    proposal = propose(old, changes, new.document.owner if new.document else "", today)
    return as_json(
        {
            "ok": True,
            "old": old.document_version,
            "new": new.document_version,
            "changes": [
                {"kind": of.kind, "what": of.what, "weight": of.weight, "was": of.was, "now": of.now}
                for of in changes
            ],
            "warnings": [asdict(problem) for problem in find_silent_losses(old, new, changes)],
            "next": proposal.version,
            "revision": plain(proposal.row),
        }
    )


def promoted_json(promoted: Promoted, written: Path | None) -> str:
    """Return the new version, its row of the history, what was left out, and its text or its file."""
    return as_json(
        {
            "ok": True,
            "next": promoted.proposal.version,
            "revision": plain(promoted.proposal.row),
            "left_out": promoted.left_out,
            "written": [] if written is None else [str(written)],
            "text": promoted.text if written is None else None,
        }
    )
