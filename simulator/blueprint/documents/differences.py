"""What differs between two versions of a service."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.documents.change import Change, said
from simulator.blueprint.documents.procedures import procedure_changes
from simulator.blueprint.documents.ways import way_changes
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import Node, Path, Tree, child, plain

#: Groups of a blueprint, and what one of them is called.
_GROUPS = {
    "customers": "customer class",
    "teams": "team",
    "resources": "resource",
    "hours": "hours",
    "attributes": "attribute",
    "busyness": "busyness",
    "deadlines": "deadline",
    "sla": "service level",
    "outcomes": "outcome",
}

#: What is said of the service as a whole. `sop` and `modules` are looked at where they hold: in the steps.
_OF_ALL = ("blueprint", "purpose", "currency", "clock", "priorities")

#: What every version of a document has of its own.
_OF_A_VERSION = ("version", "effective", "review", "revisions")

#: Words of a step that are looked at elsewhere.
_ELSEWHERE = ("sop", "next", "draws_as", "evidence")


def find_differences(old: Blueprint, new: Blueprint) -> tuple[Change, ...]:
    """Return what differs: steps, their SOPs and ways on, teams, customers, promises, texts.

    Scenarios, ranges of staffing, the objective and the investment are no part of the service, and are not
    looked at.

    Args:
        old, new: two versions that were read from text.
    """
    before, after = old.expanded, new.expanded
    assert before is not None, "a blueprint from a file has its entries as written"
    assert after is not None, "a blueprint from a file has its entries as written"
    return tuple(_differences(before, after))


def _differences(before: Tree, after: Tree) -> Iterator[Change]:
    for word in _OF_ALL:
        yield from _word(before.root, after.root, word, f"`{word}`", ())
    yield from _of_the_document(before, after)
    yield from _of_the_steps(before, after)
    for group, noun in _GROUPS.items():
        yield from _of_a_group(before, after, group, noun)


def _of_the_document(before: Tree, after: Tree) -> Iterator[Change]:
    old, new = _block(before, "document"), _block(after, "document")
    for word in dict.fromkeys((*_entries(old), *_entries(new))):
        if word not in _OF_A_VERSION:
            yield from _word(old, new, word, f"`{word}` of the document", ("document",))


def _of_a_group(before: Tree, after: Tree, group: str, noun: str) -> Iterator[Change]:
    old, new = _entries(_block(before, group)), _entries(_block(after, group))
    for name, block in old.items():
        path: Path = (group, name)
        if name not in new:
            names = (name,) if group == "customers" else ()
            yield Change("removed", f"{noun} `{name}`", "major", path=path, names=names)
        elif not isinstance(block.value, dict) or not isinstance(new[name].value, dict):
            if plain(block) != plain(new[name]):
                yield Change("changed", f"{noun} `{name}`", "patch", said(block), said(new[name]), path)
        else:
            for word in dict.fromkeys((*block.value, *_entries(new[name]))):
                yield from _word(block, new[name], word, f"`{word}` of {noun} `{name}`", path)
    for name in new:
        if name not in old:
            yield Change("added", f"{noun} `{name}`", "minor", path=(group, name))


def _of_the_steps(before: Tree, after: Tree) -> Iterator[Change]:
    old, new = _entries(_block(before, "steps")), _entries(_block(after, "steps"))
    renamed = _renamed(old, new)
    for name, block in old.items():
        called = renamed.get(name, name)
        path: Path = ("steps", called)
        if called not in new:
            names = (name, _title(block))
            yield Change("removed", f"step `{name}`", "major", path=("steps", name), names=names)
            continue
        if called != name:
            yield Change("renamed", f"step `{name}`", "patch", now=f"`{called}`", path=path)
        for word in dict.fromkeys((*_entries(block), *_entries(new[called]))):
            if word not in _ELSEWHERE:
                yield from _word(block, new[called], word, f"`{word}` of `{called}`", path)
        yield from _evidence(block, new[called], (name, called))
    for name in new:
        if name not in old and name not in renamed.values():
            yield Change("added", f"step `{name}`", "minor", path=("steps", name))
    yield from way_changes(old, new, renamed)
    yield from procedure_changes(old, new, renamed)


def _renamed(old: dict[str, Node], new: dict[str, Node]) -> dict[str, str]:
    """Return the steps that have another name, by the old one: the new one draws as the old one did."""
    found: dict[str, str] = {}
    for name, block in new.items():
        drawn = child(block, "draws_as")
        before = str(drawn.value) if drawn is not None else ""
        if name not in old and before in old and before not in new and before not in found:
            found[before] = name
    return found


def _evidence(old: Node, new: Node, names: tuple[str, str]) -> Iterator[Change]:
    """What the customer sees or holds is a part of the service, and another text another thing.

    `names` are the old and the new one of the step.
    """
    before, after = child(old, "evidence"), child(new, "evidence")
    name, step = names
    path: Path = ("steps", name, "evidence")
    if before is not None and after is None:
        gone = str(before.value)
        yield Change("removed", f"evidence `{gone}` of `{step}`", "major", path=path, names=(gone,))
    elif before is None and after is not None:
        there: Path = ("steps", step, "evidence")
        yield Change("added", f"evidence `{after.value}` of `{step}`", "minor", path=there)
    elif before is not None and after is not None and before.value != after.value:
        called = (str(before.value),)
        yield Change("changed", f"evidence of `{step}`", "patch", said(before), said(after), path, called)


def _word(old: Node | None, new: Node | None, word: str, what: str, at: Path) -> Iterator[Change]:
    """Yield the change of a text or figure."""
    before = None if old is None else child(old, word)
    after = None if new is None else child(new, word)
    if (None if before is None else plain(before)) != (None if after is None else plain(after)):
        yield Change("changed", what, "patch", said(before), said(after), (*at, word))


def _block(tree: Tree, word: str) -> Node | None:
    return child(tree.root, word)


def _entries(node: Node | None) -> dict[str, Node]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _title(block: Node) -> str:
    title = child(block, "title")
    return str(title.value) if title is not None else ""
