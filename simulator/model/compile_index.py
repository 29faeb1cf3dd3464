"""The numbers behind the names of a blueprint."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.blueprint.branching import MAIN, branch_path, find_branches, ways_on
from simulator.blueprint.coherence import YES
from simulator.blueprint.procedures import (
    ended_with,
    exceptional_steps,
    goes_elsewhere,
    sends_back,
)
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema import attributes as written
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.plan import OWN_OUTCOMES, Attribute, Branch


@dataclass(frozen=True, slots=True)
class Index:
    """Names to numbers, each kind in the code-point order of its names.

    Attributes:
        reading: unit and start of the blueprint.
        classes, steps, teams, attributes, branches, outcomes: number by name (branches by path).
        attribute_list: the attributes, in order.
        branch_list: the branches, in order; the main path is the first.
        options: number of the first option of each step.
        priorities: the number behind each name of a priority; the most urgent is 1.
        skills: number by name.
    """

    reading: Reading
    classes: dict[str, int]
    steps: dict[str, int]
    teams: dict[str, int]
    attributes: dict[str, int]
    branches: dict[str, int]
    outcomes: dict[str, int]
    attribute_list: tuple[Attribute, ...]
    branch_list: tuple[Branch, ...]
    options: dict[str, int]
    priorities: dict[str, float]
    skills: dict[str, int]

    def rank(self, priority: float | str) -> float:
        """Return the number of a priority by number or name."""
        return self.priorities[priority] if isinstance(priority, str) else priority

    def code(self, attribute: str, value: str) -> float:
        """Return the number that stands for a value of an attribute as written in the file."""
        known = self.attribute_list[self.attributes[attribute]]
        if known.kind == "choice":
            return float(known.values.index(value))
        if known.kind == "flag":
            return float(value in YES)
        return float(value)


def index_of(blueprint: Blueprint) -> Index:
    """Number everything in a blueprint."""
    attributes = _attributes(blueprint)
    parents = find_branches(blueprint).parents
    paths = (MAIN, *sorted(parents))
    branches = _numbered(paths)
    written = {way.end for step in blueprint.steps.values() for _, way in ways_on(step)}
    of_exceptions = {ended_with(step) for step in blueprint.steps.values()}
    ends = sorted(end for end in written | of_exceptions if end)
    apart = {exceptional: step for step, exceptional in exceptional_steps(blueprint)}
    steps = sorted([*blueprint.steps, *apart])
    options: dict[str, int] = {}
    count = 0
    for step in steps:
        options[step] = count
        if step in apart:
            count += 1  # where it leads, if not as from the step itself
        else:
            sop = blueprint.steps[step].sop
            count += goes_elsewhere(sop) + sends_back(sop) + len(blueprint.steps[step].next)
    return Index(
        reading=blueprint.reading,
        classes=_numbered(sorted(blueprint.customers)),
        steps=_numbered(steps),
        teams=_numbered(sorted({*blueprint.teams, *blueprint.resources})),
        attributes=_numbered([attribute.name for attribute in attributes]),
        branches=branches,
        outcomes=_numbered((*OWN_OUTCOMES, *ends)),
        attribute_list=attributes,
        branch_list=_branches(blueprint, parents, branches),
        options=options,
        priorities={name: float(number) for number, name in enumerate(blueprint.priorities, 1)},
        skills=_numbered(sorted({skill for team in blueprint.teams.values() for skill in team.all_skills})),
    )


def _numbered(names: list[str] | tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}


def _branches(blueprint: Blueprint, parents: dict[str, str], numbers: dict[str, int]) -> tuple[Branch, ...]:
    """Return the branches in the order of their numbers."""
    steps = blueprint.steps
    drawn = {name: step.draws_as or name for name, step in steps.items()}
    renamed = {
        branch_path(name, start.path): branch_path(drawn[name], start.name or drawn[start.to])
        for name, step in steps.items()
        for _, way in ways_on(step)
        for start in way.parallel or ()
    }
    return (
        Branch(MAIN, -1),
        *(
            Branch(path, numbers[parents[path]], renamed[path] if renamed[path] != path else "")
            for path in sorted(parents)
        ),
    )


def _attributes(blueprint: Blueprint) -> tuple[Attribute, ...]:
    blocks = (
        blueprint.attributes,
        *(customers.attributes for customers in blueprint.customers.values()),
        *(step.sets for step in blueprint.steps.values()),
    )
    ways: dict[str, list[written.Attribute]] = {}
    for block in blocks:
        for name, attribute in block.items():
            ways.setdefault(name, []).append(attribute)
    return tuple(_attribute(name, ways[name]) for name in sorted(ways))


def _attribute(name: str, ways: list[written.Attribute]) -> Attribute:
    if isinstance(ways[0], written.Flag):
        return Attribute(name, "flag")
    if isinstance(ways[0], written.Choice):
        values = {value for way in ways if isinstance(way, written.Choice) for value, _ in way.shares}
        return Attribute(name, "choice", tuple(sorted(values)))
    return Attribute(name, "number")
