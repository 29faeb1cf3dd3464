"""Who can do what: the skills that steps ask for, and those who have them."""

from __future__ import annotations

import math

from simulator.model.plan import SkillNeeded, Team


def asked_skills(needed: SkillNeeded | None) -> tuple[int, ...]:
    """Every skill that a step may ask for, in increasing order."""
    if needed is None:
        return ()
    found = {*needed.cases.values()} | ({needed.otherwise} if needed.otherwise is not None else set())
    return tuple(sorted(found))


def skill_asked(needed: SkillNeeded | None, value: float | None) -> int | None:
    """The skill that a step asks for where `value` decides; None asks for none.

    The value is coded as in `SkillNeeded.cases`; None is any that is not written there.
    """
    if needed is None:
        return None
    return needed.otherwise if value is None else needed.cases.get(value, needed.otherwise)


def able(team: Team, skill: int) -> tuple[int, ...]:
    """The numbers of the members of a team who can do a skill; of a team without skills all can."""
    everybody = enumerate(team.members, 1)
    return tuple(number for number, who in everybody if not team.skilled or not math.isnan(who.skills[skill]))


def skill_speed(team: Team, needed: SkillNeeded | None) -> float:
    """The mean factor on the speed of those who can do what a step asks; 1 where skills do not count."""
    if not team.skilled:
        return 1.0
    speeds = [
        speed
        for skill in asked_skills(needed)
        for speed in (team.members[number - 1].skills[skill] for number in able(team, skill))
    ]
    return sum(speeds) / len(speeds) if speeds else 1.0
