"""Teams and resources, in numbers."""

from __future__ import annotations

from simulator.blueprint.opening import OpenHours
from simulator.blueprint.schema.teams import Resource, Unit, most_members
from simulator.blueprint.schema.teams import Team as WrittenTeam
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.compile_hours import opening
from simulator.model.compile_index import Index
from simulator.model.plan import Member, Team
from simulator.timeline import Timeline


def compile_teams(blueprint: Blueprint, index: Index) -> tuple[Team, ...]:
    """Return teams and resources in the order of their numbers."""
    return tuple(
        _team(name, blueprint.teams.get(name) or blueprint.resources[name], blueprint, index)
        for name in index.teams
    )


def _team(name: str, block: WrittenTeam | Resource, blueprint: Blueprint, index: Index) -> Team:
    hours = opening(block.hours, blueprint)
    if block.members:
        members = _named_members(block, hours, blueprint, index)
    else:
        members = _plain_members(most_members(block), block, hours, index)
    return Team(
        name=name,
        resource=name in blueprint.resources,
        members=members,
        on_duty=block.schedule.timeline(index.reading)
        if block.schedule
        else Timeline.constant(float(len(members))),
        at_shift_end=block.at_shift_end,
        unlimited=block.unlimited,
        cost=block.cost,
    )


def _plain_members(
    count: int, block: WrittenTeam | Resource, hours: OpenHours, index: Index
) -> tuple[Member, ...]:
    timeline = hours.timeline(index.reading)
    return tuple(Member(str(number), "", 1.0, block.cost, timeline) for number in range(1, count + 1))


def _named_members(
    block: WrittenTeam | Resource, hours: OpenHours, blueprint: Blueprint, index: Index
) -> tuple[Member, ...]:
    """Return the members kind by kind, in the order written."""
    members: list[Member] = []
    for kind in block.members:
        timeline = hours.within(opening(kind.hours, blueprint)).timeline(index.reading)
        cost = block.cost if kind.cost is None else kind.cost
        speed = _speed(kind)
        members += [
            Member(f"{kind.name} {number}", kind.name, speed, cost, timeline)
            for number in range(1, kind.count + 1)
        ]
    return tuple(members)


def _speed(kind: Unit) -> float:
    """Return the speed of a kind of member; units of a resource have none of their own."""
    speed: float = getattr(kind, "speed", 1.0)
    return speed
