"""Cases that come back later."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from simulator.blueprint.forms import ClassName, Share, Time
from simulator.blueprint.part import Part


class ComesBack(Part):
    """Cases that come back later, as another class."""

    noun: ClassVar[str] = "a rule for those who come back"

    share: Share = Field(description="This share of those who finish the step comes back.", examples=["6%"])
    after: Time = Field(
        description="How much later; what falls due after the end of the run is counted, not simulated.",
        examples=["{lognormal: {mean: 3 d, cv: 0.6}}"],
    )
    as_: ClassName = Field(
        alias="as",
        description="The class as which they come, whose `arrivals` are `returning`.",
        examples=["complaint"],
    )
