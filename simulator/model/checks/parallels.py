"""Forks and joins."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, option_path
from simulator.model.plan import Fork, Join, Step
from simulator.model.routes import (
    joining_options,
    last_way,
    steps_in_branches,
    steps_of_branches,
    steps_on_main_path,
)


def check_joins_outside(facts: Facts) -> Iterator[Problem]:
    """Only branches of a parallel join."""
    for index in sorted(steps_on_main_path(facts.plan)):
        step = facts.plan.steps[index]
        for option in step.route:
            if isinstance(last_way(option.target), Join):
                yield Problem(
                    f"`{step.name}` joins, but a case may come there on no branch of a parallel",
                    "let it lead to a step or an `end`",
                    option_path(step, option),
                    code="join-outside-parallel",
                )


def check_parallels_join(facts: Facts) -> Iterator[Problem]:
    """Some branch of every parallel comes to its join."""
    for step, option, fork in facts.forks():
        if not any(joining_options(facts.plan, fork)):
            yield Problem(
                f"no branch of the parallel after `{step.name}` comes to a `join`: nothing feeds it",
                "write `next: join` at the last step of each branch",
                option_path(step, option),
                code="join-without-branch",
            )


def check_branches_join(facts: Facts) -> Iterator[Problem]:
    """Every branch of a parallel comes to its join."""
    for step, option, fork in facts.forks():
        joins = [any(joining_options(facts.plan, alone)) for alone in _branches(fork)]
        for (_, first, _), comes in zip(fork.branches, joins, strict=True):
            if any(joins) and not comes:
                yield Problem(
                    f"the branch that begins with `{facts.plan.steps[first].name}` never comes to a `join`: "
                    "the case leaves from it, and its other branches are cancelled",
                    "write `next: join` at its last step",
                    option_path(step, option),
                    code="branch-never-joins",
                )


def _branches(fork: Fork) -> Iterator[Fork]:
    for branch in fork.branches:
        yield Fork((branch,), fork.then)


def check_own_forks(facts: Facts) -> Iterator[Problem]:
    """No branch leads back into the fork it comes from."""
    for step, option, fork in facts.forks():
        if _leads_back(facts, step, fork):
            yield Problem(
                f"a branch of the parallel after `{step.name}` leads back to `{step.name}` before it joins: "
                "the case would fork again and again",
                "let the branch `join` first, and go back from what follows the parallel",
                option_path(step, option),
                code="branch-into-own-fork",
            )


def own_forks(facts: Facts) -> frozenset[int]:
    """Indices of the steps on branches that lead back into their own fork."""
    found: frozenset[int] = frozenset()
    for step, _, fork in facts.forks():
        if _leads_back(facts, step, fork):
            found |= steps_of_branches(facts.plan, fork) | steps_in_branches(facts.plan, (step,))
    return found


def _leads_back(facts: Facts, step: Step, fork: Fork) -> bool:
    return facts.plan.steps.index(step) in steps_of_branches(facts.plan, fork)
