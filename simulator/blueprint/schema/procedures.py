"""The SOP of a step: how it is to be done, and what becomes of what goes otherwise."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import SHARE, ClassName, Length, Name, Share, TeamName, Text, Time, Yes
from simulator.blueprint.looks import Wanted, look_of, unlike
from simulator.blueprint.misread import Collector, Misread, wrong
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading

#: Of the short form: into so many equal actions the work is cut.
SHORT_ACTIONS = 20

#: Of the short form: the share of customers whom the worst-fitting action fits, by how much they vary.
LEAST_FIT = {"none": 1.0, "low": 0.90, "medium": 0.75, "high": 0.50}

#: More often redone than this, work would hardly end.
MOST_REDONE = 0.9

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


class Effects(Part):
    """What following a standard does to an action. All four are assumptions that can be changed."""

    noun: ClassVar[str] = "the effects of a standard"

    faster: Share = Field(
        default=0.10, description="Its mean work is less by this share (α).", examples=["10%"]
    )
    steadier: Share = Field(
        default=0.35, description="Its coefficient of variation is less by this share (β).", examples=["35%"]
    )
    safer: Share = Field(
        default=0.37, description="Its chance of an error is less by this share (γ).", examples=["37%"]
    )
    bending: Share = Field(
        default=0.15,
        description="Where it bends to the customer it takes longer by this share (δ).",
        examples=["15%"],
    )


_ONE_ACTION = "[{id: greet, do: Greet, standard_time: 30 s}]"


def _action(value: Any, reading: Reading) -> Action:
    return read_part(Action, value, reading)


def _actions(value: Any, reading: Reading) -> tuple[Action, ...]:
    if not isinstance(value, list) or not value:
        raise unlike(Wanted("a list of actions", _ONE_ACTION), value if value else None)
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
    (_ONE_ACTION,),
    {"type": "array", "minItems": 1, "maxItems": MOST_ACTIONS, "items": {"x-part": "Action"}},
)


class AfterChange(Part):
    """What a new SOP costs until everybody is used to it."""

    noun: ClassVar[str] = "the time after a change"

    less: Share = Field(description="Compliance at the start of the run is so much less.", examples=["15%"])
    until: Length = Field(description="By then, evenly, it is as ever.", examples=["4 w"])


class Compliance(Part):
    """How often what is prescribed is done, where that is not always the same."""

    noun: ClassVar[str] = "a rule for compliance"

    share: Share = Field(description="At the start of a shift, with nobody waiting.", examples=["92%"])
    less_per_hour: Share = Field(
        default=0.0,
        description="So many points less for each hour that whoever serves is on duty.",
        examples=["0.7%"],
    )
    less_per_waiting: Share = Field(
        default=0.0,
        description="So many points less for each who waits at the step when the work begins.",
        examples=["0.5%"],
    )
    after_change: AfterChange | None = Field(
        default=None,
        description="Less at first, where the SOP is new.",
        examples=["{less: 15%, until: 4 w}"],
        json_schema_extra={"told_default": "everybody is used to it"},
    )
    least: Share = Field(default=0.0, description="It never falls below this.", examples=["60%"])


def _compliance(value: Any, reading: Reading) -> Compliance | float:
    return read_part(Compliance, value, reading) if isinstance(value, dict) else units.share(value, reading)


COMPLIANCE = Form(
    "a compliance",
    _compliance,
    "A share; or a block, where it falls over the shift, under load, or after a change.",
    ("92%", "{share: 92%, less_per_hour: 0.7%}"),
    {"anyOf": [{"x-form": SHARE.name}, {"x-part": "Compliance"}]},
)


class Standard(Part):
    """How much of a step is prescribed, whom it fits, and what becomes of what goes otherwise."""

    noun: ClassVar[str] = "a standard"

    standardisation: Share | None = Field(
        default=None,
        description="How much of the work is prescribed: actions in the order of best fit, the last one for "
        "the matching share of visits.",
        examples=["70%"],
        json_schema_extra={"told_default": "as the locks of the actions say; without actions 0%"},
    )
    elastic: Share | None = Field(
        default=None,
        description="How much of what is prescribed may bend: the worst-fitting part of it.",
        examples=["10%"],
        json_schema_extra={"told_default": "as the locks of the actions say; without actions 0%"},
    )
    variety: Literal["none", "low", "medium", "high"] | None = Field(
        default=None,
        description="Without actions: how much customers differ. The worst-fitting twentieth of the work "
        "fits 100, 90, 75 or 50 % of them (assumptions).",
        examples=["medium"],
        json_schema_extra={"told_default": "none"},
    )
    error: Share | None = Field(
        default=None,
        description="Without actions: the chance of an error in a visit.",
        examples=["8%"],
        json_schema_extra={"told_default": "0%"},
    )
    variety_of: Literal["case", "visit"] | None = Field(
        default=None,
        description="Whether a customer is unusual throughout (`case`), or each visit by itself (`visit`).",
        examples=["visit"],
        json_schema_extra={"told_default": "case"},
    )
    compliance: Annotated[Compliance | float | None, COMPLIANCE] = Field(
        default=None,
        description="How often what is prescribed is done.",
        examples=["92%", "{share: 92%, less_per_hour: 0.7%}"],
        json_schema_extra={"told_default": "100%"},
    )
    exceptions: ExceptionPlan | None = Field(
        default=None,
        description="What is done for a customer whom a fixed standard does not fit.",
        examples=["{team: advisers, time: {exponential: 3 min}, then: continue}"],
        json_schema_extra={"told_default": "nothing; the customer only feels it"},
    )
    errors: Errors | None = Field(
        default=None,
        description="What becomes of errors.",
        examples=["{redone: 70%}"],
        json_schema_extra={"told_default": "nothing"},
    )

    @property
    def complied(self) -> float:
        """How often what is prescribed is done, at best."""
        if isinstance(self.compliance, Compliance):
            return self.compliance.share
        return 1.0 if self.compliance is None else self.compliance


class SopDefaults(Standard):
    """What an SOP says of a step's standard, apart from its actions."""

    noun: ClassVar[str] = "what all SOPs say"

    effects: Effects | None = Field(
        default=None,
        description="What following the standard does.",
        examples=["{faster: 10%, safer: 37%}"],
        json_schema_extra={"told_default": "10% faster, 35% steadier, 37% safer, 15% more where it bends"},
    )


