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
    common = {**everywhere, **_entries(here)}
    if "actions" in own:  # they say these one by one
        common = {word: of for word, of in common.items() if word not in ("variety", "error")}
    return {**common, **own}


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
