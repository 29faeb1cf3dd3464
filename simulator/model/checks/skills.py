"""Skills: that somebody who has them is on duty."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.model.checks.facts import Facts, path
from simulator.model.plan import Step
from simulator.model.saying import quoted
from simulator.model.skills import able, asked_skills


def check_skills_are_on_duty(facts: Facts) -> Iterator[Problem]:
    """Of every skill that a step asks for somebody is on duty at some time."""
    for index, step in enumerate(facts.plan.steps):
        if index not in facts.reached or not facts.ever_served(step):
            continue
        lacking = [skill for skill in asked_skills(step.skill) if not _ever_done(facts, step, skill)]
        if lacking:
            names = quoted(facts.plan.skills[skill] for skill in lacking)
            yield Problem(
                f"nobody who has the skill {names} is ever on duty for `{step.name}`: "
                "whoever asks for it there is never served",
                "put somebody who has it on duty, or give the skill to others of the team",
                path("steps", step.name, "skill"),
                code="skill-off-duty",
            )


def _ever_done(facts: Facts, step: Step, skill: int) -> bool:
    """Whether in one of the ways to serve it every team has enough who can do it at some time."""
    return any(
        all(_most_able(facts, team, skill) >= count for team, count in needs) for needs in step.options
    )


def _most_able(facts: Facts, index: int, skill: int) -> float:
    """How many of a team have a skill and are ever on duty, together or not."""
    team = facts.plan.teams[index]
    if team.unlimited:
        return float("inf")
    if not team.skilled:
        return facts.rosters[index].most
    return len(facts.there[index].intersection(able(team, skill)))
