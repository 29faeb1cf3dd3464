"""How often what is prescribed is done."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import SHARE, Length, Share
from simulator.blueprint.misread import Collector, Misread
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading


class AfterChange(Part):
    """What a new SOP costs until everybody is used to it."""

    noun: ClassVar[str] = "the time after a change"

    less: Share = Field(description="Compliance at the start of the run is so much less.", examples=["15%"])
    until: Length = Field(description="By then, evenly, it is as ever.", examples=["4 w"])


class Training(Part):
    """What training does to compliance: from `share` it comes nearer to `up_to`, by halves."""

    noun: ClassVar[str] = "a training"

    time: Length = Field(description="So long everybody has been trained.", examples=["12 h"])
    half_after: Length = Field(
        description="After so long a training half of what is missing is there, after twice as long three "
        "quarters.",
        examples=["8 h"],
    )
    up_to: Share = Field(description="Compliance with ever more training.", examples=["98%"])


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
    training: Training | None = Field(
        default=None,
        description="It is more where everybody was trained.",
        examples=["{time: 12 h, half_after: 8 h, up_to: 98%}"],
        json_schema_extra={"told_default": "`share` is what it is"},
    )
    least: Share = Field(default=0.0, description="It never falls below this.", examples=["60%"])

    @property
    def at_best(self) -> float:
        """At the start of a shift, with nobody waiting, with the training there was.

        m − (m − s)·2^(−t/h), with s the share without training, m that with ever more, h the time for half.
        """
        if self.training is None:
            return self.share
        missing = self.training.up_to - self.share
        left: float = 0.5 ** (self.training.time / self.training.half_after)
        return self.training.up_to - missing * left

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:
        """It is the least at least, and training does not make it worse."""
        training = written.get("training")
        up_to = training.get("up_to") if isinstance(training, dict) else None
        given = (written.get("share"), written.get("least"), up_to)
        share, least, up_to = (_share(value, reading) for value in given)
        if share is None:
            return  # told already
        most = max(share, up_to or 0.0)
        collector = Collector()
        if up_to is not None and up_to < share:
            collector.add(
                f"training would bring it down, from {100 * share:g}% to {100 * up_to:g}%",
                f"write `up_to: {100 * share:g}%` or more",
                "too-small",
                ("training", "up_to"),
            )
        if least is not None and least > most:
            collector.add(
                f"the least, {100 * least:g}%, is more than it is at best, {100 * most:g}%",
                f"write `least: {100 * share:g}%` or less",
                "too-large",
                "least",
            )
        collector.close()


def _share(value: Any, reading: Reading) -> float | None:
    """A share that is written; None where there is none, or it is no share, which is told already."""
    try:
        return None if value is None else units.share(value, reading)
    except Misread:
        return None


def _compliance(value: Any, reading: Reading) -> Compliance | float:
    return read_part(Compliance, value, reading) if isinstance(value, dict) else units.share(value, reading)


COMPLIANCE = Form(
    "a compliance",
    _compliance,
    "A share; or a block, where it falls over the shift, under load, or after a change.",
    ("92%", "{share: 92%, less_per_hour: 0.7%}"),
    {"anyOf": [{"x-form": SHARE.name}, {"x-part": "Compliance"}]},
)
