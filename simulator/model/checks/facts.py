"""What the checks know of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from simulator.blueprint.tree import quoted_name
from simulator.errors import Problem
from simulator.model.plan import CustomerClass, Fork, Option, Plan, Step, WentSo
from simulator.model.returns import classes_back
from simulator.model.rosters import Roster, ever_on_duty, roster
from simulator.model.routes import forks, reachable_by
from simulator.model.traffic import Traffic, traffic


@dataclass(frozen=True)
class Facts:
    """A plan and what follows from it.

    Attributes:
        plan: the plan.
    """

    plan: Plan

    @cached_property
    def traffic(self) -> Traffic:
        """Its solved traffic equations."""
        return traffic(self.plan)

    @cached_property
    def reached_by(self) -> tuple[frozenset[int], ...]:
        """For each class the indices of the steps that its cases may come to, also unserved."""
        return tuple(reachable_by(self.plan, index) for index in range(len(self.plan.classes)))

    @cached_property
    def reached(self) -> frozenset[int]:
        """Indices of the steps that anybody may come to."""
        return frozenset().union(*self.reached_by)

    @cached_property
    def rosters(self) -> dict[int, Roster]:
        """Who is on duty until the last call, for each team with a limit."""
        plan = self.plan
        return {i: roster(team, plan.last_call) for i, team in enumerate(plan.teams) if not team.unlimited}

    @cached_property
    def there(self) -> dict[int, frozenset[int]]:
        """Numbers of the members who are ever on duty until the last call, for each team with a limit."""
        plan = self.plan
        return {i: ever_on_duty(plan.teams[i], plan.last_call) for i in self.rosters}

    def ever_served(self, step: Step) -> bool:
        """Whether enough are on duty together at some time to serve a step in one of its ways."""
        return any(
            all(team not in self.rosters or self.rosters[team].most >= count for team, count in needs)
            for needs in step.options
        )

    def comes_back(self, customers: CustomerClass) -> bool:
        """Whether a step to which anybody may come sends some back as this class."""
        plan = self.plan
        return any(
            plan.classes[back] is customers
            for index in self.reached
            for back in classes_back(plan.steps[index])
        )

    def forks(self) -> Iterator[tuple[Step, Option, Fork]]:
        """Every fork of the plan with the option that leads to it."""
        for step in self.plan.steps:
            for option in step.route:
                for fork in forks(option.target):
                    yield step, option, fork


Check = Callable[[Facts], Iterator[Problem]]

#: The entry of an SOP that adds a way on, by what is asked there.
_LED_BY = {"exception": "exceptions", "found": "errors"}


def path(*parts: str | int) -> str:
    """A dotted path; names with a dot in them stand in quotes, entries of a list go by number from 1."""
    return ".".join(str(part) if isinstance(part, int) else quoted_name(part) for part in parts)


def option_path(step: Step, option: Option) -> str:
    """The path of an option of a step; of one that its SOP adds that of what leads there."""
    if isinstance(option.condition, WentSo):
        return path("steps", step.name, "sop", _LED_BY[option.condition.what])
    added = sum(isinstance(other.condition, WentSo) for other in step.route)
    return path("steps", step.name, "next", step.route.index(option) - added + 1)


def team_path(plan: Plan, team: int) -> str:
    """The path of a team or resource."""
    return path("resources" if plan.teams[team].resource else "teams", plan.teams[team].name)


def needs_path(plan: Plan, step: Step, team: int) -> str:
    """The path of what a step says about a team that serves it."""
    name = plan.teams[team].name
    if len(step.options) > 1:
        place = next(i for i, needs in enumerate(step.options, 1) if team in dict(needs))
        return path("steps", step.name, "first_free", place)
    if step.options == (((team, 1),),):
        return path("steps", step.name, "team")
    return path("steps", step.name, "needs", name)
