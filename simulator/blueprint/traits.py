"""Which attributes the customers of a blueprint have."""

from __future__ import annotations

from simulator.blueprint.schema.attributes import Attribute
from simulator.blueprint.schema.whole import Blueprint


def attributes_of(blueprint: Blueprint, customers: str) -> dict[str, Attribute]:
    """Return the attributes of a class, its own and those that all have."""
    return {**blueprint.attributes, **blueprint.customers[customers].attributes}
