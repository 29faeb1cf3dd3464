"""Customers: who comes, when, how patient, how urgent."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint import moments, units
from simulator.blueprint.columns import COLUMN_WORDS, column_cells
from simulator.blueprint.forms import BusynessName, Count, Every, Money, Name, Patience, Size, StepName
from simulator.blueprint.looks import Wanted, look_of, shown, unlike
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.phrases import brief, family_meant, written_as
from simulator.blueprint.profiles import Profile, profile
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.appointments import Appointments
from simulator.blueprint.schema.attributes import AttributeEntry
from simulator.blueprint.schema.clock import HoursOrName
from simulator.blueprint.schema.priorities import Priority
from simulator.blueprint.schema.rate_column import RateTable, read_rates
from simulator.names import nearest


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


class Arrivals(Part):
    """When customers of a class come: one of `rate`, `every`, `at`, `appointments`."""

    noun: ClassVar[str] = "arrivals"
    one_of: ClassVar[tuple[str, ...]] = ("rate", "every", "at", "appointments")

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
    appointments: Appointments | None = Field(
        default=None,
        description="They have appointments: each customer the next slot of the book.",
        examples=['{first: "09:00", last: "11:50", every: 10 min, no_show: 15%}'],
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
        if not ways:
            collector.add(
                "arrivals need one of `rate`, `every`, `at`, `appointments`",
                "such as `{rate: 30/h}`; who only comes when sent back has `arrivals: returning`",
                "missing-key",
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
        if "batch" in written and "appointments" in written:
            collector.add(
                "a `batch` stands beside `appointments`, of which each is for one customer",
                "leave it out; for more customers at a time make the slots closer",
                "two-ways",
                "batch",
                True,
            )
        collector.close()

    @property
    def returning(self) -> bool:
        """Whether nobody comes but those who are sent back."""
        return all(getattr(self, word) is None for word in self.one_of)


def _arrivals(value: Any, reading: Reading) -> Arrivals:
    if value == RETURNING:
        return Arrivals.model_construct()
    if isinstance(value, dict) and RETURNING in value:
        raise wrong(
            "`returning` stands alone, without a block",
            "write `arrivals: returning`",
            "wrong-kind",
            (RETURNING,),
        )
    if isinstance(value, str) and nearest(value, (RETURNING,)):
        raise unlike(Wanted("the block of arrivals", "{rate: 30/h}"), value, "did you mean `returning`?")
    return read_part(Arrivals, value, reading)


#: Arrivals of those who only come when `comes_back` sends them.
RETURNING = "returning"

ARRIVALS = Form(
    "the arrivals of a class",
    _arrivals,
    "A block that says when they come; or `returning`: only those come whom a step sends back.",
    ("{rate: 30/h}", "returning"),
    {"anyOf": [{"const": RETURNING}, {"x-part": "Arrivals"}]},
    words={RETURNING: "Of this class only those come whom the `comes_back` of a step sends."},
)


class Customers(Part):
    """A class of customers."""

    noun: ClassVar[str] = "a class of customers"
    later: ClassVar[tuple[str, ...]] = ("variety",)

    starts_at: StepName = Field(description="Their first step.", examples=["greet"])
    arrivals: Annotated[Arrivals, ARRIVALS] = Field(
        description="When they come.", examples=["{rate: 30/h}", "returning"]
    )
    hours: HoursOrName | None = Field(
        default=None,
        description="When the doors are open to them.",
        examples=["office"],
        json_schema_extra={"told_default": "always"},
    )
    when_closed: Literal["leave", "wait"] = Field(
        default="leave",
        description="What those do who come outside their hours: `leave`, turned away, or `wait` in front of "
        "the door until it opens.",
        examples=["wait"],
    )
    backlog: dict[StepName, Count] = Field(
        default_factory=dict,
        description="How many of them wait at which step already when the run begins.",
        examples=["{assess: 60}"],
    )
    patience: Patience = Field(
        default=None,
        description="How long they queue before giving up, anew in each queue, at steps that say "
        "nothing else.",
        examples=["{exponential: 12 min}"],
        json_schema_extra={"told_default": "endless"},
    )
    priority: Priority | None = Field(
        default=None,
        description="Who is served first where a queue goes by priority: 1 before 2, those without a "
        "number last.",
        examples=["1", "urgent"],
        json_schema_extra={"told_default": "last"},
    )
    value: Money = Field(
        default=0.0,
        description="What a case is worth: earned where it is solved, lost where it is not.",
        examples=["50 EUR"],
    )
    attributes: dict[Name, AttributeEntry] = Field(
        default_factory=dict,
        description="Attributes of this class; they replace those of the same name that all have.",
        examples=["{complex: {chance: 40%}}"],
    )

    @property
    def entries_at(self) -> tuple[str, ...]:
        """The steps at which cases of the class begin."""
        return (self.starts_at, *self.backlog)

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """`when_closed` needs hours."""
        if "when_closed" in written and "hours" not in written:
            raise wrong(
                "`when_closed` needs `hours`",
                "write when the doors are open to them, such as `hours: office`",
                "missing-key",
                ("when_closed",),
            )
