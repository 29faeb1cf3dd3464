"""Modules: a run of steps described once and used in several places."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint.forms import StepName, name
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.misread import Collector
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.ways import JOIN, LEAVE


def _steps(value: Any, reading: Reading) -> dict[str, Step]:
    if not isinstance(value, dict) or not value:
        example = "{look up: {time: 2 min, next: leave}}"
        raise unlike(Wanted("a block of steps, each with its name", example), value if value else None)
    collector = Collector()
    for word in value:
        collector.read_key(word, name, reading)
    found = {word: collector.read(word, read_part, Step, step, reading) for word, step in value.items()}
    for word, meaning in ((LEAVE, "goes out of the module"), (JOIN, "ends the branches of a parallel")):
        if word in value:
            collector.add(
                f"a step of a module cannot be called `{word}`, which {meaning}",
                "give it another name",
                "taken-name",
                word,
                True,
            )
    collector.close()
    return {word: step for word, step in found.items() if step is not None}


#: The entries are those of a step, and stand in the reference there.
STEPS_OF_A_MODULE = Form(
    "the steps of a module",
    _steps,
    f"Steps by name, described as those of a blueprint; `next: {LEAVE}` goes out of the module.",
    ("{look up: {team: clerks, time: 2 min, next: call}, call: {team: clerks, time: 4 min, next: leave}}",),
    {"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/$defs/Step"}},
)


class Module(Part):
    """A run of steps that is used in several places."""

    noun: ClassVar[str] = "a module"

    steps: Annotated[dict[str, Step], STEPS_OF_A_MODULE] = Field(
        description="Its steps. Where `check a` uses it they are called `check a / look up` and so on.",
        examples=["{look up: {team: clerks, time: 2 min, next: leave}}"],
    )
    starts_at: StepName = Field(description="The first of its steps.", examples=["look up"])
