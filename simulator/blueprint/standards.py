"""What all SOPs say, said in each: the tree of a blueprint with the SOPs of its steps as a whole."""

from __future__ import annotations

from dataclasses import replace

from simulator.blueprint.tree import Node, Tree, child


def whole_sop(tree: Tree, step: Node) -> dict[str, Node]:
    """Return what the SOP of a step says, with what those of its lane, and all, say where it does not."""
    everywhere = _entries(child(tree.root, "sop"))
    lanes = everywhere.pop("lanes", None)
    lane = child(step, "lane")
    here = child(lanes, str(lane.value) if lane is not None else "onstage") if lanes is not None else None
    own = _entries(child(step, "sop"))
    common = _for_some_without(_over(everywhere, _entries(here)), "actions")  # an SOP has its own
    if "actions" in own:  # they say these one by one
        common = {word: of for word, of in common.items() if word not in ("variety", "error")}
        common = _for_some_without(common, "variety")
    return _over(common, own)


def _over(common: dict[str, Node], own: dict[str, Node]) -> dict[str, Node]:
    """Return what both say, `own` before `common`; of each class of customers word by word."""
    found = {**common, **own}
    for_some, own_for_some = common.get("customers"), own.get("customers")
    if for_some is not None and own_for_some is not None and _are_blocks(for_some, own_for_some):
        blocks = dict(_entries(for_some))
        for customers, block in _entries(own_for_some).items():
            before = blocks.get(customers)
            if before is not None and _are_blocks(before, block):
                block = replace(block, value={**_entries(before), **_entries(block)})
            blocks[customers] = block
        found["customers"] = replace(own_for_some, value=blocks)
    return found


def _for_some_without(common: dict[str, Node], word: str) -> dict[str, Node]:
    """Return what is said for all without a word for some customers, and those of whom nothing is left.

    What is no block is told where it stands, and not again at every step.
    """
    for_some = common.get("customers")
    if for_some is None or not _are_blocks(for_some):
        return common
    blocks = {
        customers: replace(block, value={name: of for name, of in _entries(block).items() if name != word})
        for customers, block in _entries(for_some).items()
    }
    left = {customers: block for customers, block in blocks.items() if block.value}
    return {**common, "customers": replace(for_some, value=left)}


def _are_blocks(*nodes: Node) -> bool:
    return all(isinstance(node.value, dict) for node in nodes)


def with_whole_sops(tree: Tree) -> Tree:
    """Return the tree in which the SOP of every step says all that holds for it."""
    steps = child(tree.root, "steps")
    if child(tree.root, "sop") is None or steps is None or not isinstance(steps.value, dict):
        return tree
    whole = {name: _with_whole_sop(tree, step) for name, step in steps.value.items()}
    entries = {**_entries(tree.root), "steps": replace(steps, value=whole)}
    return replace(tree, root=replace(tree.root, value=entries))


def _with_whole_sop(tree: Tree, step: Node) -> Node:
    sop = child(step, "sop")
    if sop is None or not isinstance(sop.value, dict):
        return step
    return replace(step, value={**_entries(step), "sop": replace(sop, value=whole_sop(tree, step))})


def _entries(node: Node | None) -> dict[str, Node]:
    return dict(node.value) if node is not None and isinstance(node.value, dict) else {}
