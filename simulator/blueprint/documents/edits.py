"""Other values in the text of a blueprint: what is not changed stays as it is, letter by letter.

The places of all entries come from the YAML parser. Where it cannot tell what a change would touch (a value
that is used in several places, an entry written in an unusual way) an entry is written anew as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as Written

from simulator.blueprint.resolved import entry_lines, flow_text
from simulator.blueprint.tree import Node, entry_names
from simulator.errors import UsageError


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a block: from where to where it stands, and its value; `key_end` is 0 in a list."""

    start: int
    key_end: int
    value: Written


class _Parts(NamedTuple):
    """The entries of a block or list: where they stand, and what they say before and after."""

    entries: dict[str, _Entry]
    before: dict[str, Node]
    after: dict[str, Node]


def rewritten(text: str, old: Node, new: Node) -> str:
    """Return the text of a blueprint that says `old`, changed so that it says `new`.

    Args:
        text: without a byte-order mark.
        old: the whole as it was read from the text.
        new: the whole as it shall be.

    Raises:
        UsageError: the parser cannot tell where its entries stand.
    """
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except YAMLError:
        raise UsageError("the file is written in a way that cannot be changed line by line") from None
    editor = _Editor(text)
    for edit in sorted(editor.edits(root, old, new), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


class _Editor:
    def __init__(self, text: str) -> None:
        self._text = text
        self._line_end = "\r\n" if "\r\n" in text else "\n"

    def edits(self, written: Written, old: Node, new: Node) -> Iterator[_Edit]:
        """Yield what to change in a value that is another one."""
        parts = self._parts(written, old, new)
        if parts is None:
            yield self._anew(written, new)
        else:
            yield from self._below(written, parts)

    def _below(self, written: Written, parts: _Parts) -> Iterator[_Edit]:
        for name, entry in parts.entries.items():
            if name not in parts.after:
                yield self._without(entry)
                continue
            old, new = parts.before[name], parts.after[name]
            if flow_text(old) == flow_text(new):
                continue
            inner = self._parts(entry.value, old, new)
            if inner is not None:
                yield from self._below(entry.value, inner)
            elif _is_block(entry.value) and isinstance(written, MappingNode):
                yield self._entry_anew(entry, name, new, written)
            else:
                yield self._anew(entry.value, new)
        yield from self._added(written, parts)

    def _parts(self, written: Written, old: Node, new: Node) -> _Parts | None:
        """Return what can be changed entry by entry; None where it is written anew as a whole.

        Within brackets no entry comes or goes, and nowhere does one change its place.
        """
        before, after = _named(old), _named(new)
        entries = self._entries(written, old)
        if before is None or after is None or entries is None or type(old.value) is not type(new.value):
            return None
        kept = [name for name in before if name in after]
        if not after or kept != [name for name in after if name in before]:
            return None
        gone = [entries[name] for name in before if name not in after]
        same = len(kept) == len(before) == len(after)
        if not same and not (_is_block(written) and all(self._begins_line(entry) for entry in gone)):
            return None
        return _Parts(entries, before, after)

    def _begins_line(self, entry: _Entry) -> bool:
        """Whether nothing stands before an entry in its line."""
        return not self._text[self._line_start(entry.start) : entry.start].strip()

    # -- where things stand ---------------------------------------------------------------------------

    def _entries(self, written: Written, old: Node) -> dict[str, _Entry] | None:
        """Return the entries of a block or list by name, as far as the parser sees the same ones."""
        names = list(_named(old) or ())
        if isinstance(written, MappingNode):
            if [key.value for key, _ in written.value] != names:
                return None
            return {
                key.value: _Entry(key.start_mark.index, key.end_mark.index, value)
                for key, value in written.value
            }
        if isinstance(written, SequenceNode) and len(written.value) == len(names):
            starts = [
                self._text.rindex("-", 0, item.start_mark.index) if _is_block(written) else 0
                for item in written.value
            ]
            return {
                name: _Entry(start, 0, item)
                for name, start, item in zip(names, starts, written.value, strict=True)
            }
        return None

    def _end(self, value: Written, key_end: int = 0) -> int:
        """Return where a value ends, without the comments and empty lines behind it."""
        if isinstance(value, MappingNode) and _is_block(value) and value.value:
            key, last = value.value[-1]
            return self._end(last, key.end_mark.index)
        if isinstance(value, SequenceNode) and _is_block(value) and value.value:
            return self._end(value.value[-1])
        end: int = value.end_mark.index
        if key_end and value.start_mark.index == end:  # nothing is written behind the colon
            return self._text.index(":", key_end) + 1
        return len(self._text[:end].rstrip()) if _is_text_block(value) else end

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _line_end_at(self, at: int) -> int:
        """Return where the line ends in which something stands, before its line break."""
        end = self._text.find("\n", at)
        end = len(self._text) if end < 0 else end
        return end - 1 if self._text[end - 1 : end] == "\r" else end

    # -- changes --------------------------------------------------------------------------------------

    def _anew(self, written: Written, new: Node) -> _Edit:
        """Return the change that writes a value anew, on one line; a text that stood in quotes in quotes."""
        start = written.start_mark.index
        end = self._end(written)
        space = " " if start == end and self._text[start - 1 : start] == ":" else ""
        in_quotes = isinstance(written, ScalarNode) and written.style == '"' and isinstance(new.value, str)
        said = json.dumps(new.value, ensure_ascii=False) if in_quotes else flow_text(new, in_quotes=True)
        return _Edit(start, end, space + said)

    def _entry_anew(self, entry: _Entry, name: str, new: Node, block: Written) -> _Edit:
        """Return the change that writes an entry of a block anew, with its name."""
        end = self._end(entry.value, entry.key_end)
        return _Edit(entry.start, end, self._lines(name, new, block).lstrip())

    def _without(self, entry: _Entry) -> _Edit:
        """Return the change that takes out the lines of an entry."""
        start = self._line_start(entry.start)
        end = self._text.find("\n", self._end(entry.value, entry.key_end))
        return _Edit(start, len(self._text) if end < 0 else end + 1, "")

    def _added(self, written: Written, parts: _Parts) -> Iterator[_Edit]:
        """Yield the new entries, each behind the one that it follows; those before all others above them."""
        ahead: list[str] = []
        last: _Entry | None = None
        lines: list[str] = []
        for name, new in parts.after.items():
            if name not in parts.entries:
                (lines if last else ahead).append(self._lines(name, new, written))
                continue
            yield from self._behind(last, lines)
            last, lines = parts.entries[name], []
        yield from self._behind(last, lines)
        if ahead:
            start = self._line_start(min(entry.start for entry in parts.entries.values()))
            yield _Edit(start, start, "".join(f"{line}{self._line_end}" for line in ahead))

    def _behind(self, entry: _Entry | None, lines: Sequence[str]) -> Iterator[_Edit]:
        if entry is not None and lines:
            at = self._line_end_at(self._end(entry.value, entry.key_end))
            yield _Edit(at, at, "".join(f"{self._line_end}{line}" for line in lines))

    def _lines(self, name: str, new: Node, block: Written) -> str:
        """Return the lines of an entry of a block or list, indented like the others."""
        indent = " " * block.start_mark.column
        if isinstance(block, SequenceNode):
            return f"{indent}- {flow_text(new, in_quotes=True)}"
        return self._line_end.join(f"{indent}{line}" for line in entry_lines(name, new))


def _named(node: Node) -> dict[str, Node] | None:
    """Return the entries of a block by name; those of a list by their own word, or by their number."""
    if isinstance(node.value, dict):
        return node.value
    if isinstance(node.value, list):
        names = entry_names(node.value)
        if not all(names):
            names = [str(number) for number in range(len(names))]
        return dict(zip(names, node.value, strict=True))
    return None


def _is_block(value: Written) -> bool:
    """Whether a block or list is written by indentation, and not within brackets."""
    return isinstance(value, MappingNode | SequenceNode) and not value.flow_style


def _is_text_block(value: Written) -> bool:
    """Whether a text is written below `|` or `>`, whose end the parser sees only in the next line."""
    return isinstance(value, ScalarNode) and value.style in ("|", ">")
