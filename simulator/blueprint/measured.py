"""Times that were measured under an SOP stay measured under it when a scenario changes the SOP.

`time_measured: with this sop` says that the `time` of a step is what is seen while the SOP is followed as it
is written. A change of the SOP does not change what was seen; so it writes down, as `time_measured`, the SOP
under which that was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.blueprint.standards import whole_sop
from simulator.blueprint.tree import Node, Path, Tree, child, find, plain, problem_at, with_origin
from simulator.errors import Problem

#: What does not change how the work of a step comes about.
_FOR_PAPER = ("id", "responsible", "time_measured", "effects", "audit")

_WITH = "with this sop"
_ORIGIN = "from the SOP under which the time was measured"


def as_measured(base: Tree, changed: Tree) -> Tree:
    """Return the changed tree, where an SOP that differs from the base's names that as the measured one."""
    for path, block in _steps(changed):
        before = find(base, (*path[:-1], _drawn_as(block, str(path[-1]))))
        if before is None or child(block, "sop") is None or child(before, "sop") is None:
            continue
        old, new = whole_sop(base, before), whole_sop(changed, block)
        told = new.get("time_measured")
        if told is not None and told.value != _WITH:
            continue
        old_told = old.get("time_measured")
        if old_told is not None and old_told.value != _WITH:
            measured = old_told
        elif _design(old) == _design(new):
            continue
        else:
            kept = {word: of for word, of in old.items() if word not in _FOR_PAPER}
            measured = with_origin(Node(kept), _ORIGIN)
        changed = _with(changed, (*path, "sop", "time_measured"), measured)
    return changed


def _steps(tree: Tree) -> Iterator[tuple[Path, Node]]:
    """Yield all steps with their paths, those of modules too."""
    rows: list[Path] = [("steps",)]
    modules = child(tree.root, "modules")
    if modules is not None and isinstance(modules.value, dict):
        rows += [("modules", name, "steps") for name in modules.value]
    for row in rows:
        steps = find(tree, row)
        if steps is not None and isinstance(steps.value, dict):
            yield from (((*row, name), block) for name, block in steps.value.items())


def _drawn_as(block: Node, name: str) -> str:
    old = child(block, "draws_as")
    return old.value if old is not None and isinstance(old.value, str) else name


def _entries(node: Node | None) -> dict[str, Node]:
    return dict(node.value) if node is not None and isinstance(node.value, dict) else {}


def _design(entries: dict[str, Node]) -> object:
    return {word: plain(of) for word, of in entries.items() if word not in _FOR_PAPER}


def _with(tree: Tree, path: Path, value: Node) -> Tree:
    return replace(tree, root=_put(tree.root, path, value))


def _put(node: Node, path: Path, value: Node) -> Node:
    if not path:
        return value
    entries = _entries(node)
    entries[str(path[0])] = _put(entries.get(str(path[0]), Node({})), path[1:], value)
    return replace(node, value=entries)


def lost_controls(base: Tree, changed: Tree, origin: str) -> list[Problem]:
    """Return a problem for each mandatory action of the base that the changed tree no longer has.

    A step that is gone may have left it to any other.
    """
    problems = []
    for path, block in _steps(base):
        for i, action in _mandatory(block):
            after = find(changed, path)
            kept = [after] if after is not None else [other for _, other in _steps(changed)]
            if not any(action == other for step in kept for _, other in _mandatory(step)):
                problems.append(
                    problem_at(
                        base,
                        (*path, "sop", "actions", i),
                        f"{origin} drops the mandatory action `{action}` of the step `{path[-1]}`",
                        "a mandatory control stays whatever is changed; keep the action, or say in the "
                        "blueprint itself that it is mandatory no longer",
                        code="mandatory-dropped",
                    )
                )
    return problems


def _mandatory(step: Node) -> list[tuple[int, str]]:
    """The place in the list and the id of each mandatory action."""
    sop = child(step, "sop")
    actions = child(sop, "actions") if sop is not None else None
    if actions is None or not isinstance(actions.value, list):
        return []
    return [
        (i, str(of.value))
        for i, action in enumerate(actions.value)
        if (told := child(action, "mandatory")) is not None
        and told.value is True
        and (of := child(action, "id")) is not None
    ]
