"""What `sopsim staff` may change: how many of each team, in which periods, in which shifts."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import MOST_MEMBERS, Duration, Length, Money, Name, TeamSize
from simulator.blueprint.looks import Wanted, look_of, unlike
from simulator.blueprint.misread import Collector, Misread, wrong
from simulator.blueprint.part import Form, Part
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.appointments import TIME_OF_DAY

_WANTED = Wanted("a range of numbers", "2..8")
_TWO = re.compile(r"\s*(\d+)\s*\.\.\s*(\d+)\s*")
_MEANT = re.compile(r"\s*(\d+)\s*(?:-|–|to|bis|\.\.\.|…|,)\s*(\d+)\s*")


def _range(value: Any, reading: Reading) -> tuple[int, int]:  # noqa: ARG001
    match = _TWO.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise unlike(_WANTED, value, _range_meant(value))
    low, high = int(match[1]), int(match[2])
    if low > high:
        raise wrong(
            f"the range `{value.strip()}` is empty",
            f"write the smaller number first: `{high}..{low}`",
            "empty",
        )
    if high > MOST_MEMBERS:
        raise wrong(
            f"`{high}` members are more than a team can have",
            f"let the range end at {MOST_MEMBERS} or below",
            "too-large",
        )
    return low, high


def _range_meant(value: Any) -> str:
    if look_of(value) == "number" and isinstance(value, int):
        return f"write the least and the most, such as `{value}..{value + 4}`"
    if isinstance(value, list) and len(value) == 2 and all(isinstance(end, int) for end in value):
        return f"write `{min(value)}..{max(value)}`"
    match = _MEANT.fullmatch(value) if isinstance(value, str) else None
    return f"write `{match[1]}..{match[2]}`" if match else "write the least and the most, such as `2..8`"


RANGE = Form(
    "a range of numbers",
    _range,
    f"The least and the most, whole numbers from 0 to {MOST_MEMBERS}.",
    ("2..8",),
    {"type": "string", "pattern": r"^\s*\d+\s*\.\.\s*\d+\s*$"},
)


class Break(Part):
    """A break within a shift: the member is not on duty."""

    noun: ClassVar[str] = "a break"

    after: Duration = Field(description="From the start of the shift to the break.", examples=["3 h"])
    length: Length = Field(description="How long it takes.", examples=["30 min"])


class AllowedShift(Part):
    """A shift that any member of the team may be given."""

    noun: ClassVar[str] = "an allowed shift"

    start: Annotated[int, TIME_OF_DAY] = Field(description="When it begins.", examples=['"08:00"'])
    length: Length = Field(description="From its start to its end, breaks included.", examples=["8 h"])
    breaks: tuple[Break, ...] = Field(
        default=(),
        strict=False,
        description="The breaks in it.",
        examples=["[{after: 3 h, length: 30 min}]"],
        json_schema_extra={"told_default": "none"},
    )
    cost: Money | None = Field(
        default=None,
        description="What a member with this shift is paid for a day.",
        examples=["200"],
        json_schema_extra={"told_default": "the `cost` of the team for the time without breaks"},
    )
    at_most: TeamSize | None = Field(
        default=None,
        description="How many members may have it on a day.",
        examples=["3"],
        json_schema_extra={"told_default": "any number"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:
        """Every break lies in the shift, and not all of it is break."""
        collector = Collector()
        length = _duration(written.get("length"), reading)
        breaks = written.get("breaks")
        if length is not None and isinstance(breaks, list):
            _check_breaks(breaks, length, reading, collector)
        collector.close()


def _check_breaks(breaks: list[Any], length: float, reading: Reading, collector: Collector) -> None:
    for number, entry in enumerate(breaks):
        if not isinstance(entry, dict):
            continue
        after, takes = (_duration(entry.get(word), reading) for word in ("after", "length"))
        if after is None or takes is None:
            continue
        if after + takes > length:
            collector.add(
                "the break goes on after the end of the shift",
                "let it be earlier or shorter, or lengthen the shift",
                "break-outside",
                ("breaks", number),
            )
        elif takes == length:
            collector.add(
                "the break takes the whole shift", "shorten it", "break-outside", ("breaks", number, "length")
            )


def _duration(value: Any, reading: Reading) -> float | None:
    try:
        return units.duration(value, reading)
    except Misread:
        return None  # told where the schema reads it


class StaffRange(Part):
    """What `sopsim staff` may change of a team or resource."""

    noun: ClassVar[str] = "the staffing of a team"

    range: Annotated[tuple[int, int], RANGE] = Field(
        description="How many there may be at any time, from the least to the most.", examples=["2..8"]
    )
    per: Length | None = Field(
        default=None,
        description="A number for each period of this length, day by day from when the team opens; days on "
        "which as many come are staffed alike.",
        examples=["1 h"],
        json_schema_extra={"told_default": "one number for the whole run"},
    )
    shifts: dict[Name, AllowedShift] = Field(
        default_factory=dict,
        description="The shifts that may be given: then the cheapest set of them is found that has enough in "
        "each period.",
        examples=[
            '{early: {start: "08:00", length: 8 h, breaks: [{after: 4 h, length: 30 min}], cost: 200}}'
        ],
        json_schema_extra={"told_default": "every period by itself"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Shifts cover periods."""
        if written.get("shifts") and "per" not in written:
            raise wrong(
                "`shifts` need `per`, the length of the periods that they cover",
                "write it, such as `per: 30 min`; shifts begin, end and break at the edge of a period",
                "missing-key",
                ("shifts",),
            )
