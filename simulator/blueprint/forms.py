"""The forms of plain entries: texts, names, figures with units, distributions.

Each is declared once, with its meaning, examples and JSON Schema, and stands in the annotations of the
fields that take it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from simulator.blueprint import distribution_spec, moments, units
from simulator.blueprint.condition_tree import Condition
from simulator.blueprint.conditions import condition
from simulator.blueprint.families_json import distribution_json
from simulator.blueprint.looks import Wanted, look_of, shown, unlike
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.part import Form
from simulator.blueprint.reading import Reading
from simulator.randomness.distributions import Distribution

_POSITIVE = r"\d+(\.\d+)?([eE][+-]?\d+)?"
_UNITS = "(s|min|h|d|w)"
_PER = rf"\s*(/|per)\s*({_POSITIVE}\s*)?{_UNITS}"

DURATION_TEXT = rf"^\s*{_POSITIVE}\s*{_UNITS}(\s+{_POSITIVE}\s*{_UNITS})*\s*$"
SHARE_TEXT = rf"^\s*{_POSITIVE}\s*%\s*$"
RATE_TEXT = rf"^\s*{_POSITIVE}{_PER}\s*$"
COST_TEXT = rf"^\s*([^\d\s.+-]*\s*{_POSITIVE}|{_POSITIVE}\s*[^\d\s/]+){_PER}\s*$"

MONEY_TEXT = rf"^\s*([^\d\s.+-]+\s*{_POSITIVE}|{_POSITIVE}\s*[^\d\s/]+)\s*$"


def text(value: Any, reading: Reading) -> str:  # noqa: ARG001
    """Return a text."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if look_of(value) in {"number", "truth"} and not isinstance(value, str):
        raise wrong(
            f"`{shown(value)}` is not read as a text here",
            f'put it in quotes: "{shown(value)}"',
            "wrong-kind",
        )
    raise unlike(Wanted("a text", "some words"), value)


def name(value: Any, reading: Reading) -> str:
    """Return a name that something is given."""
    if isinstance(value, list | dict):
        raise unlike(Wanted("a name", "walk-in"), value)
    found = text(value, reading)
    if "*" in found:
        raise wrong(
            f"the name `{found}` has a star in it",
            "a star matches names in scenarios; leave it out",
            "bad-name",
        )
    if any(not sign.isprintable() for sign in found):
        raise wrong(
            "the name goes over several lines, or holds signs that cannot be seen",
            "make it one line",
            "bad-name",
        )
    return found


def _version(value: Any, reading: Reading) -> str:
    if look_of(value) == "number" and not isinstance(value, str):
        raise wrong(
            f"a version is a text, and without quotes `{shown(value)}` is a number",
            f'write `version: "{shown(value)}"`, in quotes',
            "version-number",
        )
    return text(value, reading)


def _positive_duration(value: Any, reading: Reading) -> float:
    found = units.duration(value, reading)
    if found == 0:
        raise wrong(
            f"`{shown(value)}` is no time at all", "write a duration above zero, such as `8 h`", "too-small"
        )
    if found > MOST_DAYS * reading.day:
        raise wrong(
            f"`{shown(value)}` is more than a hundred years",
            "write a shorter time, such as `52 w`",
            "too-large",
        )
    return found


def _warm_up(value: Any, reading: Reading) -> float | Literal["auto"]:
    return "auto" if value == "auto" else units.duration(value, reading)


def _patience(value: Any, reading: Reading) -> Distribution | None:
    if value == "endless":
        return None
    return distribution_spec.time(value, reading)


def _size(value: Any, reading: Reading) -> Distribution:
    found = distribution_spec.distribution(value, reading, distribution_spec.SIZE)
    if found.is_constant and found.mean != int(found.mean):
        raise wrong(f"`{shown(value)}` is not a whole number", "a batch is of whole customers", "not-whole")
    return found


def _every(value: Any, reading: Reading) -> Distribution:
    found = distribution_spec.time(value, reading)
    if found.mean == 0:
        raise wrong(
            "customers without any time between them would never end",
            "write the time between two, such as `5 min`; several at once are a `batch`",
            "no-time-between",
        )
    return found


def _daily_factor(value: Any, reading: Reading) -> Distribution:
    return distribution_spec.distribution(value, reading, distribution_spec.FACTOR_OF)


def _count(value: Any, reading: Reading) -> int:
    return units.count(value, reading)


def _at_least_one(value: Any, reading: Reading) -> int:
    return units.count(value, reading, least=1)


