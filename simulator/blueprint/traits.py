"""Which attributes the customers of a blueprint have."""

from __future__ import annotations

from simulator.blueprint.schema.attributes import Attribute, Figure
from simulator.blueprint.schema.whole import Blueprint


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


def is_number(word: str, blueprint: Blueprint) -> bool:
    """Whether an attribute is a number."""
    return any(isinstance(way, Figure) for way in ways_to_decide(word, blueprint))
