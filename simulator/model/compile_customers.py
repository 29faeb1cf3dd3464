"""Classes of customers, in numbers."""

from __future__ import annotations

from simulator.blueprint.profiles import Profile
from simulator.blueprint.schema import attributes as written
from simulator.blueprint.schema import customers as schema
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.compile_index import Index
from simulator.model.plan import NO_PRIORITY, Arrivals, Attribute, CustomerClass, Trait
from simulator.randomness.distributions import discrete
from simulator.timeline import Timeline


def compile_customers(blueprint: Blueprint, index: Index) -> tuple[CustomerClass, ...]:
    """Return the classes in the order of their numbers."""
    return tuple(_customers(name, blueprint, index) for name in index.classes)


def _customers(name: str, blueprint: Blueprint, index: Index) -> CustomerClass:
    block = blueprint.customers[name]
    attributes = {**blueprint.attributes, **block.attributes}
    priority = block.priority
    by = priority.attribute if isinstance(priority, schema.ByAttribute) else None
    return CustomerClass(
        name=name,
        starts_at=index.steps[block.starts_at],
        arrivals=_arrivals(block.arrivals, index),
        patience=block.patience,
        priority=priority if isinstance(priority, float) else NO_PRIORITY,
        priority_by=None if by is None else index.attributes[by],
        traits=tuple(
            _trait(attributes[known.name], known) if known.name in attributes else None
            for known in index.attribute_list
        ),
    )


def _arrivals(block: schema.Arrivals, index: Index) -> Arrivals:
    return Arrivals(
        rate=_rate(block, index),
        every=block.every,
        at=block.at or (),
        batch=block.batch,
        busyness=block.busyness,
        limit=block.limit,
    )


def _rate(block: schema.Arrivals, index: Index) -> Timeline | None:
    if block.rate is None:
        return None
    return block.rate.timeline(index.reading) if isinstance(block.rate, Profile) else block.rate.timeline()


def _trait(attribute: written.Attribute, known: Attribute) -> Trait:
    """Return how a class comes by an attribute, its values coded as the plan codes them."""
    if isinstance(attribute, written.Flag):
        return _drawn([(0.0, 1.0 - attribute.chance), (1.0, attribute.chance)])
    if isinstance(attribute, written.Choice):
        return _drawn([(float(known.values.index(value)), share) for value, share in attribute.shares])
    if attribute.of.is_constant:
        return Trait(value=attribute.of.mean)
    return Trait(draw=attribute.of)


def _drawn(shares: list[tuple[float, float]]) -> Trait:
    certain = [value for value, share in shares if share == 1.0]
    if certain:
        return Trait(value=certain[0])
    values, weights = zip(*sorted(shares), strict=True)
    return Trait(draw=discrete(values, weights))
