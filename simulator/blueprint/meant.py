"""A tree as it was surely meant: words of the language that are miswritten, entries in the wrong column.

Each is told, once, and read on as what was meant, so that one slip of the pen is one fault and not ten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from simulator.blueprint.margins import with_margins
from simulator.blueprint.part import Part
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.synonyms import meant
from simulator.blueprint.tree import Node, Path, Tree, problem_at
from simulator.blueprint.vocabulary import parts_in
from simulator.blueprint.wording import unknown_entry
from simulator.errors import Problem

_NAMED = ".NAME"


def as_meant(tree: Tree) -> Tree:
    """Return the tree with what was surely meant in it, and a problem for each word that was not."""
    tree = with_margins(tree)
    reader = _Meant(tree)
    root = reader.block(tree.root, Blueprint, ())
    return replace(tree, root=root, problems=(*tree.problems, *reader.problems))


class _Meant:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.problems: list[Problem] = []

    def block(self, node: Node, part: type[Part], path: Path) -> Node:
        """Read one block of the language, and the blocks in it."""
        if not isinstance(node.value, dict):
            return node
        entries = self._renamed(node.value, part, path)
        for word, field in part.entries().items():
            if word not in entries:
                continue
            for inner, suffix in parts_in(field):
                entries[word] = self._below(entries[word], inner, suffix == _NAMED, (*path, word))
        return replace(node, value=entries)

    def _below(self, node: Node, part: type[Part], named: bool, path: Path) -> Node:
        if named:
            return self._group(node, part, path)
        if isinstance(node.value, list):
            return replace(
                node, value=[self.block(entry, part, (*path, i)) for i, entry in enumerate(node.value)]
            )
        return self.block(node, part, path)

    def _renamed(self, written: dict[str, Node], part: type[Part], path: Path) -> dict[str, Node]:
        """Return the entries of a block, those by the word of the language that were surely meant for it."""
        known = part.entries()
        entries: dict[str, Node] = {}
        for word, node in written.items():
            near = meant(word, known) if word not in known and word not in part.later else ()
            sure = len(near) == 1 and near[0] not in written and near[0] not in entries
            if sure:
                fault = unknown_entry(part.noun, word, known, ())
                self._tell((*path, word), fault.message, fault.help, fault.code)
            entries[near[0] if sure else word] = node
        return entries

    # -- entries in the wrong column ---------------------------------------------------------------

    def _group(self, node: Node, part: type[Part], path: Path) -> Node:
        """Read a group of blocks with names of their own: steps, teams."""
        node = self._by_name(node, path)
        if not isinstance(node.value, dict):
            return node
        blocks = self._put_right(self._put_left(node.value, part, path), part, path)
        return replace(
            node, value={name: self.block(block, part, (*path, name)) for name, block in blocks.items()}
        )

    def _by_name(self, node: Node, path: Path) -> Node:
        """Return a list whose entries each say their name as the group that it was meant as."""
        blocks: dict[str, Node] = {}
        for entry in node.value if isinstance(node.value, list) else ():
            name, block = _named(entry)
            if not name or name in blocks:
                return node
            blocks[name] = block
        if not blocks:
            return node
        first = next(iter(blocks))
        self._tell(
            path,
            f"`{path[-1]}` are told apart by their names, and here stands a list",
            f"leave the dashes out: write `{first}:` with its entries below it, and so on",
            "wrong-kind",
        )
        return replace(node, value=blocks)

    def _put_right(self, written: dict[str, Node], part: type[Part], path: Path) -> dict[str, Node]:
        """Return the blocks, each with the entries that stand below it as if they were blocks themselves."""
        known = part.entries()
        blocks: dict[str, Node] = {}
        told = ""
        last = ""
        for name, node in written.items():
            above = _entries(blocks[last]) if last else None
            if name not in known or _holds(node, known) or above is None or name in above:
                blocks[name] = node
                last = name
                continue
            if told != last:
                where = f"in the column of the names of `{path[-1]}`"
                message = f"`{name}` stands {where}, and belongs to `{last}` above"
                self._tell((*path, name), message, _indent_as(above), "indentation")
            told = last
            blocks[last] = replace(blocks[last], value={**above, name: node})
        return blocks

    def _put_left(self, written: dict[str, Node], part: type[Part], path: Path) -> dict[str, Node]:
        """Return the blocks, with those beside the others that stand in one of them as if its entries."""
        known = part.entries()
        blocks: dict[str, Node] = {}
        for name, node in written.items():
            entries = _entries(node) or {}
            strays = {
                word: below
                for word, below in entries.items()
                if word not in known and word not in written and _entries(below) and _holds(below, known)
            }
            for word in strays:
                self._tell(
                    (*path, name, word),
                    f"`{word}` is indented as an entry of `{name}`, and looks like {part.noun} of its own",
                    f"begin it in the same column as `{name}`, and the lines below it two columns further in",
                    "indentation",
                )
            kept = {word: below for word, below in entries.items() if word not in strays}
            blocks |= {name: replace(node, value=kept) if strays else node, **strays}
        return blocks

    def _tell(self, path: Path, message: str, cure: str, code: str) -> None:
        self.problems.append(problem_at(self._tree, path, message, cure, code=code, at="key"))


def _entries(node: Node) -> dict[str, Node] | None:
    """Return the entries of a block, none where nothing is written, None where it is no block."""
    if node.value is None:
        return {}
    return node.value if isinstance(node.value, dict) else None


def _named(entry: Node) -> tuple[str, Node]:
    """Return the name that an entry of a list says and its block: `- name: a`, or `- a: {...}`."""
    entries = entry.value if isinstance(entry.value, dict) else {}
    for word in ("name", "id"):
        said = entries.get(word)
        if said is not None and isinstance(said.value, str):
            return said.value, replace(entry, value={key: of for key, of in entries.items() if key != word})
    if len(entries) == 1:
        (name, block), *_ = entries.items()
        return (name, block) if isinstance(block.value, dict) else ("", entry)
    return "", entry


def _holds(node: Node, known: Iterable[str]) -> bool:
    """Whether a node is a block of such entries."""
    return isinstance(node.value, dict) and bool(node.value) and set(node.value) <= set(known)


def _indent_as(entries: dict[str, Node]) -> str:
    first = next(iter(entries), "")
    if not first:
        return "indent it, and the lines that belong with it, two columns further"
    column = entries[first].key_column - 1
    return f"indent it by {column} spaces, as `{first}` in line {entries[first].key_line}"
