"""From a file to a blueprint, or to every fault that one pass can find, each in its place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from simulator.blueprint.coherence import check_coherence
from simulator.blueprint.meant import as_meant
from simulator.blueprint.measured import as_measured, lost_controls
from simulator.blueprint.misread import Fault, Misread
from simulator.blueprint.modules import Expanded, expand
from simulator.blueprint.moments import start
from simulator.blueprint.part import read_part
from simulator.blueprint.reading import UNIT_SECONDS, Reading
from simulator.blueprint.references import check_references
from simulator.blueprint.removals import told_where_removed
from simulator.blueprint.scalars import IN_QUOTES
from simulator.blueprint.scenarios import (
    BASE,
    apply_overrides,
    apply_scenario,
    chain_of,
    check_scenarios,
    scenario_names,
)
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.standards import with_whole_sops
from simulator.blueprint.tree import Node, Path, Tree, child, find, plain, problem_at
from simulator.blueprint.yaml_tree import read_file, read_text
from simulator.errors import BlueprintError, Problem, UsageError
from simulator.names import one_or_many

#: What stands at the margin of a blueprint.
_TOP = frozenset(Blueprint.entries())


def load(path: str | FilePath, scenario: str = BASE, overrides: str | Sequence[str] = ()) -> Blueprint:
    """Return the blueprint of a file under one scenario.

    Every scenario of the file is read too, so that its faults are told now and not when it is run.

    Args:
        path: the YAML file.
        scenario: name of a scenario; `base` is the file as written.
        overrides: values set on top, each as `path=value`.

    Raises:
        BlueprintError: with every fault found, in the order of the file.
        UsageError: `path` is no name of a file.
    """
    if not isinstance(path, str | os.PathLike):
        raise UsageError(f"give the name of a blueprint's file, such as 'branch.yaml', not {path!r}")
    return _loaded(read_file(path, _TOP), FilePath(path).parent, scenario, one_or_many(overrides))


def loads(
    text: str,
    scenario: str = BASE,
    overrides: Sequence[str] = (),
    file: str = "blueprint",
    folder: FilePath = FilePath(),
) -> Blueprint:
    """Return the blueprint of a YAML text, as `load` does; files it names are looked for in `folder`."""
    return _loaded(read_text(text, file, _TOP), folder, scenario, overrides)


def load_tree(tree: Tree, folder: FilePath, files: Mapping[str, bytes]) -> Blueprint:
    """Return the blueprint of a tree in which values were put; its file is not read again.

    Args:
        tree: of a blueprint that was loaded, with other values in it.
        folder: where the files that it names are looked for.
        files: the content of those that were read beforehand, by the name in the blueprint.

    Raises:
        BlueprintError: with every fault found.
    """
    read = _read(tree, folder, files)
    if read.problems or read.blueprint is None:
        raise BlueprintError(_sorted(read.problems))
    return read.blueprint


def _loaded(tree: Tree, folder: FilePath, scenario: str, overrides: Sequence[str]) -> Blueprint:
    tree = as_meant(tree)
    base = _read(tree, folder)
    problems = _of_words(tree.problems, base.problems)
    problems += _beside(base.problems, problems)
    problems += _of_scenarios(tree, folder, base.problems)
    wanted, found = apply_scenario(tree, scenario)
    problems += [problem for problem in found if problem not in problems]
    kept = wanted
    wanted, found = apply_overrides(wanted, overrides)
    problems += found + lost_controls(kept, wanted, "`--set`")
    chosen = _read(as_measured(tree, wanted), folder)
    problems += _new_in(tree, chosen, base.problems, problems, scenario, overrides)
    if problems or chosen.blueprint is None:
        raise BlueprintError(_sorted(problems))
    chosen.blueprint._scenario = scenario
    chosen.blueprint._overrides = tuple(overrides)
    return chosen.blueprint


def _of_scenarios(tree: Tree, folder: FilePath, base: Sequence[Problem]) -> list[Problem]:
    """Return the problems of all scenarios that the base has not."""
    problems = _beside(check_scenarios(tree, _broken(tree, base)), base)
    for name in scenario_names(tree)[1:]:
        changed, _ = apply_scenario(tree, name)
        problems += lost_controls(tree, changed, f"the scenario `{name}`")
        problems += _new_in(tree, _read(as_measured(tree, changed), folder), base, problems, name)
    return problems


def _broken(tree: Tree, base: Sequence[Problem]) -> tuple[str, ...]:
    """Return the paths where the base is wrong or lacks a block; changes of these are no news."""
    written = plain(tree.root) if base else {}
    missing = [word for word in Blueprint.entries() if base and word not in written]
    return (*(problem.path for problem in base if problem.path), *missing)


def _new_in(
    tree: Tree,
    read: _Read,
    base: Sequence[Problem],
    told: Sequence[Problem],
    scenario: str,
    overrides: Sequence[str] = (),
) -> list[Problem]:
    """Return the problems not yet told, each with a word on what brought it about.

    What is wrong in the base already is not told again where a scenario puts another value there.
    """
    known = [problem.path for problem in base if problem.path]
    seen = {(problem.path, problem.message, problem.line, problem.column) for problem in told}
    brought = f"with `--set {' '.join(overrides)}`" if overrides else f"in the scenario `{scenario}`"
    new = [
        problem
        for problem in read.problems
        if not any(_within(problem.path, path) or _within(path, problem.path) for path in known)
    ]
    return [
        problem
        if _says_why(problem, scenario)
        else replace(problem, help=f"{problem.help} ({brought})".strip())
        for problem in told_where_removed(tree, chain_of(tree, scenario)[0], new)
        if (problem.path, problem.message, problem.line, problem.column) not in seen
    ]


def _within(path: str, other: str) -> bool:
    """Whether a dotted path is another, or leads below it."""
    return f"{path}.".startswith(f"{other}.")


def _says_why(problem: Problem, scenario: str) -> bool:
    """Return whether a problem already says which change brought it about."""
    return problem.file.startswith("--set") or f"scenario `{scenario}`" in problem.help


@dataclass(frozen=True, slots=True)
class _Read:
    """A tree as far as it could be read: the blueprint, or None, and its problems."""

    blueprint: Blueprint | None
    problems: tuple[Problem, ...]


def _read(tree: Tree, folder: FilePath, files: Mapping[str, bytes] | None = None) -> _Read:
    expanded = expand(tree)
    expanded = replace(expanded, tree=with_whole_sops(expanded.tree))
    written = plain(expanded.tree.root)
    if not isinstance(written, dict):
        written = {}
    reading = replace(reading_for(written, folder), files=files or {})
    blueprint: Blueprint | None = None
    faults: list[Fault] = []
    try:
        blueprint = read_part(Blueprint, written, reading)
    except Misread as misread:
        faults.extend(misread.faults)
    faults.extend(check_references(written, reading))
    uses = [*expanded.faults, *_uses(tree, expanded, reading)]
    if blueprint is not None and not faults and not uses:
        blueprint._tree = tree
        blueprint._expanded = expanded.tree
        blueprint._reading = reading
        faults.extend(check_coherence(blueprint))
    told = [_problem(tree, fault) for fault in uses]
    own = [fault for fault in faults if not _of_copy(fault, expanded)]
    told += [_problem(expanded.tree, fault) for fault in own]
    copied = (_problem(expanded.tree, fault) for fault in faults if _of_copy(fault, expanded))
    return _Read(blueprint, (*told, *_not_told(copied, told)))


def _uses(tree: Tree, expanded: Expanded, reading: Reading) -> Iterator[Fault]:
    """Yield what is wrong with the steps that use a module, which the expanded tree has no more."""
    for name in expanded.uses:
        node = find(tree, ("steps", name))
        try:
            read_part(Step, plain(node) if node else None, reading)
        except Misread as misread:
            yield from (replace(fault, at=("steps", name, *fault.at)) for fault in misread.faults)


def _of_copy(fault: Fault, expanded: Expanded) -> bool:
    return len(fault.at) > 1 and fault.at[0] == "steps" and fault.at[1] in expanded.copies


def _not_told(problems: Iterable[Problem], told: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of the copies of modules, each place of the file once."""
    seen = {(problem.file, problem.line, problem.column, problem.code) for problem in told}
    for problem in problems:
        place = (problem.file, problem.line, problem.column, problem.code)
        if place not in seen:
            seen.add(place)
            yield problem


