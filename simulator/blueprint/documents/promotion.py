"""A scenario that was tried, and becomes the next version of its blueprint."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from simulator.blueprint.documents.differences import find_differences
from simulator.blueprint.documents.edits import rewritten
from simulator.blueprint.documents.proposal import Proposal, propose
from simulator.blueprint.documents.versions import next_version
from simulator.blueprint.load import load, loads
from simulator.blueprint.original import files_of
from simulator.blueprint.scenarios import BASE
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.settable import UNTOUCHED
from simulator.blueprint.source import text_of
from simulator.blueprint.tree import Node, child, plain
from simulator.errors import BlueprintError, UsageError


@dataclass(frozen=True, slots=True)
class Promoted:
    """A blueprint in which a scenario has become the service.

    Attributes:
        text: of the file.
        proposal: its version, and the row of its history.
        left_out: the scenarios that no longer fit it, such as another redesign that drops the same step.
    """

    text: str
    proposal: Proposal
    left_out: tuple[str, ...] = ()


def promote(path: str | Path, scenario: str, today: dt.date) -> Promoted:
    """Return the blueprint in which a scenario has become the service, and its new version.

    Comments and order stay as they are. The version is raised as the changes ask for, the history has a row
    more, the scenario is gone, and scenarios that extend it extend the blueprint; those that no longer fit it
    are left out. A run of the new text gives the figures of the scenario.

    Args:
        path: the file of the blueprint.
        scenario: the name of the scenario.
        today: the date of the new row.

    Raises:
        BlueprintError: the file has faults.
        UsageError: the scenario is the blueprint itself or changes nothing, the version is none of three
            numbers, or the file is written in a way that cannot be changed.
    """
    if scenario == BASE:
        raise UsageError("`base` is the blueprint as it is; name one of its scenarios")
    old, new = load(path), load(path, scenario)
    assert old.tree is not None, "a blueprint from a file has its entries as written"
    assert new.tree is not None, "a blueprint from a file has its entries as written"
    if plain(old.tree.root) == plain(new.tree.root):
        raise UsageError(f"the scenario `{scenario}` changes nothing")
    proposal = _proposal(old, new, scenario, today)
    target = _next(old.tree.root, new.tree.root, scenario, proposal)
    text = text_of(Path(path), str(path))
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    file = f"{path}, `{scenario}` promoted"
    written = _Written(text.removeprefix("\ufeff"), old.tree.root, Path(path).parent)
    left_out: tuple[str, ...] = ()
    changed = written.as_text(target)
    try:
        read = loads(changed, file=file, folder=written.folder).tree
    except BlueprintError:
        target, left_out = written.fitting(target)
        changed = written.as_text(target)
        read = loads(changed, file=file, folder=written.folder).tree
    if read is None or plain(read.root) != plain(target):
        raise UsageError(
            f"{path} is written in a way that cannot be changed entry by entry; write out what stands behind "
            "`&` and `*`"
        )
    return Promoted(mark + changed, proposal, left_out)


@dataclass(frozen=True, slots=True)
class _Written:
    """A file as it was written, to be changed.

    Attributes:
        text: of it.
        root: what it says.
        folder: where the files that it names are.
    """

    text: str
    root: Node
    folder: Path

    def as_text(self, target: Node) -> str:
        return rewritten(self.text, self.root, target)

    def fitting(self, target: Node) -> tuple[Node, tuple[str, ...]]:
        """What shall stand there with the scenarios alone that fit, and the names of the others."""
        scenarios = _entries(_entries(target).get(UNTOUCHED))
        kept = {
            name: of for name, of in scenarios.items() if self._fits(_only(target, _line(name, scenarios)))
        }
        return _only(target, kept), tuple(name for name in scenarios if name not in kept)

    def _fits(self, target: Node) -> bool:
        try:
            loads(self.as_text(target), folder=self.folder)
        except BlueprintError:
            return False
        return True


def _line(name: str, scenarios: dict[str, Node]) -> dict[str, Node]:
    """A scenario with those that it extends."""
    found: dict[str, Node] = {}
    while name in scenarios and name not in found:
        found[name] = scenarios[name]
        above = child(scenarios[name], "extends")
        name = str(above.value) if above is not None else ""
    return found


def _only(target: Node, scenarios: dict[str, Node]) -> Node:
    """The same with these scenarios alone."""
    entries = _entries(target)
    entries[UNTOUCHED] = Node(scenarios)
    if not scenarios:
        del entries[UNTOUCHED]
    return replace(target, value=entries)


def check_beside(path: str | Path, out: Path) -> None:
    """See that the files which a blueprint names are found from where its next version is written.

    Raises:
        BlueprintError: the blueprint has faults.
        UsageError: it names files, and the new version would stand in another folder.
    """
    tree = load(path).tree
    assert tree is not None, "a blueprint from a file has its entries as written"
    named = files_of(tree)
    if named and Path(path).absolute().parent.resolve() != out.absolute().parent.resolve():
        raise UsageError(
            f"{path} names files that stand beside it ({', '.join(named)}); "
            "write the new version to the same folder"
        )


def _proposal(old: Blueprint, new: Blueprint, scenario: str, today: dt.date) -> Proposal:
    changes = find_differences(old, new)
    owner = old.document.owner if old.document else ""
    proposal = propose(old, changes, owner, today)
    if not changes:  # nothing of the service itself, such as a range of staffing
        proposal = replace(proposal, version=next_version(old.document_version, "patch"))
    assert isinstance(proposal.row.value, dict)
    told = {**proposal.row.value, "version": Node(proposal.version, quoted=True)}
    told["change"] = Node(f"{scenario}: {told['change'].value}")
    return replace(proposal, row=Node(told))


def _next(old: Node, new: Node, scenario: str, proposal: Proposal) -> Node:
    """Return the whole of the next version."""
    entries = _entries(new)
    version, document = Node(proposal.version, quoted=True), _entries(entries.get("document"))
    if "version" in document:
        document["version"] = version
    if "version" in entries or "version" not in document:
        entries = _with(entries, "version", version, "blueprint")
    history = child(Node(document), "revisions")
    rows = history.value if history is not None and isinstance(history.value, list) else []
    document["revisions"] = Node([*rows, proposal.row])
    entries = _with(entries, "document", Node(document), "version" if "version" in entries else "blueprint")
    others = _entries(entries.get(UNTOUCHED))
    scenarios = {name: _off(block, scenario) for name, block in others.items() if name != scenario}
    return _only(replace(old, value=entries), scenarios)


def _with(entries: dict[str, Node], word: str, value: Node, above: str) -> dict[str, Node]:
    """Return the entries with another one, below a certain one where it is new."""
    if word in entries:
        return {**entries, word: value}
    placed: dict[str, Node] = {}
    for name, of in entries.items():
        placed[name] = of
        if name == above:
            placed[word] = value
    return placed


def _off(block: Node, scenario: str) -> Node:
    """Return a scenario that extended the promoted one, and now extends the blueprint."""
    extends = child(block, "extends")
    if extends is None or extends.value != scenario:
        return block
    return replace(block, value={word: of for word, of in _entries(block).items() if word != "extends"})


def _entries(node: Node | None) -> dict[str, Node]:
    return dict(node.value) if node is not None and isinstance(node.value, dict) else {}
