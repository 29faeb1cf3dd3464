"""Runs that cannot go on: the limits that protect the machine, and what is said of those left inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from simulator.engine.cases import Case, Visit
from simulator.model.plan import Plan

MOST_WAITING = 100_000
MOST_VISITS_OF_A_CASE = 10_000


class StoppedError(Exception):
    """The run is stopped; the text says where and what to do."""


def too_many_visits(plan: Plan, visit: Visit) -> None:
    """Stop when a case turns in a circle."""
    if visit.number > MOST_VISITS_OF_A_CASE:
        step = plan.steps[visit.step].name
        who = f"{plan.classes[visit.case.customers].name} {visit.case.number}"
        raise StoppedError(
            f"{who} has come to step `{step}` {MOST_VISITS_OF_A_CASE:,} times and would go round for ever. "
            f"Give the way back to `{step}` a share below 100 % or `rounds`, so that it ends."
        )


def too_many_waiting(plan: Plan, step: int, waiting: int) -> None:
    """Stop when a queue grows without bound."""
    if waiting > MOST_WAITING:
        here = plan.steps[step]
        teams = " or ".join(
            " with ".join(f"`{plan.teams[team].name}`" for team, _ in needs) for needs in here.options
        )
        raise StoppedError(
            f"More than {MOST_WAITING:,} customers wait at step `{here.name}`: more come than {teams} "
            f"can serve. Add members, shorten the work, let fewer come, or give the queue a `limit` or "
            f"a `patience`; `sopsim check` shows the loads."
        )


def left_inside(plan: Plan, inside: Iterable[Case], end: float) -> tuple[str, ...]:
    """Who was still inside when the run ended, and where, in words; nothing where the watch just stopped."""
    if plan.at_end == "stop":
        return ()
    where = Counter(visit.step for case in inside for visit in case.visits)
    people = "customers were" if sum(where.values()) != 1 else "customer was"
    return tuple(
        f"{count:,} {people} still at step `{plan.steps[step].name}` when the run ended "
        f"{end - plan.run_for:g} {plan.clock.unit} after the doors closed: nobody came to serve them. "
        f"Look at the schedules of {_who(plan, step)}."
        for step, count in sorted(where.items())
    )


def _who(plan: Plan, step: int) -> str:
    names = {plan.teams[team].name for needs in plan.steps[step].options for team, _ in needs}
    return ", ".join(f"`{name}`" for name in sorted(names)) or "the step's teams"
