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
    later: ClassVar[tuple[str, ...]] = ("breakdowns",)

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


class Member(Unit):
    """One kind of member of a team."""

    noun: ClassVar[str] = "a kind of member"
    later: ClassVar[tuple[str, ...]] = ("skills", "absence", "breakdowns", "compliance")

    name: Name = Field(description="What this kind is called.", examples=["senior"])
    speed: Speed = Field(
        default=1.0,
        description="How fast this kind works; a percentage of the standard speed.",
        examples=["120%"],
        json_schema_extra={"told_default": "100%"},
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
            for word in ("hours", "at_shift_end"):
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
    later: ClassVar[tuple[str, ...]] = ("skills", "pace", "absence", "breakdowns", "compliance")

    members: tuple[Member, ...] = Field(
        default=(),
        strict=False,
        description="Named kinds of member, instead of `count`; they are numbered in the order written.",
        examples=["[{name: senior, count: 1, speed: 120%}, {name: junior, count: 2, speed: 80%}]"],
    )


class Resource(Capacity):
    """A resource: rooms, beds, machines, lines."""

    noun: ClassVar[str] = "a resource"
    later: ClassVar[tuple[str, ...]] = ("absence", "breakdowns")

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
