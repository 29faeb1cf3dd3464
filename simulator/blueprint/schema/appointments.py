"""Appointments: a book of slots, and how customers keep to it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint import distribution_spec, units
from simulator.blueprint.distribution_spec import Subject
from simulator.blueprint.families_json import distribution_json
from simulator.blueprint.forms import DURATION_TEXT, Length, Share
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.moments import DAYS, time_of_day, weekdays
from simulator.blueprint.part import Form, Part
from simulator.blueprint.reading import Reading
from simulator.randomness.distributions import Distribution

#: A book with more slots is a slip of the keyboard.
MOST_SLOTS = 1_000_000

_EARLY_OR_LATE = Subject(units.DURATION, units.duration, negative=True, least=None)


def _time(value: Any, reading: Reading) -> int:  # noqa: ARG001
    return time_of_day(value)


def _days(value: Any, reading: Reading) -> tuple[int, ...]:  # noqa: ARG001
    if not isinstance(value, str) or not value.strip():
        raise unlike(
            Wanted("days of the week", "Mon-Fri"), value, "write them in a row: `Mon-Fri`, `Mon, Wed`"
        )
    return tuple(sorted(set(weekdays(value))))


def _early_or_late(value: Any, reading: Reading) -> Distribution:
    return distribution_spec.distribution(value, reading, _EARLY_OR_LATE)


TIME_OF_DAY = Form(
    "a time of day",
    _time,
    "Hours and minutes, in quotes.",
    ('"09:00"',),
    {"type": "string", "pattern": r"^\s*([01]?\d|2[0-3]):[0-5]\d\s*$"},
)
WEEKDAYS = Form(
    "days of the week",
    _days,
    f"One of {', '.join(DAYS)}, a range of them, or several.",
    ("Mon-Fri", '"Mon, Wed"'),
    {"type": "string", "x-def": "day names"},
)
EARLY_OR_LATE = Form(
    "a distribution of times, early or late",
    _early_or_late,
    "A distribution of times that may be below zero: so much too early.",
    ("{normal: {mean: -4 min, sd: 6 min}}", "5 min"),
    distribution_json(
        {
            "anyOf": [
                {"type": "number"},
                {"type": "string", "pattern": DURATION_TEXT.replace(r"^\s*", r"^\s*-?")},
            ]
        }
    ),
)


class Appointments(Part):
    """A book of appointments: slots at equal distances, day by day."""

    noun: ClassVar[str] = "a book of appointments"

    first: Annotated[int, TIME_OF_DAY] = Field(description="The first slot of a day.", examples=['"09:00"'])
    last: Annotated[int, TIME_OF_DAY] = Field(description="No slot of a day is later.", examples=['"11:50"'])
    every: Length = Field(description="From one slot to the next.", examples=["10 min"])
    days: Annotated[tuple[int, ...], WEEKDAYS] = Field(
        default=tuple(range(7)),
        description="The days on which there are slots.",
        examples=["Mon-Fri"],
        json_schema_extra={"told_default": "every day"},
    )
    no_show: Share = Field(
        default=0.0,
        description="This share of the customers does not come; their slots stay empty.",
        examples=["15%"],
        json_schema_extra={"told_default": "0%"},
    )
    early_late: Annotated[Distribution, EARLY_OR_LATE] | None = Field(
        default=None,
        description="How much later than the slot a customer comes; below zero: earlier.",
        examples=["{normal: {mean: -4 min, sd: 6 min}}"],
        json_schema_extra={"told_default": "on time"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """The last slot is not before the first."""
        try:
            first, last = time_of_day(written.get("first")), time_of_day(written.get("last"))
        except Misread:
            return  # told where they stand
        if last < first:
            raise wrong(
                f"the last slot, {written['last']}, is before the first, {written['first']}",
                "write the first and the last slot of one day",
                "empty-book",
                ("last",),
            )

    def in_a_day(self, reading: Reading) -> int:
        """Return how many slots a day has."""
        return int((self.last - self.first) * 60 / (self.every * reading.seconds) + 1e-9) + 1

    def slots(self, reading: Reading, until: float) -> tuple[float, ...]:
        """Return the slots from t = 0 on and before `until`, in the blueprint's unit."""
        midnight = reading.since_midnight * reading.seconds
        length = self.every * reading.seconds
        found = []
        for day in range(int((until + reading.since_midnight) / reading.day) + 1):
            if (reading.start.weekday() + day) % 7 in self.days:
                opens = day * 86_400 + self.first * 60 - midnight
                found += [(opens + n * length) / reading.seconds for n in range(self.in_a_day(reading))]
        return tuple(slot for slot in found if 0 <= slot < until)
