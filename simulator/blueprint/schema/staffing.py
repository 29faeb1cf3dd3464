"""What staff can do and when they fail: skills, pace, absence, breakdowns."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import SPEED, Every, Share, Time, name
from simulator.blueprint.looks import Wanted, look_of, shown, unlike
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.part import Form, Part
from simulator.blueprint.profiles import Profile, profile
from simulator.blueprint.reading import Reading


def _skills(value: Any, reading: Reading) -> dict[str, float]:
    if not isinstance(value, dict):
        names = value if isinstance(value, list) else [value]
        each = ", ".join(f"{of}: 100%" for of in names if look_of(of) == "text")
        wanted = Wanted("a block of skills with their speeds", "{billing: 100%}")
        raise unlike(wanted, value, f"write each with its speed: `{{{each or 'billing: 100%'}}}`")
    collector = Collector()
    for word in value:
        collector.read_key(word, name, reading)
    found = {word: collector.read(word, units.speed, of, reading) for word, of in value.items()}
    collector.close()
    return {word: speed for word, speed in found.items() if speed is not None}


def _pace(value: Any, reading: Reading) -> Profile:
    if look_of(value) in {"share", "number"}:
        raise wrong(
            f"a pace changes over the day; `{shown(value)}` does not",
            "who always works at another speed is one of the `members`, with a `speed`",
            "wrong-kind",
        )
    return profile(value, reading, units.speed, "90%")


SKILLS = Form(
    "skills with speeds",
    _skills,
    "What they can do, each skill with the speed at it, a percentage of the standard speed.",
    ("{billing: 100%, technical: 80%}",),
    {"type": "object", "additionalProperties": {"x-form": SPEED.name}},
)
PACE = Form(
    "a pace",
    _pace,
    "Percentages of the usual speed, as a profile: of the day, or of the week.",
    ('{"09:00": 100%, "14:00": 90%}',),
    {"x-profile": SPEED.json},
)
Skills = Annotated[dict[str, float], SKILLS]
Pace = Annotated[Profile, PACE]


class Absence(Part):
    """Days on which a member does not come."""

    noun: ClassVar[str] = "absence"

    chance: Share = Field(
        description="How likely a member is away on a day, from midnight to midnight; each day anew.",
        examples=["5%"],
    )


class Breakdowns(Part):
    """How often somebody or something fails, and for how long."""

    noun: ClassVar[str] = "a kind of breakdown"

    every: Every = Field(
        description="The time on duty from one repair to the next breakdown.",
        examples=["{exponential: 40 h}"],
    )
    repair: Time = Field(
        description="How long a repair takes; work in hand pauses meanwhile.",
        examples=["{lognormal: {mean: 2 h, cv: 0.5}}"],
    )
