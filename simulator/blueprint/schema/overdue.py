"""What becomes of those who have waited too long."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint.forms import Length, StepName, names_or_one
from simulator.blueprint.misread import wrong
from simulator.blueprint.part import Part
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.clock import HoursOrName
from simulator.blueprint.schema.priorities import RankEntry

CLASSES = names_or_one("a class or a list of classes", "business", "[business, walk-in]")


class Overdue(Part):
    """When something is done about a case that waits, and what."""

    noun: ClassVar[str] = "a rule for those who wait too long"
    some_of: ClassVar[tuple[str, ...]] = ("to", "priority")

    after: Length = Field(description="When it is done.", examples=["20 min"])
    to: StepName | None = Field(
        default=None,
        description="The case goes to this step.",
        examples=["supervisor"],
        json_schema_extra={"told_default": "it stays where it waits"},
    )
    priority: RankEntry | None = Field(
        default=None,
        description="The case has this priority from then on.",
        examples=["urgent", "1"],
        json_schema_extra={"told_default": "as before"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Something is done."""
        if "to" not in written and "priority" not in written:
            raise wrong(
                f"{cls.noun} does nothing",
                f"write where the case goes, `{cls.example()}`, or the priority it gets, `priority: 1`",
                "missing-key",
            )


class Escalation(Overdue):
    """What becomes of a case that waits too long at a step."""

    noun: ClassVar[str] = "an escalation"

    after: Length = Field(
        description="So long waiting at the step, for a batch to fill too: then the case is escalated.",
        examples=["20 min"],
    )


class Deadline(Overdue):
    """What becomes of a case that is inside for too long, wherever it waits."""

    noun: ClassVar[str] = "a deadline"

    after: Length = Field(
        description="So long after its arrival: then the case is overdue.", examples=["48 h"]
    )
    counted_in: HoursOrName | None = Field(
        default=None,
        description="Only time within these hours counts.",
        examples=["office"],
        json_schema_extra={"told_default": "all time counts"},
    )
    customers: Annotated[tuple[str, ...], CLASSES] = Field(
        default=(),
        description="For whom it holds.",
        examples=["business", "[business, walk-in]"],
        json_schema_extra={"told_default": "all"},
    )
