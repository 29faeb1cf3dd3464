"""Conditions, in numbers."""

from __future__ import annotations

from simulator.blueprint import condition_tree as written
from simulator.model.compile_index import Index
from simulator.model.plan import (
    AllOf,
    AnyOf,
    AttributeIs,
    Condition,
    CustomersAre,
    DuringTime,
    Not,
    StateIs,
)
from simulator.timeline import Timeline


def compile_condition(condition: written.Condition, index: Index) -> Condition:
    """Return a condition with every name replaced by its number."""
    match condition:
        case written.Not(of):
            return Not(compile_condition(of, index))
        case written.AllOf(of):
            return AllOf(tuple(compile_condition(part, index) for part in of))
        case written.AnyOf(of):
            return AnyOf(tuple(compile_condition(part, index) for part in of))
        case written.CustomersAre(customers):
            return CustomersAre((index.classes[customers.text],))
        case written.State(what, step, sign, value):
            return StateIs(what, -1 if step is None else index.steps[step.text], sign, value)
        case written.Between(start, end):
            return DuringTime(_during(start, end, index))
        case written.Flag(attribute):
            return AttributeIs(index.attributes[attribute.text], "=", 1.0)
        case written.HasValue(attribute, name):
            return AttributeIs(index.attributes[attribute.text], "=", index.code(attribute.text, name.text))
        case written.Compares(attribute, sign, value):
            return AttributeIs(index.attributes[attribute.text], sign, value)


def _during(start: int, end: int, index: Index) -> Timeline:
    """Return 1 from `start` on and before `end`, minutes after midnight, each day."""
    reading = index.reading
    day = 24 * 60
    entries = sorted({end % day: 0.0, start: 1.0}.items())
    in_unit = [(minute * 60 / reading.seconds, value) for minute, value in entries]
    return Timeline.cyclic(in_unit, reading.day, reading.since_midnight)
