"""Steps: what is done, by whom, how long, and how its queue is kept."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint.forms import ModuleName, Money, Name, Patience, TeamName, Text, Time
from simulator.blueprint.part import Part
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.afterwards import ComesBack
from simulator.blueprint.schema.attributes import AttributeEntry
from simulator.blueprint.schema.batches import Batch
from simulator.blueprint.schema.lanes import Lane
from simulator.blueprint.schema.overdue import Escalation
from simulator.blueprint.schema.procedures import Sop
from simulator.blueprint.schema.queues import TO_STEP, Queue
from simulator.blueprint.schema.routes import Next
from simulator.blueprint.schema.satisfaction import StepSatisfaction
from simulator.blueprint.schema.scenarios import Changes
from simulator.blueprint.schema.serving import (
    FIRST_FREE,
    KEEP,
    NEEDS,
    SKILL,
    Person,
    SkillNeeded,
    several_teams,
)
from simulator.blueprint.schema.step_rules import beside_use, words_together
from simulator.blueprint.schema.work import WORK, Work

#: Words that stand deeper in a step, in the form in which they do.
_DEEPER = {
    "when_full": "it belongs to a queue: write `queue: {limit: 12, when_full: leave}`",
    "wait_for": "it belongs to a way on: write `next: {parallel: [...], wait_for: any, then: review}`",
}


class Step(Part):
    """A step of the service."""

    noun: ClassVar[str] = "a step"

    lane: Lane = Field(
        default="onstage",
        description="Where it stands in the drawing: `customer` what customers do, `onstage` what is done "
        "before their eyes, `backstage` what is done behind, `support` what supports it.",
        examples=["backstage"],
    )
    title: Text = Field(
        default="",
        description="Its name in documents and drawings.",
        examples=["Counter service"],
        json_schema_extra={"told_default": "its name"},
    )
    notes: Text = Field(
        default="",
        description="Anything worth knowing, for the documents.",
        examples=["Bring an identity card"],
    )
    evidence: Text = Field(
        default="", description="What the customer sees or holds, for the documents.", examples=["receipt"]
    )
    team: TeamName | None = Field(
        default=None,
        description="One member of this team (or one of this resource) serves.",
        examples=["tellers"],
    )
    needs: Annotated[dict[str, int], NEEDS] = Field(
        default_factory=dict,
        description="Several at once, all of them or none are taken.",
        examples=["{doctors: 1, rooms: 1}"],
    )
    first_free: Annotated[tuple[str, ...], FIRST_FREE] = Field(
        default=(),
        description="One of several teams; where more than one is free, the first named.",
        examples=["[experts, generalists]"],
    )
    skill: Annotated[SkillNeeded, SKILL] | None = Field(
        default=None,
        description="What those who serve must be able to do. Beside `team`, `first_free` or `needs`: the "
        "members who can; alone: any team in which somebody can, in the order of the file.",
        examples=["billing", "{by: customers}"],
        json_schema_extra={"told_default": "none"},
    )
    person: Person | None = Field(
        default=None,
        description="Whether it must be the same person as before, or another.",
        examples=["{same_as: consult, else_after: 20 min}", "{not: assess}"],
        json_schema_extra={"told_default": "anybody"},
    )
    by: Literal["person", "machine"] | None = Field(
        default=None,
        description="Whether a person or a machine answers here; the first response is that of a person.",
        examples=["machine"],
        json_schema_extra={"told_default": "person where a team works"},
    )
    keep: Annotated[dict[str, str], KEEP] = Field(
        default_factory=dict,
        description="What the case holds on to after the step: each with the step at whose end it is "
        "freed, at the latest "
        "when the case leaves.",
        examples=["{rooms: dressing}"],
    )
    time: Annotated[Work, WORK] | None = Field(
        default=None,
        description="How long the work takes at standard speed. Without a team: how long the case is "
        "delayed.",
        examples=[
            "{lognormal: {mean: 4 min, cv: 0.8}}",
            "{by: customers, business: 10 min, otherwise: 5 min}",
        ],
        json_schema_extra={
            "told_default": "the standard times of its SOP; 0 where nobody is needed; else it must be given"
        },
    )
    set_up: Time | None = Field(
        default=None,
        description="Extra work where the one who serves has served another step last.",
        examples=["5 min"],
        json_schema_extra={"told_default": "none"},
    )
    cost: Money = Field(
        default=0.0, description="Paid for each visit that is begun, besides the staff.", examples=["2 EUR"]
    )
    batch: Batch | None = Field(
        default=None,
        description="Cases are gathered and served together.",
        examples=["{size: 3, wait: 1 h}", '{at: ["Mon-Fri 16:00"]}'],
        json_schema_extra={"told_default": "each by itself"},
    )
    work: Literal["per batch", "per case"] = Field(
        default="per batch",
        description="Whether the `time` is that of a whole batch, or of each case in it.",
        examples=["per case"],
    )
    sets: dict[Name, AttributeEntry] = Field(
        default_factory=dict,
        description="Attributes that are decided at the end of the step, before the way on.",
        examples=["{assigned: {choice: {urgent: 10%, routine: 90%}}}"],
    )
    escalate: Escalation | None = Field(
        default=None,
        description="What becomes of those who wait here too long.",
        examples=["{after: 20 min, to: supervisor, priority: urgent}"],
        json_schema_extra={"told_default": "they wait on"},
    )
    comes_back: ComesBack | None = Field(
        default=None,
        description="Who comes back later, as another class.",
        examples=["{share: 6%, after: {lognormal: {mean: 3 d, cv: 0.6}}, as: complaint}"],
        json_schema_extra={"told_default": "nobody"},
    )
    queue: Queue = Field(
        default_factory=Queue, description="How its queue is kept.", examples=["{order: priority, limit: 40}"]
    )
    patience: Patience = Field(
        default=None,
        description="How long customers queue here before giving up, instead of their own patience.",
        examples=["{exponential: 12 min}"],
        json_schema_extra={"told_default": "that of the class"},
    )
    gives_up: Annotated[str, TO_STEP] | None = Field(
        default=None,
        description="Where those go whose patience ends here.",
        examples=["{to: call back}"],
        json_schema_extra={"told_default": "they leave, as abandoned"},
    )
    hand_off: Time | None = Field(
        default=None,
        description="A delay between reaching the step and queueing for it.",
        examples=["30 min"],
        json_schema_extra={"told_default": "none"},
    )
    draws_as: Name | None = Field(
        default=None,
        description="The step whose random numbers it takes, so that those who are slow there are slow "
        "here: the old name of a step that was renamed, merged or split.",
        examples=["counter"],
        json_schema_extra={"told_default": "its own name"},
    )
    sop: Sop | None = Field(
        default=None,
        description="How it is to be done: what is prescribed, and what becomes of what goes otherwise.",
        examples=["{standardisation: 70%, elastic: 10%, variety: medium}"],
        json_schema_extra={"told_default": "nothing is prescribed"},
    )
    satisfaction: StepSatisfaction | None = Field(
        default=None,
        description="How it satisfies, where `satisfaction` at the top has it measured.",
        examples=["{kano: must-be, wait_is: unexplained}"],
        json_schema_extra={"told_default": "as usual"},
    )
    use: ModuleName | None = Field(
        default=None,
        description="Instead of all else but `next`: the steps of this module stand here.",
        examples=["identity check"],
    )
    set: Changes = Field(
        default_factory=dict,
        description="With `use`: what is different here from the module, by path from the name of its step.",
        examples=["{look up.time: 3 min}"],
    )
    next: Next = Field(description="Where the case goes afterwards.", examples=["counter", "{end: served}"])

    @property
    def teams(self) -> tuple[str, ...]:
        """Every team and resource named, in the order written."""
        if self.team:
            return (self.team,)
        return tuple(self.needs) or self.first_free

    @property
    def asks_for_somebody(self) -> bool:
        """Whether somebody or something has to serve, so that there is a queue."""
        return bool(self.teams) or self.skill is not None

    @property
    def own_patience(self) -> bool:
        """Whether the step says anything about patience."""
        return "patience" in self.model_fields_set

    @classmethod
    def cure_for(cls, word: str, value: Any) -> str:
        """Several teams where one belongs; words that stand deeper, in their whole form."""
        return several_teams(value) if word == "team" else _DEEPER.get(word, "")

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """What goes with what; beside the use of a module next to nothing."""
        if "use" in written:
            beside_use(written, cls.entries())
        else:
            words_together(written)
