"""Who can serve a step."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.teams import Resource, Team, most_members
from simulator.blueprint.schema.whole import Blueprint
from simulator.blueprint.traits import values_of

#: What is taken together: teams and resources, each with how many of it.
Taken = Mapping[str, int]


def options_at(step: Step, blueprint: Blueprint) -> tuple[Taken, ...]:
    """Return who can serve a step, in the order of preference; nothing where nobody is needed."""
    if step.first_free:
        return tuple({team: 1} for team in step.first_free)
    if step.team:
        return ({step.team: 1},)
    if step.needs:
        return (step.needs,)
    asked = set(skills_asked(step, blueprint).values())
    return tuple({name: 1} for name, team in blueprint.teams.items() if asked.intersection(team.all_skills))


def skills_asked(step: Step, blueprint: Blueprint) -> dict[str, str]:
    """Return the skill that each value asks for, `otherwise` for all others; empty where none is asked."""
    needed = step.skill
    if needed is None:
        return {}
    others = {} if needed.otherwise is None else {"otherwise": needed.otherwise}
    if needed.cases or not needed.by or others:
        return {**needed.cases, **others}
    return {value: value for value in values_of(needed.by, blueprint)}


def block_of(name: str, blueprint: Blueprint) -> Team | Resource:
    """Return a team or resource by its name."""
    return blueprint.teams.get(name) or blueprint.resources[name]


def people_at(step: Step, blueprint: Blueprint) -> tuple[Taken, ...]:
    """Return who can serve a step without the resources; options that take no people are left out."""
    options = [
        {name: count for name, count in option.items() if name in blueprint.teams}
        for option in options_at(step, blueprint)
    ]
    return tuple(option for option in options if option)


def able(name: str, skill: str, blueprint: Blueprint) -> float:
    """Return how many of a team can do something: all of one that names no skills, of any resource."""
    block = block_of(name, blueprint)
    if block.unlimited:
        return float("inf")
    if not isinstance(block, Team) or not block.skilled or not block.members:
        can = not isinstance(block, Team) or not block.skilled or skill in block.skills_of(None)
        return most_members(block) if can else 0
    return sum(kind.count for kind in block.members if skill in block.skills_of(kind))
