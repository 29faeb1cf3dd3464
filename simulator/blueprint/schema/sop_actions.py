"""The actions of an SOP."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint.forms import Length, Name, Share, Text, Yes
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading

#: A visit keeps a bit for each action.
MOST_ACTIONS = 63

Lock = Literal["free", "elastic", "fixed"]


class Action(Part):
    """One action of an SOP."""

    noun: ClassVar[str] = "an action"

    id: Name = Field(
        description="Its short name, of its own within the step; its random numbers hang on it.",
        examples=["identify"],
    )
    do: Text = Field(
        description="What is done, as it is written in the SOP.", examples=["Greet, confirm identity"]
    )
    standard_time: Length = Field(
        description="How long it takes by standard; its part of all standard times of the step is its "
        "share of the step's work.",
        examples=["30 s"],
    )
    lock: Lock | None = Field(
        default=None,
        description="`free`: whoever serves decides; `elastic`: prescribed, and may bend to the customer; "
        "`fixed`: prescribed, without bending.",
        examples=["fixed"],
        json_schema_extra={"told_default": "free, or fixed where it is mandatory"},
    )
    fits: Share = Field(
        default=1.0, description="The share of customers whom the standard fits.", examples=["90%"]
    )
    error: Share = Field(
        default=0.0, description="The chance of an error in it, as it is done today.", examples=["4%"]
    )
    compliance: Share | None = Field(
        default=None,
        description="How often it is done as prescribed.",
        examples=["98%"],
        json_schema_extra={"told_default": "that of the SOP"},
    )
    mandatory: Yes = Field(
        default=False,
        description="A control that no scenario may drop, such as for the law.",
        examples=["true"],
    )
    check: Text = Field(
        default="",
        description="How it is seen that it was done, for the documents.",
        examples=["document seen"],
    )
    record: Text = Field(default="", description="Where it is noted, for the documents.", examples=["log"])
    tolerance: Text = Field(
        default="", description="What may differ from the standard, for the documents.", examples=["10 s"]
    )

    @property
    def locked(self) -> Lock:
        """The lock, with its default."""
        return self.lock or ("fixed" if self.mandatory else "free")

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """What is mandatory is prescribed."""
        if written.get("mandatory") is True and written.get("lock") == "free":
            raise wrong(
                "a mandatory action is not left to whoever serves",
                "write `lock: fixed`, or `elastic` if it may bend",
                "mandatory-and-free",
                ("lock",),
            )


ONE_ACTION = "[{id: greet, do: Greet, standard_time: 30 s}]"


def _action(value: Any, reading: Reading) -> Action:
    return read_part(Action, value, reading)


def _actions(value: Any, reading: Reading) -> tuple[Action, ...]:
    if not isinstance(value, list) or not value:
        raise unlike(Wanted("a list of actions", ONE_ACTION), value if value else None)
    if len(value) > MOST_ACTIONS:
        raise wrong(
            f"the SOP has {len(value)} actions, and at most {MOST_ACTIONS} fit",
            "make two steps of it, or put actions together that are always done together",
            "too-large",
        )
    collector = Collector()
    found = [
        collector.read(i, lambda each: read_part(Action, each, reading), of) for i, of in enumerate(value)
    ]
    collector.close()
    actions = [action for action in found if action is not None]
    names = [action.id for action in actions]
    for number, name in enumerate(names):
        if name in names[:number]:
            collector.add(
                f"two actions have the id `{name}`", "give each its own", "duplicate-name", (number, "id")
            )
    collector.close()
    return tuple(actions)


ACTIONS = Form(
    "the actions of an SOP",
    _actions,
    "A list of actions, in the order in which they are done.",
    (ONE_ACTION,),
    {"type": "array", "minItems": 1, "maxItems": MOST_ACTIONS, "items": {"x-part": "Action"}},
)
