"""How often what is prescribed is done."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import SHARE, Length, Share
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading


class AfterChange(Part):
    """What a new SOP costs until everybody is used to it."""

    noun: ClassVar[str] = "the time after a change"

    less: Share = Field(description="Compliance at the start of the run is so much less.", examples=["15%"])
    until: Length = Field(description="By then, evenly, it is as ever.", examples=["4 w"])


class Compliance(Part):
    """How often what is prescribed is done, where that is not always the same."""

    noun: ClassVar[str] = "a rule for compliance"

    share: Share = Field(description="At the start of a shift, with nobody waiting.", examples=["92%"])
    less_per_hour: Share = Field(
        default=0.0,
        description="So many points less for each hour that whoever serves is on duty.",
        examples=["0.7%"],
    )
    less_per_waiting: Share = Field(
        default=0.0,
        description="So many points less for each who waits at the step when the work begins.",
        examples=["0.5%"],
    )
    after_change: AfterChange | None = Field(
        default=None,
        description="Less at first, where the SOP is new.",
        examples=["{less: 15%, until: 4 w}"],
        json_schema_extra={"told_default": "everybody is used to it"},
    )
    least: Share = Field(default=0.0, description="It never falls below this.", examples=["60%"])


def _compliance(value: Any, reading: Reading) -> Compliance | float:
    return read_part(Compliance, value, reading) if isinstance(value, dict) else units.share(value, reading)


COMPLIANCE = Form(
    "a compliance",
    _compliance,
    "A share; or a block, where it falls over the shift, under load, or after a change.",
    ("92%", "{share: 92%, less_per_hour: 0.7%}"),
    {"anyOf": [{"x-form": SHARE.name}, {"x-part": "Compliance"}]},
)
