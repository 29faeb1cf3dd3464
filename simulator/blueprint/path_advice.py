"""What to write for a path that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from simulator.blueprint.looks import look_of, shown
from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.path_steps import Step
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.settable import names_of, settable
from simulator.blueprint.synonyms import meant as synonyms
from simulator.blueprint.tree import Node, Path, dotted, entry_names, own_word, quoted_name
from simulator.blueprint.vocabulary import entries, places
from simulator.names import nearest, which

#: A walk over every path of a huge file, only to guess what was meant, is not worth the wait.
_MOST_GUESSES = 5_000

#: So many paths are named at most where a name stands in several places.
_MOST_TOLD = 3


def nowhere(root: Node, steps: Sequence[Step], path: Path, node: Node, taken: int, new: bool) -> Misread:
    """Return the error of a path that ends too early, with the paths that may have been meant.

    Args:
        root: the whole blueprint.
        steps: the path.
        path: how far it leads.
        node: what stands there.
        taken: how many of the steps lead there.
        new: whether something new may be put there.
    """
    here = f"`{dotted(path, root)}`" if path else "the blueprint"
    wanted = steps[taken].name
    rest = steps[taken + 1 :]
    if isinstance(node.value, dict):
        words = [place[-1] for place in places(path, 1) if place[-1] != "NAME"]
        near = _with_dots(root, path, node, steps[taken:])
        near = near or ([] if path or rest else _standing(root, steps))
        near = near or [
            _continued(root, (*path, name), rest) for name in nearest(wanted, names_of(node, not path))
        ]
        near = near or ([] if path else _standing(root, steps))
        if not near and wanted in words and rest:
            return wrong(
                f"there is no `{wanted}` in {here}", _as_a_whole(root, path, steps[taken:]), "unknown-path"
            )
        near = near or [_continued(root, (*path, name), rest) for name in synonyms(wanted, words)]
        near = near or ([] if path else _alike(root, steps))
        cure = _meant(near) or _what_stands(names_of(node, not path), words if path else ())
        if new and not near and rest and any(places(path, 0, groups=True)):
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
    below = [place[-1] for place in places(path, 2) if place[-2] == rest[0].name]
    near = synonyms(rest[1].name, below) if len(rest) == 2 else ()
    if near:
        return _meant([_continued(root, (*path, rest[0].name, name), ()) for name in near])
    inner = "".join(f"{{{step.name}: " for step in rest[1:]) + "..." + "}" * len(rest[1:])
    return f"set it as a whole: `{_continued(root, (*path, rest[0].name), ())}={inner}`"


def _no_entry(root: Node, path: Path, listed: list[Node], step: Step, rest: Sequence[Step]) -> Misread:
    here = f"`{dotted(path, root)}`"
    names = [
        dotted((*path, number), root).removeprefix(dotted(path, root) + ".") for number in range(len(listed))
    ]
    same = [number for number, entry in enumerate(listed) if own_word(entry) == step.name]
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
    for name in names_of(node, not path):
        parts = [part.strip() for part in name.split(".")]
        if len(parts) > 1 and parts == [step.name for step in steps[: len(parts)]]:
            return [_continued(root, (*path, name), steps[len(parts) :])]
    return []


def _continued(root: Node, path: Path, rest: Iterable[Step]) -> str:
    return ".".join([dotted(path, root), *(quoted_name(s.name) if s.literal else s.name for s in rest)])


def _standing(root: Node, steps: Sequence[Step]) -> list[str]:
    """Return paths further down on which the first name stands, or else those on which it may be set."""
    first = steps[0].name
    groups = list(islice(_groups(root), _MOST_GUESSES))
    named = [(path, node) for name, path, node in groups if name == first]
    if named and len(steps) == 1:
        inside = chain.from_iterable(_figures_first(node, path) for path, node in named)
        return [dotted(path, root) for path in islice(inside, _MOST_TOLD)]
    if not named and first in {entry.word for entry in entries()}:
        may_have = ((path, node) for _, path, node in groups if isinstance(node.value, dict))
        named = [
            ((*path, first), node)
            for path, node in may_have
            if any(place[-1] == first for place in places(path, 1))
        ]
    return [_continued(root, path, steps[1:]) for path, _ in named[:_MOST_TOLD]]


def _alike(root: Node, steps: Sequence[Step]) -> list[str]:
    """Return paths on which a name like the first one stands; or else paths that look alike as a whole."""
    names = [name for name, _, _ in islice(_groups(root), _MOST_GUESSES)]
    if near := nearest(steps[0].name, names, 1):
        return _standing(root, (Step(near[0]), *steps[1:]))
    known = [dotted(path, root) for path, _ in islice(settable(root), _MOST_GUESSES)]
    return list(nearest(".".join(step.name for step in steps), known))


def _figures_first(node: Node, path: Path) -> list[Path]:
    """Return what can be set in a group, figures before names and texts, which are seldom what one varies."""
    found: list[tuple[Path, Node]] = []
    for at, below in settable(node, path):
        if not (found and at[: len(found[-1][0])] == found[-1][0]):  # not what is within a profile told whole
            found.append((at, below))
    return [at for at, below in sorted(found, key=lambda pair: look_of(pair[1].value) == "text")]


def _groups(root: Node, path: Path = ()) -> Iterator[tuple[str, Path, Node]]:
    """Yield everything that has a name of its own, with its path."""
    if isinstance(root.value, dict):
        for name in names_of(root, not path):
            below = root.value[name]
            yield name, (*path, name), below
            yield from _groups(below, (*path, name))
    elif isinstance(root.value, list):
        for number, (name, below) in enumerate(zip(entry_names(root.value), root.value, strict=True)):
            if name:
                yield name, (*path, number), below
            yield from _groups(below, (*path, number))


def _meant(paths: Sequence[str]) -> str:
    return which(paths) if paths else ""
