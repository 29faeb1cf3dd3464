"""Loops that customers never leave, or of which it cannot be said beforehand whether they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, option_path, path
from simulator.model.checks.parallels import own_forks
from simulator.model.checks.ways import stuck
from simulator.model.endless import EndlessLoop
from simulator.model.flows import may_go_unserved
from simulator.model.overview.times import condition_words
from simulator.model.plan import AttributeIs, Callback, DuringTime, Option, Plan, StateIs, Step, WentSo
from simulator.model.routes import (
    following,
    forks,
    questions,
    reachable_by,
    steps_led_to,
    unserved_ways,
    ways,
)
from simulator.model.saying import listed, percent, quoted

_OUT = (
    "lead them out: by a way on to another step or an `end`, by `rounds: 2` beside the way that leads them "
    "back (then the rest of the list holds), or by a condition that changes on the way"
)
_PAST_THE_STANDARD = (
    "let the way after an exception or an error lead past the step, or let the standard bend: `elastic: 10%`"
)
_TOO_MANY = "there are too many ways to go round"


def check_endless_loops(facts: Facts) -> Iterator[Problem]:
    """No customer is in a loop whose conditions never let it go."""
    plan = facts.plan
    certain = [loop for loop in _loops(facts) if not _why_unsure(plan, loop)]
    for steps, same in groupby(sorted(certain, key=_steps), key=_steps):
        loops = list(same)
        kept = [
            (plan.steps[step], option)
            for step in steps
            for option in plan.steps[step].route
            if any(option.index in loop.taken for loop in loops)
        ]
        who = listed(f"{_share(loop.share)} `{plan.classes[loop.customers].name}`" for loop in loops)
        names = quoted(plan.steps[step].name for step in steps)
        asking = [option_path(step, option) for step, option in kept if option.condition is not None]
        yield Problem(
            f"a loop nobody leaves: {who} {'come back to' if len(steps) == 1 else 'go round'} {names} "
            f"{_how_long(plan, loops)}: {_reasons(plan, steps, kept)}",
            _PAST_THE_STANDARD if any(isinstance(option.condition, WentSo) for _, option in kept) else _OUT,
            asking[0] if asking else path("steps", plan.steps[steps[0]].name, "next"),
            code="endless-loop",
        )


def _loops(facts: Facts) -> list[EndlessLoop]:
    """Those that are not already told of as having no way out at all."""
    told = stuck(facts) | own_forks(facts)
    return [loop for loop in facts.traffic.loops if told.isdisjoint(loop.steps)]


def _steps(loop: EndlessLoop) -> tuple[int, ...]:
    return loop.steps


def _share(share: float) -> str:
    return "all" if share > 1.0 - 1e-9 else f"{percent(share)} of"


def _how_long(plan: Plan, loops: Sequence[EndlessLoop]) -> str:
    leaving = any(
        may_go_unserved(plan, plan.steps[step], plan.classes[loop.customers])
        for loop in loops
        for step in loop.steps
    )
    return "until they give up or are turned away" if leaving else "for ever"


def _reasons(plan: Plan, steps: Sequence[int], kept: Sequence[tuple[Step, Option]]) -> str:
    """What keeps them: conditions of the ways that they take, or of those that they do not."""
    said: list[str] = []
    for step in (plan.steps[index] for index in steps):
        taken = [option for of, option in kept if of is step]
        asked = [option for option in taken if option.condition is not None]
        others = [option for option in step.route if option not in taken and option.condition is not None]
        said += [
            f"`{step.name}` leads {_back_to(plan, steps, step, option)} if {_asks(plan, option)}"
            for option in asked
        ]
        if not asked and others:
            said.append(f"`{step.name}` lets out only if {' or '.join(_asks(plan, o) for o in others)}")
    if not said:
        return "no way out is ever open"
    return f"{listed(said)}, which stays as it is"


def _back_to(plan: Plan, steps: Sequence[int], step: Step, option: Option) -> str:
    onto = [plan.steps[index] for index in steps_led_to(option.target) if index in steps]
    return "back to itself" if onto == [step] else f"to {quoted(to.name for to in onto)}"


def _asks(plan: Plan, option: Option) -> str:
    assert option.condition is not None
    return condition_words(plan, option.condition)


def check_visits_can_be_counted(facts: Facts) -> Iterator[Problem]:
    """The traffic equations have a solution."""
    for loop in _loops(facts):
        why = _why_unsure(facts.plan, loop)
        if why:
            names = [facts.plan.steps[step].name for step in loop.steps]
            yield Problem(
                f"how often `{facts.plan.classes[loop.customers].name}` come to {quoted(names)} cannot be "
                f"computed beforehand: {why}, so the loads of the teams there are not known",
                "a run shows it; smaller numbers of `rounds` let `check` compute it too"
                if why == _TOO_MANY
                else "a run shows it; `rounds` beside a way back make sure that everybody leaves",
                path("steps", names[0], "next"),
                code="visits-uncounted",
            )


def _why_unsure(plan: Plan, loop: EndlessLoop) -> str:
    """Why customers may leave the loop after all; empty where they cannot.

    Such a loop is no fault of the blueprint. One that never ends all the same is stopped by the engine.
    """
    steps = [plan.steps[step] for step in loop.steps]
    if not loop.counted and _limited(plan, loop):
        return _TOO_MANY
    asked = tuple(questions(steps))
    if any(isinstance(atom, DuringTime) for atom in asked):
        return "whether they ever leave depends on the time"
    if any(_is_set(plan, loop, atom) for atom in asked if isinstance(atom, AttributeIs)):
        return "whether they ever leave depends on what steps set"
    elsewhere = [atom for atom in asked if isinstance(atom, StateIs) and atom.step not in loop.steps]
    if any(atom.what == "visits" for atom in elsewhere) and _forks(plan, loop.customers):
        return "whether they ever leave depends on other branches"
    if any(_leads_out_unserved(plan, loop, step) for step in steps):
        return "only those leave who are not served there"
    return ""


def _limited(plan: Plan, loop: EndlessLoop) -> bool:
    """Whether rounds or visits, which were not counted, change the ways on in the loop."""
    steps = [plan.steps[step] for step in loop.steps]
    rounds = any(option.rounds is not None for step in steps for option in step.route)
    return rounds or any(isinstance(atom, StateIs) and atom.what == "visits" for atom in questions(steps))


def _is_set(plan: Plan, loop: EndlessLoop, atom: AttributeIs) -> bool:
    """Whether an attribute may be another in the loop than the traffic equations take it to be."""
    setting = [
        index
        for index in sorted(reachable_by(plan, loop.customers))
        if any(attribute == atom.attribute for attribute, _ in plan.steps[index].sets)
    ]
    if not setting:
        return False
    (before, *others) = setting
    once_before = not others and before not in loop.steps and set(loop.steps) <= following(plan, before)
    return _forks(plan, loop.customers) or not once_before or before in following(plan, loop.steps[0])


def _forks(plan: Plan, customers: int) -> bool:
    """Whether cases of a class may be in several places at once."""
    routes = (plan.steps[index].route for index in reachable_by(plan, customers))
    return any(any(forks(option.target)) for route in routes for option in route)


def _leads_out_unserved(plan: Plan, loop: EndlessLoop, step: Step) -> bool:
    """Whether a step leads out of the loop some who are not served, or not reached by a call."""
    calls = (way for option in step.route for way in ways(option.target))
    overdue = (rule.to for rule in plan.deadlines if loop.customers in rule.classes)
    return (
        any(elsewhere not in loop.steps for _, elsewhere in unserved_ways(step))
        or any(isinstance(way, Callback) and way.unreachable > 0 for way in calls)
        or any(to is not None and to not in loop.steps for to in overdue)
    )
