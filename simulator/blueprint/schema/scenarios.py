"""Scenarios, as far as the schema describes them; what they change is checked where they are applied."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint.forms import Name, Text
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.part import Form, Part
from simulator.blueprint.reading import Reading
from simulator.blueprint.scenarios import WORDS


def _changes(value: Any, reading: Reading) -> dict[str, Any]:  # noqa: ARG001
    if not isinstance(value, dict):
        raise unlike(Wanted("a block of paths with values", "{teams.tellers.count: 5}"), value)
    return value


CHANGES = Form(
    "a block of paths with values",
    _changes,
    "Paths, such as `teams.tellers.count`, each with a value. `*` matches names; options of a list "
    "go by name or number.",
    ("{teams.tellers.count: 5}",),
    {"type": "object"},
)
Changes = Annotated[dict[str, Any], CHANGES]


class Scenario(Part):
    """A change of the blueprint, to be compared with it."""

    noun: ClassVar[str] = "a scenario"

    description: Text = Field(
        default="", description=WORDS["description"], examples=["one more teller in the morning"]
    )
    extends: Name = Field(default="base", description=WORDS["extends"], examples=["five tellers"])
    set: Changes = Field(
        default_factory=dict,
        description=WORDS["set"],
        examples=["{teams.tellers.count: 5}"],
    )
    scale: Changes = Field(
        default_factory=dict,
        description=WORDS["scale"],
        examples=["{customers.*.arrivals.rate: 120%}"],
    )
    add: Changes = Field(
        default_factory=dict,
        description=WORDS["add"],
        examples=["{teams.tellers.schedule: 1}"],
    )
