"""Steps with other names in them: what a step says about other steps, said of their copies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from simulator.blueprint.conditions import FIGURES
from simulator.blueprint.schema.routes import LEAVE
from simulator.blueprint.tree import Node, child

#: Words of a step below which another step is named to which a case goes.
_GO_TO: tuple[tuple[str, ...], ...] = (("queue", "when_full", "to"), ("gives_up", "to"), ("escalate", "to"))

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
        leave: what the way out of a module means; None: nothing.
        refused: why the way out cannot stand where the module leaves, or an empty text.
    """

    goto: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    leave: Node | None = None
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
        if not self._leaves(node):
            return self._target(node)
        step = self.leave
        if step is not None and isinstance(step.value, dict) and set(step.value) == {"to"}:
            step = step.value["to"]
        if step is None or not isinstance(step.value, str):
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

    def _leaves(self, node: Node | None) -> bool:
        return self.leave is not None and node is not None and node.value == LEAVE

    def _next(self, node: Node) -> Node:
        if self._leaves(node):
            assert self.leave is not None
            return self.leave
        if isinstance(node.value, list):
            return replace(node, value=[self._way(way) for way in node.value])
        return self._way(node)

    def _way(self, node: Node) -> Node:
        """Return one way on: a name, or a block."""
        if not isinstance(node.value, dict):
            return self._out(node, {}) if self._leaves(node) else self._target(node)
        entries = dict(node.value)
        for word in ("to", "callback"):
            if word in entries and not self._leaves(entries[word]):
                entries[word] = self._target(entries[word])
        if "if" in entries:
            entries["if"] = self._condition(entries["if"])
        if "shortest" in entries:
            entries["shortest"] = _each(entries["shortest"], self._target)
        if "parallel" in entries:
            entries["parallel"] = _each(entries["parallel"], self._way)
        if "then" in entries:
            entries["then"] = self._way(entries["then"])
        if self._leaves(entries.get("to")):
            return self._out(node, {word: of for word, of in entries.items() if word != "to"})
        return replace(node, value=entries)

    def _out(self, node: Node, beside: dict[str, Node]) -> Node:
        """Return the way out of the module, with what stands beside it."""
        out = self.leave
        assert out is not None
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
