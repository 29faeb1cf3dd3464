"""Teams and resources: enough of them, used, and shared fairly."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, needs_path, path, team_path
from simulator.model.plan import Step
from simulator.model.routes import teams_of
from simulator.model.saying import quoted


def check_enough_members(facts: Facts) -> Iterator[Problem]:
    """No step needs more of a team than are ever on duty."""
    for step in facts.plan.steps:
        if facts.ever_served(step):
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


def check_closed_teams(facts: Facts) -> Iterator[Problem]:
    """Of every team that is needed somebody is on duty at some time."""
    for index in sorted(facts.rosters):
        if facts.rosters[index].most > 0:
            continue
        naming = [step for step in facts.plan.steps if index in teams_of(step)]
        unserved = [step.name for step in naming if not facts.ever_served(step)]
        team = facts.plan.teams[index]
        absent = (
            f"none of `{team.name}` is ever there"
            if team.resource
            else (f"nobody of `{team.name}` is ever on duty")
        )
        if unserved:
            message = (
                f"{absent}, but {quoted(unserved)} "
                f"{'needs' if len(unserved) == 1 else 'need'} them: nobody is served there"
            )
        else:
            message = f"{absent}: the others serve alone"
        if naming:
            yield Problem(
                message,
                "give it a count above 0, or a schedule or hours within the run",
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


def check_learners_are_settled(facts: Facts) -> Iterator[Problem]:
    """The loads are those of members who are settled from the start."""
    for team in facts.plan.teams:
        learning = team.learning
        if learning is not None and learning.experience < learning.settled:
            longer = 1 / learning.speed_at(learning.experience + 1)
            yield Problem(
                f"the loads are those of settled members, and the first visits of `{team.name}` take "
                f"{longer:.3g} times as long",
                "that is meant to be so if they are new; else write the `experience` with which they begin",
                path("teams", team.name, "learning", "experience"),
                code="not-settled",
            )
