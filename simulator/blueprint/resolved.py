"""A tree as text: the resolved blueprint that is kept beside results, and one value on a line."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

from simulator.blueprint.scalars import needs_quotes
from simulator.blueprint.tree import Node, Scalar, Tree

#: Texts that stand without quotes: nothing in them means anything to YAML, in a block or between brackets.
_PLAIN = re.compile(r"(-(?=\d))?[^\W_]([\w .%/+-]*[\w%/+])?")

#: An entry that is longer stands on several lines.
_SHORT = 100

_ESCAPED = re.compile(
    r"[^\t\x20-\x7e\u00a1-\u167f\u1681-\u1fff\u2070-\u2fff\u3001-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def resolved_text(tree: Tree) -> str:
    """Return the blueprint as YAML text, without its `scenarios`: what was applied is in it already.

    The same tree gives the same text, in the order of its file, and the text reads back to the same tree.
    """
    root = tree.root.value
    entries = (
        {name: node for name, node in root.items() if name != "scenarios"} if isinstance(root, dict) else {}
    )
    return "".join(f"{line}\n" for line in _block(entries, in_quotes=False)) if entries else "{}\n"


def flow_text(node: Node, *, in_quotes: bool = False) -> str:
    """Return a value on one line: `{lognormal: {mean: 4 min, cv: 0.8}}`.

    Args:
        node: the value.
        in_quotes: whether texts that stood in quotes stand in quotes again, also where they need none.
    """
    if isinstance(node.value, dict):
        below = (f"{_word(name)}: {flow_text(of, in_quotes=in_quotes)}" for name, of in node.value.items())
        return "{" + ", ".join(below) + "}"
    if isinstance(node.value, list):
        return "[" + ", ".join(flow_text(of, in_quotes=in_quotes) for of in node.value) + "]"
    if in_quotes and node.quoted and isinstance(node.value, str):
        return _in_quotes(node.value)
    return _word(node.value)


def entry_lines(name: str, node: Node) -> list[str]:
    """Return the lines of an entry of a block: on one line where it is short, else each of its own below."""
    line = f"{_word(name)}: {flow_text(node, in_quotes=True)}"
    return [line] if len(line) <= _SHORT else list(_entry(f"{_word(name)}:", node, in_quotes=True))


def _block(entries: dict[str, Node], in_quotes: bool) -> Iterator[str]:
    for name, node in entries.items():
        yield from _entry(f"{_word(name)}:", node, in_quotes)


def _entry(head: str, node: Node, in_quotes: bool) -> Iterator[str]:
    """Yield the lines of one entry, whose first begins with `head`: its name with a colon, or a dash."""
    if isinstance(node.value, dict) and node.value:
        lines = list(_block(node.value, in_quotes))
    elif isinstance(node.value, list) and node.value:
        lines = [line for below in node.value for line in _entry("-", below, in_quotes)]
    else:
        yield f"{head} {flow_text(node, in_quotes=in_quotes)}"
        return
    if head == "-":
        yield f"- {lines[0]}"
        lines = lines[1:]
    else:
        yield head
    yield from (f"  {line}" for line in lines)


def _word(value: dict[str, Node] | list[Node] | Scalar) -> str:
    """Return a scalar or a name as YAML."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    text = str(value)
    if isinstance(value, int) or (_PLAIN.fullmatch(text) and text == text.strip() and not needs_quotes(text)):
        return text
    return _in_quotes(text)


def _in_quotes(text: str) -> str:
    return _ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


def _number(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    return repr(value)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
