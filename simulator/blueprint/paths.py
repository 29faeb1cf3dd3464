"""Which entries of a blueprint a dotted path means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from simulator.blueprint.misread import wrong
from simulator.blueprint.path_advice import nowhere
from simulator.blueprint.path_steps import Step
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.settable import UNTOUCHED, names_of
from simulator.blueprint.tree import Node, Path, child, entry_names
from simulator.blueprint.vocabulary import places

_TIME = re.compile(r"\d:\d{2}")


def matching(root: Node, steps: Sequence[Step], *, new: bool = False) -> list[Path]:
    """Return the paths of the entries that are meant.

    Where a star leads to several groups, those in which the rest of the path does not exist are passed
    over, as long as it exists in one.

    Args:
        root: the whole blueprint.
        steps: the path.
        new: whether words of the language may be missing in a group that exists: defaults not written.

    Raises:
        Misread: there is no such entry, with where the walk ended and what stands there instead.
    """
    if steps[0].name == UNTOUCHED:
        raise wrong("a scenario cannot change scenarios", "name a part of the blueprint itself", "bad-path")
    found: list[Path] = []
    ended: list[tuple[Path, Node, int]] = []

    def walk(path: Path, node: Node, taken: int) -> None:
        if taken == len(steps):
            found.append(path)
            return
        keys = list(_keys(node, steps[taken], top=not path))
        if not keys and new and isinstance(node.value, dict) and _may_be_new(path, steps, taken):
            found.append((*path, *(step.name for step in steps[taken:])))
            return
        if not keys:
            ended.append((path, node, taken))
        for key in keys:
            below = child(node, key)
            if below is not None:
                walk((*path, key), below, taken + 1)

    walk((), root, 0)
    if not found:
        raise nowhere(root, steps, *max(ended, key=lambda end: end[2]), new)
    return found


def _may_be_new(path: Path, steps: Sequence[Step], taken: int) -> bool:
    """Whether only a default is missing: one name, several words of the language, a group and its first.

    Several only on a path without stars, which pass over the groups where the rest of the path is not. At
    the top of a blueprint no name is the user's own, and none but a word of the language can be set.
    """
    rest = steps[taken:]
    if len(rest) == 1 and path:
        return not rest[0].pattern
    if len(rest) == 1:
        return rest[0].name in {place[0] for place in places((), 1)} | set(Blueprint.later)
    names = tuple(step.name for step in rest)
    return not any(step.pattern for step in steps) and (
        names in {place[-len(rest) :] for place in places(path, len(rest))}
        or names[:-1] in {place[-len(rest) + 1 :] for place in places(path, len(rest) - 1, groups=True)}
    )


def _keys(node: Node, step: Step, top: bool) -> Iterator[str | int]:
    """Yield the keys of a group that a step of a path means."""
    if isinstance(node.value, dict):
        pattern = step.pattern
        if pattern:
            yield from (name for name in names_of(node, top) if pattern.fullmatch(name))
        elif step.name in node.value:
            yield step.name
        elif _TIME.fullmatch(step.name) and f"0{step.name}" in node.value:
            yield f"0{step.name}"
    elif isinstance(node.value, list):
        yield from _entries(node.value, step)


def _entries(listed: list[Node], step: Step) -> Iterator[int]:
    if step.name.isdecimal() and not step.literal:
        if 1 <= int(step.name) <= len(listed):
            yield int(step.name) - 1
        return
    pattern = step.pattern
    for number, word in enumerate(entry_names(listed)):
        if pattern.fullmatch(word) if pattern else word == step.name:
            yield number
