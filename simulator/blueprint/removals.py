"""What a scenario took out and something still names: told where it was taken out, with all that name it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from simulator.blueprint.misread import Misread
from simulator.blueprint.modules import expand
from simulator.blueprint.path_steps import parse
from simulator.blueprint.rerouting import entries, ways
from simulator.blueprint.reshaping import names_in
from simulator.blueprint.settable import UNTOUCHED
from simulator.blueprint.tree import Path, Tree, child, find, problem_at
from simulator.errors import Problem
from simulator.names import did_you_mean

#: The blocks in which a name may have stood, by the code of the problem that it is unknown.
_BLOCKS = {
    "unknown-step": ("steps",),
    "unknown-team": ("teams", "resources"),
    "unknown-class": ("customers",),
    "unknown-attribute": ("attributes",),
    "unknown-busyness": ("busyness",),
    "unknown-hours": ("hours",),
    "unknown-module": ("modules",),
}

#: So many places are named, the others counted.
_MOST = 6


def told_where_removed(tree: Tree, chain: Sequence[str], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems, those of names that the scenarios took out as one for each of them.

    Args:
        tree: the file as written.
        chain: the scenarios that were applied, in their order.
        problems: what is wrong with the changed blueprint.
    """
    kept: list[Problem] = []
    still: dict[tuple[Path, str], list[Problem]] = {}
    for problem in problems:
        name = _last_name(problem.message)
        at = _removed_at(tree, chain, _BLOCKS.get(problem.code, ()), name)
        if at is None:
            kept.append(_no_longer_an_end(problem) if problem.code == "unknown-end" else problem)
        else:
            still.setdefault((at, name), []).append(problem)
    return (*kept, *(_still_named(tree, at, name, found) for (at, name), found in still.items()))


def unknown_draws(before: Sequence[Tree], changed: Tree) -> list[Problem]:
    """Return a problem for each `draws_as` that a scenario writes and that names no step there was before.

    A file may name any: a name that a step had in an older version of it.

    Args:
        before: the tree as written, then as each scenario found it.
        changed: the tree as the last of them leaves it.
    """
    found = []
    known: list[str] = []
    for name, step in entries(find(changed, ("steps",))).items():
        said = child(step, "draws_as")
        if said is None or not isinstance(said.value, str) or not said.origin:
            continue
        if not known:
            trees = (*before, expand(before[0]).tree)
            known = [step for each in trees for step in entries(find(each, ("steps",)))]
        if said.value.strip() not in known:
            found.append(
                problem_at(
                    changed,
                    ("steps", name, "draws_as"),
                    f"there was no step `{said.value}` to draw as",
                    did_you_mean(said.value, tuple(dict.fromkeys(known))),
                    code="unknown-step",
                )
            )
    return found


def _no_longer_an_end(problem: Problem) -> Problem:
    """Return the problem of an end at which no case leaves any more, with what speaks of it to be dropped."""
    what = problem.path.removesuffix(".measure")
    return replace(problem, help=f"no step ends so any more: `drop: [{what}]`, or let one end so")


def _last_name(message: str) -> str:
    match = re.search(r"`([^`]*)`$", message)
    return match[1] if match else ""


def _removed_at(tree: Tree, chain: Sequence[str], blocks: Sequence[str], name: str) -> Path | None:
    """Return where a scenario took a name out; the last that did."""
    for scenario in reversed(chain):
        for at, block, gone in _removals(tree, scenario):
            if block in blocks and gone == name:
                return at
    return None


def _removals(tree: Tree, scenario: str) -> Iterator[tuple[Path, str, str]]:
    """Yield what a scenario takes out: where it says so, the block and the name."""
    asked = entries(find(tree, (UNTOUCHED, scenario)))
    for number, path in enumerate(names_in(asked.get("drop"))):
        try:
            steps = [step.name for step in parse(path)]
        except Misread:
            continue
        if len(steps) == 2:
            yield (UNTOUCHED, scenario, "drop", number), steps[0], steps[1]
    for new, block in entries(asked.get("merge")).items():
        for number, step in enumerate(names_in(child(block, "of"))):
            yield (UNTOUCHED, scenario, "merge", new, "of", number), "steps", step
    for step in entries(asked.get("split")):
        yield (UNTOUCHED, scenario, "split", step), "steps", step


def _still_named(tree: Tree, at: Path, name: str, problems: Sequence[Problem]) -> Problem:
    ordered = sorted(problems, key=lambda problem: problem.line)
    places = [f"`{problem.path}` (line {problem.line})" for problem in ordered]
    others = len(places) - _MOST
    told = ", ".join(places[:_MOST]) + (f" and {others} more places" if others > 0 else "")
    way = {"drop": "dropped", "merge": "merged", "split": "split"}[str(at[2])]
    several = way == "dropped" and len(ways(entries(find(tree, ("steps",))).get(name, tree.root))) > 1
    return problem_at(
        tree,
        at,
        f"`{name}` is {way}, and still named at {told}",
        ("it led on in several ways: " if several else "")
        + "let the scenario `set` something else there, or `drop` that too",
        code="still-named",
        at="key" if way == "split" else "value",
    )
