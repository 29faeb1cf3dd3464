"""Scenarios, as far as the schema describes them; what they change is checked where they are applied."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint.forms import Name, Text
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.part import Form, Part
from simulator.blueprint.phrases import brief
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.reshaping import DROPPED, MERGED, SIDE_BY_SIDE, SPLIT
from simulator.blueprint.synonyms import meant


def _changes(value: Any, reading: Reading) -> dict[str, Any]:  # noqa: ARG001
    if not isinstance(value, dict):
        example = _meant(value) or "{teams.tellers.count: 5}"
        raise unlike(Wanted("a block of paths with values", example), value)
    return value


def _meant(value: Any) -> str:
    """Return the changes that a list of them, or a text such as `teams.tellers.count=5`, was meant as."""
    if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        return brief({path: of for entry in value for path, of in entry.items()})
    path, sign, of = value.partition("=") if isinstance(value, str) else ("", "", "")
    return brief({path.strip(): of.strip()}) if sign else ""


def _paths(value: Any, path: str) -> dict[str, Any]:
    """Return the changes that a part of a blueprint written out in a scenario was meant as."""
    if not isinstance(value, dict) or not value:
        return {path: value}
    return {below: of for key, inner in value.items() for below, of in _paths(inner, f"{path}.{key}").items()}


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

    @classmethod
    def cure_for(cls, word: str, value: Any) -> str:
        """A path, or a part of the blueprint, that stands in the scenario itself."""
        if word == "extends" and isinstance(value, list) and value:
            return (
                f"a scenario extends one other, which may extend the next: write `extends: {brief(value[0])}`"
            )
        if word in cls.entries():
            return ""
        near = meant(word, cls.entries())
        if near and near[0] != "description" and isinstance(value, dict):
            return ""
        return f"changes stand below `set`: write `set: {brief(_paths(value, word))}`"

    description: Text = Field(
        default="",
        description="What the scenario is, in a sentence.",
        examples=["one more teller in the morning"],
    )
    extends: Name = Field(
        default="base", description="The scenario whose changes are made first.", examples=["five tellers"]
    )
    drop: Annotated[tuple[str, ...], DROPPED] = Field(
        default=(),
        description="What is taken out. Who came to a step that is gone goes on to where it led.",
        examples=["[steps.greet, sla.few give up]"],
    )
    merge: Annotated[dict[str, Any], MERGED] = Field(
        default_factory=dict,
        description="One step in place of several.",
        examples=["{reception: {of: [greet, counter], team: tellers, time: 5 min}}"],
    )
    split: Annotated[dict[str, Any], SPLIT] = Field(
        default_factory=dict,
        description="Several steps in a row in place of one.",
        examples=["{counter: {identify: {team: tellers, time: 1 min}, enter: {team: clerks, time: 3 min}}}"],
    )
    parallel: Annotated[dict[str, Any], SIDE_BY_SIDE] = Field(
        default_factory=dict,
        description="Steps that stood in a row become the branches of a parallel.",
        examples=["{tests: [lab, x-ray]}"],
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
