"""Service levels."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.plan import Sla


def check_slas_are_reached(facts: Facts) -> Iterator[Problem]:
    """Somebody falls under every service level."""
    for sla in facts.plan.slas:
        why = _nobody(facts, sla)
        if why:
            yield Problem(
                f"nothing will ever fall under the service level `{sla.name}`: {why}",
                "let it be about something that happens, or take it out",
                path("sla", sla.name),
                code="sla-unreached",
            )


def check_intervals_fit(facts: Facts) -> Iterator[Problem]:
    """An interval in which a level must hold is not longer than the run."""
    for sla in facts.plan.slas:
        if sla.per is not None and sla.per > facts.plan.run_for:
            yield Problem(
                f"the service level `{sla.name}` must hold in intervals that are longer than the run",
                "write a shorter time, or leave `per` out",
                path("sla", sla.name, "per"),
                code="interval-too-long",
            )


def _nobody(facts: Facts, sla: Sla) -> str:
    plan = facts.plan
    reached = facts.reached if sla.customers is None else facts.reached_by[sla.customers]
    if sla.customers is not None and not _comes(facts, sla.customers):
        return f"nobody of `{plan.classes[sla.customers].name}` comes"
    if sla.step is not None and sla.step not in reached:
        who = "nobody comes" if sla.customers is None else f"no `{plan.classes[sla.customers].name}` comes"
        return f"{who} to `{plan.steps[sla.step].name}`"
    for moment in (sla.start, sla.end):
        if moment is not None and moment.step >= 0 and moment.step not in reached:
            return f"nobody comes to `{plan.steps[moment.step].name}`"
    if sla.team is not None and not any(_serves(facts, step, sla.team) for step in reached):
        return f"`{plan.teams[sla.team].name}` serve at no step"
    return ""


def _comes(facts: Facts, customers: int) -> bool:
    return facts.traffic.cases[customers] > 0 or facts.comes_back(facts.plan.classes[customers])


def _serves(facts: Facts, step: int, team: int) -> bool:
    return any(served == team for needs in facts.plan.steps[step].options for served, _ in needs)
