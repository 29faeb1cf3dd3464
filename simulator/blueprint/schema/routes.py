"""Routes: where a case goes after a step."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint.forms import AtLeastOne, If, Name, Share
from simulator.blueprint.misread import Collector, Fault, Misread, wrong
from simulator.blueprint.part import Form
from simulator.blueprint.phrases import brief
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.route_rules import check_options
from simulator.blueprint.schema.ways import JOIN, LEAVE, Way, named_way


class Option(Way):
    """One of several ways on."""

    noun: ClassVar[str] = "a way on"

    if_: If | None = Field(
        default=None,
        alias="if",
        description="Taken by the cases of which this holds; the first that holds is taken.",
        examples=["complex", "customers is business"],
    )
    share: Share | None = Field(
        default=None,
        description="Taken by this share of the cases that the conditions above have left.",
        examples=["6%"],
    )
    name: Name | None = Field(
        default=None,
        description="A name of the option, by which scenarios address it.",
        examples=["rework"],
        json_schema_extra={"told_default": "where it leads"},
    )
    kind: Literal["rework", "escalation", "return"] | None = Field(
        default=None,
        description="What taking it means for the measures: `rework` is work done again, "
        "`escalation` goes to "
        "somebody higher, `return` comes back later.",
        examples=["rework"],
        json_schema_extra={"told_default": "nothing special"},
    )
    rounds: AtLeastOne | None = Field(
        default=None,
        description="A case takes it at most so often; then the rest of the list applies.",
        examples=["2"],
        json_schema_extra={"told_default": "no limit"},
    )

    @classmethod
    def cure_for(cls, word: str, value: Any) -> str:
        """`else: served`, and `if complex: adviser`."""
        rest = brief(value) if isinstance(value, dict) else f"{{to: {brief(value)}}}"
        if word.casefold() in {"else", "otherwise", "default", "rest"}:
            return f"the way on with neither `if` nor `share` takes the rest: write `{rest}`"
        if word.startswith("if ") and word[3:].strip():
            return f"write `{rest[:-1]}, if: {word[3:].strip()}}}`"
        return ""

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:
        """Besides the target: a condition or a share, not both."""
        collector = Collector()
        collector.read((), super().look_over, written, reading)
        if "if" in written and "share" in written:
            collector.add(
                "`share` stands beside `if`",
                "put the condition on a step before, or on an option above",
                "two-ways",
                "share",
                True,
            )
        collector.close()


def read_next(value: Any, reading: Reading) -> tuple[Option, ...]:
    """Return the options of `next`: a step name, one option, or a list of them."""
    if isinstance(value, list):
        if not value:
            raise wrong(
                "the list of ways on is empty", "write `next: counter` or `next: {end: served}`", "empty"
            )
        collector = Collector()
        found = [
            collector.read(i, named_way, option, reading, Option, "{to: counter, share: 20%}")
            for i, option in enumerate(value)
        ]
        collector.faults.extend(_repeats(value))
        collector.close()
        return _checked(tuple(option for option in found if option is not None))
    option: Option = named_way(value, reading, Option, "counter")
    return _checked((option,))


def _checked(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options, which together must leave a way on for every case."""
    faults = check_options(options)
    if faults:
        raise Misread(*faults)
    return options


def _repeats(value: list[Any]) -> list[Fault]:
    names = [option.get("name") if isinstance(option, dict) else None for option in value]
    return [
        Fault(f"two ways on are called `{name}`", "give each its own name", "duplicate-name", (i, "name"))
        for i, name in enumerate(names)
        if name is not None and name in names[:i]
    ]


_AN_OPTION = {"anyOf": [{"type": "string", "minLength": 1}, {"x-part": "Option"}]}

NEXT = Form(
    "the way on",
    read_next,
    "The name of a step, `join`, one option, or a list of options read from top to bottom: the first "
    "`if` that holds is "
    "taken; shares are of what is left after the conditions above them; the option with neither "
    "takes the rest.",
    ("counter", "{end: served}", "[{to: adviser, if: complex}, {to: counter, share: 6%}, {end: served}]"),
    {"anyOf": [*_AN_OPTION["anyOf"], {"type": "array", "minItems": 1, "items": _AN_OPTION}]},
    words={
        JOIN: "Ends a branch of a `parallel`: the case waits there for its other branches.",
        LEAVE: "In a module: goes out of it, to where the `next` of the step leads that uses it.",
    },
)
Next = Annotated[tuple[Option, ...], NEXT]

Option.model_rebuild()
