"""Priorities: numbers, names in the order of their urgency, or what an attribute says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from simulator.blueprint import units
from simulator.blueprint.forms import name, text
from simulator.blueprint.looks import Wanted, look_of, unlike
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.part import Form
from simulator.blueprint.reading import Reading
from simulator.names import did_you_mean


@dataclass(frozen=True, slots=True)
class ByAttribute:
    """The attribute of that name decides."""

    attribute: str


#: What `by` means wherever it stands.
BY_WORD = "The attribute that decides; for the time and the skill of a step also `customers`, the class."

#: A number, or one of the names under `priorities`.
Rank = float | str


def _priorities(value: Any, reading: Reading) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        example = "[urgent, important, routine]"
        raise unlike(Wanted("a list of names, the most urgent first", example), value if value else None)
    collector = Collector()
    names = [collector.read(i, _priority_name, of, reading) for i, of in enumerate(value)]
    for i, word in enumerate(names):
        if word is not None and word in names[:i]:
            collector.add(f"`{word}` stands here twice", "name each priority once", "duplicate-name", i)
    collector.close()
    return tuple(word for word in names if word is not None)


def _priority_name(value: Any, reading: Reading) -> str:
    found = name(value, reading)
    if look_of(found) != "text":
        raise wrong(
            f"`{found}` is no name for a priority",
            "numbers need no list: write the number at the class itself",
            "bad-name",
        )
    return found


def _rank(value: Any, reading: Reading) -> Rank:
    if look_of(value) == "text":
        return text(value, reading)
    return units.number(value, reading, negative=True)


def _priority(value: Any, reading: Reading) -> Rank | ByAttribute:
    if not isinstance(value, dict):
        return _rank(value, reading)
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


PRIORITIES = Form(
    "a list of priorities",
    _priorities,
    "Names, the most urgent first: the first one is priority 1.",
    ("[urgent, important, routine]",),
    {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
)
RANK = Form(
    "a priority by number or name",
    _rank,
    "A number, 1 is served before 2, or one of the names under `priorities`.",
    ("1", "urgent"),
    {"type": ["number", "string"]},
)
PRIORITY = Form(
    "a priority",
    _priority,
    "A number, 1 is served before 2; one of the names under `priorities`; or the attribute that holds the "
    "number or the name.",
    ("1", "urgent", "{by: urgency}"),
    {
        "anyOf": [
            RANK.json,
            {
                "type": "object",
                "properties": {"by": {"type": "string"}},
                "required": ["by"],
                "additionalProperties": False,
            },
        ]
    },
    words={"by": BY_WORD},
)

Priorities = Annotated[tuple[str, ...], PRIORITIES]
RankEntry = Annotated[Rank, RANK]
Priority = Annotated[Rank | ByAttribute, PRIORITY]
