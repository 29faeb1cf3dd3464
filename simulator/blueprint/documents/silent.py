"""Parts of a service that disappear between two versions, and nobody says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from simulator.blueprint.documents.change import Change
from simulator.blueprint.schema.document import Revision
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import problem_at
from simulator.errors import Problem


def find_silent_losses(old: Blueprint, new: Blueprint, changes: Iterable[Change]) -> tuple[Problem, ...]:
    """Return a warning for each step, action, evidence or customer class that is gone without a word.

    So it is with each control of an action that stays: its mark as mandatory, a lock, a check, a record; with
    an exception plan; and with an SOP as a whole. The word is a revision of the new version, which the old
    one has not, that names it. The place is that in the old version, where it still stands.
    """
    known = {(revision.version, revision.change) for revision in _revisions(old)}
    told = [of.change for of in _revisions(new) if (of.version, of.change) not in known]
    tree = old.expanded
    assert tree is not None, "a blueprint from a file has its entries as written"
    return tuple(
        problem_at(
            tree,
            change.path,
            f"{_what(change)}, and no revision speaks of it",
            f"{_why(change)}: keep it, or name {_it(change)} in a row of `revisions` of the new version",
            code="silent-loss",
            at="key",
        )
        for change in changes
        if change.names and not any(_named(name, text) for name in change.names if name for text in told)
    )


def _what(change: Change) -> str:
    return f"{change.what} is gone" if change.kind == "removed" else change.sentence


def _why(change: Change) -> str:
    return "nobody may see to it any more" if change.control else "customers may miss it"


def _it(change: Change) -> str:
    return f"`{change.names[0]}`" if change.control else "it"


def _revisions(blueprint: Blueprint) -> tuple[Revision, ...]:
    return blueprint.document.revisions if blueprint.document else ()


def _named(name: str, text: str) -> bool:
    """Whether a text names something: as a whole word, where the script has spaces between words."""
    if not name.isascii():
        return name.casefold() in text.casefold()
    return re.search(rf"(?<![A-Za-z0-9_]){re.escape(name)}(?![A-Za-z0-9_])", text, re.IGNORECASE) is not None
