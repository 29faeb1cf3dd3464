"""Teams and resources: enough of them, used, and met when they are there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, needs_path, path, team_path
from simulator.model.levels import on_common_pieces
from simulator.model.moments import hour_name
from simulator.model.plan import CustomerClass, Needs, Step
from simulator.model.routes import steps_led_to, teams_of
from simulator.model.saying import figure, percent, quoted


def check_enough_members(facts: Facts) -> Iterator[Problem]:
    """No step needs more of a team than are ever on duty."""
    for step in facts.plan.steps:
        if any(_ever(facts, needs) for needs in step.options):
            continue
        for team, count in (pair for needs in step.options for pair in needs):
            most = facts.rosters[team].most if team in facts.rosters else count
            if 0 < most < count:
                name = facts.plan.teams[team].name
                yield Problem(
                    f"`{step.name}` needs {count} of `{name}`, but never more than {most} "
                    f"{'is' if most == 1 else 'are'} on duty together",
                    "let it need fewer, or put more on duty",
                    needs_path(facts.plan, step, team),
                    code="needs-too-many",
                )


def _ever(facts: Facts, needs: Needs) -> bool:
    return all(team not in facts.rosters or facts.rosters[team].most >= count for team, count in needs)


def check_closed_teams(facts: Facts) -> Iterator[Problem]:
    """Of every team that is needed somebody is on duty at some time."""
    for index in sorted(facts.rosters):
        needing = [step.name for step in facts.plan.steps if index in teams_of(step)]
        if needing and facts.rosters[index].most == 0:
            yield Problem(
                f"nobody of `{facts.plan.teams[index].name}` is ever on duty, but {quoted(needing)} "
                f"{'needs' if len(needing) == 1 else 'need'} them",
                "give the team a count, a schedule or hours within the run",
                team_path(facts.plan, index),
                code="closed-team",
            )


def check_teams_are_used(facts: Facts) -> Iterator[Problem]:
    """Some step needs every team."""
    used = {team for step in facts.plan.steps for team in teams_of(step)}
    for index, team in enumerate(facts.plan.teams):
        if index not in used:
            yield Problem(
                f"no step needs `{team.name}`",
                "name it at a step, or take it out",
                team_path(facts.plan, index),
                code="unused-team",
            )


def check_teams_are_met_open(facts: Facts) -> Iterator[Problem]:
    """Whom customers meet first is there at some hour in which they arrive."""
    for index, customers in enumerate(facts.plan.classes):
        if facts.traffic.cases[index] == 0:
            continue
        for met in sorted(_first_served(facts, customers)):
            step = facts.plan.steps[met]
            if any(_open_for(facts, customers, needs) for needs in step.options):
                continue
            if any(_ever(facts, needs) for needs in step.options):
                names = quoted(facts.plan.teams[team].name for team in sorted(teams_of(step)))
                yield Problem(
                    f"`{customers.name}` come to `{step.name}` only at hours when {names} cannot serve them",
                    "change the arrivals, or the schedule or hours of the team",
                    path("customers", customers.name, "arrivals"),
                    code="meets-closed-team",
                )


def _first_served(facts: Facts, customers: CustomerClass) -> set[int]:
    """The first steps at which somebody is needed, by whatever way."""
    found: set[int] = set()
    seen = {customers.starts_at}
    to_visit = [customers.starts_at]
    while to_visit:
        index = to_visit.pop()
        step = facts.plan.steps[index]
        if step.options:
            found.add(index)
            continue
        for option in step.route:
            new = set(steps_led_to(option.target)) - seen
            seen |= new
            to_visit += new
    return found


def _open_for(facts: Facts, customers: CustomerClass, needs: Needs) -> bool:
    """Whether the teams can serve at any moment at which customers of the class may come."""
    arrivals = customers.arrivals
    rosters = [(facts.rosters[team], count) for team, count in needs if team in facts.rosters]
    due = arrivals.appointments.slots if arrivals.appointments else arrivals.at
    if due:
        moments = np.array([t for t in due if t < facts.plan.run_for])
    else:
        cuts = np.unique(np.concatenate([roster.edges for roster, _ in rosters] or [np.zeros(1)]))
        if arrivals.rate is not None:
            edges, (rate,) = on_common_pieces([arrivals.rate], facts.plan.run_for)
            cuts = np.unique(np.concatenate((cuts, edges[:-1])))
            coming = rate[np.searchsorted(edges, cuts, side="right").clip(max=len(rate)) - 1] > 0
            cuts = cuts[coming]
        moments = cuts[cuts < facts.plan.run_for]
    present = np.ones(len(moments), dtype=bool)
    for roster, count in rosters:
        present &= roster.heads_at(moments) >= count
    return bool(present.any())


def check_loads(facts: Facts) -> Iterator[Problem]:
    """No team has more work than hours."""
    for load in facts.traffic.loads:
        if not 1.0 + 1e-9 < load.utilisation < np.inf:
            continue
        team = facts.plan.teams[load.team]
        hour = load.busiest
        busiest = hour_name(facts.plan, float(facts.traffic.spans[hour]))
        yield Problem(
            f"`{team.name}` have more work than hours: on average {figure(load.offered)} would be busy "
            f"if nobody waited, and {figure(load.on_duty)} are on duty ({percent(load.utilisation)})",
            f"the busiest hour begins {busiest}: {figure(load.offered_by_hour[hour])} "
            f"against {figure(load.on_duty_by_hour[hour])}; put more on duty, or give them less to do",
            team_path(facts.plan, load.team),
            code="overloaded-team",
        )


def check_starvation(facts: Facts) -> Iterator[Problem]:
    """A job that needs several of a team does not wait for ever behind smaller ones."""
    for step in facts.plan.steps:
        for team, count in sorted({pair for needs in step.options for pair in needs}):
            smaller = [other.name for other in facts.plan.steps if _takes_fewer(other, team, count)]
            if count > 1 and smaller:
                name = facts.plan.teams[team].name
                yield Problem(
                    f"`{step.name}` needs {count} of `{name}` at once, and smaller jobs overtake it: while "
                    f"`{smaller[0]}` always finds one free, it may wait for ever",
                    "give it priority, or a team of its own, and look at its longest waits",
                    needs_path(facts.plan, step, team),
                    code="starvation",
                )


def _takes_fewer(step: Step, team: int, count: int) -> bool:
    return any(taken == team and fewer < count for needs in step.options for taken, fewer in needs)
