"""How a team learns: faster with every visit, until it is settled; and how its members come and go."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import AtLeastOne, Count, Share
from simulator.blueprint.misread import Collector, Misread
from simulator.blueprint.part import Part
from simulator.blueprint.reading import Reading


class Learning(Part):
    """How members get faster with experience, and how many of them leave.

    The times of the steps are those of members who are settled.
    """

    noun: ClassVar[str] = "how a team learns"

    rate: Share = Field(
        description="With every doubling of the visits that a member has done at a step, the time falls to "
        "this share of what it was; 80 to 90 % is usual.",
        examples=["85%"],
    )
    settled_after: AtLeastOne = Field(
        description="From so many visits on a member is as fast as the step says, and gets no faster.",
        examples=["300"],
    )
    experience: Count | None = Field(
        default=None,
        description="With so many visits at each step behind them the members begin the run.",
        examples=["100"],
        json_schema_extra={"told_default": "settled"},
    )
    turnover: Share = Field(
        default=0.0,
        description="How many of the members leave within a year; somebody new takes the place of each.",
        examples=["30%"],
    )
    new_members: Count = Field(
        default=0,
        description="With so many visits at each step behind them somebody new begins: training counts as "
        "experience.",
        examples=["40"],
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:
        """Neither does the time fall to nothing, nor do all leave at once."""
        collector = Collector()
        for word, wrong, such in (
            ("rate", 0.0, "a time does not fall to nothing by doing it twice; write `rate: 85%`"),
            (
                "turnover",
                1.0,
                "if all leave within a year nobody stays for a day; write `turnover: 90%` or less",
            ),
        ):
            try:
                share = units.share(written.get(word, "50%"), reading)
            except Misread:
                continue  # told already
            if share == wrong:
                message, _, cure = such.partition("; ")
                collector.add(message, cure, "too-large" if wrong else "too-small", word)
        collector.close()
