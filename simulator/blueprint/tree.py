"""The raw tree of a blueprint: what the text says, entry by entry, each with its place in the file.

Nothing here knows the language. The schema judges `plain(tree.root)`; where it finds a fault, `problem_at`
turns the path of the entry into a `Problem` with file, line, column and the line shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, TypeAlias

from simulator.errors import Problem

Scalar: TypeAlias = str | int | float | bool | None

#: The address of an entry: names of mappings, and numbers from 0 of lists.
Path: TypeAlias = tuple[str | int, ...]

#: After so many problems of one kind the others are named by their lines only.
_ALIKE = 5

#: A longer sentence is cut in its middle.
_SCREEN = 1_000

#: A longer line is cut in messages: nobody finds a place in a line that fills the screen.
_SNIPPET = 140


@dataclass(frozen=True, slots=True)
class Node:
    """One entry of the file.

    Attributes:
        value: a mapping from name to node (in the order of the file), a list of nodes, or a scalar.
        line, column: where the value stands, from 1; line 0 where it stands in no file.
        key_line, key_column: where its name (or its dash) stands, from 1; 0 where it has none.
        file: the file as the user named it, or `--set path=value`.
        quoted: whether a text stood in quotes (or in a block of text) in the file.
        origin: what put or changed it after reading: ``scenario `busy day` ``, or an empty string.
    """

    value: dict[str, Node] | list[Node] | Scalar
    line: int = 0
    column: int = 0
    key_line: int = 0
    key_column: int = 0
    file: str = ""
    quoted: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A file that was read.

    Attributes:
        root: the whole; its value is a mapping.
        file: the file as the user named it.
        lines: the lines of the file as they stand there.
        problems: faults that were found while reading and that did not stop it; the tree holds what was
            most likely meant, so that the schema can go on and everything is reported together.
    """

    root: Node
    file: str
    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


class Place(NamedTuple):
    """Line and column from 1 (0 where there is none), and the line as it stands in the file."""

    line: int
    column: int
    snippet: str


