"""Scenarios, as far as the schema describes them; what they change is checked where they are applied."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint.forms import Name, Text
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.part import Form, Part
from simulator.blueprint.reading import Reading


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
        default="",
        description="What the scenario is, in a sentence.",
        examples=["one more teller in the morning"],
    )
    extends: Name = Field(
        default="base", description="The scenario whose changes are made first.", examples=["five tellers"]
    )
    set: Changes = Field(
        default_factory=dict,
        description="New values by path, each put there whole; a default that is not written may be set.",
        examples=["{teams.tellers.count: 5}"],
    )
    scale: Changes = Field(
        default_factory=dict,
        description="Factors by path: of a figure, a whole profile, a whole distribution.",
        examples=["{customers.*.arrivals.rate: 120%}"],
    )
    add: Changes = Field(
        default_factory=dict,
        description="Amounts by path, each added to the figure, to all of a profile, to every draw "
        "of a distribution.",
        examples=["{teams.tellers.schedule: 1}"],
    )
