"""What is asked of the teams against what they can do, over the run and hour by hour."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, team_path
from simulator.model.loads import TeamLoad
from simulator.model.moments import hour_name, span_name
from simulator.model.routes import teams_of
from simulator.model.saying import figure, percent

#: A load above this is too much; the rest is rounding.
_ROUNDING = 1e-9
_FULL = 1.0 + _ROUNDING


def check_loads(facts: Facts) -> Iterator[Problem]:
    """No team has more work than hours, nor just as much."""
    for load in facts.traffic.loads:
        if 1.0 - _ROUNDING <= load.utilisation < np.inf:
            more = "more" if load.utilisation > _FULL else "as much"
            yield Problem(
                f"`{facts.plan.teams[load.team].name}` have {more} work {'than' if more == 'more' else 'as'} "
                "hours: on average "
                f"{figure(load.offered)} would be busy if nobody waited, and {_there(load.on_duty)} on duty "
                f"({percent(load.utilisation)})",
                f"{_where_it_comes_from(facts, load)}put more on duty, or give them less to do",
                team_path(facts.plan, load.team),
                code="overloaded-team",
            )


def _there(count: float) -> str:
    said = figure(count)
    return f"{said} {'is' if said == '1' else 'are'}"


def _where_it_comes_from(facts: Facts, load: TeamLoad) -> str:
    """The hour that asks most, or the hours in which work comes and nobody is there; empty if neither."""
    hour = load.busiest
    if load.utilisation_by_hour[hour] >= 1.0 - _ROUNDING:
        offered = load.offered_by_hour[hour]
        begins = hour_name(facts.plan, float(facts.traffic.spans[hour]))
        enough = _enough(facts, load.team, offered)
        return (
            f"the busiest hour begins {begins}: {figure(offered)} against "
            f"{figure(load.on_duty_by_hour[hour])}, so that {enough} would keep up; "
        )
    if load.unattended > 0:
        return f"{percent(load.unattended)} of the work comes in hours when nobody is on duty; "
    return ""


def _enough(facts: Facts, team: int, offered: float) -> int:
    """The least number of members with less than all their time taken; only pairs where two work together."""
    ways = (dict(needs) for step in facts.plan.steps for needs in step.options)
    together = math.gcd(*(needs[team] for needs in ways if team in needs))
    return (math.floor(offered / together + 1e-9) + 1) * together


@dataclass(frozen=True, slots=True)
class _Rush:
    """Hours one after another in which more comes than can be done.

    Attributes:
        hours: their numbers.
        waiting: customers more than could be served by the end of them, if nobody left.
    """

    hours: tuple[int, ...]
    waiting: float


def check_rushes(facts: Facts) -> Iterator[Problem]:
    """A team that can do its work over the run can do it in every hour."""
    for load in facts.traffic.loads:
        rushes = [rush for rush in _rushes(facts, load) if rush.waiting >= 1.0]
        if load.utilisation >= 1.0 - _ROUNDING or not rushes:
            continue
        worst = max(rushes, key=lambda rush: rush.waiting)
        busiest = max(worst.hours, key=lambda hour: float(load.utilisation_by_hour[hour]))
        offered = float(load.offered_by_hour[busiest])
        spans, plan = facts.traffic.spans, facts.plan
        end = float(spans[worst.hours[-1] + 1])
        also = "" if len(rushes) == 1 else f" (the worst of {len(rushes)} times)"
        yield Problem(
            f"a queue builds up for `{plan.teams[load.team].name}` from "
            f"{span_name(plan, float(spans[worst.hours[0]]), end)}{also}: in the hour from "
            f"{hour_name(plan, float(spans[busiest]))} their load is "
            f"{percent(float(load.utilisation_by_hour[busiest]))} ({figure(offered)} would be busy, "
            f"{_there(float(load.on_duty_by_hour[busiest]))} on duty)",
            f"about {figure(round(worst.waiting))} more come in that time than can be served"
            f"{_unless_held_up(facts, load.team)}; with "
            f"{_enough(facts, load.team, offered)} on duty they would keep up. If the queue may build up "
            "and drain again, leave it so",
            team_path(plan, load.team),
            code="rush",
        )


def _unless_held_up(facts: Facts, team: int) -> str:
    """A reservation where customers come to the team from other steps."""
    first = {customers.starts_at for customers in facts.plan.classes}
    later = [step for i, step in enumerate(facts.plan.steps) if i not in first and team in teams_of(step)]
    return ", if no queue before holds them up" if later else ""


def _rushes(facts: Facts, load: TeamLoad) -> Iterator[_Rush]:
    """All rushes of a team; what comes while nobody is on duty is another matter."""
    bounded = np.isfinite(load.offered_by_hour)
    over = (load.on_duty_by_hour > 0) & (load.utilisation_by_hour > _FULL) & bounded
    excess = np.where(bounded, load.offered_by_hour, 0.0) - load.on_duty_by_hour
    excess = excess * np.diff(facts.traffic.spans)
    for is_over, hours in groupby(range(len(over)), key=lambda hour: bool(over[hour])):
        if is_over:
            rush = tuple(hours)
            yield _Rush(rush, float(excess[list(rush)].sum()) / load.visit_time)
