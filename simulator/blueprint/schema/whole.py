"""The whole blueprint."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, PrivateAttr

from simulator.blueprint.forms import DailyFactor, Name, Text, Version
from simulator.blueprint.misread import Collector
from simulator.blueprint.part import Part
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.attributes import AttributeEntry
from simulator.blueprint.schema.clock import Clock, Hours
from simulator.blueprint.schema.customers import Customers
from simulator.blueprint.schema.document import Document
from simulator.blueprint.schema.investment import Investment
from simulator.blueprint.schema.modules import Module
from simulator.blueprint.schema.objective import Objective
from simulator.blueprint.schema.overdue import Deadline
from simulator.blueprint.schema.priorities import Priorities
from simulator.blueprint.schema.procedures import AllSops
from simulator.blueprint.schema.satisfaction import Satisfaction
from simulator.blueprint.schema.scenarios import Scenario
from simulator.blueprint.schema.scorecard import Scorecard
from simulator.blueprint.schema.slas import Sla
from simulator.blueprint.schema.staff_ranges import StaffRange
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.teams import Resource, Team
from simulator.blueprint.schema.ways import JOIN
from simulator.blueprint.tree import Tree


class Blueprint(Part):
    """A service, described: who comes, what is done to them, by whom, how fast, to which standard."""

    noun: ClassVar[str] = "a blueprint"
    blueprint: Text = Field(description="The name of the service.", examples=["Bank branch counter"])
    version: Version = Field(
        default="1.0.0", description="The version of this description, in quotes.", examples=['"1.2.0"']
    )
    purpose: Text = Field(
        default="",
        description="What the service is for, in a sentence.",
        examples=["Serve walk-in customers at the counter within ten minutes."],
    )
    currency: Text = Field(default="", description="What costs are in.", examples=["EUR"])
    clock: Clock = Field(
        description="Times: their unit, the start, how long is watched.",
        examples=["{unit: min, run_for: 8 h}"],
    )
    hours: dict[Name, Hours] = Field(
        default_factory=dict,
        description="Named opening hours, for teams, members, customers, deadlines and service levels.",
        examples=['{office: {open: {Mon-Fri: ["09:00-17:00"]}}}'],
    )
    attributes: dict[Name, AttributeEntry] = Field(
        default_factory=dict,
        description="Attributes that every customer has, whatever the class.",
        examples=["{complex: {chance: 20%}}"],
    )
    busyness: dict[Name, DailyFactor] = Field(
        default_factory=dict,
        description="Factors drawn anew each day and shared by all arrivals that name them: good "
        "days and bad ones.",
        examples=["{today: {gamma: {mean: 100%, cv: 5%}}}"],
    )
    priorities: Priorities = Field(
        default=(),
        description="Names of priorities, the most urgent first: the first is priority 1.",
        examples=["[urgent, important, routine]"],
    )
    customers: dict[Name, Customers] = Field(
        description="The classes of customers, by name.",
        examples=["{walk-in: {starts_at: counter, arrivals: {rate: 30/h}}}"],
    )
    teams: dict[Name, Team] = Field(
        default_factory=dict,
        description="Who serves, by name.",
        examples=["{tellers: {count: 3, cost: 30/h}}"],
    )
    resources: dict[Name, Resource] = Field(
        default_factory=dict,
        description="Rooms, beds, machines, lines, by name.",
        examples=["{rooms: {count: 4}}"],
    )
    modules: dict[Name, Module] = Field(
        default_factory=dict,
        description="Runs of steps that are described once and used in several places, by name.",
        examples=["{identity check: {starts_at: look up, steps: {look up: {time: 2 min, next: leave}}}}"],
    )
    steps: dict[Name, Step] = Field(
        description="The steps, by name.",
        examples=["{counter: {team: tellers, time: 4 min, next: {end: served}}}"],
    )
    sop: AllSops | None = Field(
        default=None,
        description="What every SOP says that says nothing else.",
        examples=["{compliance: 92%, variety: medium}"],
        json_schema_extra={"told_default": "nothing"},
    )
    satisfaction: Satisfaction | None = Field(
        default=None,
        description="What customers expect, and what counts how much; with it a run tells how satisfied they "
        "are.",
        examples=["{expected_wait: 5 min}"],
        json_schema_extra={"told_default": "satisfaction is not measured"},
    )
    document: Document | None = Field(
        default=None,
        description="What the documents say of themselves; a run does not read it.",
        examples=["{id: BR-001, owner: head of service}"],
        json_schema_extra={"told_default": "nothing"},
    )
    deadlines: dict[Name, Deadline] = Field(
        default_factory=dict,
        description="What becomes of cases that are inside for too long, by name.",
        examples=["{promise: {after: 48 h, counted_in: office, to: manager, priority: urgent}}"],
    )
    outcomes: dict[Name, Literal["solved", "unsolved"]] = Field(
        default_factory=dict,
        description="Which ends solve what the customer came for. An end that is not named here is "
        "unsolved, except "
        "`served`.",
        examples=["{approved: solved, declined: solved, gave up: unsolved}"],
        json_schema_extra={"told_default": "`served` is solved"},
    )
    sla: dict[Name, Sla] = Field(
        default_factory=dict,
        description="Service levels, by name.",
        examples=["{few give up: {measure: abandoned, at_most: 3%}}"],
    )
    scorecard: Scorecard | None = Field(
        default=None,
        description="Several figures as points, weighed into one grade.",
        examples=["{criteria: {quick: {figure: wait, weight: 100%, none_at: 10 min, full_at: 2 min}}}"],
        json_schema_extra={"told_default": "nothing is graded"},
    )
    objective: Objective | None = Field(
        default=None,
        description="By which figure `sopsim compare` ranks the scenarios, and what they must keep.",
        examples=["{lowest: cost, subject_to: [few give up]}"],
    )
    investment: Investment | None = Field(
        default=None,
        description="What a change takes: at the top what each does, `set` in a scenario what that one does. "
        "Then `sopsim compare` and `sopsim standardise` tell when it has paid. A run does not read it.",
        examples=["{once: 20000, runs_per_year: 250}"],
        json_schema_extra={"told_default": "it is not told whether a change pays"},
    )
    staffing: dict[Name, StaffRange] = Field(
        default_factory=dict,
        description="What `sopsim staff` may change, by team or resource, to find the cheapest staffing that "
        "meets every service level. A run does not read it.",
        examples=["{tellers: {range: 2..8, per: 1 h}}"],
        json_schema_extra={
            "told_default": "teams with a `count` as a whole, those with a `schedule` by the hour"
        },
    )
    scenarios: dict[Name, Scenario] = Field(
        default_factory=dict,
        description="Changes to compare with the blueprint as written, by name.",
        examples=["{five tellers: {set: {teams.tellers.count: 5}}}"],
    )

    _tree: Tree | None = PrivateAttr(default=None)
    _expanded: Tree | None = PrivateAttr(default=None)
    _scenario: str = PrivateAttr(default="base")
    _overrides: tuple[str, ...] = PrivateAttr(default=())
    _reading: Reading = PrivateAttr(default_factory=Reading)

    @property
    def tree(self) -> Tree | None:
        """The entries as written, scenario and overrides applied; None where it was not read from text."""
        return self._tree

    @property
    def expanded(self) -> Tree | None:
        """The entries with the steps of modules where they are used; what was found in it stands there."""
        return self._expanded

    @property
    def file(self) -> str:
        """The file as the user named it; empty for a blueprint not read from one."""
        return self._tree.file if self._tree else ""

    @property
    def document_version(self) -> str:
        """The version of the documents."""
        return (self.document.version if self.document else None) or self.version

    @property
    def scenario(self) -> str:
        """The scenario that was applied; `base` is the file as written."""
        return self._scenario

    @property
    def overrides(self) -> tuple[str, ...]:
        """What was set on top, each as `path=value`."""
        return self._overrides

    @property
    def reading(self) -> Reading:
        """The unit, currency and start that its values were read with."""
        return self._reading

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Somebody comes, something is done, and names mean one thing."""
        collector = Collector()
        for word in ("customers", "steps"):
            if written.get(word) == {}:
                collector.add(f"`{word}` is empty", "describe at least one", "empty", word)
        if JOIN in _names(written, "steps"):
            collector.add(
                f"a step cannot be called `{JOIN}`, which ends the branches of a parallel",
                "give it another name",
                "taken-name",
                ("steps", JOIN),
                True,
            )
        both = set(_names(written, "teams")) & set(_names(written, "resources"))
        for name in sorted(both):
            collector.add(
                f"`{name}` is a team and a resource",
                "call one of them otherwise",
                "duplicate-name",
                ("resources", name),
                True,
            )
        document = written.get("document")
        own = document.get("version") if isinstance(document, dict) else None
        if own is not None and "version" in written and own != written["version"]:
            collector.add(
                f"the document is version `{own}`, and the blueprint `{written['version']}`",
                "write the version once",
                "two-ways",
                ("document", "version"),
            )
        collector.close()


def _names(written: dict[str, Any], word: str) -> tuple[str, ...]:
    block = written.get(word)
    return tuple(block) if isinstance(block, dict) else ()
