"""What differs between the SOPs of two versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from simulator.blueprint.documents.change import Change, Weight, said
from simulator.blueprint.tree import Node, Path, child, plain

#: Under which SOP a time was measured is no part of how work is done.
_NOT_DONE = ("actions", "time_measured")

#: What makes more, or less, of the work prescribed.
_PRESCRIBES = ("lock", "mandatory", "standardisation", "elastic", "customers")


@dataclass(frozen=True, slots=True)
class Moved:
    """An action that is new at a step: the step, and the action as it is there."""

    step: str
    block: Node


#: By which of these a revision may speak of an exception plan that is gone.
_EXCEPTIONS = ("exceptions", "exception")


def procedure_changes(
    old: dict[str, Node], new: dict[str, Node], renamed: dict[str, str]
) -> Iterator[Change]:
    """Yield what changes in the SOPs of the steps, and what becomes of the actions of those that are gone.

    Args:
        old, new: the steps.
        renamed: those that have another name in the new version, by the old one.
    """
    had = {renamed.get(name, name): actions_of(block) for name, block in old.items()}
    arrived = {
        action: Moved(name, of)
        for name, block in new.items()
        for action, of in actions_of(block).items()
        if action not in had.get(name, {})
    }
    left: set[str] = set()
    for name, block in old.items():
        called = renamed.get(name, name)
        after = new.get(called)
        if after is not None:
            yield from _of_the_head(child(block, "sop"), child(after, "sop"), called)
        left |= set(actions_of(block)) - set(actions_of(after))
        yield from _of_the_actions(actions_of(block), actions_of(after), (name, called), arrived)
    for name, block in new.items():
        for action in actions_of(block):
            moved = action in left and action in arrived and arrived[action].step == name
            if action not in had.get(name, {}) and not moved:
                path: Path = ("steps", name, "sop", "actions")
                yield Change("added", f"action `{action}` of `{name}`", "minor", path=path)


def actions_of(step: Node | None) -> dict[str, Node]:
    """Return the actions of the SOP of a step, by their ids, in order."""
    sop = child(step, "sop") if step is not None else None
    actions = child(sop, "actions") if sop is not None else None
    if actions is None or not isinstance(actions.value, list):
        return {}
    return {str(of.value): action for action in actions.value if (of := child(action, "id")) is not None}


def _of_the_head(old: Node | None, new: Node | None, step: str) -> Iterator[Change]:
    path: Path = ("steps", step, "sop")
    if old is None and new is not None:
        yield Change("added", f"SOP of `{step}`", "minor", path=path)
    elif old is not None and new is None:
        called = tuple(filter(None, (step, str(_value(old, "id")))))
        yield Change("removed", f"SOP of `{step}`", "major", path=path, names=called, control=True)
    elif old is not None and new is not None:
        for word in dict.fromkeys((*_entries(old), *_entries(new))):
            if word in _NOT_DONE:
                continue
            for change in _of_a_word(old, new, word, f"the SOP of `{step}`", path):
                gone = word == "exceptions" and child(new, word) is None
                yield replace(change, names=_EXCEPTIONS, control=True) if gone else change


def _of_the_actions(
    old: dict[str, Node], new: dict[str, Node], names: tuple[str, str], arrived: dict[str, Moved]
) -> Iterator[Change]:
    """Yield what becomes of the actions of a step; `names` are its old and new one.

    An action that is new at another step was moved there.
    """
    name, step = names
    path: Path = ("steps", step, "sop", "actions")
    for number, (action, block) in enumerate(old.items()):
        at: Path = ("steps", name, "sop", "actions", number)
        mandatory = _value(block, "mandatory") is True
        what = f"{'mandatory ' if mandatory else ''}action `{action}` of `{name}`"
        if action in new:
            yield from _of_an_action(block, new[action], f"action `{action}` of `{step}`", at, path)
        elif action in arrived:
            moved = arrived[action]
            to: Path = ("steps", moved.step)
            yield Change("moved", what, "major", now=f"`{moved.step}`", path=to)
            yield from _of_an_action(block, moved.block, f"action `{action}` of `{moved.step}`", at, to)
        else:
            called = (action, str(_value(block, "do")))
            yield Change("removed", what, "major", path=at, names=called, control=mandatory)
    kept = [action for action in old if action in new]
    order = [action for action in new if action in old]
    if kept != order:
        yield Change(
            "changed", f"order of the actions of `{step}`", "major", ", ".join(kept), ", ".join(order), path
        )


def _of_an_action(old: Node, new: Node, what: str, was_at: Path, at: Path) -> Iterator[Change]:
    """Yield the words in which an action differs; a control that it loses is gone from the old version."""
    for word in dict.fromkeys((*_entries(old), *_entries(new))):
        for change in _of_a_word(old, new, word, what, at):
            if _loses_control(word, old, new):
                called = (str(_value(old, "id")), str(_value(old, "do")))
                change = replace(change, weight="major", path=(*was_at, word), names=called, control=True)
            yield change


def _loses_control(word: str, old: Node, new: Node) -> bool:
    """Whether a word that differs takes a control from an action: by it, nothing is seen to any more."""
    if word == "lock":
        return _lock(old) != "free" and _lock(new) == "free"
    if word == "mandatory":
        return _value(old, word) is True
    return word in ("check", "record") and bool(_value(old, word)) and not _value(new, word)


def _lock(action: Node) -> object:
    """The lock of an action, with its default."""
    return _value(action, "lock") or ("fixed" if _value(action, "mandatory") is True else "free")


def _of_a_word(old: Node, new: Node, word: str, where: str, at: Path) -> Iterator[Change]:
    before, after = child(old, word), child(new, word)
    if (None if before is None else plain(before)) != (None if after is None else plain(after)):
        weight = _weight(word, before, after)
        yield Change("changed", f"`{word}` of {where}", weight, said(before), said(after), (*at, word))


def _weight(word: str, before: Node | None, after: Node | None) -> Weight:
    """Return what a change of a word weighs: a plan that is no more is something removed."""
    if word == "exceptions" and (before is None or after is None):
        return "major" if after is None else "minor"
    return "minor" if word in _PRESCRIBES else "patch"


def _value(block: Node, word: str) -> object:
    found = child(block, word)
    return "" if found is None else found.value


def _entries(node: Node | None) -> dict[str, Node]:
    return node.value if node is not None and isinstance(node.value, dict) else {}