class MeasuredSop(Standard):
    """The SOP under which a time was measured, where it is not the present one."""

    noun: ClassVar[str] = "the SOP of the measurement"

    actions: Annotated[tuple[Action, ...], ACTIONS] = Field(
        default=(), description="As of an SOP.", examples=[_ONE_ACTION]
    )


def _time_measured(value: Any, reading: Reading) -> MeasuredSop | Literal["with this sop", "without"]:
    if value == "without":
        return "without"
    if value == "with this sop":
        return "with this sop"
    if isinstance(value, dict):
        return read_part(MeasuredSop, value, reading)
    raise unlike(Wanted("`with this sop`, `without`, or the SOP of the measurement", "without"), value)


TIME_MEASURED = Form(
    "under which SOP a time was measured",
    _time_measured,
    "`with this sop`, `without` any, or the SOP that was followed then, as a block.",
    ("with this sop", "without", "{standardisation: 60%, variety: medium}"),
    {"anyOf": [{"enum": ["with this sop", "without"]}, {"x-part": "MeasuredSop"}]},
    words={
        "with this sop": "The time is what is seen while this SOP is followed: writing down a practice does "
        "not change it. A scenario that changes the SOP keeps this one as that of the measurement.",
        "without": "The time is that of the work with nothing prescribed.",
    },
)


class Sop(SopDefaults):
    """The SOP of a step."""

    noun: ClassVar[str] = "an SOP"

    time_measured: Annotated[MeasuredSop | Literal["with this sop", "without"] | None, TIME_MEASURED] = Field(
        default=None,
        description="Under which SOP `time` and the chances of errors are what is seen.",
        examples=["without"],
        json_schema_extra={"told_default": "with this sop"},
    )

    id: Text = Field(default="", description="Its number in the documents.", examples=["CNT-02"])
    responsible: Text = Field(
        default="",
        description="Who answers for it, for the documents.",
        examples=["tellers"],
        json_schema_extra={"told_default": "whoever serves"},
    )
    actions: Annotated[tuple[Action, ...], ACTIONS] = Field(
        default=(),
        description="What is done, in order. Without them the work is a row of twenty equal actions.",
        examples=["[{id: greet, do: Greet, standard_time: 30 s, lock: fixed}]"],
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Variety and errors stand with the actions where there are any."""
        collector = Collector()
        for word, of_action in (("variety", "fits"), ("error", "error")):
            if word in written and "actions" in written:
                collector.add(
                    f"`{word}` stands beside `actions`, which say it one by one",
                    f"give each action its own `{of_action}`",
                    "two-ways",
                    word,
                    True,
                )
        collector.close()


class AllSops(SopDefaults):
    """What every SOP says that says nothing else, in the whole service or in a lane."""

    lanes: dict[Literal["customer", "onstage", "backstage", "support"], SopDefaults] = Field(
        default_factory=dict,
        description="The same for the steps of a lane, which goes before that for all.",
        examples=["{backstage: {compliance: 97%}}"],
    )
