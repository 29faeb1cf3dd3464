"""Attributes: traits that every customer brings along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from simulator.blueprint import units
from simulator.blueprint.distribution_spec import NUMBER_OF, SHARES_WITHIN, distribution
from simulator.blueprint.families import LIMITS, NAMES
from simulator.blueprint.forms import SHARE, name
from simulator.blueprint.looks import Wanted, look_of, unlike
from simulator.blueprint.misread import Collector, wrong
from simulator.blueprint.part import Form
from simulator.blueprint.phrases import brief
from simulator.blueprint.reading import Reading
from simulator.blueprint.synonyms import advice, meant
from simulator.randomness.distributions import Distribution


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes with this chance."""

    chance: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values, each with its share; the shares add up to 1."""

    shares: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, drawn for each customer."""

    of: Distribution


Attribute = Flag | Choice | Figure


def kind_of(attribute: Attribute) -> str:
    """Return the kind in words: "yes or no", "a choice", "a number"."""
    if isinstance(attribute, Flag):
        return "yes or no"
    return "a choice" if isinstance(attribute, Choice) else "a number"


def read_attribute(value: Any, reading: Reading) -> Attribute:
    """Return how an attribute is decided."""
    if isinstance(value, bool):
        return Flag(1.0 if value else 0.0)
    if isinstance(value, dict):
        return _decided(value, reading)
    if look_of(value) == "text":
        return Choice(((str(value).strip(), 1.0),))
    if look_of(value) in {"nothing", "list"}:
        raise unlike(Wanted("an attribute", "{chance: 20%}"), value)
    return Figure(distribution(value, reading, NUMBER_OF))


def _decided(value: dict[str, Any], reading: Reading) -> Attribute:
    own = [word for word in ("chance", "choice") if word in value]
    if not own:
        if not any(word in NAMES for word in value):
            raise _unknown(value)
        return Figure(distribution(value, reading, NUMBER_OF))
    collector = Collector()
    for word in value:
        if word != own[0]:
            collector.add(
                f"`{word}` does not stand beside `{own[0]}`", "keep one of them", "unknown-key", word, True
            )
    found: Attribute | None
    if own[0] == "chance":
        chance = collector.read("chance", units.share, value["chance"], reading)
        found = Flag(chance or 0.0)
    else:
        found = collector.read("choice", _choice, value["choice"], reading)
    collector.close()
    assert found is not None
    return found


def _unknown(value: dict[str, Any]) -> Exception:
    word = next(iter(value), "")
    shared = bool(value) and all(look_of(of) == "share" for of in value.values())
    if shared and not any(meant(key, ("chance", "choice")) for key in value):
        return wrong(
            "values with their shares stand here, and nothing says that one of them is chosen",
            f"write `{_chosen(value)}`",
            "unknown-key",
        )
    known = ("chance", "choice", *NAMES)
    return wrong(
        f"an attribute has no entry `{word}`" if word else "this attribute says nothing",
        advice(word, known)
        if word
        else "write `{chance: 20%}`, `{choice: {a: 40%, b: 60%}}` or a distribution",
        "unknown-key",
        (word,) if word and word not in LIMITS else (),
    )


def _chosen(value: dict[str, Any]) -> str:
    """Return a block of values with shares as the choice that it was meant as; of yes and no, the chance."""
    yes = next((of for key, of in value.items() if key.casefold() in {"yes", "true"}), None)
    if yes is not None and len(value) <= 2:
        return f"{{chance: {brief(yes)}}}"
    return f"{{choice: {brief(value)}}}"


def _choice(value: Any, reading: Reading) -> Choice:
    if not isinstance(value, dict) or not value:
        raise unlike(Wanted("a block of values with their shares", "{urgent: 10%, routine: 90%}"), value)
    collector = Collector()
    for key in value:
        collector.read_key(key, name, reading)
    shares = {key: collector.read(key, units.share, share, reading) for key, share in value.items()}
    collector.close()
    exact = {key: share or 0.0 for key, share in shares.items()}
    total = sum(exact.values())
    if abs(total - 1) > SHARES_WITHIN:
        raise wrong(f"the shares add up to {100 * total:.6g}%", "they must add up to 100%", "shares")
    return Choice(tuple((key, share / total) for key, share in exact.items()))


ATTRIBUTE = Form(
    "an attribute",
    read_attribute,
    "Yes with a `chance`; a `choice` of values with their shares; a number drawn from a "
    "distribution; or the same for "
    "all: `true`, a number, a word.",
    ("{chance: 20%}", "{choice: {urgent: 10%, routine: 90%}}", "{uniform: {low: 18, high: 90}}", "gold"),
    {
        "anyOf": [
            {"type": ["boolean", "number", "string"]},
            {
                "type": "object",
                "properties": {
                    "chance": {"x-form": SHARE.name, "description": "Yes for this share of the customers."}
                },
                "required": ["chance"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {
                    "choice": {
                        "type": "object",
                        "minProperties": 1,
                        "additionalProperties": {"x-form": SHARE.name},
                        "description": "One of these values, each with its share; the shares add up "
                        "to 100 %.",
                    }
                },
                "required": ["choice"],
                "additionalProperties": False,
            },
            {"x-def": "a distribution of numbers"},
        ]
    },
    words={
        "chance": "Yes for this share of the customers: a yes-or-no attribute.",
        "choice": "One of some values, each with its share; the shares add up to 100 %.",
    },
)
AttributeEntry = Annotated[Flag | Choice | Figure, ATTRIBUTE]
