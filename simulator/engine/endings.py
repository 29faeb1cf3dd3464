"""Runs that cannot go on: the limits that protect the machine, and what is said of those left inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from simulator.engine.cases import Case, Visit
from simulator.engine.records import WAITING_ALREADY
from simulator.model.plan import CustomerClass, Plan, Team
from simulator.model.rosters import roster

MOST_WAITING = 100_000
MOST_VISITS_OF_A_CASE = 10_000
MOST_REDRAWS_OF_A_VISIT = 10_000
MOST_AT_ONCE = 100_000
MOST_RETURNS = 1_000


class StoppedError(Exception):
    """The run is stopped; the text says where and what to do."""


def name_of(plan: Plan, case: Case) -> str:
    """The class and number of a case: `walk-in 5`."""
    if case.number > WAITING_ALREADY:
        return (
            f"{plan.classes[case.customers].name} {case.number - WAITING_ALREADY} of those who waited already"
        )
    return f"{plan.classes[case.customers].name} {case.number}"


def too_many_visits(plan: Plan, visit: Visit) -> None:
    """Stop when a case turns in a circle."""
    if visit.number > MOST_VISITS_OF_A_CASE:
        step = plan.steps[visit.step].name
        raise StoppedError(
            f"{name_of(plan, visit.case)} has come to step `{step}` {MOST_VISITS_OF_A_CASE:,} times "
            f"and would go round for ever. Give the way back to `{step}` a share below 100 % or `rounds`, "
            f"or let `when_full` and `gives_up` lead elsewhere, so that it ends."
        )


def too_many_returns(customers: CustomerClass, lineage: str) -> None:
    """Stop when somebody comes back again and again."""
    if lineage.count("/") > MOST_RETURNS:
        raise StoppedError(
            f"Somebody has come back {MOST_RETURNS:,} times, the last time as `{customers.name}`, and would "
            f"do so for ever. Give `comes_back` a share below 100 % where a class comes back as itself."
        )


def too_many_redraws(plan: Plan, visit: Visit) -> None:
    """Stop when work that is drawn anew at every interruption is never done."""
    if visit.attempt > MOST_REDRAWS_OF_A_VISIT:
        step = plan.steps[visit.step].name
        raise StoppedError(
            f"{name_of(plan, visit.case)} has been interrupted at step `{step}` "
            f"{MOST_REDRAWS_OF_A_VISIT:,} times, and its work was drawn anew each time. "
            f"Let it go on with what is left: `interrupted: resume`."
        )


def too_many_at_once(customers: CustomerClass, together: int) -> None:
    """Stop when customers come and no time passes."""
    if together > MOST_AT_ONCE:
        raise StoppedError(
            f"More than {MOST_AT_ONCE:,} of `{customers.name}` come at one moment. "
            f"Let time pass between them: give `every` a mean above 0, or make the `batch` smaller."
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
    return tuple(
        f"{count:,} {'customer was' if count == 1 else 'customers were'} still at step "
        f"`{plan.steps[step].name}` when the run ended {(end - plan.run_for) / plan.day:g} days after the "
        f"doors closed: {_why(plan, step, end)}."
        for step, count in sorted(where.items())
    )


def given_up(plan: Plan, inside: Iterable[Case], notes: tuple[str, ...], end: float) -> tuple[str, ...]:
    """Return what is said of those left inside, with what the wait for them adds to the figures of teams.

    After the doors close a team's time counts as far as it is taken, so nothing is added where nobody had
    any of its members.
    """
    taken = any(case.held or any(visit.persons for visit in case.visits) for case in inside)
    if not notes or not taken or end <= plan.run_for:
        return notes
    said = (
        "Overtime, utilisation and cost include the time for which they kept members of teams until the run "
        f"was given up, {(end - plan.run_for) / plan.day:g} days after the doors closed."
    )
    return (*notes[:-1], f"{notes[-1]} {said}")


def _why(plan: Plan, step: int, end: float) -> str:
    teams = sorted({team for needs in plan.steps[step].options for team, _ in needs})
    if not teams:
        return "it takes longer than that"
    names = ", ".join(f"`{plan.teams[team].name}`" for team in teams)
    away = [
        f"`{plan.teams[team].name}`" for team in teams if not _on_duty(plan.teams[team], plan.run_for, end)
    ]
    if away:
        return (
            f"nobody of {', '.join(away)} was on duty after the doors had closed. "
            f"Look at the schedules of {names}"
        )
    return f"what was left to do took longer than that. Look at the work, and at the hours of {names}"


def _on_duty(team: Team, start: float, end: float) -> bool:
    """Whether anybody of a team is called in the time between."""
    if team.unlimited:
        return True
    (heads,) = roster(team, end).heads_in(np.array([start, end]))
    return bool(heads > 0)
