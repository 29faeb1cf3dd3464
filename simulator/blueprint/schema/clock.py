"""The clock of a blueprint, and opening hours."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint.forms import Length, Start, WarmUp, text
from simulator.blueprint.opening import OpenHours, Spans, closed_dates, open_spans
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading

OPEN = Form(
    "open hours",
    open_spans,
    "Days, or ranges of days, each with its spans; a list of spans alone holds every day. A span "
    "whose end is "
    "before its start goes on into the next day.",
    ('{Mon-Fri: ["09:00-12:00", "13:00-17:00"]}', '["22:00-06:00"]'),
    {
        "anyOf": [
            {"x-def": "spans of a day"},
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"x-def": "days"},
                "additionalProperties": {"x-def": "spans of a day"},
            },
        ]
    },
)
CLOSED = Form(
    "a list of dates",
    closed_dates,
    "Whole days, year first.",
    ('["2026-05-01", "2026-12-25"]',),
    {"type": "array", "items": {"type": "string", "pattern": r"^\s*\d{4}-\d\d-\d\d\s*$"}},
)


class Clock(Part):
    """What the times of a blueprint mean, and how long is watched."""

    noun: ClassVar[str] = "the clock"

    unit: Literal["s", "min", "h", "d", "w"] = Field(
        default="min",
        description="The unit of a bare duration, and of the times in all results.",
        examples=["min"],
    )
    start: Start = Field(
        default="Mon 00:00",
        description="What t = 0 is. A date makes closed dates and dates of arrival possible.",
        examples=['"Mon 09:00"', '"2026-01-05 09:00"'],
        json_schema_extra={"told_default": "Monday 2024-01-01 00:00"},
    )
    run_for: Length = Field(
        description="How long customers come. Then the doors close.", examples=["8 h", "4 w"]
    )
    at_end: Literal["finish", "stop"] = Field(
        default="finish",
        description="What becomes of those inside when the doors close: `finish` serves them to the end, "
        "`stop` cuts the watch there, and they count as unfinished.",
        examples=["finish"],
    )
    warm_up: WarmUp = Field(
        default=0.0,
        description="Customers who come before it are simulated and not counted.",
        examples=["2 h", "auto"],
    )


class Hours(Part):
    """Opening hours: those outside them are closed, off duty, away."""

    noun: ClassVar[str] = "opening hours"

    open: Annotated[Spans, OPEN] = Field(
        description="When it is open, day by day; days that are not named are closed.",
        examples=['{Mon-Fri: ["09:00-12:00", "13:00-17:00"]}'],
    )
    closed: Annotated[tuple[dt.date, ...], CLOSED] = Field(
        default=(), description="Dates on which it is closed all day.", examples=['["2026-05-01"]']
    )

    @classmethod
    def cure_for(cls, word: str, value: Any) -> str:  # noqa: ARG003
        """A break is no entry of its own."""
        if word.casefold() in {"break", "breaks", "lunch", "lunch break", "pause"}:
            return 'a break is what lies between two spans: `["09:00-12:00", "13:00-17:00"]`'
        return ""

    def opening(self) -> OpenHours:
        """Return the spans and closed dates together."""
        return OpenHours(self.open, self.closed)


def _hours_or_name(value: Any, reading: Reading) -> str | Hours:
    if isinstance(value, dict):
        return read_part(Hours, value, reading)
    return text(value, reading)


HOURS = Form(
    "hours",
    _hours_or_name,
    "The name of hours described under `hours`, or hours described on the spot.",
    ("office", '{open: {Mon-Fri: ["09:00-17:00"]}}'),
    {"anyOf": [{"type": "string", "minLength": 1}, {"x-part": "Hours"}]},
)
HoursOrName = Annotated[str | Hours, HOURS]
