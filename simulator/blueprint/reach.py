"""Who can come where: a walk over everything a case may do, conditions and shares left aside."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.blueprint.branching import MAIN, branch_path, steps_after, steps_unserved, ways_on
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


def classes_in_branches(blueprint: Blueprint) -> dict[str, tuple[str, ...]]:
    """Return for each step the classes that can be there in more than one branch, the main path being one."""
    onward = {name: _onward_in_branches(name, step) for name, step in blueprint.steps.items()}
    found: dict[str, tuple[str, ...]] = dict.fromkeys(blueprint.steps, ())
    for name, customers in blueprint.customers.items():
        places = _places(customers.entries_at, _overdue(name, blueprint), onward)
        steps = [step for step, _ in places]
        for step in blueprint.steps:
            if steps.count(step) > 1:
                found[step] += (name,)
    return found


def _onward_in_branches(name: str, step: Step) -> tuple[tuple[str, str | None], ...]:
    """Return where a case may go from a step, with the branch it begins there; None: it stays in its own."""
    starts = (start for _, way in ways_on(step) for start in way.parallel or ())
    return (
        *((after, None) for after in steps_after(step)),
        *((start.to, branch_path(name, start.path)) for start in starts),
    )


def _places(
    starts: Iterable[str], overdue: Iterable[str], onward: dict[str, tuple[tuple[str, str | None], ...]]
) -> set[tuple[str, str]]:
    """Return every (step, branch) where a case can be; a deadline sends it on within its branch."""
    ahead = [(step, MAIN) for step in (*starts, *overdue)]
    seen = set(ahead)
    branches = {MAIN}
    while ahead:
        step, branch = ahead.pop()
        for after, begun in onward[step]:
            into = branch if begun is None else begun
            new = {(after, into)} | ({(late, into) for late in overdue} if into not in branches else set())
            branches.add(into)
            ahead.extend(new - seen)
            seen |= new
    return seen


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
