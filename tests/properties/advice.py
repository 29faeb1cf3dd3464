"""What the product advises against, mended as its messages say.

Whether anybody is left to serve, and whether a batch ever fills, is known only of the whole blueprint.
"""

from __future__ import annotations

import json
from itertools import chain

from simulator.blueprint.load import loads
from simulator.blueprint.path_steps import parse
from simulator.errors import BlueprintError, Problem
from simulator.model.checks.facts import Facts
from simulator.model.checks.persons import check_persons_are_left, check_persons_are_left_for_all
from simulator.model.compile import compile_plan
from tests.properties.values import Blueprint

#: What is put at the place of a fault, by its code.
ADVICE: dict[str, Blueprint] = {
    "four-eyes": {},
    "nobody-the-same": {"else_after": 3},
    "batch-never-full": {"wait": 5},
}


def take_advice(blueprint: Blueprint) -> None:
    """Mend the blueprint itself until nothing is wrong with its persons and its batches."""
    while problems := _problems(blueprint):
        for problem in problems:
            _, name, block, _ = (step.name for step in parse(problem.path))
            body = _step(blueprint, name)
            if ADVICE[problem.code]:
                body[block] |= ADVICE[problem.code]
            else:
                body.pop(block, None)


def _step(blueprint: Blueprint, name: str) -> Blueprint:
    """A step, or that of the module of which it is a copy: `check / look`."""
    module, _, own = name.rpartition(" / ")
    if not module:
        return blueprint["steps"][name]  # type: ignore[no-any-return]
    return blueprint["modules"][blueprint["steps"][module]["use"]]["steps"][own]  # type: ignore[no-any-return]


def _problems(blueprint: Blueprint) -> list[Problem]:
    """What there is advice for; what else is wrong with it is told to whoever loads it."""
    text = json.dumps(blueprint)
    if '"person"' not in text and not ('"appointments"' in text and '"batch"' in text):
        return []  # as most are, and to look takes as long as to draw it
    try:
        facts = Facts(compile_plan(loads(text)))
    except BlueprintError as error:
        found: list[Problem] = list(error.problems)
    else:
        found = [*chain(check_persons_are_left(facts), check_persons_are_left_for_all(facts))]
    return [problem for problem in found if problem.code in ADVICE]
