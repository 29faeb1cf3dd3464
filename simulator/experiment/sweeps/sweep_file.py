"""A sweep file: what varies and how, in YAML, with every fault in its place.

sweep: Tellers and demand
how: grid                       # or zip, latin hypercube, sobol
vary:
  teams.tellers.count: 3..8
  customers.walk-in.arrivals.rate: [40/h, 50/h]
measures: [wait:counter, cost]
replications: 100
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.blueprint.misread import Misread
from simulator.blueprint.path_steps import Step, parse
from simulator.blueprint.tree import Node, Tree, child, plain, problem_at
from simulator.blueprint.yaml_tree import read_file
from simulator.errors import BlueprintError, Problem
from simulator.experiment.sweeps.axes import Axis, apart, ends_of
from simulator.experiment.sweeps.design import GRID, WAYS
from simulator.experiment.sweeps.values import Listed, Values, range_of
from simulator.names import did_you_mean

#: The entries of a sweep file.
ENTRIES = ("sweep", "how", "vary", "points", "measures", "replications", "seed", "scenario")

_EXAMPLE = "`vary: {teams.tellers.count: 3..8}`"


@dataclass(frozen=True, slots=True)
class SweepFile:
    """What a sweep file asks for; None where it says nothing."""

    axes: tuple[Axis, ...]
    how: str
    points: int | None
    measures: tuple[str, ...]
    replications: int | None
    seed: int | None
    scenario: str | None


def read_sweep(path: Path) -> SweepFile:
    """Return what a sweep file says.

    Raises:
        BlueprintError: with every fault found, in the order of the file.
    """
    tree = read_file(path, ENTRIES)
    problems = [*tree.problems, *_unknown(tree), *_kinds(tree)]
    axes, found = _axes(tree)
    problems += found
    if problems:
        raise BlueprintError(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    said = plain(tree.root)
    return SweepFile(
        axes=apart(axes),
        how=said.get("how", GRID),
        points=said.get("points"),
        measures=tuple(said.get("measures", ())),
        replications=said.get("replications"),
        seed=said.get("seed"),
        scenario=said.get("scenario"),
    )


def _unknown(tree: Tree) -> Iterator[Problem]:
    entries = tree.root.value if isinstance(tree.root.value, dict) else {}
    for name in entries:
        if name not in ENTRIES:
            yield problem_at(
                tree,
                (name,),
                f"a sweep file has no entry `{name}`",
                did_you_mean(name, ENTRIES),
                code="unknown-key",
                at="key",
            )
    if "vary" not in entries:
        yield problem_at(
            tree,
            (),
            "a sweep file says under `vary` which paths vary",
            f"write {_EXAMPLE}",
            code="missing-key",
        )


def _kinds(tree: Tree) -> Iterator[Problem]:
    """What stands where something else is wanted."""
    for name in ("points", "replications", "seed"):
        value = _value(tree, name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            yield problem_at(
                tree, (name,), f"`{name}` is a whole number", "write such as `64`", code="wrong-type"
            )
    for name in ("sweep", "scenario"):
        value = _value(tree, name)
        if value is not None and not isinstance(value, str):
            yield problem_at(tree, (name,), f"`{name}` is a name", "write a text", code="wrong-type")
    how = _value(tree, "how")
    if how is not None and how not in WAYS:
        yield problem_at(
            tree,
            ("how",),
            f"there is no way `{how}` to choose points",
            did_you_mean(str(how), WAYS),
            code="unknown-word",
        )
    measures = _value(tree, "measures")
    if measures is not None and not (
        isinstance(measures, list) and all(isinstance(node.value, str) for node in measures)
    ):
        cure = "write `[wait:counter, cost]`"
        yield problem_at(tree, ("measures",), "`measures` is a list of names", cure, code="wrong-type")


def _value(tree: Tree, name: str) -> object:
    node = child(tree.root, name)
    return None if node is None else node.value


def _axes(tree: Tree) -> tuple[list[Axis], list[Problem]]:
    vary = child(tree.root, "vary")
    if vary is None:
        return [], []
    if not isinstance(vary.value, dict) or not vary.value:
        message = "`vary` holds paths, each with its values"
        return [], [problem_at(tree, ("vary",), message, f"write {_EXAMPLE}", code="wrong-type")]
    axes, problems = [], []
    for path, node in vary.value.items():
        steps: tuple[Step, ...] = ()
        try:
            steps = parse(path)
            axes.append(Axis(steps, _values(node, tree.file)))
        except Misread as misread:
            problems += [
                problem_at(
                    tree,
                    ("vary", path),
                    fault.message,
                    fault.help,
                    code=fault.code,
                    at="value" if steps else "key",
                )
                for fault in misread.faults
            ]
    return axes, problems


def _values(node: Node, file: str) -> Values:
    """A list of values, a range as a text or by its ends, or a single value."""
    place = Node(None, node.line, node.column, file=file)
    if isinstance(node.value, dict) and {"low", "high"} & set(node.value):
        return ends_of(plain(node), place)
    if isinstance(node.value, str) and not node.quoted:
        found = range_of(node.value, place)
        if found is not None:
            return found
    nodes: Sequence[Node] = node.value if isinstance(node.value, list) else (node,)
    return Listed(tuple(nodes))
