"""Walking over routes and conditions: what they lead to, what they ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from simulator.model.plan import (
    AllOf,
    AnyOf,
    AttributeIs,
    Callback,
    Condition,
    CustomersAre,
    DuringTime,
    End,
    Fork,
    Join,
    Not,
    Option,
    Plan,
    Shortest,
    StateIs,
    Step,
    Target,
    ToStep,
    WentSo,
)

#: A condition that holds no other.
Atom = AttributeIs | CustomersAre | StateIs | WentSo | DuringTime


#: A target that leads one way.
Way = ToStep | End | Join | Shortest | Callback


def ways(target: Target) -> Iterator[Way]:
    """Every single way a target leads: a fork is opened into its branches and what follows it."""
    if isinstance(target, Fork):
        for _, step, _ in target.branches:
            yield ToStep(step)
        yield from ways(target.then)
    else:
        yield target


def steps_led_to(target: Target) -> Iterator[int]:
    """Indices of the steps a target leads to at once, forks opened."""
    for way in ways(target):
        if isinstance(way, ToStep | Callback):
            yield way.step
        elif isinstance(way, Shortest):
            yield from way.steps


def first_steps(target: Target) -> Iterator[int]:
    """Indices of the steps where a target really begins: of a fork, those of its branches."""
    if isinstance(target, Fork):
        yield from (first for _, first, _ in target.branches)
    else:
        yield from steps_led_to(target)


def forks(target: Target) -> Iterator[Fork]:
    """The fork that a target is, and those right after it."""
    while isinstance(target, Fork):
        yield target
        target = target.then


def last_way(target: Target) -> Way:
    """Where a target leads in the end: of a fork, where its main path goes on."""
    while isinstance(target, Fork):
        target = target.then
    return target


def conditions(option: Option) -> Iterator[Condition]:
    """The conditions an option asks: its own, then those of the branches it may fork into."""
    if option.condition is not None:
        yield option.condition
    for fork in forks(option.target):
        for _, _, condition in fork.branches:
            if condition is not None:
                yield condition


def atoms(condition: Condition) -> Iterator[Atom]:
    """The single questions of a condition, from left to right."""
    if isinstance(condition, Not):
        yield from atoms(condition.of)
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.of:
            yield from atoms(part)
    else:
        yield condition


def questions(steps: Iterable[Step]) -> Iterator[Atom]:
    """Every single question that the routes of some steps ask."""
    for step in steps:
        for option in step.route:
            for condition in conditions(option):
                yield from atoms(condition)


def unserved_ways(step: Step) -> Iterator[tuple[str, int]]:
    """Where those go who are not served: (`gives_up`, `when_full` or `escalate`, index of the step)."""
    if step.gives_up is not None:
        yield "gives_up", step.gives_up
    if step.queue.limit is not None and step.queue.elsewhere is not None:
        yield "when_full", step.queue.elsewhere
    if step.escalation is not None and step.escalation.to is not None:
        yield "escalate", step.escalation.to


def teams_of(step: Step) -> frozenset[int]:
    """Indices of all teams that may serve a step."""
    return frozenset(team for needs in step.options for team, _ in needs)


def reachable(plan: Plan, start: int, *, unserved: bool = True) -> frozenset[int]:
    """Indices of all steps that a case at `start` may come to, by any route, also after the branch joins.

    Args:
        plan: the plan.
        start: index of a step; it is among those returned.
        unserved: whether to follow those who give up or find a queue full, too.
    """
    return _closure((start,), _onward(plan, unserved))


def still_ahead(plan: Plan) -> list[frozenset[int]]:
    """For each step, the steps to which a case there may still come, also by a deadline, and itself."""
    overdue = {rule.to for rule in plan.deadlines if rule.to is not None}
    starts = [{step, *overdue} for step in range(len(plan.steps))]
    for forking in plan.steps if overdue else ():
        # From wherever a deadline sends a branch, it still joins the others.
        thens = [fork.then for option in forking.route for fork in forks(option.target)]
        for step in steps_in_branches(plan, (forking,)):
            starts[step].update(first for then in thens for first in steps_led_to(then))
    onward = _onward(plan, unserved=True)
    return [_closure(from_there, onward) for from_there in starts]


def reachable_by(plan: Plan, customers: int) -> frozenset[int]:
    """Indices of all steps that cases of a class may come to, also from a backlog or by a deadline."""
    return _closure(_starts(plan, customers), _onward(plan, unserved=True))


def _starts(plan: Plan, customers: int) -> frozenset[int]:
    """Indices of the steps to which cases of a class come otherwise than by a route."""
    whose = plan.classes[customers]
    overdue = (rule.to for rule in plan.deadlines if rule.to is not None and customers in rule.classes)
    return frozenset((whose.starts_at, *(step for step, _ in whose.backlog), *overdue))


def following(plan: Plan, step: int, *, unserved: bool = True) -> frozenset[int]:
    """Indices of the steps that a case may come to after a step: itself only where a way leads back."""
    onward = _onward(plan, unserved)
    return _closure(onward(step), onward)


def always_before(plan: Plan, step: int) -> frozenset[int]:
    """Indices of the steps at which every case that comes to a step has been served before."""
    onward = _onward(plan, unserved=True)
    starts = frozenset().union(*(_starts(plan, index) for index in range(len(plan.classes))))

    def without(served: int) -> Callable[[int], Iterable[int]]:
        return lambda index: _elsewhere(plan.steps[index]) if index == served else onward(index)

    others = (other for other in range(len(plan.steps)) if other != step)
    return frozenset(other for other in others if step not in _closure(starts, without(other)))


def _onward(plan: Plan, unserved: bool) -> Callable[[int], Iterator[int]]:
    """From a step to those that follow at once, with those after the join that it may feed."""
    joined = after_joins(plan)

    def onward(index: int) -> Iterator[int]:
        for option in plan.steps[index].route:
            yield from steps_led_to(option.target)
        yield from joined.get(index, ())
        if unserved:
            yield from _elsewhere(plan.steps[index])

    return onward


def steps_on_main_path(plan: Plan) -> frozenset[int]:
    """Indices of the steps that a case may come to outside all branches."""
    return _closure((customers.starts_at for customers in plan.classes), lambda step: _main_way(plan, step))


def steps_of_branches(plan: Plan, fork: Fork) -> frozenset[int]:
    """Indices of the steps on the branches of a fork, without those on branches of forks inside them."""
    return _closure((first for _, first, _ in fork.branches), lambda step: _main_way(plan, step))


def joining_options(plan: Plan, fork: Fork) -> Iterator[tuple[Step, Option]]:
    """The options, with their steps, by which branches of a fork come to its join."""
    for index in sorted(steps_of_branches(plan, fork)):
        for option in plan.steps[index].route:
            if isinstance(last_way(option.target), Join):
                yield plan.steps[index], option


def steps_in_branches(plan: Plan, steps: Iterable[Step]) -> frozenset[int]:
    """Indices of all steps that lie on branches which any of the steps fork into, at any depth."""
    opened = {
        first
        for step in steps
        for option in step.route
        for fork in forks(option.target)
        for _, first, _ in fork.branches
    }

    def onward(index: int) -> Iterator[int]:
        for option in plan.steps[index].route:
            yield from steps_led_to(option.target)
        yield from _elsewhere(plan.steps[index])

    return _closure(opened, onward)


def _main_way(plan: Plan, index: int) -> Iterator[int]:
    """Steps that follow on the same branch."""
    for option in plan.steps[index].route:
        yield from steps_led_to(last_way(option.target))
    yield from _elsewhere(plan.steps[index])


def _elsewhere(step: Step) -> Iterator[int]:
    return (elsewhere for _, elsewhere in unserved_ways(step))


def after_joins(plan: Plan) -> dict[int, set[int]]:
    """For each step that ends a branch, the steps to which the case goes from the join."""
    following: dict[int, set[int]] = {}
    inside: list[tuple[int, int]] = []
    for index, step in enumerate(plan.steps):
        for option in step.route:
            for fork in forks(option.target):
                for joining, _ in joining_options(plan, fork):
                    end = plan.steps.index(joining)
                    following.setdefault(end, set()).update(steps_led_to(fork.then))
                    if isinstance(last_way(fork.then), Join):
                        inside.append((end, index))
    # A join inside a branch that ends there leads on to the outer join; as deep as there are forks in forks.
    for _ in inside:
        for end, index in inside:
            following[end] |= following.get(index, set())
    return following


def _closure(starts: Iterable[int], onward: Callable[[int], Iterable[int]]) -> frozenset[int]:
    """The steps and all that follow them."""
    found = set(starts)
    to_visit = list(found)
    while to_visit:
        for step in onward(to_visit.pop()):
            if step not in found:
                found.add(step)
                to_visit.append(step)
    return frozenset(found)
