"""One change of a tree: a value set, scaled or added to, which remembers what changed it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from simulator.blueprint import amounts, scaling
from simulator.blueprint.looks import shown
from simulator.blueprint.misread import wrong
from simulator.blueprint.path_steps import Step
from simulator.blueprint.paths import matching
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.schema.customers import Arrivals
from simulator.blueprint.schema.routes import Option
from simulator.blueprint.schema.teams import Capacity
from simulator.blueprint.tree import Node, Path, Tree, child, dotted, find, plain, with_origin

#: The new value at a path: given the old one (None where nothing is written yet) and the path.
Change = Callable[[Node | None, Path], Node]

#: Entries of which a group has one.
_ONE_OF = (Capacity.one_of, Arrivals.one_of, Option.one_of)


def put(given: Node, origin: str) -> Change:
    """Return the change that puts the value `given` there, whole."""
    value = with_origin(given, f"set by {origin}")

    def change(_old: Node | None, _path: Path) -> Node:
        return value

    return change


def scale(given: Node, origin: str) -> Change:
    """Return the change that multiplies by the factor `given`; raises Misread where it is none."""
    by = amounts.factor(given.value)

    def change(old: Node | None, path: Path) -> Node:
        assert old is not None
        return _moved(old, scaling.scale(old, path, by), given, f"{flow_text(given)} of", origin)

    return change


def add(given: Node, origin: str) -> Change:
    """Return the change that adds the figure `given`; raises Misread where it is none."""
    amount = given.value
    if amount is None or isinstance(amount, (bool, dict, list)):
        raise wrong("the amount to add is a single figure", "write `30 s`, `5/h` or `2`", "wrong-factor")

    def change(old: Node | None, path: Path) -> Node:
        assert old is not None
        return _moved(old, scaling.add(old, path, amount), given, f"{flow_text(given)} added to", origin)

    return change


def _moved(old: Node, new: Node, given: Node, what: str, origin: str) -> Node:
    """Return the changed entry with every changed value placed at the scenario's line."""
    if isinstance(new.value, dict) and isinstance(old.value, dict):
        entries = {
            key: _moved(child(old, key) or old, below, given, what, origin)
            for key, below in new.value.items()
        }
        new = replace(new, value=entries)
    elif isinstance(new.value, list) and isinstance(old.value, list):
        pairs = zip(old.value, new.value, strict=True)
        new = replace(new, value=[_moved(before, after, given, what, origin) for before, after in pairs])
    if plain(new) == plain(old):
        return new
    whence = f"{origin}: {what} {shown(flow_text(old))}"
    return replace(new, line=given.line, column=given.column, file=given.file, origin=whence)


def check_rivals(tree: Tree, path: Path, value: Node) -> None:
    """Refuse a value beside another way to say the same: a count for a team with a schedule.

    Raises:
        Misread: with the whole group as it would have to be set.
    """
    group, word = find(tree, path[:-1]), path[-1]
    if group is None or not isinstance(group.value, dict) or word in group.value:
        return
    for ways in _ONE_OF:
        rivals = [name for name in group.value if name in ways] if word in ways else []
        if rivals:
            whole = {name: node for name, node in group.value.items() if name not in rivals}
            meant = flow_text(replace(group, value={str(word): value, **whole}))
            here = dotted(path[:-1], tree.root)
            typed = value.file.startswith("--")
            raise wrong(
                f"`{here}` has `{rivals[0]}` already, and `{word}` is another way to say the same",
                "set the group as a whole: "
                + (f"`--set '{here}={meant}'`" if typed else f"`{here}: {meant}`"),
                "two-ways",
            )


def put_in(tree: Tree, steps: Sequence[Step], value: Node) -> Tree:
    """Return the tree with a value at every entry that a path means.

    Raises:
        Misread: there is no such entry, or the value stands beside another way to say the same.
    """
    for path in matching(tree.root, steps, new=True):
        check_rivals(tree, path, value)
        tree = with_value(tree, path, replace(value, key_line=0, key_column=0))
    return tree


def with_value(tree: Tree, path: Path, value: Node) -> Tree:
    """Return the tree with another value at a path; a name of the file keeps its place."""
    return replace(tree, root=_placed(tree.root, path, value))


def _placed(node: Node, path: Path, value: Node) -> Node:
    if not path:
        return replace(
            value, key_line=node.key_line or value.key_line, key_column=node.key_column or value.key_column
        )
    step, rest = path[0], path[1:]
    below = child(node, step)
    if below is None and rest:
        below = Node({}, value.line, value.column, file=value.file, origin=value.origin)
    changed = value if below is None else _placed(below, rest, value)
    if isinstance(node.value, dict):
        return replace(node, value={**node.value, str(step): changed})
    assert isinstance(node.value, list)
    return replace(
        node, value=[changed if number == step else entry for number, entry in enumerate(node.value)]
    )
