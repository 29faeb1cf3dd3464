"""Cases that are served together."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint.forms import AtLeastOne, Length
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.misread import Collector, Fault, Path
from simulator.blueprint.moments import time_of_day, weekdays
from simulator.blueprint.part import Form, Part
from simulator.blueprint.reading import Reading

_DAY = 24 * 60
_MOMENT = re.compile(r"(?:(?P<days>.*\S)\s+)?(?P<time>\d{1,2}:\d{2})")


def _weekly(value: Any, reading: Reading) -> tuple[int, ...]:  # noqa: ARG001
    """Return minutes after Monday midnight, in increasing order."""
    if not isinstance(value, list) or not value:
        wanted = Wanted("a list of times of the week", '["Mon-Fri 16:00"]')
        raise unlike(wanted, value if value else None)
    collector = Collector()
    found: set[int] = set()
    for number, text in enumerate(value):
        found.update(collector.read(number, _times, text) or ())
    collector.close()
    return tuple(sorted(found))


def _times(value: Any) -> tuple[int, ...]:
    match = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise unlike(Wanted("a time of the week", '"Mon-Fri 16:00"'), value)
    days = weekdays(match["days"]) if match["days"] else tuple(range(7))
    minute = time_of_day(match["time"])
    return tuple(day * _DAY + minute for day in days)


WEEKLY = Form(
    "a list of times of the week",
    _weekly,
    "Times of day, every day or with the days before them, in quotes.",
    ('["Mon-Fri 16:00"]', '["09:00", "15:00"]'),
    {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"\d{1,2}:\d{2}\s*$"}},
)


class Batch(Part):
    """When cases that wait make a batch."""

    noun: ClassVar[str] = "a batch"

    size: AtLeastOne | None = Field(
        default=None,
        description="So many are served together.",
        examples=["3"],
        json_schema_extra={"told_default": "all who are there `at` the time"},
    )
    wait: Length | None = Field(
        default=None,
        description="After the first has waited so long the batch begins as it is.",
        examples=["1 h"],
        json_schema_extra={"told_default": "until it is full"},
    )
    at: Annotated[tuple[int, ...], WEEKLY] | None = Field(
        default=None,
        description="Those who are there at these times are served then.",
        examples=['["Mon-Fri 16:00"]'],
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """It begins by size or by the clock."""
        collector = Collector()
        if not {"size", "at", "wait"} & set(written):
            collector.add(
                "a batch needs to know when it begins",
                'write how many are served together, `size: 3`, or when, `at: ["Mon-Fri 16:00"]`',
                "missing-key",
            )
        if "wait" in written and "size" not in written:
            collector.add(
                "`wait` goes with `size`: it is for a batch that does not fill",
                "write a `size` too, or leave it out",
                "without-size",
                "wait",
                True,
            )
        collector.close()


#: What cannot stand beside a batch, with what to do instead.
_REFUSED = (
    (("queue", "limit"), "a batch takes all who wait", "leave `limit` out, or give it to the step before"),
    (
        ("queue", "balk"),
        "who waits for a batch wants it to fill",
        "leave `balk` out; `patience` may end the wait",
    ),
    (("keep",), "what a batch holds belongs to no single case", "leave `keep` out, or serve them one by one"),
    (
        ("person",),
        "the cases of a batch may have met different people",
        "leave `person` out, or serve them one by one",
    ),
    (("sop",), "an SOP is followed case by case", "leave `sop` out, or serve them one by one"),
    (("skill", "by"), "a batch asks one skill for all", "write one skill, or make a step for each"),
)


def refused_beside_batch(written: dict[str, Any]) -> list[Fault]:
    """Return the faults of what a step with a batch cannot have."""
    faults = [
        Fault(f"`{'.'.join(place)}` stands beside `batch`: {why}", cure, "beside-batch", place, on_key=True)
        for place, why, cure in _REFUSED
        if _stands(written, place)
    ]
    queue = written.get("queue")
    if isinstance(queue, dict) and queue.get("order") == "preemptive":
        faults.append(
            Fault(
                "a batch is not interrupted, and this order would",
                "write `order: priority`: the most urgent are in the next batch",
                "beside-batch",
                ("queue", "order"),
            )
        )
    return faults


def _stands(written: dict[str, Any], place: Path) -> bool:
    entry: Any = written
    for word in place:
        if not isinstance(entry, dict) or word not in entry:
            return False
        entry = entry[word]
    return True
