"""The same person again, or somebody else: that there is somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.persons import Staffing, persons_asked
from simulator.model.plan import BY_CUSTOMERS, OtherPerson
from simulator.model.routes import always_before, following
from simulator.model.saying import listed, quoted
from simulator.model.skills import skill_asked


@dataclass(frozen=True, slots=True)
class _Lack:
    """A step at which nobody may serve who is ever there.

    Attributes:
        step: its index.
        before: indices of the steps that were served before.
        skill: index of the skill asked, or None.
        always: whether so of every case that comes from there; else of those who need the skill.
    """

    step: int
    before: tuple[int, ...]
    skill: int | None
    always: bool


def check_persons_are_left(facts: Facts) -> Iterator[Problem]:
    """Where another person is asked for, or the same one, there is somebody who may serve."""
    return (_problem(facts, lack) for lack in _lacks(facts) if lack.always)


def check_persons_are_left_for_all(facts: Facts) -> Iterator[Problem]:
    """There is somebody for every skill that may be asked, too."""
    return (_problem(facts, lack) for lack in _lacks(facts) if not lack.always)


def _problem(facts: Facts, lack: _Lack) -> Problem:
    plan = facts.plan
    step = plan.steps[lack.step]
    skill = None if lack.skill is None else plan.skills[lack.skill]
    whom = "" if lack.always else f", if it needs `{skill}`"
    if not isinstance(step.person, OtherPerson):
        return Problem(
            f"nobody who serves a case at {_names(facts, lack)} can serve it again at `{step.name}`{whom}",
            "let the same people have the skill and the hours for both steps, or say after how long anybody "
            "may serve: `else_after: 20 min`",
            path("steps", step.name, "person", "same_as"),
            code="nobody-the-same",
        )
    staffing = Staffing(plan, facts.there)
    there = listed(f"{n} of `{plan.teams[team].name}`" for team, n in staffing.who_can(lack.step, lack.skill))
    return Problem(
        f"nobody is left at `{step.name}` who has not served the case at {_names(facts, lack)}{whom}: "
        f"only {there} can serve there{'' if skill is None else f' with the skill `{skill}`'}",
        "put another who may serve there on duty, or let another team serve",
        path("steps", step.name, "person", "not"),
        code="four-eyes",
    )


def _names(facts: Facts, lack: _Lack) -> str:
    asked = persons_asked(facts.plan.steps[lack.step])
    return quoted(facts.plan.steps[step].name for step in asked if step in lack.before)


def _lacks(facts: Facts) -> Iterator[_Lack]:
    """Of each step that asks for a person the first reason why there is none."""
    staffing = Staffing(facts.plan, facts.there)
    for index in sorted(facts.reached):
        values = _values(facts, index)
        for before in _groups(facts, index):
            steps = (*before, index)
            lacking = [
                value
                for value in values
                if not staffing.can_be_served(steps, value)
                and staffing.can_be_served(steps, value, by_anybody=True)
            ]
            if lacking:
                skill = skill_asked(facts.plan.steps[index].skill, lacking[0])
                yield _Lack(index, before, skill, always=len(lacking) == len(values))
                break


def _groups(facts: Facts, step: int) -> Iterator[tuple[int, ...]]:
    """Steps at which a case may have been served: each alone, then with all that it must have passed."""
    plan = facts.plan
    asked = [
        other
        for other in persons_asked(plan.steps[step])
        if other in facts.reached and step in following(plan, other, unserved=False)
    ]
    yield from ((other,) for other in asked)
    for last in asked:
        passed = {last} | (always_before(plan, step) | always_before(plan, last)) & _asked_by(
            facts, step, last
        )
        yield tuple(sorted(passed, key=lambda other: (len(always_before(plan, other) & passed), other)))


def _asked_by(facts: Facts, *steps: int) -> frozenset[int]:
    """The steps whose people some steps ask about, and so on from there."""
    found: set[int] = set()
    new = set(steps)
    while new:
        new = {other for step in new for other in persons_asked(facts.plan.steps[step])} - found
        found |= new
    return frozenset(found)


def _values(facts: Facts, step: int) -> tuple[float | None, ...]:
    """All values that may decide which skill a case needs at a step; one where all need the same."""
    plan = facts.plan
    needed = plan.steps[step].skill
    if needed is None or needed.by is None:
        return (None,)
    if needed.by == BY_CUSTOMERS:
        return tuple(float(who) for who, reached in enumerate(facts.reached_by) if step in reached)
    attribute = plan.attributes[needed.by]
    if attribute.kind == "number":
        return (*needed.cases, None)
    return tuple(float(value) for value in range(len(attribute.values) or 2))
