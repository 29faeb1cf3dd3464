"""The same SOP with another standard for the customers of some classes."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint.forms import Name, Share
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.part import Part
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.sop_actions import Lock
from simulator.blueprint.schema.sop_compliance import COMPLIANCE, Compliance
from simulator.names import did_you_mean


class ActionForSome(Part):
    """What is otherwise with an action for the customers of a class."""

    noun: ClassVar[str] = "an action for some customers"
    some_of: ClassVar[tuple[str, ...]] = ("lock", "fits")

    lock: Lock | None = Field(
        default=None,
        description="As of an action.",
        examples=["elastic"],
        json_schema_extra={"told_default": "as for all"},
    )
    fits: Share | None = Field(
        default=None,
        description="The share of these customers whom the standard fits.",
        examples=["60%"],
        json_schema_extra={"told_default": "as for all"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Something is otherwise."""
        _something_in(written, "lock: elastic")


class StandardForSome(Part):
    """What all SOPs say otherwise for the customers of a class: a segment, a culture."""

    noun: ClassVar[str] = "a standard for some customers"
    some_of: ClassVar[tuple[str, ...]] = ("standardisation", "elastic", "compliance", "variety")

    standardisation: Share | None = Field(
        default=None,
        description="How much of the work is prescribed for them.",
        examples=["40%"],
        json_schema_extra={"told_default": "as for all"},
    )
    elastic: Share | None = Field(
        default=None,
        description="How much of that may bend to them.",
        examples=["50%"],
        json_schema_extra={"told_default": "as for all"},
    )
    compliance: Annotated[Compliance | float | None, COMPLIANCE] = Field(
        default=None,
        description="How often what is prescribed is done.",
        examples=["95%"],
        json_schema_extra={"told_default": "as for all"},
    )
    variety: Literal["none", "low", "medium", "high"] | None = Field(
        default=None,
        description="Without actions: how much they differ.",
        examples=["high"],
        json_schema_extra={"told_default": "as for all"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Something is otherwise."""
        _something_in(written, "standardisation: 40%")


class SopForSome(StandardForSome):
    """What an SOP says otherwise for the customers of a class, with its actions."""

    noun: ClassVar[str] = "an SOP for some customers"
    some_of: ClassVar[tuple[str, ...]] = (*StandardForSome.some_of, "actions")

    actions: dict[Name, ActionForSome] = Field(
        default_factory=dict,
        description="What is otherwise with some of the actions, by their ids.",
        examples=["{enter: {lock: elastic, fits: 60%}}"],
        json_schema_extra={"told_default": "as for all"},
    )


def _something_in(written: dict[str, Any], example: str) -> None:
    if not written:
        raise wrong("nothing is otherwise here", f"write what is, such as `{example}`", "empty")


def look_over_customers(written: dict[str, Any]) -> Collector:
    """Find what the standards for some customers say of actions that the SOP, as written, does not have."""
    collector = Collector()
    customers = written.get("customers")
    actions = written.get("actions")
    for name, block in customers.items() if isinstance(customers, dict) else ():
        if not isinstance(block, dict):
            continue  # told where it is read
        if actions is None:
            if "actions" in block:
                collector.add(
                    "the SOP has no `actions`, so nothing can be otherwise with one",
                    "say it in short, such as `standardisation: 40%`, or list the actions of the SOP",
                    "no-actions",
                    ("customers", name, "actions"),
                    True,
                )
            continue
        if "variety" in block:
            collector.add(
                "the SOP has `actions`, and whom each fits is said of it",
                "say it of the action: `actions: {enter: {fits: 60%}}`",
                "two-ways",
                ("customers", name, "variety"),
                True,
            )
        if isinstance(actions, list) and isinstance(block.get("actions"), dict):
            _look_over_actions(name, block["actions"], actions, collector)
    return collector


def _look_over_actions(
    name: str, otherwise: dict[str, Any], actions: list[Any], collector: Collector
) -> None:
    known = {action["id"]: action for action in actions if isinstance(action, dict) and "id" in action}
    for action, block in otherwise.items():
        at = ("customers", name, "actions", action)
        if action not in known:
            collector.add(
                f"the SOP has no action `{action}`",
                did_you_mean(action, tuple(str(of) for of in known)),
                "unknown-action",
                at,
                True,
            )
        elif (
            known[action].get("mandatory") is True and isinstance(block, dict) and block.get("lock") == "free"
        ):
            collector.add(
                "a mandatory action is not left to whoever serves, for no customer",
                "write `lock: elastic` if it may bend to them",
                "mandatory-and-free",
                (*at, "lock"),
            )