def reading_for(written: dict[str, Any], folder: FilePath) -> Reading:
    """Return the surroundings of a blueprint's values; the schema tells what is wrong with them."""
    clock = written.get("clock")
    clock = clock if isinstance(clock, dict) else {}
    unit, currency = clock.get("unit"), written.get("currency")
    reading = Reading(
        unit=unit if isinstance(unit, str) and unit in UNIT_SECONDS else "min",
        currency=currency.strip() if isinstance(currency, str) else "",
        folder=folder,
    )
    if "start" not in clock:
        return reading
    try:
        moment, dated = start(clock["start"])
    except Misread:
        return reading
    return replace(reading, start=moment, dated=dated)


def _as_written(tree: Tree, path: Path) -> Path:
    """Return a path as the file has it: a name may stand for `{to: name}`, one option for a list."""
    node: Node | None = tree.root
    kept: list[str | int] = []
    for step in path:
        if node is not None and not isinstance(node.value, dict | list):
            break
        if isinstance(step, int) and node is not None and isinstance(node.value, dict):
            continue
        kept.append(step)
        node = None if node is None else child(node, step)
    return tuple(kept)


def _problem(tree: Tree, fault: Fault) -> Problem:
    """Return a fault with its place in the file."""
    path = _as_written(tree, fault.at)
    problem = problem_at(
        tree, path, fault.message, fault.help, code=fault.code, at="key" if fault.on_key else "value"
    )
    if not fault.offset:
        return problem
    node = find(tree, path)
    column = problem.column + fault.offset + (1 if node is not None and node.quoted else 0)
    within = problem.snippet and column <= len(problem.snippet)
    return replace(problem, column=column) if within else problem


def _of_words(told: Iterable[Problem], read: Iterable[Problem]) -> list[Problem]:
    """Return the faults of the text, less the quotes for words that are wrong in quotes too."""
    wrong = [problem.path for problem in read if problem.path]
    return [
        problem
        for problem in told
        if problem.code not in IN_QUOTES or not any(_within(problem.path, path) for path in wrong)
    ]


def _beside(read: Iterable[Problem], told: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stand where none has been told yet: a slip of YAML is told once, as that."""
    places = {(problem.file, problem.line, problem.column) for problem in told if problem.line}
    return [problem for problem in read if (problem.file, problem.line, problem.column) not in places]


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in the order of the file, each once.

    What stands at one place may hold at several paths, as what all SOPs say; it is told of the shortest.
    """
    told: dict[tuple[object, ...], Problem] = {}
    for problem in sorted(dict.fromkeys(problems), key=lambda p: (p.path.count("."), p.path)):
        place = (problem.file, problem.line, problem.column) if problem.line else (problem.file, problem.path)
        told.setdefault((*place, problem.message), problem)
    return sorted(told.values(), key=lambda p: (p.file, p.line, p.column, p.path, p.message))