def team_size(value: Any, reading: Reading) -> int:
    """Return how many members a team has."""
    return units.count(value, reading, most=MOST_MEMBERS)


def _yes(value: Any, reading: Reading) -> bool:  # noqa: ARG001
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in {"yes", "no"}:
        raise wrong(
            f"`{value}` is a text here", f"write `{'true' if value == 'yes' else 'false'}`", "wrong-kind"
        )
    raise unlike(Wanted("`true` or `false`", "true"), value)


def _start(value: Any, reading: Reading) -> str:
    moments.start(value)
    return text(value, reading)


def reference(what: str, example: str) -> Form:
    """Return the form of a name that stands for something described elsewhere in the file."""
    wanted = Wanted(f"the name of {what}", example)

    def read(value: Any, reading: Reading) -> str:
        if isinstance(value, list | dict):
            raise unlike(wanted, value)
        return text(value, reading)

    return Form(
        wanted.name,
        read,
        f"The name of {what} of this blueprint.",
        (example,),
        {"type": "string", "minLength": 1},
    )


def names_or_one(what: str, one: str, several: str) -> Form:
    """Return the form of one name of something described elsewhere, or of a list of them."""

    def read(value: Any, reading: Reading) -> tuple[str, ...]:
        if isinstance(value, str):
            return (text(value, reading),)
        if not isinstance(value, list) or not value:
            raise unlike(Wanted(what, several), value if value else None)
        collector = Collector()
        names = [collector.read(i, text, each, reading) for i, each in enumerate(value)]
        collector.close()
        return tuple(dict.fromkeys(each for each in names if each is not None))

    return Form(
        what,
        read,
        "One name, or several.",
        (one, several),
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
            ]
        },
    )


#: A larger team is a slip of the keyboard, or wants no limit at all.
MOST_MEMBERS = 10_000

#: A longer run is a slip of the keyboard, and its calendar alone would fill the memory.
MOST_DAYS = 36_525

