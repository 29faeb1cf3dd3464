"""The points of a sweep: which values, what must be computed, and under which key the answer is kept."""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from simulator import __version__
from simulator.blueprint.original import Change, Original, files_of
from simulator.blueprint.path_steps import parse
from simulator.blueprint.resolved import resolved_text
from simulator.errors import BlueprintError, Problem
from simulator.experiment.provenance import ENGINE, environment
from simulator.experiment.sweeps.design import Design
from simulator.experiment.sweeps.reasons import reason_of


def of_this_process() -> dict[str, str]:
    """Return all that figures could depend on besides the blueprint: sopsim, its libraries, the machine."""
    return {"sopsim": __version__, "engine": ENGINE, **environment()}


@dataclass(frozen=True, slots=True)
class Conditions:
    """What all points of a sweep have in common.

    Attributes:
        seed, replications, confidence: as for a run.
        environment: of the process that asks, see `of_this_process`.
    """

    seed: int
    replications: int
    confidence: float
    environment: Mapping[str, str]

    @classmethod
    def here(cls, seed: int, replications: int, confidence: float) -> Conditions:
        """Return the conditions of a sweep that is begun in this process."""
        return cls(seed, replications, confidence, of_this_process())


@dataclass(frozen=True, slots=True)
class Task:
    """All that a worker needs for one point.

    Attributes:
        number: of the point, from 1.
        original: the pickled `Original` that the values are put in.
        changes: the values, each with its path.
        conditions: seed, replications and the like.
    """

    number: int
    original: bytes
    changes: tuple[Change, ...]
    conditions: Conditions


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its key in the store and its task; or why it cannot be run.

    Attributes:
        number: from 1.
        key: a SHA-256 over all that its figures depend on; empty where there is a reason.
        task: None where there is a reason.
        reason: why its values cannot stand in the blueprint, else empty.
    """

    number: int
    key: bytes = b""
    task: Task | None = None
    reason: str = ""


class Points:
    """Makes the points of a design, one by one.

    Args:
        original: what the values are put in.
        design: which values.
        conditions: seed, replications and the like.
    """

    def __init__(self, original: Original, design: Design, conditions: Conditions) -> None:
        self._original = original
        self._pickled = pickle.dumps(original)
        self._design = design
        self._conditions = conditions
        self._begun = sha256(
            json.dumps(
                [
                    dict(conditions.environment),
                    conditions.seed,
                    conditions.replications,
                    conditions.confidence,
                ]
            ).encode()
        )
        self._hashes = {name: _hash(content) for name, content in original.files.items()}

    def __len__(self) -> int:
        return len(self._design)

    def check_paths(self) -> None:
        """See that there are such paths; to be asked before anything is run.

        Raises:
            BlueprintError: with every path that leads nowhere, or to an entry that cannot stand there.
        """
        first = self.changes(1)
        problems = [
            problem
            for number, change in enumerate(first)
            for problem in self._faults_of_path(change, first[:number])
        ]
        if problems:
            raise BlueprintError(problems)

    def _faults_of_path(self, change: Change, before: Sequence[Change]) -> Sequence[Problem]:
        """What is wrong with a path, not with the value there: that is its point's own fault."""
        try:
            self._original.read([change])
        except BlueprintError as error:
            unknown = [problem for problem in error.problems if _is_about(problem, change)]
            if unknown:
                return unknown
        try:
            self._original.changed([change])
        except BlueprintError as error:
            try:  # it may lead into what another path puts there
                self._original.changed([*before, change])
            except BlueprintError:
                return error.problems
        return ()

    def changes(self, number: int) -> tuple[Change, ...]:
        """Return the values of point `number`, from 1, each with its path."""
        nodes = self._design[number - 1]
        return tuple((axis.steps, node) for axis, node in zip(self._design.axes, nodes, strict=True))

    def point(self, number: int) -> Point:
        """Return point `number`, from 1."""
        changes = self.changes(number)
        try:
            tree = self._original.changed(changes)
        except BlueprintError as error:
            return Point(number, reason=reason_of(error))
        original = self._original.with_files(tree)
        pickled = self._pickled if original is self._original else pickle.dumps(original)
        files = [(name, self._hash_of(name, original.files)) for name in files_of(tree)]
        key = self._begun.copy()
        key.update(json.dumps(files).encode())
        key.update(resolved_text(tree).encode())
        return Point(number, key.digest(), Task(number, pickled, changes, self._conditions))

    def _hash_of(self, name: str, files: Mapping[str, bytes]) -> str:
        """The hash of a file; empty where it is not there."""
        if name not in files:
            return ""
        return self._hashes.get(name) or _hash(files[name])


def _is_about(problem: Problem, change: Change) -> bool:
    """Whether a problem is that the language has no such entry as a path ends in."""
    return problem.code == "unknown-key" and len(parse(problem.path)) == len(change[0])


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()
