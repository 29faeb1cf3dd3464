"""Which attributes the customers of a blueprint have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.blueprint.misread import Fault, Path
from simulator.blueprint.schema.attributes import Attribute, Choice, Figure
from simulator.blueprint.schema.whole import Blueprint
from simulator.names import did_you_mean

#: How the values of a yes or no may be written as keys.
YES_OR_NO = ("yes", "no", "true", "false")


def attributes_of(blueprint: Blueprint, customers: str) -> dict[str, Attribute]:
    """Return the attributes of a class, its own and those that all have."""
    return {**blueprint.attributes, **blueprint.customers[customers].attributes}


def set_by_steps(blueprint: Blueprint) -> dict[str, tuple[Attribute, ...]]:
    """Return the attributes that steps decide, each with every way to do so."""
    found: dict[str, tuple[Attribute, ...]] = {}
    for step in blueprint.steps.values():
        for name, attribute in step.sets.items():
            found[name] = (*found.get(name, ()), attribute)
    return found


def ways_to_decide(word: str, blueprint: Blueprint) -> list[Attribute]:
    """Return every way in which an attribute is decided: for all, for a class, by a step."""
    blocks = (
        blueprint.attributes,
        *(customers.attributes for customers in blueprint.customers.values()),
        *(step.sets for step in blueprint.steps.values()),
    )
    return [block[word] for block in blocks if word in block]


def unknown_values(keys: Iterable[str], known: tuple[str, ...], what: str, place: Path) -> Iterator[Fault]:
    """Find keys of a block at a place that name no class, or no value of an attribute."""
    for key in keys:
        if key not in known:
            yield Fault(
                f"there is no {what} `{key}`",
                did_you_mean(key, known),
                "unknown-value",
                (*place, key),
                on_key=True,
            )


def values_of(word: str, blueprint: Blueprint) -> tuple[str, ...]:
    """Return the names of all classes for `customers`, else all values of an attribute that is a choice."""
    if word == "customers":
        return tuple(blueprint.customers)
    return choices_of(ways_to_decide(word, blueprint))


def choices_of(ways: Iterable[Attribute]) -> tuple[str, ...]:
    """Return the values of a choice in all the ways in which it is decided, each once."""
    values = (value for way in ways if isinstance(way, Choice) for value, _ in way.shares)
    return tuple(dict.fromkeys(values))


def is_number(word: str, blueprint: Blueprint) -> bool:
    """Whether an attribute is a number."""
    return any(isinstance(way, Figure) for way in ways_to_decide(word, blueprint))
