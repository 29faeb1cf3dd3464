"""Dotted paths: `teams.tellers.count`, `steps.counter.next.rework.share`, `customers.*.arrivals.rate`.

A path goes by the names of the file. An entry of a list goes by its number from 1, or by its `name`; one
without a name goes by its `id`, or else by where it leads (`to`, `end`, `callback`); the word must be its
alone. A star matches any letters of a name. A name with a dot in it stands in quotes, or has a backslash
before the dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from simulator.blueprint.looks import shown
from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.scaling import is_whole
from simulator.blueprint.synonyms import meant as synonyms
from simulator.blueprint.tree import (
    Node,
    Path,
    Tree,
    child,
    dotted,
    entry_names,
    own_word,
    plain,
    quoted_name,
)
from simulator.blueprint.vocabulary import entries
from simulator.names import did_you_mean, nearest

#: What a scenario cannot change.
UNTOUCHED = "scenarios"

_TIME = re.compile(r"\d:\d{2}")
#: A walk over every path of a huge file, only to guess what was meant, is not worth the wait.
_MOST_GUESSES = 5_000


@dataclass(frozen=True, slots=True)
class Step:
    """One name of a path; a `literal` one stood in quotes, so that its stars and digits mean themselves."""

    name: str
    literal: bool = False

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What the name matches where there is a star in it, else None."""
        if self.literal or "*" not in self.name:
            return None
        return re.compile(".*".join(re.escape(part) for part in self.name.split("*")))


def parse(text: str) -> tuple[Step, ...]:
    """Return the steps of a dotted path.

    Raises:
        Misread: it is empty, has an empty step, or a quote that is never closed.
    """
    steps = []
    rest = text.strip()
    if not rest:
        raise wrong("the path is empty", "write one such as `teams.tellers.count`", "bad-path")
    while True:
        step, rest = _first_step(rest, text)
        steps.append(step)
        if not rest:
            return tuple(steps)
        rest = rest[1:]


def _first_step(rest: str, whole: str) -> tuple[Step, str]:
    """Return the first step and what follows it, which is nothing or begins with a dot."""
    rest = rest.lstrip()
    if rest[:1] in ("'", '"'):
        match = re.match(r"""(["'])((?:\\.|(?!\1).)*)\1\s*(?=\.|$)""", rest)
        if not match:
            raise wrong(
                f"a quote in the path `{whole}` is never closed", "close it before the next dot", "bad-path"
            )
        return Step(_unescaped(match[2]), literal=True), rest[match.end() :]
    match = re.match(r"(?:\\.|[^.\\])*\\?", rest)
    name = match[0].strip() if match else ""
    if not name:
        raise wrong(
            f"the path `{whole}` has a dot with no name beside it",
            'write one dot between names; a name with a dot in it stands in quotes: `teams."St. Mary".count`',
            "bad-path",
        )
    return Step(_unescaped(name)), rest[len(match[0]) if match else 0 :]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


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
        raise _nowhere(root, steps, *max(ended, key=lambda end: end[2]), new)
    return found


def _may_be_new(path: Path, steps: Sequence[Step], taken: int) -> bool:
    """Whether only a default is missing: one name, several words of the language, a group and its first.

    Several only on a path without stars, which pass over the groups where the rest of the path is not.
    """
    rest = steps[taken:]
    if len(rest) == 1:
        return not rest[0].pattern
    names = tuple(step.name for step in rest)
    return not any(step.pattern for step in steps) and (
        names in {place[-len(rest) :] for place in _places(path, len(rest))}
        or names[:-1] in {place[-len(rest) + 1 :] for place in _places(path, len(rest) - 1, groups=True)}
    )


def _places(path: Path, more: int, *, groups: bool = False) -> Iterator[tuple[str, ...]]:
    """Yield the places of the language so much further down; `NAME` stands for names of the user's own.

    With `groups` only those behind which such names stand.
    """
    names = [step for step in path if isinstance(step, str)]
    for entry in entries():
        place = tuple(entry.place.split("."))
        if (
            len(place) == len(names) + more
            and (entry.is_group or not groups)
            and all(word in (name, "NAME") for word, name in zip(place, names, strict=False))
        ):
            yield place


def _keys(node: Node, step: Step, top: bool) -> Iterator[str | int]:
    """Yield the keys of a group that a step of a path means."""
    if isinstance(node.value, dict):
        pattern = step.pattern
        if pattern:
            yield from (name for name in _names(node, top) if pattern.fullmatch(name))
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


# -- a path that leads nowhere --------------------------------------------------------------------


def _nowhere(root: Node, steps: Sequence[Step], path: Path, node: Node, taken: int, new: bool) -> Misread:
    here = f"`{dotted(path, root)}`" if path else "the blueprint"
    wanted = steps[taken].name
    rest = steps[taken + 1 :]
    if isinstance(node.value, dict):
        near = _with_dots(root, path, node, steps[taken:])
        near = near or [
            _continued(root, (*path, name), rest) for name in nearest(wanted, _names(node, not path))
        ]
        near = near or ([] if path else _elsewhere(root, steps))
        words = [place[-1] for place in _places(path, 1) if place[-1] != "NAME"]
        if not near and wanted in words and rest:
            return wrong(
                f"there is no `{wanted}` in {here}", _as_a_whole(root, path, steps[taken:]), "unknown-path"
            )
        near = near or [_continued(root, (*path, name), rest) for name in synonyms(wanted, words)]
        cure = _meant(near) or _what_stands(_names(node, not path), words if path else ())
        if new and not near and rest and any(_places(path, 0, groups=True)):
            cure += f"; to add one, {_as_a_whole(root, path, steps[taken:])}"
        return wrong(f"there is no `{wanted}` in {here}", cure, "unknown-path")
    if isinstance(node.value, list):
        return _no_entry(root, path, node.value, steps[taken], rest)
    return wrong(
        f"{here} is a single value (`{shown(flow_text(node))}`) with no `{wanted}` in it",
        f"set {here} as a whole",
        "unknown-path",
    )


