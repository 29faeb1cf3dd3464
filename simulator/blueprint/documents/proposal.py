"""The next version of a service, as its changes ask for it, and the row of the history that tells of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.blueprint.documents.change import Change
from simulator.blueprint.documents.versions import WEIGHTS, next_version, weight_of
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import Node

#: So many changes are told one by one; what weighs more than a patch always is.
_TOLD = 6


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next version.

    Attributes:
        version: its number.
        row: its row of the revision history.
    """

    version: str
    row: Node

    @property
    def line(self) -> str:
        """The row as it is written: `{version: "1.1.0", date: "2026-06-01", ...}`."""
        return flow_text(self.row, in_quotes=True)


def propose(old: Blueprint, changes: Sequence[Change], author: str, today: dt.date) -> Proposal:
    """Return the version after the old one, and its row; the old number where nothing changed.

    Raises:
        UsageError: the old version is none of three numbers.
    """
    version = next_version(old.document_version, weight_of(changes))
    row = {"version": Node(version, quoted=True), "date": Node(today.isoformat(), quoted=True)}
    if author:
        row["author"] = Node(author)
    row["change"] = Node(_summary(changes))
    return Proposal(version, Node(row))


def _summary(changes: Sequence[Change]) -> str:
    """Return the changes in a sentence, the heaviest first: what is gone is named in any case."""
    ordered = sorted(changes, key=lambda change: WEIGHTS.index(change.weight))
    heavy = sum(change.weight != "patch" for change in ordered)
    told = [change.sentence.replace("`", "") for change in ordered[: max(heavy, _TOLD)]]
    more = len(ordered) - len(told)
    return "; ".join([*told, *([f"and {more} more"] if more else [])]) or "nothing"
