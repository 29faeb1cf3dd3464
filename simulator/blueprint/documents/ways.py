"""Whether the steps of two versions follow each other as before."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.documents.change import Change, said
from simulator.blueprint.rerouting import ways
from simulator.blueprint.schema.ways import JOIN
from simulator.blueprint.tree import Node, child, plain

#: Where a case leaves, whatever the outcome is called.
_OUT = ""

#: The words of a way on behind which steps are named.
_LEADS = ("to", "callback", "shortest", "parallel", "then")


def way_changes(old: dict[str, Node], new: dict[str, Node], renamed: dict[str, str]) -> Iterator[Change]:
    """Yield what changes in the ways on from the steps that both have.

    Steps that only one of them has are passed through: a step put in between changes no order.

    Args:
        old, new: the steps.
        renamed: those that have another name in the new version, by the old one.
    """
    common = {name: renamed.get(name, name) for name in old if renamed.get(name, name) in new}
    for name, called in common.items():
        before = {common.get(step, step) for step in _reached(name, old, set(common))}
        after = _reached(called, new, set(common.values()))
        path = ("steps", called, "next")
        if before - after:
            yield Change("changed", f"order after `{called}`", "major", _listed(before), _listed(after), path)
        elif after - before:
            yield Change("added", f"way from `{called}` to {_listed(after - before)}", "minor", path=path)
        elif _but_names(_next(old[name])) != _but_names(_next(new[called])):
            was, now = _next(old[name]), _next(new[called])
            yield Change("changed", f"`next` of `{called}`", "patch", said(was), said(now), path)


def _reached(name: str, steps: dict[str, Node], stops: set[str]) -> set[str]:
    """Return the steps, of those where one stops, to which a case comes next; and whether it may leave."""
    found: set[str] = set()
    passed: set[str] = set()
    ahead = list(_targets(steps[name]))
    while ahead:
        step = ahead.pop()
        if step in stops or step == _OUT:
            found.add(step)
        elif step in steps and step not in passed:
            passed.add(step)
            ahead += _targets(steps[step])
    return found


def _targets(step: Node) -> Iterator[str]:
    """Yield the steps to which a step leads, and `_OUT` where it lets a case leave."""
    for way in ways(step):
        yield from _of_way(way)


def _of_way(way: Node) -> Iterator[str]:
    if isinstance(way.value, str):
        if way.value != JOIN:
            yield way.value
        return
    if child(way, "end") is not None:
        yield _OUT
    for word in ("to", "callback"):
        named = child(way, word)
        if named is not None and named.value != JOIN:
            yield str(named.value)
    for word in ("shortest", "parallel"):
        several = child(way, word)
        for each in several.value if several is not None and isinstance(several.value, list) else ():
            yield from _of_way(each)
    then = child(way, "then")
    if then is not None:
        yield from _of_way(then)


def _but_names(way: Node) -> object:
    """Return what ways on say, but for the names of the steps, whose order is looked at by itself."""
    if isinstance(way.value, str):
        return ""
    if isinstance(way.value, list):
        return [_but_names(each) for each in way.value]
    if isinstance(way.value, dict):
        return {word: _but_names(of) if word in _LEADS else plain(of) for word, of in way.value.items()}
    return plain(way)


def _next(step: Node) -> Node:
    return child(step, "next") or Node(None)


def _listed(steps: set[str]) -> str:
    return ", ".join(f"`{step}`" if step else "the end" for step in sorted(steps)) or "the end of a branch"
