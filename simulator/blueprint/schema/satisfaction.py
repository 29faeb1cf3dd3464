"""How satisfied customers are: what they expect, what counts how much, how a step satisfies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import LENGTH, AtLeastOne, Share
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.misread import Collector, Misread, wrong
from simulator.blueprint.part import Form, Part
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.by_value import read_by_value
from simulator.blueprint.schema.priorities import BY_WORD
from simulator.blueprint.weights import weights_fault
from simulator.constants import COMPLAINS, EXPECTED_WAIT, WEIGHTS


@dataclass(frozen=True, slots=True)
class ExpectedWait:
    """How long a wait customers expect.

    Attributes:
        by: the attribute that decides, `customers` for the class, or empty: the same for all.
        cases: the wait for each value written.
        otherwise: for all other values.
    """

    otherwise: float
    by: str = ""
    cases: dict[str, float] = field(default_factory=dict)


def _expected_wait(value: Any, reading: Reading) -> ExpectedWait:
    if not isinstance(value, dict):
        return ExpectedWait(LENGTH.read(value, reading))
    if "by" not in value or "otherwise" not in value:
        missing = "by" if "by" not in value else "otherwise"
        raise wrong(
            f"an expected wait that is not the same for all needs `{missing}`",
            "write `{by: customers, business: 2 min, otherwise: 5 min}`",
            "missing-key",
        )
    by, waits, otherwise = read_by_value(value, LENGTH.read, reading, Collector())
    assert otherwise is not None, "it is written, and was read"
    return ExpectedWait(otherwise, by, waits)


EXPECTED = Form(
    "an expected wait",
    _expected_wait,
    "A duration above zero, or one for each value of an attribute or each class of customers.",
    ("5 min", "{by: customers, business: 2 min, otherwise: 5 min}"),
    {
        "anyOf": [
            {"x-form": LENGTH.name},
            {
                "type": "object",
                "properties": {"by": {"type": "string"}},
                "required": ["by", "otherwise"],
                "additionalProperties": {"x-form": LENGTH.name},
            },
        ]
    },
    words={"by": BY_WORD, "otherwise": "For all values that are not named."},
)

#: What a wait may be, so that it feels longer.
WAITS = {
    "unoccupied": "There is nothing to do in the wait.",
    "unexplained": "Nobody says why one waits, or how long.",
}


def _wait(value: Any, reading: Reading) -> str:  # noqa: ARG001
    if value not in tuple(WAITS):
        raise unlike(Wanted("`unoccupied` or `unexplained`", "unoccupied"), value)
    return str(value)


def _wait_is(value: Any, reading: Reading) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        return (_wait(value, reading),)
    collector = Collector()
    found = [collector.read(i, _wait, word, reading) for i, word in enumerate(value)]
    collector.close()
    return tuple(dict.fromkeys(word for word in found if word is not None))


WAIT_IS = Form(
    "what a wait is like",
    _wait_is,
    "`unoccupied`, `unexplained`, or both.",
    ("unoccupied", "[unoccupied, unexplained]"),
    {"anyOf": [{"enum": list(WAITS)}, {"type": "array", "minItems": 1, "items": {"enum": list(WAITS)}}]},
    words=WAITS,
)


class Weights(Part):
    """How much each dimension of service quality counts; together 100 %."""

    noun: ClassVar[str] = "the weights of the dimensions"

    reliability: Share = Field(description="That no errors stay, and one is served at all.", examples=["32%"])
    responsiveness: Share = Field(description="That one does not wait long.", examples=["22%"])
    assurance: Share = Field(description="That what is prescribed is done.", examples=["19%"])
    empathy: Share = Field(
        description="That what is done fits, bends where it does not, and is done by the same person.",
        examples=["16%"],
    )
    tangibles: Share = Field(description="That what one sees and holds is good.", examples=["11%"])

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:
        """Together they are the whole."""
        try:
            fault = weights_fault([units.share(written[word], reading) for word in cls.entries()])
        except (KeyError, Misread):
            return  # told already
        if fault is not None:
            raise Misread(fault)


class Satisfaction(Part):
    """What customers expect, and what counts how much for how satisfied they are."""

    noun: ClassVar[str] = "satisfaction"

    expected_wait: Annotated[ExpectedWait, EXPECTED] | None = Field(
        default=None,
        description="How long a wait they expect at each step that they see.",
        examples=["5 min", "{by: channel, phone: 2 min, otherwise: 1 h}"],
        json_schema_extra={"told_default": f"{EXPECTED_WAIT.value:g} min"},
    )
    drift: Share = Field(
        default=0.0,
        description="Expectations rise: the wait they expect is shorter by this share every year of the run.",
        examples=["5%"],
    )
    weights: Weights | None = Field(
        default=None,
        description="How much each of the five dimensions counts.",
        examples=["{reliability: 32%, responsiveness: 22%, assurance: 19%, empathy: 16%, tangibles: 11%}"],
        json_schema_extra={
            "told_default": ", ".join(f"{word} {of:.0%}" for word, of in WEIGHTS.by_label.items())
        },
    )
    complain: Share = Field(
        default=COMPLAINS.value,
        description="How many of the dissatisfied complain: a matter of the channel, not of the service.",
        examples=["25%"],
    )

    survey: AtLeastOne = Field(
        default=200,
        description="How many a real survey would ask: the report says how far it may be off for that alone.",
        examples=["200"],
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:
        """Something is expected even after a year."""
        try:
            drift = units.share(written.get("drift", "0%"), reading)
        except Misread:
            return  # told already
        if drift == 1:
            raise wrong(
                "with a drift of 100% no wait at all is expected after a year",
                "write by how much less they expect each year, such as `drift: 5%`",
                "too-large",
                ("drift",),
            )


class StepSatisfaction(Part):
    """How a step satisfies."""

    noun: ClassVar[str] = "how a step satisfies"

    kano: Literal["must-be", "linear", "attractive"] = Field(
        default="linear",
        description="`must-be`: it is taken for granted, so it can only disappoint; `attractive`: nobody "
        "expects it, so it can only delight; `linear`: both.",
        examples=["must-be"],
    )
    expected_wait: Annotated[ExpectedWait, EXPECTED] | None = Field(
        default=None,
        description="How long a wait they expect here.",
        examples=["10 min"],
        json_schema_extra={"told_default": "that of `satisfaction` at the top"},
    )
    wait_is: Annotated[tuple[str, ...], WAIT_IS] = Field(
        default=(),
        description="What makes the wait here feel longer than it is.",
        examples=["[unoccupied, unexplained]"],
        json_schema_extra={"told_default": "neither"},
    )
    tangibles: Share = Field(
        default=0.5,
        description="How good what they see and hold is: 50 % is as they expect.",
        examples=["80%"],
    )
    recovers: Share = Field(
        default=0.0,
        description="A recovery: who is served here is made good this share of what errors, and not being "
        "served, took from how reliable the steps before were.",
        examples=["60%"],
    )
