"""Classes of customers, in numbers."""

from __future__ import annotations

from simulator.blueprint.profiles import Profile
from simulator.blueprint.schema import customers as schema
from simulator.blueprint.schema.priorities import ByAttribute
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.compile_hours import hours_timeline
from simulator.model.compile_index import Index
from simulator.model.compile_traits import compile_trait
from simulator.model.plan import NO_PRIORITY, Appointments, Arrivals, CustomerClass
from simulator.timeline import Timeline


def compile_customers(blueprint: Blueprint, index: Index) -> tuple[CustomerClass, ...]:
    """Return the classes in the order of their numbers."""
    return tuple(_customers(name, blueprint, index) for name in index.classes)


def _customers(name: str, blueprint: Blueprint, index: Index) -> CustomerClass:
    block = blueprint.customers[name]
    attributes = {**blueprint.attributes, **block.attributes}
    priority = block.priority
    by = priority.attribute if isinstance(priority, ByAttribute) else None
    return CustomerClass(
        name=name,
        starts_at=index.steps[block.starts_at],
        arrivals=_arrivals(block.arrivals, blueprint, index),
        patience=block.patience,
        priority=NO_PRIORITY
        if priority is None or isinstance(priority, ByAttribute)
        else index.rank(priority),
        priority_by=None if by is None else index.attributes[by],
        priority_of={} if by is None else _priority_of(by, index),
        traits=tuple(
            compile_trait(attributes[known.name], known) if known.name in attributes else None
            for known in index.attribute_list
        ),
        hours=hours_timeline(block.hours, blueprint),
        waits_for_opening=block.when_closed == "wait",
        backlog=tuple(sorted((index.steps[step], count) for step, count in block.backlog.items())),
        inherits=_inherited(block, index),
        value=block.value,
    )


def _inherited(block: schema.Customers, index: Index) -> frozenset[int]:
    """Return the attributes that a case which comes back keeps: all but those that its new class names."""
    if not block.arrivals.returning:
        return frozenset()
    return frozenset(number for name, number in index.attributes.items() if name not in block.attributes)


def _priority_of(attribute: str, index: Index) -> dict[float, float]:
    """Return the priority by coded value, where the values are names of priorities."""
    values = index.attribute_list[index.attributes[attribute]].values
    return {float(code): index.rank(value) for code, value in enumerate(values) if value in index.priorities}


def _arrivals(block: schema.Arrivals, blueprint: Blueprint, index: Index) -> Arrivals:
    book = block.appointments
    return Arrivals(
        rate=_rate(block, index),
        every=block.every,
        at=block.at or (),
        appointments=None
        if book is None
        else Appointments(book.slots(index.reading, blueprint.clock.run_for), book.no_show, book.early_late),
        batch=block.batch,
        busyness=block.busyness,
        limit=block.limit,
    )


def _rate(block: schema.Arrivals, index: Index) -> Timeline | None:
    if block.rate is None:
        return None
    return block.rate.timeline(index.reading) if isinstance(block.rate, Profile) else block.rate.timeline()
