"""Who serves a step: teams, skills, persons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import Length, StepName, names_or_one, text
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.misread import Collector
from simulator.blueprint.part import Form, Part
from simulator.blueprint.phrases import brief
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.by_value import read_by_value
from simulator.blueprint.schema.priorities import BY_WORD


def _named(value: Any) -> list[str]:
    """Return the teams that a list, a block or a text such as `clerks and analysts` names."""
    if isinstance(value, str):
        return [name for part in re.split(r",|;|&|\+|\band\b|\bor\b", value) if (name := part.strip())]
    if isinstance(value, list | dict) and all(isinstance(name, str) for name in value):
        return list(value)
    return []


def several_teams(value: Any) -> str:
    """Return how several teams are written that stand where one belongs; empty where they are not several."""
    names = _named(value)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return f"write `team: {value['name']}`; how many they are stands under `teams`"
    if isinstance(value, dict) and names:
        return f"write `needs: {brief(value)}` instead of `team`"
    if len(names) < 2:
        return ""
    all_of_them = brief(dict.fromkeys(names, 1))
    return (
        f"instead of `team` write `first_free: {brief(names)}` for one of them, whoever is free; "
        f"`needs: {all_of_them}` for all together"
    )


def _needs(value: Any, reading: Reading) -> dict[str, int]:
    if not isinstance(value, dict) or not value:
        example = brief(dict.fromkeys(_named(value), 1)) if _named(value) else "{doctors: 1, rooms: 1}"
        raise unlike(Wanted("a block of teams with how many of each", example), value if value else None)
    collector = Collector()
    found = {key: collector.read(key, units.count, of, reading, least=1) for key, of in value.items()}
    collector.close()
    return {key: count for key, count in found.items() if count is not None}


NEEDS = Form(
    "teams with numbers",
    _needs,
    "Teams and resources, with how many of each.",
    ("{doctors: 1, rooms: 1}",),
    {"type": "object", "minProperties": 1, "additionalProperties": {"type": "integer", "minimum": 1}},
)


def _first_free(value: Any, reading: Reading) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        example = brief(_named(value)) if _named(value) else "[experts, generalists]"
        raise unlike(Wanted("a list of teams", example), value if value else None)
    collector = Collector()
    names = [collector.read(i, text, team, reading) for i, team in enumerate(value)]
    for i, name in enumerate(names):
        if name is not None and name in names[:i]:
            collector.add(f"`{name}` stands here twice", "name each team once", "duplicate-team", i)
    collector.close()
    return tuple(name for name in names if name is not None)


FIRST_FREE = Form(
    "a list of teams",
    _first_free,
    "Teams in the order of preference.",
    ("[experts, generalists]",),
    {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
)


def _keep(value: Any, reading: Reading) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise unlike(
            Wanted("a block of teams, each with a step", "{rooms: dressing}"), value if value else None
        )
    collector = Collector()
    found = {key: collector.read(key, text, of, reading) for key, of in value.items()}
    collector.close()
    return {key: step for key, step in found.items() if step is not None}


KEEP = Form(
    "teams with steps",
    _keep,
    "Teams or resources, each with the step at whose end it is freed.",
    ("{rooms: dressing}",),
    {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string", "minLength": 1}},
)


@dataclass(frozen=True, slots=True)
class SkillNeeded:
    """The skill that a visit asks for.

    Attributes:
        by: the attribute that decides, `customers` for the class, or empty: one skill for all.
        cases: the skill for each value written; none at all: the value is the name of the skill.
        otherwise: for all other values; None asks for none.
    """

    by: str = ""
    cases: dict[str, str] = field(default_factory=dict)
    otherwise: str | None = None


def _skill(value: Any, reading: Reading) -> SkillNeeded:
    if not isinstance(value, dict):
        if not isinstance(value, str):
            raise unlike(Wanted("a skill", "billing"), value)
        return SkillNeeded(otherwise=text(value, reading))
    collector = Collector()
    if "by" not in value:
        collector.add("what decides on the skill is missing", "write `{by: customers}`", "missing-key")
    return SkillNeeded(*read_by_value(value, text, reading, collector))


SKILL = Form(
    "a skill",
    _skill,
    "The name of a skill; or one for each value of an attribute or each class of customers, and none for "
    "those not named. `{by: customers}` alone: the skill is called as the class is.",
    ("billing", "{by: customers}", "{by: language, french: french, otherwise: english}"),
    {
        "anyOf": [
            {"type": "string", "minLength": 1},
            {
                "type": "object",
                "properties": {"by": {"type": "string"}},
                "required": ["by"],
                "additionalProperties": {"type": "string", "minLength": 1},
            },
        ]
    },
    words={"by": BY_WORD},
)


STEPS = names_or_one("a step or a list of steps", "assess", "[assess, decide]")


class Person(Part):
    """Which of those who could serve may, by whom the case has met."""

    noun: ClassVar[str] = "a rule on the person"
    one_of: ClassVar[tuple[str, ...]] = ("same_as", "not")

    same_as: StepName | None = Field(
        default=None,
        description="Only who served the case last at this step may; a case that has not been there may have "
        "anybody.",
        examples=["consult"],
    )
    else_after: Length | None = Field(
        default=None,
        description="After queueing so long the case may have anybody.",
        examples=["20 min"],
        json_schema_extra={"told_default": "never"},
    )
    not_: Annotated[tuple[str, ...], STEPS] | None = Field(
        default=None,
        alias="not",
        description="Nobody who served the case at this step may: four eyes.",
        examples=["assess", "[assess, decide]"],
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """The same or another person; a limit only to waiting for the same."""
        collector = Collector()
        ways = [word for word in cls.one_of if word in written]
        if not ways:
            collector.add(
                "nothing is said about the person",
                "write `{same_as: consult}`, or `{not: assess}`",
                "missing-key",
            )
        if len(ways) > 1:
            collector.add(
                "`not` stands beside `same_as`",
                "who must be the same as somebody is somebody else already; keep one of them",
                "two-ways",
                "not",
                True,
            )
        if "else_after" in written and "same_as" not in written:
            collector.add(
                "`else_after` goes with `same_as`", "leave it out here", "without-same", "else_after", True
            )
        collector.close()
