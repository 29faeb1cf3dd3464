"""The changes that one scenario makes to a tree, each with the origin by which its faults are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from simulator.blueprint.changes import Change, check_rivals, with_value
from simulator.blueprint.misread import Misread
from simulator.blueprint.path_steps import Step, parse
from simulator.blueprint.paths import matching
from simulator.blueprint.reshaping import Reshape
from simulator.blueprint.settable import UNTOUCHED
from simulator.blueprint.tree import Node, Path, Tree, dotted, find, problem_at
from simulator.errors import Problem

#: The block of steps, a step as a whole, or where it leads.
_OF_STEPS = re.compile(r"steps(\.[^.]+(\.next\b.*)?)?")


def reshaped(
    tree: Tree, scenario: str, word: str, reshape: Reshape, broken: Sequence[str]
) -> tuple[Tree, list[Problem]]:
    """Make all changes of the process of one kind; what may follow from a fault of the base is not told."""
    at: Path = (UNTOUCHED, scenario, word)
    problems: list[Problem] = []
    for key, name, given in _asked(find(tree, at), listed=word == "drop"):
        try:
            tree = reshape(tree, name, given, f"set by scenario `{scenario}`")
        except Misread as misread:
            no_path = any(fault.code == "bad-path" for fault in misread.faults)
            if no_path or not any(_hides(path, word, name) for path in broken):
                problems += [
                    problem_at(
                        tree,
                        (*at, key, *fault.at),
                        fault.message,
                        fault.help,
                        code=fault.code,
                        at="key" if fault.on_key else "value",
                    )
                    for fault in misread.faults
                ]
    return tree, problems


def _hides(path: str, word: str, name: str) -> bool:
    """Whether a fault of the base at a path may be all that a change of the process suffers from."""
    if word == "drop":
        return _meet(parse(name), path)
    return _OF_STEPS.fullmatch(path) is not None


def _asked(group: Node | None, *, listed: bool) -> list[tuple[str | int, str, Node]]:
    """Return what a scenario asks for, each with its key and its name: entries of a list, or of a block."""
    value = None if group is None else group.value
    if listed and isinstance(value, list):
        named = ((number, of.value, of) for number, of in enumerate(value))
        return [(key, name, of) for key, name, of in named if isinstance(name, str) and name.strip()]
    if not listed and isinstance(value, dict):
        return [(name, name, given) for name, given in value.items() if name.strip()]
    return []


def with_changes(
    tree: Tree, scenario: str, word: str, make: Callable[[Node, str], Change], broken: Sequence[str]
) -> tuple[Tree, list[Problem]]:
    """Make all changes of one kind: `make` turns what stands behind a path into the change."""
    at: Path = (UNTOUCHED, scenario, word)
    group = find(tree, at)
    problems: list[Problem] = []
    if group is None or not isinstance(group.value, dict):
        return tree, []
    for text, given in group.value.items():
        origin = f"scenario `{scenario}`"
        try:
            steps = parse(text)
            if any(_meet(steps, path) for path in broken):
                continue
            change = make(given, origin)
            paths = matching(tree.root, steps, new=word == "set")
        except Misread as misread:
            problems += _told(tree, (*at, text), misread, at_key=True)
            continue
        for path in paths:
            try:
                check_rivals(tree, path, given)
                tree = with_value(tree, path, change(find(tree, path), path))
            except Misread as misread:
                problems += _told(tree, (*at, text), misread, below=path)
    return tree, problems


def _meet(steps: Sequence[Step], path: str) -> bool:
    """Whether a path leads to, through or below an entry, which is named by its dotted path."""
    pairs = zip(steps, path.split("."), strict=False)
    return all(step.pattern.fullmatch(name) if step.pattern else step.name == name for step, name in pairs)


def _told(tree: Tree, at: Path, misread: Misread, at_key: bool = False, below: Path = ()) -> list[Problem]:
    """Return the problems of a change, which stand at its line and are called by the kind of change."""
    place = f"`{dotted(below, tree.root)}`: " if below else ""
    problems = []
    for fault in misread.faults:
        on_key = at_key and fault.code != "wrong-factor"
        message = place + fault.message
        problem = problem_at(tree, at, message, fault.help, code=fault.code, at="key" if on_key else "value")
        problems.append(replace(problem, path=dotted(at[:-1], tree.root)))
    return problems
