"""Everything in a blueprint that a scenario or `--set` can set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.blueprint.resolved import flow_text
from simulator.blueprint.scaling import is_whole
from simulator.blueprint.tree import Node, Path, Tree, dotted, plain

#: What a scenario cannot change.
UNTOUCHED = "scenarios"


def list_paths(tree: Tree) -> list[tuple[str, str]]:
    """Return everything that can be set, with its value as text, in the order of the file.

    Single values, and profiles and distributions as a whole. Defaults that are not written can be set too;
    they are not listed.
    """
    return [(dotted(path, tree.root), flow_text(node)) for path, node in settable(tree.root)]


def list_values(tree: Tree) -> dict[str, Any]:
    """Return everything that `list_paths` lists, with its value as ordinary data."""
    return {dotted(path, tree.root): plain(node) for path, node in settable(tree.root)}


def settable(root: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every path that can be set, at or below `root`, which stands at `path`."""
    node = root
    if isinstance(node.value, dict) and node.value:
        if path and is_whole(node):
            yield path, node
        for name, below in node.value.items():
            if path or name != UNTOUCHED:
                yield from settable(below, (*path, name))
    elif isinstance(node.value, list) and node.value:
        for number, below in enumerate(node.value):
            yield from settable(below, (*path, number))
    else:
        yield path, node


def names_of(node: Node, top: bool) -> list[str]:
    """Return the names in a group; of the blueprint itself (`top`) those that a change may begin with."""
    names = node.value if isinstance(node.value, dict) else ()
    return [name for name in names if not (top and name == UNTOUCHED)]
