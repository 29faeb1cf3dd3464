"""Teams and resources, in numbers."""

from __future__ import annotations

import math

from simulator.blueprint.open_hours import opening
from simulator.blueprint.opening import OpenHours
from simulator.blueprint.schema.staffing import Breakdowns as WrittenBreakdowns
from simulator.blueprint.schema.teams import Member as WrittenMember
from simulator.blueprint.schema.teams import Resource, Unit, most_members
from simulator.blueprint.schema.teams import Team as WrittenTeam
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.compile_index import Index
from simulator.model.plan import Breakdowns, Learning, Member, Team
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
        skilled=isinstance(block, WrittenTeam) and block.skilled,
        pace=_pace(block, index),
        learning=_learning(block, index),
    )


def _pace(block: WrittenTeam | Resource, index: Index) -> Timeline | None:
    if isinstance(block, WrittenTeam) and block.pace:
        return block.pace.timeline(index.reading)
    return None


def _learning(block: WrittenTeam | Resource, index: Index) -> Learning | None:
    rule = block.learning if isinstance(block, WrittenTeam) else None
    if rule is None:
        return None
    # Who leaves within a year with the chance p, at any time alike, does so at the rate −ln(1 − p) a year.
    a_year = -math.log1p(-rule.turnover)
    return Learning(
        exponent=-math.log2(rule.rate),
        settled=float(rule.settled_after),
        experience=float(rule.settled_after if rule.experience is None else rule.experience),
        new_members=float(rule.new_members),
        leaves=rule.turnover,
        stays=index.reading.year / a_year if a_year else math.inf,
    )


def _plain_members(
    count: int, block: WrittenTeam | Resource, hours: OpenHours, index: Index
) -> tuple[Member, ...]:
    timeline = hours.timeline(index.reading)
    skills = _skills(block, None, index)
    absence = block.absence.chance if block.absence else 0.0
    return tuple(
        Member(str(number), "", 1.0, block.cost, timeline, skills, absence, _breakdowns(block.breakdowns))
        for number in range(1, count + 1)
    )


def _named_members(
    block: WrittenTeam | Resource, hours: OpenHours, blueprint: Blueprint, index: Index
) -> tuple[Member, ...]:
    """Return the members kind by kind, in the order written."""
    members: list[Member] = []
    for kind in block.members:
        timeline = hours.within(opening(kind.hours, blueprint)).timeline(index.reading)
        cost = block.cost if kind.cost is None else kind.cost
        speed = kind.speed if isinstance(kind, WrittenMember) else 1.0
        skills = _skills(block, kind, index)
        absence = kind.absence or block.absence
        chance = absence.chance if absence else 0.0
        breakdowns = _breakdowns(kind.breakdowns or block.breakdowns)
        members += [
            Member(f"{kind.name} {number}", kind.name, speed, cost, timeline, skills, chance, breakdowns)
            for number in range(1, kind.count + 1)
        ]
    return tuple(members)


def _skills(block: WrittenTeam | Resource, kind: Unit | None, index: Index) -> tuple[float, ...]:
    """Return the speed at each skill; where a team names none its members can do everything."""
    if not isinstance(block, WrittenTeam) or not block.skilled:
        return (1.0,) * len(index.skills)
    own = block.skills_of(kind if isinstance(kind, WrittenMember) else None)
    return tuple(own.get(skill, math.nan) for skill in index.skills)


def _breakdowns(block: WrittenBreakdowns | None) -> Breakdowns | None:
    return None if block is None else Breakdowns(block.every, block.repair)
