"""Scenarios and `--set`: a located tree with changes in it, each of which remembers where it came from.

The order is fixed: what a scenario `extends` first, then its own changes of the process (`drop`, `merge`,
`split`, `parallel`), then its `set`, `scale` and `add`; `--set` last of all. Every path is looked up in the
tree as it then is. Which entries a scenario may have is for the schema to say; here they are carried out, as
far as they can be.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.blueprint.assignments import split, value_of
from simulator.blueprint.changes import add, put, put_in, scale
from simulator.blueprint.misread import Misread
from simulator.blueprint.removals import unknown_draws
from simulator.blueprint.reshaping import RESHAPES
from simulator.blueprint.scenario_changes import reshaped, with_changes
from simulator.blueprint.settable import UNTOUCHED
from simulator.blueprint.tree import Node, Tree, child, problem_at
from simulator.errors import BlueprintError, Problem
from simulator.names import did_you_mean, nearest, which

#: The file as it is written.
BASE = "base"


def scenario_names(tree: Tree) -> tuple[str, ...]:
    """Return the scenarios of a blueprint in the order of the file, `base` before them."""
    return (BASE, *_scenarios(tree))


def apply_scenario(tree: Tree, name: str, broken: Sequence[str] = ()) -> tuple[Tree, list[Problem]]:
    """Return the tree under a scenario, and what is wrong with the scenario.

    What it changes at `broken` paths of the base is passed over. Faults in it leave the tree as far changed
    as it could be, so that the schema can still judge the rest.
    """
    if name == BASE:
        return tree, []
    chain, problems = chain_of(tree, name)
    changed = tree
    before = []
    for scenario in chain:
        before.append(changed)
        for word, reshape in RESHAPES:
            changed, found = reshaped(changed, scenario, word, reshape, broken)
            problems += found
        for word, change in (("set", put), ("scale", scale), ("add", add)):
            changed, found = with_changes(changed, scenario, word, change, broken)
            problems += found
    return changed, problems + unknown_draws(before, changed)


def check_scenarios(tree: Tree, broken: Sequence[str] = ()) -> list[Problem]:
    """Return what is wrong with any scenario of the file, each applied by itself."""
    problems: list[Problem] = []
    for name in _scenarios(tree):
        if name == BASE:
            problems.append(
                problem_at(
                    tree,
                    (UNTOUCHED, name),
                    "`base` is the file as it is written, and no other scenario can have that name",
                    "give the scenario another name",
                    code="bad-name",
                    at="key",
                )
            )
            continue
        _, found = apply_scenario(tree, name, broken)
        problems += [problem for problem in found if problem not in problems]
    return problems


def apply_overrides(tree: Tree, overrides: Sequence[str]) -> tuple[Tree, list[Problem]]:
    """Return the tree with `path=value` put in, one after the other, and what is wrong with them."""
    problems: list[Problem] = []
    for override in overrides:
        label = f"--set {override}"
        try:
            steps, text = split(override, "--set")
            tree = put_in(tree, steps, value_of(steps, text, label))
        except Misread as misread:
            problems += [
                Problem(fault.message, fault.help, file=label, code=fault.code) for fault in misread.faults
            ]
        except BlueprintError as error:
            problems += error.problems
    return tree, problems


# -- which scenarios, in which order --------------------------------------------------------------


def _scenarios(tree: Tree) -> dict[str, Node]:
    node = child(tree.root, UNTOUCHED)
    return node.value if node is not None and isinstance(node.value, dict) else {}


def chain_of(tree: Tree, name: str) -> tuple[list[str], list[Problem]]:
    """Return the scenario and all it extends, the first ancestor first."""
    known = _scenarios(tree)
    if name not in known:
        return [], [_not_there(tree, name, (BASE, *known))]
    chain = [name]
    while True:
        extends = child(known[chain[0]], "extends")
        if extends is None or not isinstance(extends.value, str) or extends.value == BASE:
            return chain, []
        at = (UNTOUCHED, chain[0], "extends")
        parent = extends.value
        if parent in chain:
            return chain, [_circle(tree, chain[chain.index(parent) :: -1])]
        if parent not in known:
            cure = did_you_mean(parent, [each for each in known if each not in chain])
            return chain, [
                problem_at(tree, at, f"there is no scenario `{parent}`", cure, code="unknown-scenario")
            ]
        chain.insert(0, parent)


def _not_there(tree: Tree, name: str, known: Sequence[str]) -> Problem:
    """Return the problem of a scenario that was asked for: the slip is in the asking, not in the file."""
    near = nearest(name, known)
    listed = ", ".join(f"`{each}`" for each in known[:12]) + (", ..." if len(known) > 12 else "")
    cure = f"the file has {listed}" if len(known) > 1 else "the file has no `scenarios`: leave it out"
    if near:
        cure = f"{which(near)} {cure[0].upper()}{cure[1:]}"
    label = f'--scenario "{name}"' if " " in name else f"--scenario {name}"
    return Problem(f"there is no such scenario in {tree.file}", cure, file=label, code="unknown-scenario")


def _circle(tree: Tree, names: list[str]) -> Problem:
    """Return the problem of scenarios that extend each other; the same, whichever of them is asked for."""
    first = min(names, key=list(_scenarios(tree)).index)
    start = names.index(first)
    ring = names[start:] + names[:start]
    told = " extends ".join(f"`{name}`" for name in [*ring, first])
    message = f"the scenarios go round in a circle: {told}"
    return problem_at(
        tree, (UNTOUCHED, ring[-1], "extends"), message, "take one `extends` away", code="cycle"
    )
