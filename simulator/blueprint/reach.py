"""Who can come where: a walk over everything a case may do, conditions and shares left aside."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.blueprint.branching import steps_after, steps_unserved, ways_on
from simulator.blueprint.schema.steps import Step
from simulator.blueprint.schema.whole import Blueprint


def classes_at(blueprint: Blueprint, unset: str | None = None) -> dict[str, tuple[str, ...]]:
    """Return for each step the classes of customers that can come there, in the order of the file.

    With `unset`: that can come there before any step has set this attribute.
    """
    onward = {
        name: set(steps_unserved(step)) if unset in step.sets else _onward(step)
        for name, step in blueprint.steps.items()
    }
    reached = {
        name: _from((*customers.entries_at, *_overdue(name, blueprint)), onward)
        for name, customers in blueprint.customers.items()
    }
    return {step: tuple(name for name in reached if step in reached[name]) for step in blueprint.steps}


def _onward(step: Step) -> set[str]:
    branches = (branch.to for _, way in ways_on(step) for branch in way.parallel or ())
    return {*steps_after(step), *branches}


def _overdue(customers: str, blueprint: Blueprint) -> tuple[str, ...]:
    """Return the steps to which cases of a class are sent by a deadline."""
    rules = blueprint.deadlines.values()
    return tuple(rule.to for rule in rules if rule.to and (not rule.customers or customers in rule.customers))


def _from(starts: Iterable[str], onward: dict[str, set[str]]) -> set[str]:
    seen = set(starts)
    ahead = list(seen)
    while ahead:
        new = onward[ahead.pop()] - seen
        seen |= new
        ahead.extend(new)
    return seen