def plain(node: Node) -> Any:
    """Return the ordinary dict, list or scalar that a node holds, without places."""
    if isinstance(node.value, dict):
        return {name: plain(child) for name, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def child(node: Node, step: str | int) -> Node | None:
    """Return the entry of `node` with that name (or number from 0), or None."""
    if isinstance(node.value, dict):
        return node.value.get(str(step))
    if isinstance(node.value, list) and isinstance(step, int) and 0 <= step < len(node.value):
        return node.value[step]
    return None


def find(tree: Tree, path: Path) -> Node | None:
    """Return the node at `path`, or None."""
    node: Node | None = tree.root
    for step in path:
        if node is None:
            return None
        node = child(node, step)
    return node


def _deepest(tree: Tree, path: Path) -> tuple[Node, int]:
    """Walk `path` as far as the tree goes; return the node reached and the number of steps taken."""
    node = tree.root
    for taken, step in enumerate(path):
        below = child(node, step)
        if below is None:
            return node, taken
        node = below
    return node, len(path)


def locate(tree: Tree, path: Path, at: Literal["value", "key"] = "value") -> Place:
    """Return the place of the entry at `path`, or of the nearest one above it that exists.

    An entry that is missing has no place of its own: its parent's name is where the reader must look.
    """
    node, taken = _deepest(tree, path)
    return _place(tree, node, "key" if taken < len(path) else at)


def problem_at(
    tree: Tree,
    path: Path,
    message: str,
    cure: str = "",
    *,
    code: str = "",
    at: Literal["value", "key"] = "value",
) -> Problem:
    """Return the `Problem` for a fault in the entry at `path`, which may be missing.

    Where a scenario or `--set` put the value there, the help says so: the reader would otherwise look in
    the part of the file that is right.
    """
    node, taken = _deepest(tree, path)
    place = _place(tree, node, "key" if taken < len(path) else at)
    if node.origin:
        cure = f"{cure} ({node.origin})" if cure else f"({node.origin})"
    return Problem(
        message=message,
        help=cure,
        path=dotted(path, tree.root),
        file=node.file or tree.file,
        line=place.line,
        column=place.column,
        snippet=place.snippet,
        code=code,
    )


def snippet(lines: Sequence[str], line: int, column: int) -> str:
    """Return line number `line` for showing: tabs as arrows (so the caret stands right), not too long."""
    if not 0 < line <= len(lines) or column > _SNIPPET:
        return ""
    text = lines[line - 1].replace("\t", "→").rstrip()
    return text if len(text) <= _SNIPPET else text[: _SNIPPET - 1] + "…"


def dotted(path: Path, root: Node | None = None) -> str:
    """Return the path as it is written in `scenarios` and `--set`: `steps.counter.next.rework.share`.

    List entries go by their name where `root` is given and they have one of their own, else by number from 1.
    """
    node = root
    parts = []
    for step in path:
        if isinstance(step, int) and node is not None and not isinstance(node.value, list):
            continue  # a single way on, written without its list
        parts.append(_entry_name(node, step) if isinstance(step, int) else quoted_name(step))
        node = None if node is None else child(node, step)
    return ".".join(parts)


def quoted_name(name: str) -> str:
    """Return a name as one step of a dotted path: in quotes where it holds a dot, a quote or a star."""
    if name and name == name.strip() and not re.search(r"""[."'\\*=]""", name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def entry_names(entries: Sequence[Node]) -> list[str]:
    """Return for each entry of a list the word by which a path may call it, or an empty string.

    That is its own word, as far as no other entry of the list has the same.
    """
    words = [own_word(entry) for entry in entries]
    return [word if word and words.count(word) == 1 else "" for word in words]


def with_origin(node: Node, origin: str) -> Node:
    """Return the node, and all below it, marked as put there by `origin`."""
    value = node.value
    if isinstance(value, dict):
        value = {name: with_origin(below, origin) for name, below in value.items()}
    elif isinstance(value, list):
        value = [with_origin(below, origin) for below in value]
    return replace(node, value=value, origin=origin)


def condensed(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order of the file; of many alike the first few and the lines of the rest."""
    told = dict.fromkeys(_shortened(problem) for problem in problems)
    ordered = sorted(told, key=lambda problem: (problem.line, problem.column))
    alike: dict[str, list[Problem]] = {}
    for problem in ordered:
        alike.setdefault(problem.code, []).append(problem)
    kept = []
    for problem in ordered:
        same = alike[problem.code]
        if len(same) <= _ALIKE or problem in same[: _ALIKE - 1]:
            kept.append(problem)
        elif problem is same[_ALIKE - 1]:
            more = _more(same[_ALIKE:])
            kept.append(replace(problem, help=f"{problem.help}; {more}" if problem.help else more))
    return tuple(kept)


def _shortened(problem: Problem) -> Problem:
    """Return the problem with no text longer than a screen: a name can be a megabyte long."""
    if max(len(problem.message), len(problem.help), len(problem.path)) <= _SCREEN:
        return problem
    message, cure, path = (
        text if len(text) <= _SCREEN else f"{text[: _SCREEN // 2]} ... {text[-_SCREEN // 2 :]}"
        for text in (problem.message, problem.help, problem.path)
    )
    return replace(problem, message=message, help=cure, path=path)


def _more(problems: Sequence[Problem]) -> str:
    """Return "and 3 more of this kind, in lines 7, 9 to 12"."""
    spans: list[list[int]] = []
    for line in sorted({problem.line for problem in problems}):
        if spans and spans[-1][1] == line - 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    words = [str(first) if first == last else f"{first} to {last}" for first, last in spans[:10]]
    lines = "line" if spans == [[spans[0][0]] * 2] else "lines"
    return f"and {len(problems)} more of this kind, in {lines} {', '.join(words)}" + (
        ", ..." if len(spans) > 10 else ""
    )


def own_word(entry: Node) -> str:
    """Return the word by which an entry of a list goes: its `name`, else `id`, `to`, `end` or `callback`."""
    if isinstance(entry.value, dict):
        for key in ("name", "id", "to", "end", "callback"):
            named = entry.value.get(key)
            if named is not None and isinstance(named.value, str) and named.value:
                return named.value
    return ""


def _entry_name(parent: Node | None, number: int) -> str:
    if parent is not None and isinstance(parent.value, list) and number < len(parent.value):
        word = entry_names(parent.value)[number]
        if word:
            return f'"{word}"' if word.isdecimal() else quoted_name(word)
    return str(number + 1)


def _place(tree: Tree, node: Node, at: Literal["value", "key"]) -> Place:
    line, column = (node.line, node.column)
    # A group that begins below its name is looked for at the name, not at its first entry.
    below = isinstance(node.value, (dict, list)) and node.line > node.key_line and not node.origin
    if node.key_line and (at == "key" or below):
        line, column = (node.key_line, node.key_column)
    if node.file != tree.file:
        return Place(line, column, "")
    return Place(line, column, snippet(tree.lines, line, column))