def _what_stands(names: Sequence[str], words: Sequence[str]) -> str:
    """Return what a group holds, and which words of the language it could."""
    told = [f"what stands there is: {', '.join(names[:12])}"] if names else []
    others = [word for word in words if word not in names]
    told += [f"not written there: {', '.join(others[:12])}"] if others else []
    return "; ".join(told)


def _as_a_whole(root: Node, path: Path, rest: Sequence[Step]) -> str:
    """Return the cure of a path into a block that is not written: the word meant, or the block at once."""
    below = [place[-1] for place in _places(path, 2) if place[-2] == rest[0].name]
    near = synonyms(rest[1].name, below) if len(rest) == 2 else ()
    if near:
        return _meant([_continued(root, (*path, rest[0].name, name), ()) for name in near])
    inner = "".join(f"{{{step.name}: " for step in rest[1:]) + "..." + "}" * len(rest[1:])
    return f"set it as a whole: `{_continued(root, (*path, rest[0].name), ())}={inner}`"


def _no_entry(root: Node, path: Path, entries: list[Node], step: Step, rest: Sequence[Step]) -> Misread:
    here = f"`{dotted(path, root)}`"
    names = [
        dotted((*path, number), root).removeprefix(dotted(path, root) + ".") for number in range(len(entries))
    ]
    same = [number for number, entry in enumerate(entries) if own_word(entry) == step.name]
    if len(same) > 1:
        numbers = " and ".join(str(number + 1) for number in same)
        return wrong(
            f"`{step.name}` in {here} could be any of the entries {numbers}",
            f"give the entry a `name`, or write its number: `{dotted((*path, same[0]))}`",
            "ambiguous-path",
        )
    near = [
        _continued(root, (*path, number), rest)
        for number, name in enumerate(names)
        if name in nearest(step.name, names)
    ]
    return wrong(
        f"there is no `{step.name}` in the list {here}",
        _meant(near) or f"its entries are: {', '.join(names[:12])}",
        "unknown-path",
    )


def _with_dots(root: Node, path: Path, node: Node, steps: Sequence[Step]) -> list[str]:
    """Return the path that was meant where a name with dots in it stands without quotes."""
    for name in _names(node, not path):
        parts = [part.strip() for part in name.split(".")]
        if len(parts) > 1 and parts == [step.name for step in steps[: len(parts)]]:
            return [_continued(root, (*path, name), steps[len(parts) :])]
    return []


def _continued(root: Node, path: Path, rest: Iterable[Step]) -> str:
    return ".".join([dotted(path, root), *(quoted_name(s.name) if s.literal else s.name for s in rest)])


def _names(node: Node, top: bool) -> list[str]:
    names = node.value if isinstance(node.value, dict) else ()
    return [name for name in names if not (top and name == UNTOUCHED)]


def _elsewhere(root: Node, steps: Sequence[Step]) -> list[str]:
    """Return paths on which the first name does stand, further down; or else paths that look alike."""
    groups = [path for path, _ in islice(_groups(root), _MOST_GUESSES) if path[-1] == steps[0].name]
    if groups:
        return [_continued(root, path, steps[1:]) for path in groups[:3]]
    known = [dotted(path, root) for path, _ in islice(_settable(root), _MOST_GUESSES)]
    return list(nearest(".".join(step.name for step in steps), known))


def _groups(root: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    entries = root.value.items() if isinstance(root.value, dict) else ()
    for name, below in entries:
        if path or name != UNTOUCHED:
            yield (*path, name), below
            yield from _groups(below, (*path, name))


def _meant(paths: Sequence[str]) -> str:
    return did_you_mean(paths[0], paths) if paths else ""


# -- all paths ------------------------------------------------------------------------------------


def list_paths(tree: Tree) -> list[tuple[str, str]]:
    """Return everything that can be set, with its value as text, in the order of the file.

    Single values, and profiles and distributions as a whole. Defaults that are not written can be set too;
    they are not listed.
    """
    return [(dotted(path, tree.root), flow_text(node)) for path, node in _settable(tree.root)]


def list_values(tree: Tree) -> dict[str, Any]:
    """Return everything that `list_paths` lists, with its value as ordinary data."""
    return {dotted(path, tree.root): plain(node) for path, node in _settable(tree.root)}


def _settable(root: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    node = root
    if isinstance(node.value, dict) and node.value:
        if path and is_whole(node):
            yield path, node
        for name, below in node.value.items():
            if path or name != UNTOUCHED:
                yield from _settable(below, (*path, name))
    elif isinstance(node.value, list) and node.value:
        for number, below in enumerate(node.value):
            yield from _settable(below, (*path, number))
    else:
        yield path, node
