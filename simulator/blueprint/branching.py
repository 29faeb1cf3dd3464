"""The branches of all parallels: which there are, which of them forks into which.

A branch is a path of its own for the random draws in it, so each needs one address and one parent.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from simulator.blueprint.misread import Fault, Path
from simulator.blueprint.procedures import led_to
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.ways import JOIN, Way
from simulator.blueprint.schema.whole import Blueprint

MAIN = ""


@dataclass(frozen=True, slots=True)
class Branches:
    """All branches of a blueprint.

    Attributes:
        parents: for each branch's path (`assess/x-ray`) that of the branch which forks into it; the main
            path is the empty text, and not among the keys.
        faults: joins and forks that do not fit together.
    """

    parents: dict[str, str]
    faults: tuple[Fault, ...]


def branch_path(step: str, branch: str) -> str:
    """Return the address of a branch: the step that forks, the branch's name or first step."""
    return f"{step}/{branch}"


def ways_on(step: Step) -> tuple[tuple[Path, Way], ...]:
    """Return every way on of a step with its place below the step; the `then` of a parallel is one too."""
    found: list[tuple[Path, Way]] = []
    for number, option in enumerate(step.next):
        place: Path = ("next", number)
        way: Way | None = option
        while way is not None:
            found.append((place, way))
            place, way = (*place, "then"), way.then
    return tuple(found)


def steps_after(step: Step) -> tuple[str, ...]:
    """Return the steps to which a case may go from a step within its branch, each once."""
    found = [
        name
        for _, way in ways_on(step)
        for name in (way.to, way.callback, *(way.shortest or ()))
        if name and name != JOIN
    ]
    return tuple(dict.fromkeys((*found, *led_to(step), *steps_unserved(step))))


def steps_unserved(step: Step) -> tuple[str, ...]:
    """Return the steps to which a case may go from a step that it has not finished."""
    escalated = step.escalate.to if step.escalate else None
    return tuple(name for name in (step.gives_up, step.queue.when_full.to, escalated) if name)


def find_branches(blueprint: Blueprint) -> Branches:
    """Follow every way from every first step and name the branches met."""
    walk = _Walk(blueprint)
    walk.run([(name, MAIN) for customers in blueprint.customers.values() for name in customers.entries_at])
    walk.run([(rule.to, MAIN) for rule in blueprint.deadlines.values() if rule.to])
    walk.told = False
    walk.run([(name, MAIN) for name in blueprint.steps if name not in walk.reached])
    return Branches(walk.parents, tuple(walk.faults))


class _Walk:
    def __init__(self, blueprint: Blueprint) -> None:
        self._steps = blueprint.steps
        self.parents: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.reached: set[str] = set()
        self.told = True
        self._seen: set[tuple[str, str]] = set()

    def run(self, starts: list[tuple[str, str]]) -> None:
        ahead = deque(starts)
        while ahead:
            name, branch = ahead.popleft()
            if (name, branch) in self._seen:
                continue
            self._seen.add((name, branch))
            self.reached.add(name)
            step = self._steps[name]
            ahead.extend((after, branch) for after in steps_after(step))
            for place, way in ways_on(step):
                if way.to == JOIN and branch == MAIN:
                    self._tell(
                        f"`{name}` joins a parallel, and can be reached outside of one",
                        name,
                        place,
                        "only the branches of a `parallel` end in `join`",
                        "join-outside",
                    )
                for number, start in enumerate(way.parallel or ()):
                    path = branch_path(name, start.path)
                    self._fork(path, branch, name, (*place, "parallel", number))
                    ahead.append((start.to, path))

    def _fork(self, path: str, parent: str, step: str, place: Path) -> None:
        known = self.parents.setdefault(path, parent)
        if known != parent:
            first, second = (f"the branch `{of}`" if of else "the main path" for of in (known, parent))
            self._tell(
                f"the parallel of `{step}` is reached from {first} and from {second}",
                step,
                place[:-2],
                "if the branch should end before it, let its last step say `next: join`; "
                "else describe a step for each, with a parallel of its own",
                "fork-twice",
            )

    def _tell(self, message: str, step: str, place: Path, help: str, code: str) -> None:  # noqa: A002
        fault = Fault(message, help, code, ("steps", step, *place))
        if self.told and fault not in self.faults:
            self.faults.append(fault)
