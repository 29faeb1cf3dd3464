"""The SOP of a step: how much of it is prescribed, and what that does."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint.forms import AtLeastOne, Name, Share, Text
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.lanes import Lane
from simulator.blueprint.schema.sop_actions import ACTIONS, ONE_ACTION, Action
from simulator.blueprint.schema.sop_compliance import COMPLIANCE, Compliance
from simulator.blueprint.schema.sop_customers import SopForSome, StandardForSome, look_over_customers
from simulator.blueprint.schema.sop_outcomes import Errors, ExceptionPlan
from simulator.constants import BENDING, FASTER, SAFER, STEADIER, VARIETY

#: Of the short form: into so many equal actions the work is cut.
SHORT_ACTIONS = 20

#: Of the short form: the share of customers whom the worst-fitting action fits, by how much they vary.
LEAST_FIT = VARIETY.by_label


class Effects(Part):
    """What following a standard does to an action. All four are assumptions that can be changed."""

    noun: ClassVar[str] = "the effects of a standard"

    faster: Share = Field(
        default=FASTER.value, description="Its mean work is less by this share (α).", examples=["10%"]
    )
    steadier: Share = Field(
        default=STEADIER.value,
        description="Its coefficient of variation is less by this share (β).",
        examples=["35%"],
    )
    safer: Share = Field(
        default=SAFER.value, description="Its chance of an error is less by this share (γ).", examples=["37%"]
    )
    bending: Share = Field(
        default=BENDING.value,
        description="Where it bends to the customer it takes longer by this share (δ).",
        examples=["15%"],
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
            return self.compliance.at_best
        return 1.0 if self.compliance is None else self.compliance


class AuditSample(Part):
    """How an auditor looks at what was done. It changes nothing in the run."""

    noun: ClassVar[str] = "an audit"

    visits: AtLeastOne = Field(
        description="At how many visits an audit looks, drawn at random: those of a week, say.",
        examples=["20"],
    )
    detects: Share = Field(
        default=1.0,
        description="The chance that a deviation is seen; what is done as prescribed is never taken for one.",
        examples=["90%"],
    )


class AuditedStandard(Standard):
    """What an SOP says of a step's standard, what it does and how it is audited."""

    noun: ClassVar[str] = "a standard"

    effects: Effects | None = Field(
        default=None,
        description="What following the standard does.",
        examples=["{faster: 10%, safer: 37%}"],
        json_schema_extra={"told_default": "10% faster, 35% steadier, 37% safer, 15% more where it bends"},
    )
    audit: AuditSample | None = Field(
        default=None,
        description="How it is audited: a run tells what an audit would find, beside what was really done.",
        examples=["{visits: 20, detects: 90%}"],
        json_schema_extra={"told_default": "not at all"},
    )


class SopDefaults(AuditedStandard):
    """What SOPs say that say nothing else; actions stand with each."""

    noun: ClassVar[str] = "what all SOPs say"

    customers: dict[Name, StandardForSome] = Field(
        default_factory=dict,
        description="What is otherwise for the customers of some classes: a segment, a culture.",
        examples=["{business: {standardisation: 40%, elastic: 50%}}"],
        json_schema_extra={"told_default": "the same for all"},
    )


class MeasuredSop(Standard):
    """The SOP under which a time was measured, where it is not the present one."""

    noun: ClassVar[str] = "the SOP of the measurement"

    actions: Annotated[tuple[Action, ...], ACTIONS] = Field(
        default=(), description="As of an SOP.", examples=[ONE_ACTION]
    )
    customers: dict[Name, SopForSome] = Field(
        default_factory=dict,
        description="As of an SOP.",
        examples=["{business: {standardisation: 40%, elastic: 50%}}"],
        json_schema_extra={"told_default": "the same for all"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """What is otherwise for some customers is otherwise with something."""
        look_over_customers(written).close()


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


class Sop(AuditedStandard):
    """The SOP of a step."""

    noun: ClassVar[str] = "an SOP"

    time_measured: Annotated[MeasuredSop | Literal["with this sop", "without"] | None, TIME_MEASURED] = Field(
        default=None,
        description="Under which SOP `time` and the chances of errors are what is seen.",
        examples=["without"],
        json_schema_extra={"told_default": "with this sop"},
    )

    unlearned: Share = Field(
        default=0.0,
        description="It is new: so much of the experience of a team with `learning` at this step is worth "
        "nothing any more.",
        examples=["50%"],
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
    customers: dict[Name, SopForSome] = Field(
        default_factory=dict,
        description="What is otherwise for the customers of some classes: a segment, a culture.",
        examples=["{business: {standardisation: 40%, elastic: 50%}}"],
        json_schema_extra={"told_default": "the same for all"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Variety and errors stand with the actions where there are any."""
        collector = look_over_customers(written)
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

    lanes: dict[Lane, SopDefaults] = Field(
        default_factory=dict,
        description="The same for the steps of a lane, which goes before that for all.",
        examples=["{backstage: {compliance: 97%}}"],
    )
