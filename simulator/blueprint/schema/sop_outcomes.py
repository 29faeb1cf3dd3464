"""What becomes of those whom a standard does not fit, and of errors."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import SHARE, ClassName, Name, Share, TeamName, Time
from simulator.blueprint.looks import Wanted, look_of, unlike
from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading


class Then(Part):
    """Where a case goes after an exception."""

    noun: ClassVar[str] = "where it goes then"
    one_of: ClassVar[tuple[str, ...]] = ("to", "end")

    to: Name | None = Field(default=None, description="The step to go to.", examples=["counter"])
    end: Name | None = Field(
        default=None, description="The outcome with which it leaves.", examples=["sent home"]
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Exactly one."""
        if len({"to", "end"} & set(written)) != 1:
            raise wrong(
                "either `to` or `end` says where the case goes",
                "write `{to: counter}` or `{end: sent home}`",
                "one-of",
            )


def _then(value: Any, reading: Reading) -> Then | None:
    if value == "continue":
        return None
    if isinstance(value, dict):
        return read_part(Then, value, reading)
    wanted = Wanted("`continue`, `{to: step}` or `{end: outcome}`", "continue")
    raise unlike(wanted, value, f"write `{{to: {value}}}`" if look_of(value) == "text" else "")


THEN = Form(
    "what follows an exception",
    _then,
    "`continue` (as from the step), a step to go to, or an outcome to leave with.",
    ("continue", "{to: supervisor}", "{end: sent home}"),
    {"anyOf": [{"const": "continue"}, {"x-part": "Then"}]},
    words={"continue": "The case goes on as if from the step itself."},
)


class ExceptionPlan(Part):
    """What is done for a customer whom a fixed standard does not fit."""

    noun: ClassVar[str] = "an exception plan"
    some_of: ClassVar[tuple[str, ...]] = ("time", "then")

    team: TeamName | None = Field(
        default=None,
        description="Who sees to it, after the visit.",
        examples=["advisers"],
        json_schema_extra={"told_default": "whoever serves, within the visit"},
    )
    time: Time | None = Field(
        default=None,
        description="How long it takes.",
        examples=["{exponential: 3 min}"],
        json_schema_extra={"told_default": "no time"},
    )
    then: Annotated[Then | None, THEN] = Field(
        default=None,
        description="What follows.",
        examples=["continue"],
        json_schema_extra={"told_default": "continue"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """It takes time or leads elsewhere; a team does something."""
        if "team" in written and "time" not in written:
            raise wrong(
                "the exception plan has a `team` and no `time`",
                "write how long it takes, such as `time: {exponential: 3 min}`",
                "missing-key",
            )
        if not {"time", "then"} & set(written):
            raise wrong(
                "the exception plan does nothing",
                "write how long it takes, `time: 3 min`, or where the case goes, `then: {to: supervisor}`",
                "missing-key",
            )


class Redone(Part):
    """Errors that are found at once and send the case back."""

    noun: ClassVar[str] = "what is redone"

    share: Share = Field(description="The share of errors that are found at once.", examples=["70%"])
    to: Name = Field(description="The step to which the case goes back.", examples=["counter"])


def _redone(value: Any, reading: Reading) -> Redone | float:
    return read_part(Redone, value, reading) if isinstance(value, dict) else units.share(value, reading)


REDONE = Form(
    "what is redone",
    _redone,
    "The share of errors that are found at once and redone within the visit; or, with `to`, by sending the "
    "case back to a step.",
    ("70%", "{share: 70%, to: counter}"),
    {"anyOf": [{"x-form": SHARE.name}, {"x-part": "Redone"}]},
)


class Undetected(Part):
    """Errors that are found by nobody, until the customer comes back."""

    noun: ClassVar[str] = "a rule for undetected errors"

    share: Share = Field(description="The share of errors with which customers come back.", examples=["30%"])
    after: Time = Field(description="How much later.", examples=["{lognormal: {mean: 3 d, cv: 0.6}}"])
    comes_back_as: ClassName = Field(
        description="The class as which they come, whose `arrivals` are `returning`.", examples=["complaint"]
    )


class Errors(Part):
    """What becomes of errors."""

    noun: ClassVar[str] = "a rule for errors"
    some_of: ClassVar[tuple[str, ...]] = ("redone", "undetected")

    redone: Annotated[Redone | float, REDONE] = Field(
        default=0.0, description="How many are found at once and redone.", examples=["70%"]
    )
    undetected: Undetected | None = Field(
        default=None,
        description="What becomes of those that nobody finds.",
        examples=["{share: 30%, after: 3 d, comes_back_as: complaint}"],
        json_schema_extra={"told_default": "nothing more"},
    )

    @property
    def share_redone(self) -> float:
        """The share that is found at once."""
        return self.redone.share if isinstance(self.redone, Redone) else self.redone

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:
        """No more than all errors become something."""
        redone, undetected = written.get("redone"), written.get("undetected")
        shares = [_share_in(redone, reading), _share_in(undetected, reading)]
        total = sum(share for share in shares if share is not None)
        if total > 1 + 1e-9:
            raise wrong(
                f"of all errors {100 * total:.6g}% are redone or come back",
                "the two shares together are at most 100%; what is left of it has no consequence",
                "shares",
            )


def _share_in(value: Any, reading: Reading) -> float | None:
    try:
        return units.share(value.get("share") if isinstance(value, dict) else value, reading)
    except Misread:  # told where it is read
        return None
