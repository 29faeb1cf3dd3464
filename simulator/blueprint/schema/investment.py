"""What a change of the service takes, and when it shall have paid."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import Money, Share
from simulator.blueprint.looks import Wanted, look_of, shown, unlike
from simulator.blueprint.misread import wrong
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading

#: Fifty years: whoever looks further has slipped on the keyboard.
_MOST_MONTHS = 600

_WANTED = Wanted("a number of months", "6 months")
_MONTHS = re.compile(r"\s*(?:(\d+(?:\.\d+)?)\s*years?)?\s*(?:(\d+(?:\.\d+)?)\s*months?)?\s*")


def _months(value: Any, reading: Reading) -> int:  # noqa: ARG001
    if look_of(value) == "number":
        raise wrong(
            f"`{shown(value)}` says not of what", f"write `{shown(value)} months`", "months-without-unit"
        )
    match = _MONTHS.fullmatch(value) if isinstance(value, str) else None
    if match is None or not any(match.groups()):
        raise unlike(_WANTED, value, "write months or years, such as `6 months`, `3 years`")
    months = 12 * float(match[1] or 0) + float(match[2] or 0)
    if months != int(months):
        raise wrong(
            f"`{shown(value)}` are no whole months",
            f"write `{int(months) or 1} months` or `{int(months) + 1} months`",
            "not-whole",
        )
    if not 1 <= months <= _MOST_MONTHS:
        raise wrong(
            f"`{shown(value)}` is {'no time at all' if months < 1 else 'more than fifty years'}",
            "write a time from `1 month` to `50 years`",
            "too-small" if months < 1 else "too-large",
        )
    return int(months)


MONTHS = Form(
    "a number of months",
    _months,
    "Whole months, or years.",
    ("6 months", "3 years", "1 year 6 months"),
    {
        "type": "string",
        "pattern": r"^\s*(\d+(\.\d+)?\s*years?(\s+\d+(\.\d+)?\s*months?)?|\d+(\.\d+)?\s*months?)\s*$",
    },
)


class Ramp(Part):
    """How the benefit of a change comes in."""

    noun: ClassVar[str] = "a ramp"

    over: Annotated[int, MONTHS] = Field(
        description="By then all of it is reached; of an `exponential` ramp 95 %.", examples=["6 months"]
    )
    shape: Literal["even", "exponential"] = Field(
        default="even",
        description="`even`: each month the same share more. `exponential`: fast at first, then ever slower.",
        examples=["exponential"],
    )


def _ramp(value: Any, reading: Reading) -> Ramp:
    if not isinstance(value, dict):
        _months(value, reading)  # whose faults lie here, and not at a word that nobody wrote
        value = {"over": value}
    return read_part(Ramp, value, reading)


RAMP = Form(
    "a ramp",
    _ramp,
    "How long it takes until all of the benefit is there; alone it comes in evenly.",
    ("6 months", "{over: 6 months, shape: exponential}"),
    {"anyOf": [{"x-form": MONTHS.name}, {"x-part": "Ramp"}]},
)


def _runs(value: Any, reading: Reading) -> float:
    found = units.number(value, reading)
    if found == 0:
        raise wrong("a year has no such run", "write how many, such as `250`", "too-small")
    return found


RUNS = Form(
    "a number above zero",
    _runs,
    "How many; it need not be whole.",
    ("250", "52.2"),
    {"type": "number", "exclusiveMinimum": 0},
)


class Investment(Part):
    """What a change of the service takes, and by when it shall have paid."""

    noun: ClassVar[str] = "an investment"

    once: Money = Field(description="Paid at the start.", examples=["20000", "20000 EUR"])
    training: Money = Field(default=0.0, description="Paid at the start for training.", examples=["5000"])
    per_month: Money = Field(
        default=0.0, description="Paid each month from then on, such as for refreshers.", examples=["300"]
    )
    runs_per_year: Annotated[float, RUNS] = Field(
        description="How many runs like this one a year has, each from the end of the warm-up on: 250 of a "
        "working day, 52.2 of a week.",
        examples=["250"],
    )
    ramp: Annotated[Ramp | None, RAMP] = Field(
        default=None,
        description="How long it takes until all of the benefit is there.",
        examples=["6 months"],
        json_schema_extra={"told_default": "all of it is there at once"},
    )
    horizon: Annotated[int, MONTHS] = Field(
        default=36,
        description="So long is looked ahead.",
        examples=["3 years"],
        json_schema_extra={"told_default": "36 months"},
    )
    discount: Share = Field(
        default=0.0, description="What money costs a year, for the net present value.", examples=["8%"]
    )
