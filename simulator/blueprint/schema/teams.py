"""Teams and resources: who and what serves."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint import forms
from simulator.blueprint.forms import Cost, Name, Speed, TeamSize, Yes
from simulator.blueprint.misread import Collector, Fault, wrong
from simulator.blueprint.part import Form, Part
from simulator.blueprint.profiles import Profile, profile
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.clock import HoursOrName
from simulator.blueprint.schema.learning import Learning
from simulator.blueprint.schema.staffing import Absence, Breakdowns, Pace, Skills


def _schedule(value: Any, reading: Reading) -> Profile:
    if isinstance(value, int) and not isinstance(value, bool):
        raise wrong(
            f"a schedule changes over the day; `{value}` does not",
            f"write `count: {value}` instead",
            "wrong-kind",
        )
    return profile(value, reading, forms.team_size, "3")


def repeated_names(entries: Any, word: str) -> list[Fault]:
    """Return a fault for each entry of a list whose `name` an entry before it has."""
    if not isinstance(entries, list):
        return []
    names = [entry.get("name") if isinstance(entry, dict) else None for entry in entries]
    return [
        Fault(
            f"two entries are called `{name}`", "give each its own name", "duplicate-name", (word, i, "name")
        )
        for i, name in enumerate(names)
        if name is not None and name in names[:i]
    ]


SCHEDULE = Form(
    "a schedule",
    _schedule,
    'How many are on duty, as a profile: `{"09:00": 3, "17:00": 0}` for every day, or `{Mon-Fri: '
    "{...}, Sat: {...}}`. "
    "A value holds until the next entry, around the clock.",
    ('{"09:00": 3, "11:00": 5, "15:00": 4}', '{Mon-Fri: {"09:00": 3, "17:00": 0}}'),
    {"x-profile": forms.TEAM_SIZE.json},
)


class Unit(Part):
    """One kind of unit of a resource."""

    noun: ClassVar[str] = "a kind of unit"

    name: Name = Field(description="What this kind is called.", examples=["large"])
    count: TeamSize = Field(default=1, description="How many there are of this kind.", examples=["2"])
    cost: Cost | None = Field(
        default=None,
        description="Paid for each while on duty, instead of what the whole team or resource says.",
        examples=["40/h"],
        json_schema_extra={"told_default": "the `cost` of the whole"},
    )
    hours: HoursOrName | None = Field(
        default=None,
        description="When this kind is there, within the hours of the whole.",
        examples=["office"],
    )
    absence: Absence | None = Field(
        default=None,
        description="How often one of this kind is away, instead of what the whole says.",
        examples=["{chance: 5%}"],
        json_schema_extra={"told_default": "the `absence` of the whole"},
    )
    breakdowns: Breakdowns | None = Field(
        default=None,
        description="How often one of this kind fails, instead of what the whole says.",
        examples=["{every: {exponential: 40 h}, repair: 2 h}"],
        json_schema_extra={"told_default": "the `breakdowns` of the whole"},
    )


class Member(Unit):
    """One kind of member of a team."""

    noun: ClassVar[str] = "a kind of member"
    later: ClassVar[tuple[str, ...]] = ("compliance",)

    name: Name = Field(description="What this kind is called.", examples=["senior"])
    speed: Speed = Field(
        default=1.0,
        description="How fast this kind works; a percentage of the standard speed.",
        examples=["120%"],
        json_schema_extra={"told_default": "100%"},
    )
    skills: Skills | None = Field(
        default=None,
        description="What this kind can do, instead of what the whole team can.",
        examples=["{billing: 120%}"],
        json_schema_extra={"told_default": "the `skills` of the team"},
    )


class Capacity(Part):
    """What teams and resources have in common."""

    noun: ClassVar[str] = "a team or resource"
    one_of: ClassVar[tuple[str, ...]] = ("count", "schedule", "members", "unlimited")

    count: TeamSize | None = Field(default=None, description="So many at all times.", examples=["3"])
    schedule: Annotated[Profile, SCHEDULE] | None = Field(
        default=None,
        description="How many are on duty when, instead of `count`. A schedule of n calls the first n.",
        examples=['{"09:00": 3, "11:00": 5}'],
    )
    unlimited: Yes = Field(
        default=False,
        description="Instead of `count`: there is always a free one, nobody waits for it.",
        examples=["true"],
    )
    hours: HoursOrName | None = Field(
        default=None, description="When it is on duty; outside its hours nobody is.", examples=["office"]
    )
    at_shift_end: Literal["finish", "pause", "restart", "hand over"] = Field(
        default="finish",
        description="What becomes of a customer whose server's shift ends: `finish` in overtime; `pause`, "
        "kept until the server is back; `restart`, begun anew; `hand over`, what is left goes to "
        "somebody else.",
        examples=["hand over"],
    )
    cost: Cost = Field(
        default=0.0, description="Paid for each member or unit while on duty, busy or not.", examples=["30/h"]
    )
    absence: Absence | None = Field(
        default=None,
        description="How often each member or unit is away for a day.",
        examples=["{chance: 5%}"],
        json_schema_extra={"told_default": "never"},
    )
    breakdowns: Breakdowns | None = Field(
        default=None,
        description="How often each member or unit fails while on duty.",
        examples=["{every: {exponential: 40 h}, repair: {lognormal: {mean: 2 h, cv: 0.5}}}"],
        json_schema_extra={"told_default": "never"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Exactly one way to say how many."""
        collector = Collector()
        ways = [word for word in cls.one_of if word in written]
        if not ways:
            collector.add(
                f"{cls.noun} needs to know how many",
                "write `count: 3`, or a `schedule`, or `members`",
                "missing-key",
            )
        if written.get("unlimited") is True:
            for word in ("hours", "at_shift_end", "skills", "absence", "breakdowns", "learning"):
                if word in written:
                    collector.add(
                        f"`{word}` has no meaning where there is always a free one",
                        "leave it out, or give a `count`",
                        "two-ways",
                        word,
                        True,
                    )
        elif written.get("unlimited") is False and ways == ["unlimited"]:
            collector.add(
                "`unlimited: false` says not how many", "write `count: 3`", "missing-key", "unlimited"
            )
        for word in ways[1:]:
            collector.add(
                f"`{word}` stands beside `{ways[0]}`", "say how many in one way only", "two-ways", word, True
            )
        if written.get("members") == []:
            collector.add(
                "the list of members is empty", "name a member, or write `count: 0`", "empty", "members"
            )
        collector.faults.extend(repeated_names(written.get("members"), "members"))
        collector.close()