TEXT = Form("a text", text, "Some words.", ("Serve walk-in customers",), {"type": "string", "minLength": 1})
VERSION = Form(
    "a version",
    _version,
    "A text; in quotes, since 1.10 would be 1.1.",
    ('"1.2.0"',),
    {"type": "string", "minLength": 1},
)
NAME = Form(
    "a name",
    name,
    "A name of your own; letters, digits, spaces and hyphens.",
    ("walk-in",),
    {"type": "string", "minLength": 1},
)
YES = Form("yes or no", _yes, "`true` or `false`.", ("true",), {"type": "boolean"})
COUNT = Form("a whole number", _count, "0, 1, 2, ...", ("3",), {"type": "integer", "minimum": 0})
AT_LEAST_ONE = Form(
    "a whole number from 1 on", _at_least_one, "1, 2, 3, ...", ("2",), {"type": "integer", "minimum": 1}
)
TEAM_SIZE = Form(
    "a number of members",
    team_size,
    f"0 to {MOST_MEMBERS}.",
    ("3",),
    {"type": "integer", "minimum": 0, "maximum": MOST_MEMBERS},
)
DURATION = Form(
    "a duration",
    units.duration,
    "A length of time: a number and a unit (`s`, `min`, `h`, `d`, `w`), or several from long to "
    "short; a bare "
    "number is in the unit of the clock.",
    ("5 min", "1 h 30 min", "90"),
    {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": DURATION_TEXT}]},
)
LENGTH = Form(
    "a duration above zero",
    _positive_duration,
    "A duration above zero, of a hundred years at most.",
    ("8 h",),
    {"anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string", "pattern": DURATION_TEXT}]},
)
WARM_UP = Form(
    "a warm-up",
    _warm_up,
    "A duration; or `auto`: as long as the numbers inside still rise in a pilot run.",
    ("2 h", "auto"),
    {"anyOf": [{"const": "auto"}, *DURATION.json["anyOf"]]},
    words={"auto": "A pilot run finds how long the warm-up has to be, once for all scenarios; it is shown."},
)
SHARE = Form(
    "a share",
    units.share,
    "A percentage from 0 to 100 %, or a fraction below one.",
    ("20%", "0.2"),
    {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": SHARE_TEXT}]},
)
SPEED = Form(
    "a speed",
    units.speed,
    "A percentage of the standard speed: at 120% ten minutes of work take 8 min 20 s.",
    ("120%", "80%"),
    {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 10},
            {"type": "string", "pattern": SHARE_TEXT},
        ]
    },
)
FACTOR = Form(
    "a factor",
    units.factor,
    "A percentage, or a number to multiply by.",
    ("120%", "1.2"),
    {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": SHARE_TEXT}]},
)
COST = Form(
    "a cost",
    units.cost,
    "Money per time; with or without the blueprint's currency.",
    ("30/h", "24 EUR/h"),
    {"anyOf": [{"const": 0}, {"type": "string", "pattern": COST_TEXT}]},
)
MONEY = Form(
    "an amount of money",
    units.money,
    "Money, with or without the blueprint's currency.",
    ("50", "50 EUR"),
    {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": MONEY_TEXT}]},
)
START = Form(
    "a weekday or a date",
    _start,
    "The moment that is t = 0: a weekday, a date or a time of day, each with or without the next.",
    ('"Mon 09:00"', '"2026-01-05 09:00"'),
    {
        "type": "string",
        "pattern": r"^\s*((Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d{4}-\d\d-\d\d)([ T]\d{1,2}:\d\d)?|\d{1,2}:\d\d)\s*$",
    },
)
TIME = Form(
    "a distribution of times",
    distribution_spec.time,
    "A duration (always that long), or a distribution by its name with its parameters; `shift`, "
    "`min` and `max` "
    "may stand beside the name.",
    ("4 min", "{lognormal: {mean: 4 min, cv: 0.8}}", "{exponential: 12 min, max: 1 h}"),
    distribution_json(DURATION.json),
)
PATIENCE = Form(
    "patience",
    _patience,
    "How long a customer queues before giving up: a distribution of times, or `endless`.",
    ("{exponential: 12 min}", "10 min", "endless"),
    {"anyOf": [{"const": "endless"}, {"x-form": TIME.name}]},
)
EVERY = Form(
    "the time between two arrivals",
    _every,
    "A distribution of times, not always zero.",
    ("{gamma: {mean: 6 min, cv: 0.7}}", "5 min"),
    {"x-form": TIME.name},
)
SIZE = Form(
    "a number of customers",
    _size,
    "A whole number, or a distribution of numbers (rounded to whole ones, at least 1).",
    ("3", "{discrete: {1: 70%, 2: 30%}}"),
    distribution_json({"type": "number", "minimum": 1}),
)
DAILY_FACTOR = Form(
    "a distribution of factors",
    _daily_factor,
    "A percentage, or a distribution of percentages.",
    ("{gamma: {mean: 100%, cv: 5%}}",),
    distribution_json(
        {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": SHARE_TEXT}]}
    ),
)
CONDITION = Form(
    "a condition",
    condition,
    "What has to hold: attributes, classes, visits, queues, age and time of day, with `and`, `or`, "
    "`not`, `( )`. "
    "`complex` (a yes-or-no attribute), `customers is business`, `urgency is not urgent`, "
    "`'x-ray'.visits < 3`, "
    '`answer.waiting > 12`, `answer.expected_wait > 2 min`, `age > 1 h`, `time between "12:00" and "13:00"`.',
    ("complex", "customers is business", "answer.waiting > 12"),
    {"type": "string", "minLength": 1},
)
STEP_NAME = reference("a step", "counter")
TEAM_NAME = reference("a team or resource", "tellers")
CLASS_NAME = reference("a class of customers", "walk-in")
BUSYNESS_NAME = reference("a busyness", "today")
MODULE_NAME = reference("a module", "identity check")

Text = Annotated[str, TEXT]
Version = Annotated[str, VERSION]
Name = Annotated[str, NAME]
Yes = Annotated[bool, YES]
Count = Annotated[int, COUNT]
AtLeastOne = Annotated[int, AT_LEAST_ONE]
TeamSize = Annotated[int, TEAM_SIZE]
Duration = Annotated[float, DURATION]
Length = Annotated[float, LENGTH]
WarmUp = Annotated[float | Literal["auto"], WARM_UP]
Share = Annotated[float, SHARE]
Speed = Annotated[float, SPEED]
Factor = Annotated[float, FACTOR]
Cost = Annotated[float, COST]
Money = Annotated[float, MONEY]
Start = Annotated[str, START]
Time = Annotated[Distribution, TIME]
Every = Annotated[Distribution, EVERY]
Patience = Annotated[Distribution | None, PATIENCE]
Size = Annotated[Distribution, SIZE]
DailyFactor = Annotated[Distribution, DAILY_FACTOR]
If = Annotated[Condition, CONDITION]
StepName = Annotated[str, STEP_NAME]
TeamName = Annotated[str, TEAM_NAME]
ClassName = Annotated[str, CLASS_NAME]
BusynessName = Annotated[str, BUSYNESS_NAME]
ModuleName = Annotated[str, MODULE_NAME]
