"""Customers: who comes, when, how patient, how urgent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint import moments, units
from simulator.blueprint.columns import COLUMN_WORDS, column_cells
from simulator.blueprint.forms import BusynessName, Count, Every, Name, Patience, Size, StepName, text
from simulator.blueprint.looks import Wanted, look_of, shown, unlike
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.part import Form, Part
from simulator.blueprint.phrases import brief, family_meant, written_as
from simulator.blueprint.profiles import Profile, profile
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.attributes import AttributeEntry
from simulator.blueprint.schema.rate_column import RateTable, read_rates
from simulator.blueprint.wording import not_yet
from simulator.names import did_you_mean


@dataclass(frozen=True, slots=True)
class ByAttribute:
    """The attribute of that name decides."""

    attribute: str


def _rate(value: Any, reading: Reading) -> Profile | RateTable:
    if not isinstance(value, dict):
        return Profile(((0, units.rate(value, reading)),))
    if "csv" in value or "column" in value:
        return read_rates(value, reading)
    _check_no_distribution(value)
    return profile(value, reading, units.rate, "30/h")


def _check_no_distribution(value: dict[str, Any]) -> None:
    """Refuse the parameters or the name of a distribution where a rate belongs."""
    word, of = next(iter(value.items()), ("", None))
    inner = next(iter(of.values()), None) if isinstance(of, dict) else of
    families = family_meant(word)
    if not families and word != "mean":
        return
    if look_of(inner) == "rate":
        raise wrong(
            "a rate stands alone: arrivals at a rate come at random by themselves (a Poisson process)",
            f"write `rate: {shown(inner)}`",
            "wrong-kind",
        )
    of_gaps = written_as(families[0] if families else "exponential", of)
    raise wrong(
        f"a distribution, `{brief(value)}`, stands where a rate belongs",
        f"of the time between two arrivals write `every: {of_gaps}` instead of `rate`",
        "wrong-kind",
    )


RATE = Form(
    "a rate",
    _rate,
    "How many in how much time: a rate, a profile of rates, or a column of a CSV file beside the blueprint.",
    ("30/h", '{"09:00": 30/h, "11:00": 55/h}', "{csv: arrivals.csv, column: rate, per: h, each: 1 h}"),
    {
        "anyOf": [
            {"x-def": "a rate alone"},
            {"x-profile": {"x-def": "a rate alone"}},
            {"x-part": "RateColumn"},
        ]
    },
    words={
        "per": "In a rate: what it is per, as in `2 per min`; of a column: the unit of time its "
        "figures are per."
    },
)


def _moments(value: Any, reading: Reading) -> tuple[float, ...]:
    if isinstance(value, dict):
        return tuple(sorted(column_cells(value, reading, moments.moment)))
    if not isinstance(value, list):
        raise unlike(Wanted("a list of moments", '["09:00", "09:20"]'), value)
    collector = Collector()
    found = [collector.read(i, moments.moment, when, reading) for i, when in enumerate(value)]
    collector.close()
    return tuple(sorted(when for when in found if when is not None))


AT = Form(
    "a list of moments",
    _moments,
    "Each once: a duration from the start, a time of day or a weekday (the first from the start on), "
    "a date. Or a "
    "column of a CSV file.",
    ('["09:00", "09:20", "10:00"]', "[1, 2.5, 4]", "{csv: calls.csv, column: arrived}"),
    {"anyOf": [{"type": "array", "items": {"type": ["string", "number"]}}, {"x-def": "a column"}]},
    words=COLUMN_WORDS,
)


def _priority(value: Any, reading: Reading) -> float | ByAttribute:
    if isinstance(value, dict):
        for word in value:
            if word != "by":
                raise wrong(
                    f"a priority has no entry `{word}`",
                    did_you_mean(word, ("by",)) or "write `{by: urgency}`",
                    "unknown-key",
                    (word,),
                )
        if "by" not in value:
            raise wrong("the priority is empty", "write a number, or `{by: urgency}`", "missing-key")
        return ByAttribute(text(value["by"], reading))
    if look_of(value) == "text":
        raise wrong(
            f"priorities by name, such as `{value}`: {not_yet('priorities')}",
            "write a number, 1 is first",
            "not-yet",
        )
    return units.number(value, reading, negative=True)


PRIORITY = Form(
    "a priority",
    _priority,
    "A number, 1 is served before 2; or the attribute that holds the number.",
    ("1", "{by: urgency}"),
    {
        "anyOf": [
            {"type": "number"},
            {
                "type": "object",
                "properties": {"by": {"type": "string"}},
                "required": ["by"],
                "additionalProperties": False,
            },
        ]
    },
    words={"by": "The attribute that decides; for the time of a step also `customers`, the class."},
)


class Arrivals(Part):
    """When customers of a class come: one of `rate`, `every`, `at`."""

    noun: ClassVar[str] = "arrivals"
    later: ClassVar[tuple[str, ...]] = ("appointments", "returning")
    one_of: ClassVar[tuple[str, ...]] = ("rate", "every", "at")

    rate: Annotated[Profile | RateTable, RATE] | None = Field(
        default=None,
        description="They come independently of one another, at this rate (a Poisson process).",
        examples=["30/h", '{"09:00": 30/h, "11:00": 55/h}'],
    )
    every: Every | None = Field(
        default=None,
        description="The time from one arrival to the next; the first comes after one such time.",
        examples=["{gamma: {mean: 6 min, cv: 0.7}}", "5 min"],
    )
    at: Annotated[tuple[float, ...], AT] | None = Field(
        default=None, description="The moments at which they come.", examples=['["09:00", "09:20"]']
    )
    batch: Size | None = Field(
        default=None,
        description="How many come at once.",
        examples=["{discrete: {1: 70%, 2: 30%}}"],
        json_schema_extra={"told_default": "1"},
    )
    busyness: BusynessName | None = Field(
        default=None,
        description="The busyness that multiplies the rate, day by day; all who name it share it.",
        examples=["today"],
    )
    limit: Count | None = Field(
        default=None,
        description="At most so many customers come.",
        examples=["100"],
        json_schema_extra={"told_default": "no limit"},
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Exactly one way to come; busyness multiplies rates only."""
        collector = Collector()
        ways = [word for word in cls.one_of if word in written]
        if not ways and not set(written) & set(cls.later):
            collector.add(
                "arrivals need one of `rate`, `every`, `at`", "such as `{rate: 30/h}`", "missing-key"
            )
        for word in ways[1:]:
            collector.add(
                f"`{word}` stands beside `{ways[0]}`",
                "customers come in one way; make two classes of two",
                "two-ways",
                word,
                True,
            )
        if "busyness" in written and ways and "rate" not in ways:
            collector.add(
                f"a busyness multiplies a rate, and here stands `{ways[0]}`",
                "write `rate`, or leave it out",
                "busyness-without-rate",
                "busyness",
                True,
            )
        collector.close()


class Customers(Part):
    """A class of customers."""

    noun: ClassVar[str] = "a class of customers"
    later: ClassVar[tuple[str, ...]] = ("value", "hours", "when_closed", "backlog", "satisfaction", "variety")

    starts_at: StepName = Field(description="Their first step.", examples=["greet"])
    arrivals: Arrivals = Field(description="When they come.", examples=["{rate: 30/h}"])
    patience: Patience = Field(
        default=None,
        description="How long they queue before giving up, anew in each queue, at steps that say "
        "nothing else.",
        examples=["{exponential: 12 min}"],
        json_schema_extra={"told_default": "endless"},
    )
    priority: Annotated[float | ByAttribute, PRIORITY] | None = Field(
        default=None,
        description="Who is served first where a queue goes by priority: 1 before 2, those without a "
        "number last.",
        examples=["1"],
        json_schema_extra={"told_default": "last"},
    )
    attributes: dict[Name, AttributeEntry] = Field(
        default_factory=dict,
        description="Attributes of this class; they replace those of the same name that all have.",
        examples=["{complex: {chance: 40%}}"],
    )
