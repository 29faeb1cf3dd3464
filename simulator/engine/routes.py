"""Where a case goes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.engine.cases import Case
from simulator.model.plan import (
    Callback,
    Condition,
    Fork,
    Join,
    Option,
    Plan,
    Route,
    Shortest,
    Target,
    ToStep,
)


def choose(route: Route, case: Case, holds: Callable[[Condition], bool], draw: Callable[[], float]) -> Option:
    """The option that the case takes, from top to bottom.

    The first condition that holds decides. Otherwise one number decides among the shares; what they leave
    belongs to the option with neither. An option whose rounds are used up does not stand in the list: its
    share falls to the option that takes the rest or, without one, to the others in proportion.
    """
    left = [option for option in route if not _used_up(option, case)]
    for option in left:
        if option.condition is not None and holds(option.condition):
            return _taken(option, case)
    sharing = [option for option in left if option.share is not None]
    rest = next((option for option in left if option.condition is None and option.share is None), None)
    if not sharing:
        assert rest is not None, "check leaves no route without an option"
        return _taken(rest, case)
    u = draw()
    if rest is None:
        u *= sum(option.share or 0.0 for option in sharing)
    reached = 0.0
    for option in sharing:
        reached += option.share or 0.0
        if u < reached:
            return _taken(option, case)
    return _taken(rest or sharing[-1], case)


def _used_up(option: Option, case: Case) -> bool:
    return option.rounds is not None and case.rounds.get(option.index, 0) >= option.rounds


def _taken(option: Option, case: Case) -> Option:
    if option.rounds is not None:
        case.rounds[option.index] = case.rounds.get(option.index, 0) + 1
    return option


def reachable(plan: Plan) -> list[frozenset[int]]:
    """For each step the steps that a case there may still come to, itself among them."""
    onward = [set(_onward(plan, index)) for index in range(len(plan.steps))]
    closed = _closure(onward)
    for step in plan.steps:
        for option in step.route:
            for fork in _forks(option.target):
                for _, first, _ in fork.branches:
                    for joining in closed[first]:
                        if any(isinstance(o.target, Join) for o in plan.steps[joining].route):
                            onward[joining].update(_steps_of(fork.then))
    return _closure(onward)


def _onward(plan: Plan, index: int) -> Iterator[int]:
    step = plan.steps[index]
    for option in step.route:
        yield from _steps_of(option.target)
    if step.escalation is not None and step.escalation.to is not None:
        yield step.escalation.to
    yield from (deadline.to for deadline in plan.deadlines if deadline.to is not None)
    if step.gives_up is not None:
        yield step.gives_up
    if step.queue.elsewhere is not None:
        yield step.queue.elsewhere


def _steps_of(target: Target) -> Iterator[int]:
    if isinstance(target, ToStep | Callback):
        yield target.step
    elif isinstance(target, Shortest):
        yield from target.steps
    elif isinstance(target, Fork):
        for _, first, _ in target.branches:
            yield first
        yield from _steps_of(target.then)


def _forks(target: Target) -> Iterator[Fork]:
    while isinstance(target, Fork):
        yield target
        target = target.then


def _closure(onward: list[set[int]]) -> list[frozenset[int]]:
    closed = []
    for start in range(len(onward)):
        seen = {start}
        todo = [start]
        while todo:
            new = onward[todo.pop()] - seen
            seen |= new
            todo.extend(new)
        closed.append(frozenset(seen))
    return closed
