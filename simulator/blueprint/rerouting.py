"""What leads to a step, or names it, made to lead to another: in the whole tree of a blueprint.

Where it cannot, the old name stays, for a scenario to set; what then still names it is told (`removals`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.blueprint.renaming import Renaming
from simulator.blueprint.schema.ways import JOIN
from simulator.blueprint.tree import Node, Tree, child, find

#: What an option says of itself, and not of where it leads.
OF_AN_OPTION = ("if", "share", "name", "kind", "rounds")


def entries(node: Node | None) -> dict[str, Node]:
    """Return the entries of a block; none where there is no block."""
    return node.value if node is not None and isinstance(node.value, dict) else {}


def ways(step: Node) -> list[Node]:
    """Return the ways on of a step, one by one."""
    following = child(step, "next")
    if following is None:
        return []
    return following.value if isinstance(following.value, list) else [following]


def leads_to(way: Node) -> str | None:
    """Return the step to which a way on leads, or `join`; None where it ends, forks or leads to several."""
    to = child(way, "to") if isinstance(way.value, dict) else way
    return to.value.strip() if to is not None and isinstance(to.value, str) else None


def without_condition(way: Node) -> Node:
    """Return a way on as where it leads alone, without what an option says of itself."""
    if not isinstance(way.value, dict):
        return way
    kept = {word: of for word, of in way.value.items() if word not in OF_AN_OPTION}
    return kept["to"] if set(kept) == {"to"} else replace(way, value=kept)


def led_past(tree: Tree, name: str) -> Tree:
    """Return the tree with what leads to a step leading to where it does, as far as that is one place."""
    onward = ways(entries(find(tree, ("steps",)))[name])
    if len(onward) != 1 or leads_to(onward[0]) == name:
        return tree
    way = without_condition(onward[0])
    if isinstance(way.value, str) and way.value.strip() != JOIN:
        return redirected(tree, Renaming({name: way.value.strip()}))
    return redirected(tree, Renaming({}, {}, {name: way}))


def redirected(tree: Tree, names: Renaming) -> Tree:
    """Return the tree with other names, wherever a case is sent to a step or one is spoken of.

    A service level is of a step that is spoken of; conditions and moments of service levels stay.
    """
    root = dict(entries(tree.root))
    changes: tuple[tuple[str, Callable[[Node], Node]], ...] = (
        ("steps", lambda block: _of_each(block, names.step)),
        ("modules", lambda block: _of_each(block, lambda module: _in_module(module, names))),
        ("customers", lambda block: names.entry_of_each(block, "starts_at")),
        ("deadlines", lambda block: names.entry_of_each(block, "to")),
        ("sla", lambda block: Renaming(names.names).entry_of_each(block, "step")),
    )
    for word, change in changes:
        if word in root:
            root[word] = change(root[word])
    return replace(tree, root=replace(tree.root, value=root))


def _in_module(module: Node, names: Renaming) -> Node:
    """Return a module with other names for the steps outside of it; its own hide those."""
    own = entries(child(module, "steps"))
    outside = Renaming(
        {name: other for name, other in names.goto.items() if name not in own},
        {name: other for name, other in names.names.items() if name not in own},
        {name: other for name, other in names.out.items() if name not in own},
    )
    steps = {name: outside.step(step) for name, step in own.items()}
    return (
        replace(module, value={**entries(module), "steps": replace(module, value=steps)}) if own else module
    )


def _of_each(block: Node, change: Callable[[Node], Node]) -> Node:
    if not isinstance(block.value, dict):
        return block
    return replace(block, value={name: change(of) for name, of in block.value.items()})
