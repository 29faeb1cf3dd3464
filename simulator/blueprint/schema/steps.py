"""Steps: what is done, by whom, how long, and how its queue is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.distribution_spec import time as time_of
from simulator.blueprint.forms import (
    Patience,
    TeamName,
    Text,
    Time,
    text,
)
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.misread import Collector
from simulator.blueprint.part import Form, Part
from simulator.blueprint.phrases import brief
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.queues import TO_STEP, Queue
from simulator.blueprint.schema.routes import Next
from simulator.randomness.distributions import Distribution


@dataclass(frozen=True, slots=True)
class Work:
    """How long the standard work of a visit is.

    Attributes:
        by: the attribute that decides, `customers` for the class, or empty: one distribution for all.
        cases: the distribution for each value written.
        otherwise: for all other values.
    """

    by: str = ""
    cases: dict[str, Distribution] = field(default_factory=dict)
    otherwise: Distribution | None = None


def _work(value: Any, reading: Reading) -> Work:
    if not isinstance(value, dict) or "by" not in value:
        return Work(otherwise=time_of(value, reading))
    collector = Collector()
    by = collector.read("by", text, value["by"], reading)
    times = {key: collector.read(key, time_of, of, reading) for key, of in value.items() if key != "by"}
    if not times:
        collector.add(
            "no value has a time here", "write `{by: customers, business: 10 min, otherwise: 5 min}`", "empty"
        )
    collector.close()
    otherwise = times.pop("otherwise", None)
    return Work(by or "", {key: of for key, of in times.items() if of is not None}, otherwise)


WORK = Form(
    "a time of work",
    _work,
    "A distribution of times, or one for each value of an attribute or each class of customers.",
    ("4 min", "{lognormal: {mean: 4 min, cv: 0.8}}", "{by: customers, business: 10 min, otherwise: 5 min}"),
    {
        "anyOf": [
            {"x-form": "a distribution of times"},
            {
                "type": "object",
                "properties": {"by": {"type": "string"}},
                "required": ["by"],
                "additionalProperties": {"x-form": "a distribution of times"},
                "minProperties": 2,
            },
        ]
    },
    words={
        "by": "The attribute that decides; for the time of a step also `customers`, the class.",
        "otherwise": "For all values that are not named.",
    },
)


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


class Step(Part):
    """A step of the service."""

    noun: ClassVar[str] = "a step"
    later: ClassVar[tuple[str, ...]] = (
        "skill",
        "person",
        "by",
        "batch",
        "work",
        "sets",
        "set_up",
        "escalate",
        "comes_back",
        "draws_as",
        "sop",
        "errors",
        "standardisation",
        "satisfaction",
        "use",
    )

    lane: Literal["customer", "onstage", "backstage", "support"] = Field(
        default="onstage",
        description="Where it stands in the drawing: `customer` what customers do, `onstage` what is done "
        "before their eyes, `backstage` what is done behind, `support` what supports it.",
        examples=["backstage"],
    )
    title: Text = Field(
        default="",
        description="Its name in documents and drawings.",
        examples=["Counter service"],
        json_schema_extra={"told_default": "its name"},
    )
    notes: Text = Field(
        default="",
        description="Anything worth knowing, for the documents.",
        examples=["Bring an identity card"],
    )
    evidence: Text = Field(
        default="", description="What the customer sees or holds, for the documents.", examples=["receipt"]
    )
    team: TeamName | None = Field(
        default=None,
        description="One member of this team (or one of this resource) serves.",
        examples=["tellers"],
    )
    needs: Annotated[dict[str, int], NEEDS] = Field(
        default_factory=dict,
        description="Several at once, all of them or none are taken.",
        examples=["{doctors: 1, rooms: 1}"],
    )
    first_free: Annotated[tuple[str, ...], FIRST_FREE] = Field(
        default=(),
        description="One of several teams; where more than one is free, the first named.",
        examples=["[experts, generalists]"],
    )
    keep: Annotated[dict[str, str], KEEP] = Field(
        default_factory=dict,
        description="What the case holds on to after the step: each with the step at whose end it is "
        "freed, at the latest "
        "when the case leaves.",
        examples=["{rooms: dressing}"],
    )
    time: Annotated[Work, WORK] | None = Field(
        default=None,
        description="How long the work takes at standard speed. Without a team: how long the case is "
        "delayed.",
        examples=[
            "{lognormal: {mean: 4 min, cv: 0.8}}",
            "{by: customers, business: 10 min, otherwise: 5 min}",
        ],
        json_schema_extra={"told_default": "0 where nobody is needed; else it must be given"},
    )
    queue: Queue = Field(
        default_factory=Queue, description="How its queue is kept.", examples=["{order: priority, limit: 40}"]
    )
    patience: Patience = Field(
        default=None,
        description="How long customers queue here before giving up, instead of their own patience.",
        examples=["{exponential: 12 min}"],
        json_schema_extra={"told_default": "that of the class"},
    )
    gives_up: Annotated[str, TO_STEP] | None = Field(
        default=None,
        description="Where those go whose patience ends here.",
        examples=["{to: call back}"],
        json_schema_extra={"told_default": "they leave, as abandoned"},
    )
    hand_off: Time | None = Field(
        default=None,
        description="A delay between reaching the step and queueing for it.",
        examples=["30 min"],
        json_schema_extra={"told_default": "none"},
    )
    next: Next = Field(description="Where the case goes afterwards.", examples=["counter", "{end: served}"])

    @property
    def teams(self) -> tuple[str, ...]:
        """Every team and resource that can be asked for, in the order written."""
        if self.team:
            return (self.team,)
        return tuple(self.needs) or self.first_free

    @property
    def own_patience(self) -> bool:
        """Whether the step says anything about patience."""
        return "patience" in self.model_fields_set

    @classmethod
    def cure_for(cls, word: str, value: Any) -> str:
        """Several teams where one belongs."""
        return several_teams(value) if word == "team" else ""

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """One way to say who; what a queue needs only where there is one."""
        collector = Collector()
        ways: list[str] = [word for word in ("team", "needs", "first_free") if word in written]
        later = [word for word in ("skill", "person") if word in written]
        for word in ways[1:]:
            collector.add(
                f"`{word}` stands beside `{ways[0]}`",
                "say in one way who serves; several at once are `needs`",
                "two-ways",
                word,
                True,
            )
        if ways and "time" not in written and "sop" not in written:
            collector.add(
                f"the step has a `{ways[0]}` and no `time`",
                "write how long the work takes, such as `time: 4 min`",
                "missing-key",
            )
        for word in ("queue", "patience", "gives_up", "keep"):
            if word in written and not ways and not later:
                collector.add(
                    f"`{word}` has no meaning where nobody is waited for",
                    "say who serves: `team: tellers`",
                    "queue-without-team",
                    word,
                    True,
                )
        collector.close()
