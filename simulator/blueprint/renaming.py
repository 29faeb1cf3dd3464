"""Steps with other names in them: what a step says about other steps, said of their copies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from simulator.blueprint.condition_tree import FIGURES
from simulator.blueprint.schema.ways import JOIN
from simulator.blueprint.tree import Node, child

#: Words of a step below which another step is named to which a case goes.
_GO_TO: tuple[tuple[str, ...], ...] = (
    ("queue", "when_full", "to"),
    ("gives_up", "to"),
    ("escalate", "to"),
    ("sop", "exceptions", "then", "to"),
    ("sop", "errors", "redone", "to"),
)

#: Words of a step below which other steps are spoken of.
_SPOKEN_OF: tuple[tuple[str, ...], ...] = (("keep",), ("person", "same_as"), ("person", "not"))

#: A step in a condition, with or without quotes.
_ASKED = re.compile(rf"""('[^']*'|"[^"]*"|[^\W\d][\w-]*)(?=\s*\.\s*(?:{"|".join(FIGURES)})\b)""")


@dataclass
class Renaming:
    """Other names for steps.

    Attributes:
        goto: for a step to which a case may go.
        names: for a step that is spoken of.
        out: what is written instead of a name to which a case goes: the way out of a module, say.
        refused: why one of these cannot stand where its name does, or an empty text.
    """

    goto: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    out: Mapping[str, Node] = field(default_factory=dict)
    refused: str = ""

    def step(self, node: Node) -> Node:
        """Return a step with the other names in it."""
        if not isinstance(node.value, dict):
            return node
        for path in _GO_TO:
            node = _at(node, path, self._single_step)
        for path in _SPOKEN_OF:
            node = _at(node, path, self._spoken_of)
        return _at(node, ("next",), self._next)

    def entry_of_each(self, block: Node, word: str) -> Node:
        """Return a block of blocks with the step that each names under a word."""
        if not isinstance(block.value, dict):
            return block
        return replace(
            block, value={name: _at(of, (word,), self._target) for name, of in block.value.items()}
        )

    def _target(self, node: Node) -> Node:
        name = node.value.strip() if isinstance(node.value, str) else ""
        return replace(node, value=self.goto[name]) if name in self.goto else node

    def _single_step(self, node: Node) -> Node:
        step = self._out_of(node)
        if step is None:
            return self._target(node)
        if isinstance(step.value, dict) and set(step.value) == {"to"}:
            step = step.value["to"]
        if not isinstance(step.value, str) or step.value == JOIN:
            self.refused = "does not lead on to a step, and its module leaves where only one can be named"
            return node
        return step

    def _spoken_of(self, node: Node) -> Node:
        """Return a name, or all names of a list or behind the words of a block."""
        if isinstance(node.value, list):
            return replace(node, value=[self._spoken_of(entry) for entry in node.value])
        if isinstance(node.value, dict):
            return replace(node, value={word: self._spoken_of(entry) for word, entry in node.value.items()})
        name = node.value.strip() if isinstance(node.value, str) else ""
        return replace(node, value=self.names[name]) if name in self.names else node

    def _out_of(self, node: Node | None) -> Node | None:
        """Return what is written instead of a name, or None."""
        return self.out.get(node.value.strip()) if node is not None and isinstance(node.value, str) else None

    def _next(self, node: Node) -> Node:
        out = self._out_of(node)
        if out is not None:
            return out
        if isinstance(node.value, list):
            return replace(node, value=[self._way(way) for way in node.value])
        return self._way(node)

    def _way(self, node: Node) -> Node:
        """Return one way on: a name, or a block."""
        if not isinstance(node.value, dict):
            out = self._out_of(node)
            return self._target(node) if out is None else self._led_out(node, out, {})
        entries = dict(node.value)
        for word in ("to", "callback"):
            if word in entries and self._out_of(entries[word]) is None:
                entries[word] = self._target(entries[word])
        if "if" in entries:
            entries["if"] = self._condition(entries["if"])
        if "shortest" in entries:
            entries["shortest"] = _each(entries["shortest"], self._target)
        if "parallel" in entries:
            entries["parallel"] = self._branches(entries["parallel"])
        if "then" in entries:
            entries["then"] = self._way(entries["then"])
        out = self._out_of(entries.get("to"))
        if out is not None:
            return self._led_out(node, out, {word: of for word, of in entries.items() if word != "to"})
        return replace(node, value=entries)

    def _branches(self, node: Node) -> Node:
        """Return the branches of a parallel, without those in which nothing would be left but to join."""
        if not isinstance(node.value, list):
            return node
        starts = [(entry, child(entry, "to") or entry) for entry in node.value]
        kept = [entry for entry, to in starts if (out := self._out_of(to)) is None or out.value != JOIN]
        return replace(node, value=[self._branch(entry) for entry in kept or node.value])

    def _branch(self, node: Node) -> Node:
        if not isinstance(node.value, dict):
            return self._single_step(node)
        return _at(_at(node, ("to",), self._single_step), ("if",), self._condition)

    def _led_out(self, node: Node, out: Node, beside: dict[str, Node]) -> Node:
        """Return the way that is written instead of one, with what stands beside it."""
        if isinstance(out.value, list):
            self.refused = "leads on in several ways, and its module leaves by one of several itself"
            return node
        way = out.value if isinstance(out.value, dict) else {"to": out}
        return replace(node, value={**way, **beside})

    def _condition(self, node: Node) -> Node:
        if not isinstance(node.value, str):
            return node
        return replace(node, value=_ASKED.sub(self._asked, node.value))

    def _asked(self, match: re.Match[str]) -> str:
        name = match[0][1:-1].strip() if match[0][0] in "'\"" else match[0]
        if name not in self.names:
            return match[0]
        quote = '"' if "'" in self.names[name] else "'"
        return f"{quote}{self.names[name]}{quote}"


def _each(node: Node, change: Callable[[Node], Node]) -> Node:
    if not isinstance(node.value, list):
        return node
    return replace(node, value=[change(entry) for entry in node.value])


def _at(node: Node, path: tuple[str, ...], change: Callable[[Node], Node]) -> Node:
    """Return the node with the entry at a path changed, where there is one."""
    if not path:
        return change(node)
    below = child(node, path[0])
    if below is None or not isinstance(node.value, dict):
        return node
    return replace(node, value={**node.value, path[0]: _at(below, path[1:], change)})
