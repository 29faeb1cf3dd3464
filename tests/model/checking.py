"""The problems that checks find in a plan, for their tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from simulator.errors import Problem
from simulator.model.checks import Facts, find_errors, find_warnings
from simulator.model.plan import Plan
from tests.plans import StepDraft, a_class, a_plan


def guests(*steps: StepDraft, **more: Any) -> Plan:
    """A plan with one class that starts at the first step."""
    traits = more.pop("traits", None)
    who = {key: more.pop(key) for key in ("rate", "at", "every", "patience", "priority") if key in more}
    attributes = dict.fromkeys(traits or {}, "flag")
    if not {"rate", "at", "every"} & set(who):
        who["rate"] = 0.25
    return a_plan(
        [a_class("guest", steps[0].name, traits=traits, **who)], steps, attributes=attributes, **more
    )


def found(plan: Plan, code: str) -> list[Problem]:
    """The problems of one kind."""
    facts = Facts(plan)
    return [problem for problem in (*find_errors(facts), *find_warnings(facts)) if problem.code == code]


def the(plan: Plan, code: str) -> Problem:
    """The only problem of one kind."""
    (problem,) = found(plan, code)
    return problem


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]
