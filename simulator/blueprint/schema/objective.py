"""What makes one scenario better than another."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint.forms import Text, names_or_one
from simulator.blueprint.misread import wrong
from simulator.blueprint.part import Part
from simulator.blueprint.reading import Reading

_LEVELS = names_or_one("a service level or a list of them", "few give up", "[few give up]")


class Objective(Part):
    """By which figure scenarios are ranked, and what they must keep."""

    noun: ClassVar[str] = "an objective"
    one_of: ClassVar[tuple[str, ...]] = ("lowest", "highest")

    lowest: Text | None = Field(
        default=None,
        description="The figure of which less is better: a measure, with `:` and the name of a step, "
        "class or team behind it, if it is about one; and `:cv`, if it is how much a time varies.",
        examples=["cost", "wait:counter", "handle_time:cv"],
    )
    highest: Text | None = Field(
        default=None,
        description="The figure of which more is better.",
        examples=["served"],
    )
    subject_to: Annotated[tuple[str, ...], _LEVELS] = Field(
        default=(),
        description="Service levels that must be met.",
        examples=["[few give up]"],
        json_schema_extra={"told_default": "none"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """One figure."""
        if ("lowest" in written) == ("highest" in written):
            raise wrong(
                "an objective has one figure: that which shall be lowest, or highest",
                "write `lowest: cost`, or `highest: served`",
                "missing-key",
            )
