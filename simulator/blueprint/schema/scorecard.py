"""A scorecard: several figures as points, weighed into one grade."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import Name, Share, Text
from simulator.blueprint.looks import Wanted, shown, unlike
from simulator.blueprint.misread import wrong
from simulator.blueprint.part import Form, Part
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.slas import BOUND, Bound

#: Between two criteria that are compared.
OVER = " over "


def _times(value: Any, reading: Reading) -> float:
    """How many times as important; `1/3` is the other way round."""
    if isinstance(value, str) and value.replace(" ", "").startswith("1/"):
        below = value.replace(" ", "")[2:]
        if below.isascii() and below.isdigit() and int(below) > 0:
            return 1 / int(below)
        raise unlike(Wanted("how many times as important", "1/3"), value)
    found = units.number(value, reading)
    if found == 0:
        raise wrong(
            f"`{shown(value)}` times as important is nothing at all",
            "write 3, or 1/3 for the other way round",
            "too-small",
        )
    return found


TIMES = Form(
    "how many times as important",
    _times,
    "A number above zero, or one over a whole number.",
    ("3", '"1/3"'),
    {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "string", "pattern": r"^\s*1\s*/\s*\d+\s*$"},
        ]
    },
)


class Criterion(Part):
    """One figure of a scorecard."""

    noun: ClassVar[str] = "a criterion of the scorecard"

    figure: Text = Field(
        description="A measure, with `:` and the name of a step, class or team behind it, if it is about "
        "one; or the name of a service level.",
        examples=["csat", "wait:counter"],
    )
    weight: Share | None = Field(
        default=None,
        description="How much it counts; all together 100 %.",
        examples=["40%"],
        json_schema_extra={"told_default": "from `pairs`"},
    )
    none_at: Annotated[Bound, BOUND] = Field(
        description="Where it earns no point.", examples=["10 min", "50%"]
    )
    full_at: Annotated[Bound, BOUND] = Field(
        description="Where it earns all 100 points; between the two evenly.", examples=["2 min", "90%"]
    )


class Scorecard(Part):
    """Several figures as points, weighed into one grade."""

    noun: ClassVar[str] = "a scorecard"

    criteria: dict[Name, Criterion] = Field(
        description="What counts, by name.",
        examples=["{content: {figure: csat, weight: 100%, none_at: 50%, full_at: 90%}}"],
    )
    pairs: dict[Name, Annotated[float, TIMES]] = Field(
        default_factory=dict,
        description="Instead of weights: how many times as important one criterion is as another, for every "
        "two of them.",
        examples=["{content over quick: 2}"],
        json_schema_extra={"told_default": "each criterion says its `weight`"},
    )
