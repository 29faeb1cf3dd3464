"""What stands at the margin of a blueprint and should not, or should and does not."""

from __future__ import annotations

from dataclasses import replace

from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import Node, Tree, problem_at
from simulator.blueprint.vocabulary import parts_in
from simulator.errors import Problem


def with_margins(tree: Tree) -> Tree:
    """Return the tree with each entry in the block where it was surely meant, and what was told of it."""
    if not isinstance(tree.root.value, dict):
        return tree
    written, problems = dict(tree.root.value), list(tree.problems)
    for word in list(written):
        written = _out_of(tree, word, written, problems)
    written = _into(tree, written, problems)
    return replace(tree, root=replace(tree.root, value=written), problems=tuple(problems))


def _out_of(tree: Tree, word: str, written: dict[str, Node], problems: list[Problem]) -> dict[str, Node]:
    """Take a block of the margin out of the block in which it stands, with what follows if it is empty."""
    known = Blueprint.entries()
    inner = written[word].value
    if word not in known or not isinstance(inner, dict):
        return written
    own = {entry for part, suffix in parts_in(known[word]) if not suffix for entry in part.entries()}
    lost = next((name for name in inner if name in known and name not in written and name not in own), "")
    if not lost or not (inner[lost].value is None or isinstance(inner[lost].value, dict)):
        return written
    names = list(inner)
    at = names.index(lost)
    empty = inner[lost].value is None
    taken = names[at + 1 :] if empty else []
    message = f"`{lost}` is indented as an entry of `{word}`, and is a block of its own"
    cure = "begin the line at the margin, without spaces" + (
        "" if empty else ", and the lines below it two columns less far in"
    )
    problems.append(problem_at(tree, (word, lost), message, cure, code="indentation", at="key"))
    moved = {name: inner[name] for name in taken} if empty else inner[lost].value
    kept = {name: of for name, of in inner.items() if name not in (lost, *taken)}
    block = replace(written[word], value=kept)
    return {**written, word: block, lost: replace(inner[lost], value=moved)}


def _into(tree: Tree, written: dict[str, Node], problems: list[Problem]) -> dict[str, Node]:
    """Put what stands at the margin, and looks like an entry of the block above it, into that block."""
    known = Blueprint.entries()
    found: dict[str, Node] = {}
    last = ""
    for name, node in written.items():
        if name in known or not last or not _belongs(name, node, last, found[last]):
            found[name] = node
            last = name if name in known else last
            continue
        inner = _entries(found[last])
        column = min((below.key_column for below in inner.values()), default=3) - 1
        message = f"`{name}` stands at the margin, and belongs to `{last}` above"
        cure = f"indent it by {column} spaces, and the lines below it further"
        problems.append(problem_at(tree, (name,), message, cure, code="indentation", at="key"))
        found[last] = replace(found[last], value={**inner, name: node})
    return found


def _entries(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _belongs(name: str, node: Node, word: str, block: Node) -> bool:
    """Whether an entry is one that a block of the margin may have and has not."""
    entries = block.value
    if entries is None:
        return True
    if not isinstance(entries, dict) or name in entries:
        return False
    for part, suffix in parts_in(Blueprint.entries()[word]):
        if not suffix:
            return name in part.entries()
        return isinstance(node.value, dict) and bool(node.value) and set(node.value) <= set(part.entries())
    return False
