"""A plan of staffing in the words of the language: what to set in the blueprint."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.profiles import Profile, clock_face
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.schema.teams import Capacity
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.tree import Node, dotted, find
from simulator.experiment.staffing.periods import days_told
from simulator.experiment.staffing.space import Levels, Space, profile_of

_DAY_MINUTES = 24 * 60

#: What the plan is called where it is written as a scenario.
SCENARIO = "cheapest staffing"


def settings(blueprint: Blueprint, space: Space, levels: Levels) -> Iterator[tuple[str, str]]:
    """What to set for a plan of staffing: dotted paths, each with its value as text on one line."""
    tree = blueprint.tree
    assert tree is not None, "a blueprint from a file has its entries as written"
    for index in space.periods:
        name = space.plan.teams[index].name
        block = "resources" if space.plan.teams[index].resource else "teams"
        word, value = _written(
            profile_of(space.periods[index], space.counts(levels, index)), space, levels, index
        )
        group = find(tree, (block, name))
        assert group is not None
        assert isinstance(group.value, dict)
        if word in group.value:
            yield dotted((block, name, word)), flow_text(value)
            continue
        rest = {key: node for key, node in group.value.items() if key not in Capacity.one_of}
        yield dotted((block, name)), flow_text(Node({word: value, **rest}, 0, 0))


def scenario_text(blueprint: Blueprint, space: Space, levels: Levels) -> str:
    """The plan as a scenario, to be put under `scenarios` of the blueprint."""
    lines = [f"  {SCENARIO}:"]
    if blueprint.scenario != "base":
        lines.append(f"    extends: {flow_text(Node(blueprint.scenario, 0, 0))}")
    lines.append("    set:")
    lines += [f"      {path}: {value}" for path, value in settings(blueprint, space, levels)]
    return "\n".join(lines)


def _written(shape: Profile | None, space: Space, levels: Levels, index: int) -> tuple[str, Node]:
    """`count` or `schedule`, with its value."""
    if shape is None:
        return "count", Node(space.counts(levels, index)[0], 0, 0)
    if not shape.weekly:
        return "schedule", _day(shape.entries)
    days: dict[tuple[tuple[int, float], ...], list[int]] = {}
    for day in range(7):
        own = tuple(
            (minute - day * _DAY_MINUTES, count)
            for minute, count in shape.entries
            if 0 <= minute - day * _DAY_MINUTES < _DAY_MINUTES
        )
        if own:
            days.setdefault(own, []).append(day)
    return "schedule", Node({days_told(tuple(of)): _day(own) for own, of in days.items()}, 0, 0)


def _day(entries: tuple[tuple[int, float], ...]) -> Node:
    """The entries of a day, where the number becomes another one."""
    kept = [entry for number, entry in enumerate(entries) if not number or entry[1] != entries[number - 1][1]]
    return Node({clock_face(minute): Node(int(count), 0, 0) for minute, count in kept}, 0, 0)