class Team(Capacity):
    """A team: people, or machines that work as people do."""

    noun: ClassVar[str] = "a team"
    later: ClassVar[tuple[str, ...]] = ("compliance",)

    members: tuple[Member, ...] = Field(
        default=(),
        strict=False,
        description="Named kinds of member, instead of `count`; they are numbered in the order written.",
        examples=["[{name: senior, count: 1, speed: 120%}, {name: junior, count: 2, speed: 80%}]"],
    )
    skills: Skills | None = Field(
        default=None,
        description="What its members can do where a step asks for a `skill`. Without this they can do "
        "everything.",
        examples=["{billing: 100%, technical: 80%}"],
        json_schema_extra={"told_default": "everything"},
    )
    pace: Pace | None = Field(
        default=None,
        description="How fast they work at which hour: it multiplies the speed of who begins then.",
        examples=['{"09:00": 100%, "14:00": 90%}'],
        json_schema_extra={"told_default": "100%"},
    )

    learning: Learning | None = Field(
        default=None,
        description="How its members get faster with experience, and how many leave.",
        examples=["{rate: 85%, settled_after: 300, turnover: 30%}"],
        json_schema_extra={"told_default": "all are settled, and stay"},
    )

    @property
    def skilled(self) -> bool:
        """Whether any skills are named, so that its members can do nothing else."""
        return self.skills is not None or any(kind.skills is not None for kind in self.members)

    @property
    def all_skills(self) -> tuple[str, ...]:
        """What at least one of its members can do, in the order written."""
        kinds = [self.skills_of(kind) for kind in self.members] or [self.skills_of(None)]
        return tuple(dict.fromkeys(skill for skills in kinds for skill in skills))

    def skills_of(self, kind: Member | None) -> dict[str, float]:
        """Return the speed at each skill of a kind of member, or of the members of a plain count."""
        own = kind.skills if kind is not None and kind.skills is not None else self.skills
        return own or {}

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:
        """A team that names skills has some."""
        collector = Collector()
        collector.read((), super().look_over, written, reading)
        if written.get("skills") == {}:
            collector.add(
                "no skill is named here",
                "name one, `skills: {billing: 100%}`, or leave `skills` out: then they can do everything",
                "empty",
                "skills",
            )
        collector.close()


class Resource(Capacity):
    """A resource: rooms, beds, machines, lines."""

    noun: ClassVar[str] = "a resource"

    members: tuple[Unit, ...] = Field(
        default=(),
        strict=False,
        description="Named kinds of unit, instead of `count`.",
        examples=["[{name: large, count: 1}, {name: small, count: 3}]"],
    )


def most_members(block: Team | Resource) -> int:
    """Return how many a team or resource ever has on duty at once; 0 for one without limit."""
    if block.schedule:
        return int(max(block.schedule.values))
    if block.members:
        return sum(member.count for member in block.members)
    return block.count or 0
