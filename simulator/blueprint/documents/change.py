"""One difference between two versions of a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.blueprint.looks import shown
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.tree import Node, Path

#: How much a change weighs, as semantic versions count: something is taken away or comes in another order;
#: something is added; a text, a time or a figure is another one.
Weight = Literal["major", "minor", "patch"]

_WORDS = {"added": "added", "removed": "removed", "moved": "moved to", "renamed": "renamed to"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        kind: what happened.
        what: to what, in words: ``action `greet` of `counter` ``.
        weight: which number of the version it raises.
        was, now: the value before and after, where there is one; where it was moved to.
        path: where it stands: of what goes in the old version, else in the new one.
        names: by which of these a revision may speak of what is gone; none where nothing goes.
        control: whether a control goes: a mandatory action, its mark, a lock, a check or a record, an
            exception plan, an SOP as a whole.
    """

    kind: Literal["added", "removed", "changed", "moved", "renamed"]
    what: str
    weight: Weight
    was: str = ""
    now: str = ""
    path: Path = ()
    names: tuple[str, ...] = ()
    control: bool = False

    @property
    def sentence(self) -> str:
        """All of it: ``action `greet` of `counter` removed``."""
        if self.kind == "changed":
            return f"{self.what}: {self.was or 'nothing'} → {self.now or 'nothing'}"
        return " ".join(part for part in (self.what, _WORDS[self.kind], self.now) if part)


def said(node: Node | None) -> str:
    """Return a value on one line, not too long; empty where nothing is written."""
    return "" if node is None else shown(flow_text(node))
