"""How the queue of a step is kept: order, limit, balking, giving up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import COUNT, SHARE, Count, text
from simulator.blueprint.looks import Wanted, look_of, unlike
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.part import Form, Part
from simulator.blueprint.reading import Reading
from simulator.names import did_you_mean


def _to_step(value: Any, reading: Reading) -> str:
    if not isinstance(value, dict):
        raise unlike(Wanted("a step to go to", "{to: call back}"), value, _written_out(value))
    collector = Collector()
    for word in value:
        if word != "to":
            collector.add(
                f"here stands `to` alone, not `{word}`",
                did_you_mean(word, ("to",)),
                "unknown-key",
                word,
                True,
            )
    if "to" not in value:
        collector.add("the step is missing", "write `{to: call back}`", "missing-key")
        collector.close()
    step = collector.read("to", text, value.get("to"), reading)
    collector.close()
    return step or ""


def _written_out(value: Any) -> str:
    return f"write `{{to: {value}}}`" if look_of(value) == "text" else ""


_TO_STEP = {
    "type": "object",
    "properties": {"to": {"type": "string", "minLength": 1}},
    "required": ["to"],
    "additionalProperties": False,
}
TO_STEP = Form("a step to go to", _to_step, "The step to go to.", ("{to: call back}",), _TO_STEP)


@dataclass(frozen=True, slots=True)
class WhenFull:
    """What becomes of who finds the queue full; with neither, it leaves.

    Attributes:
        to: the step to which it goes.
        block: it stays where it is, with those who served it, until there is room.
    """

    to: str | None = None
    block: bool = False


def _when_full(value: Any, reading: Reading) -> WhenFull:
    if value == "leave":
        return WhenFull()
    if value == "block":
        return WhenFull(block=True)
    if isinstance(value, dict):
        return WhenFull(to=_to_step(value, reading))
    wanted = Wanted("`leave`, `block` or `{to: step}`", "leave")
    if isinstance(value, str) and value.strip().casefold() in {"wait", "queue", "stay", "join"}:
        cure = (
            "to let them wait at the step before until there is room, write `block`; to let them wait here, "
        )
        raise unlike(wanted, value, cure + "leave out `limit` and `when_full`")
    step = f"`{{to: {value}}}`" if look_of(value) == "text" else "`{to: call back}`"
    raise unlike(wanted, value, f"write `leave`, `block` or {step}")


WHEN_FULL = Form(
    "what happens when it is full",
    _when_full,
    "`leave` (turned away), `block` (stay at the step before until there is room), or a step to go to.",
    ("leave", "block", "{to: call back}"),
    {"anyOf": [{"enum": ["leave", "block"]}, _TO_STEP]},
    words={
        "leave": "The customer leaves, turned away.",
        "block": "The customer stays at the step before, with those who served there, until there is room.",
    },
)


def _balk(value: Any, reading: Reading) -> tuple[tuple[int, float], ...]:
    if not isinstance(value, dict) or not value:
        raise unlike(Wanted("a length, or chances by length", "{from: 12}"), value if value else None)
    collector = Collector()
    if "from" in value:
        for word in value:
            if word != "from":
                collector.add(
                    f"`{word}` stands beside `from`",
                    "write `{from: 12}`, or chances by length: `{5: 20%, 10: 50%}`",
                    "two-ways",
                    word,
                    True,
                )
        length = collector.read("from", units.count, value["from"], reading)
        collector.close()
        return ((length or 0, 1.0),)
    chances = {
        collector.read_key(key, _length): collector.read(key, units.share, of, reading)
        for key, of in value.items()
    }
    collector.close()
    return tuple(
        sorted(
            (length, chance)
            for length, chance in chances.items()
            if length is not None and chance is not None
        )
    )


def _length(text_of: str) -> int:
    if not text_of.strip().isdecimal():
        raise wrong(
            f"`{text_of}` is no length of a queue",
            "write `{from: 12}`, or chances by length: `{5: 20%, 10: 50%}`",
            "wrong-kind",
        )
    return int(text_of)


BALK = Form(
    "when customers do not join",
    _balk,
    "`{from: 12}`: nobody joins when 12 or more wait; or the chance not to join from each length on.",
    ("{from: 12}", "{5: 20%, 10: 50%}"),
    {
        "anyOf": [
            {
                "type": "object",
                "properties": {"from": {"x-form": COUNT.name}},
                "required": ["from"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": r"^\s*\d+\s*$"},
                "additionalProperties": {"x-form": SHARE.name},
            },
        ]
    },
    words={"from": "The length of queue at which nobody joins any more."},
)


class Queue(Part):
    """How the queue of a step is kept."""

    noun: ClassVar[str] = "a queue"

    order: Literal["fifo", "lifo", "priority", "preemptive", "random", "shortest"] = Field(
        default="fifo",
        description="Who is served first: `fifo` who came first, `lifo` who came last, `priority` the most "
        "urgent, `preemptive` the most urgent, who even interrupts others, `random` anybody, "
        "`shortest` the shortest work.",
        examples=["priority"],
    )
    interrupted: Literal["resume", "restart", "redraw"] = Field(
        default="resume",
        description="How work at this step goes on that somebody more urgent interrupted: `resume` with what "
        "is left, `restart` from its start, `redraw` from its start with a new draw.",
        examples=["restart"],
    )
    limit: Count | None = Field(
        default=None,
        description="At most so many wait; those who could start at once are not counted.",
        examples=["40"],
        json_schema_extra={"told_default": "no limit"},
    )
    when_full: Annotated[WhenFull, WHEN_FULL] = Field(
        default=WhenFull(),
        description="What becomes of a customer who finds `limit` waiting.",
        examples=["leave", "block", "{to: call back}"],
        json_schema_extra={"told_default": "leave"},
    )
    balk: Annotated[tuple[tuple[int, float], ...], BALK] = Field(
        default=(),
        description="Who sees a long queue may not join it, and leaves.",
        examples=["{from: 12}", "{5: 20%, 10: 50%}"],
        json_schema_extra={"told_default": "everybody joins"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """`when_full` needs a limit."""
        if "when_full" in written and "limit" not in written:
            raise wrong(
                "`when_full` needs a `limit`",
                "write at what length the queue is full, such as `limit: 40`",
                "missing-key",
                ("when_full",),
            )
