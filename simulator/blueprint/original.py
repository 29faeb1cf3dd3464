"""A blueprint as it was loaded, to be read again with other values in it, here or on another machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from simulator.blueprint.changes import put_in
from simulator.blueprint.csv_column import LARGEST_BYTES
from simulator.blueprint.load import load_tree
from simulator.blueprint.measured import as_measured
from simulator.blueprint.misread import Misread
from simulator.blueprint.path_steps import Step
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.settable import UNTOUCHED
from simulator.blueprint.tree import Node, Tree, child, quoted_name
from simulator.errors import BlueprintError, Problem, UsageError

#: A value to put in, with its path.
Change: TypeAlias = tuple[tuple[Step, ...], Node]


@dataclass(frozen=True, slots=True)
class Original:
    """All that a blueprint was read from.

    Attributes:
        tree: the entries, scenario and overrides applied.
        folder: where the files that it names are looked for.
        files: the content of these files, by the name in the blueprint.
        scenario, overrides: what was applied.
    """

    tree: Tree
    folder: str
    files: Mapping[str, bytes]
    scenario: str
    overrides: tuple[str, ...]

    @classmethod
    def of(cls, blueprint: Blueprint) -> Original:
        """Return what a blueprint was read from, with the files that it names.

        Raises:
            UsageError: it was not read from text.
        """
        if blueprint.tree is None:
            raise UsageError("only a blueprint that was loaded from text can be varied")
        folder = blueprint.reading.folder
        return cls(
            blueprint.tree,
            str(folder.absolute()),
            contents(files_of(blueprint.tree), folder),
            blueprint.scenario,
            blueprint.overrides,
        )

    def with_files(self, tree: Tree) -> Original:
        """Return itself with the files that only `tree` names."""
        new = [name for name in files_of(tree) if name not in self.files]
        return replace(self, files={**self.files, **contents(new, Path(self.folder))}) if new else self

    def changed(self, changes: Sequence[Change]) -> Tree:
        """Return the entries with other values in them.

        Raises:
            BlueprintError: an entry does not exist, or a value cannot stand there.
        """
        tree = self.tree
        for steps, value in changes:
            try:
                tree = put_in(tree, steps, value)
            except Misread as misread:
                raise BlueprintError(
                    [_problem(fault.message, fault.help, fault.code, value) for fault in misread.faults]
                ) from None
        return tree

    def read(self, changes: Sequence[Change]) -> Blueprint:
        """Return the blueprint with other values in it.

        Raises:
            BlueprintError: they do not fit.
        """
        tree = as_measured(self.tree, self.changed(changes))
        blueprint = load_tree(tree, Path(self.folder), self.files)
        blueprint._scenario = self.scenario
        blueprint._overrides = (*self.overrides, *map(written, changes))
        return blueprint


def written(change: Change) -> str:
    """Return a change as it is typed: `teams.tellers.count=5`."""
    steps, value = change
    return f"{path_text(steps)}={flow_text(value)}"


def path_text(steps: Sequence[Step]) -> str:
    """Return a path as it is typed, with quotes where they are needed."""
    return ".".join(step.name if step.pattern else quoted_name(step.name) for step in steps)


def _problem(message: str, cure: str, code: str, value: Node) -> Problem:
    return Problem(message, cure, file=value.file, line=value.line, column=value.column, code=code)


def files_of(tree: Tree) -> list[str]:
    """Return the CSV files that a blueprint names, each once."""
    return list(dict.fromkeys(_named(tree.root, top=True)))


def _named(node: Node, top: bool = False) -> Iterator[str]:
    if isinstance(node.value, dict):
        csv = child(node, "csv")
        if csv is not None and isinstance(csv.value, str):
            yield csv.value
        for name, below in node.value.items():
            if not (top and name == UNTOUCHED):
                yield from _named(below)
    elif isinstance(node.value, list):
        for below in node.value:
            yield from _named(below)


def contents(names: Sequence[str], folder: Path) -> dict[str, bytes]:
    """Return what stands in files; those that cannot be read are left out, for the reader to complain of."""
    found = {}
    for name in names:
        try:
            with (folder / name).open("rb") as stream:
                found[name] = stream.read(LARGEST_BYTES + 1)
        except (OSError, ValueError):
            continue
    return found
