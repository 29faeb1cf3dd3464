"""What the parts of a blueprint need to know of each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from tests.properties.focus import Focus
from tests.properties.values import Blueprint

ATTRIBUTES = {
    "complex": {"chance": "40%"},
    "channel": {"choice": {"mail": "50%", "phone": "30%", "visit": "20%"}},
    "urgency": {"discrete": {"1": "30%", "2": "40%", "3": "30%"}},
    "level": {"choice": {"urgent": "40%", "routine": "60%"}},
}
PRIORITIES = ("urgent", "important", "routine")
CHANNELS = ("mail", "phone", "visit")


@dataclass
class Setting:
    """The names of a blueprint, and who serves in it.

    Attributes:
        classes: of customers who come by themselves.
        returning: of those who only come back.
        named: whether priorities have names.
        assigned: whether a step decides the attribute `assigned`, which no class has by itself.
        content: whether satisfaction is measured.
        hours, teams, resources: as written.
        focus: the words that are asked for.
    """

    classes: list[str]
    returning: list[str]
    named: bool
    assigned: bool
    content: bool
    hours: Blueprint
    teams: Blueprint = field(default_factory=dict)
    resources: Blueprint = field(default_factory=dict)
    focus: Focus = field(default_factory=Focus)

    @property
    def everybody(self) -> Blueprint:
        """All teams and resources."""
        return {**self.teams, **self.resources}

    @property
    def skills(self) -> tuple[str, ...]:
        """Every skill that there may be: some are called as classes and channels are."""
        return ("billing", "technical", *self.classes, *self.returning, *CHANNELS)

    @property
    def known_skills(self) -> set[str]:
        """Those that at least one has."""
        return set().union(*map(skills_of, self.teams.values()))

    def is_skilled(self, team: str) -> bool:
        """Whether skills count in a team."""
        block = self.everybody[team]
        return any("skills" in part for part in (block, *block.get("members", ())))

    def able(self, team: str, skill: str) -> float:
        """How many of a team can do something."""
        block = self.everybody[team]
        if "members" not in block or not self.is_skilled(team):
            return most_of(block) if not self.is_skilled(team) or skill in block["skills"] else 0
        own = block.get("skills", {})
        return int(sum(kind["count"] for kind in block["members"] if skill in kind.get("skills", own)))


def skills_of(team: Blueprint) -> set[str]:
    """What at least one of a team can do; its own skills are those of the members that name none."""
    own = team.get("skills", {})
    return {skill for kind in team.get("members", [{}]) for skill in kind.get("skills", own)}


def most_of(block: Blueprint) -> float:
    """How many of a team there are."""
    if "unlimited" in block:
        return inf
    if "schedule" in block:
        return int(max(block["schedule"].values()))
    return int(block.get("count") or sum(kind["count"] for kind in block["members"]))


def together(block: Blueprint) -> int:
    """How many of a team are there at once, for certain, at some time."""
    if any("hours" in part for part in (block, *block.get("members", ()))):
        return 1
    return int(min(3, most_of(block)))
