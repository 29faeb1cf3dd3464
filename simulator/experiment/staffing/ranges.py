"""What may change: the teams and ranges that the blueprint names, or sensible ones from theory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.blueprint.reading import UNIT_SECONDS
from simulator.blueprint.schema.staff_ranges import StaffRange
from simulator.blueprint.schema.teams import Resource, Team, most_members
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import UsageError
from simulator.experiment.staffing.periods import Period, periods, whole_run
from simulator.experiment.staffing.space import Levels, Place, Space
from simulator.experiment.staffing.start import fewest_needed, start_counts
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan
from simulator.model.plan import Team as TeamPlan
from simulator.model.rosters import roster
from simulator.model.traffic import traffic

#: Without a range a team may have so many times as many as theory says, and so many more.
_TIMES, _MORE = 2, 2


@dataclass(frozen=True, slots=True)
class Choice:
    """The plans to choose from.

    Attributes:
        space: the plans.
        start: what theory says of each place, within the ranges.
        present: as many as there are now; None where that is none of the plans.
        given: whether the blueprint says what may change; otherwise the ranges are from theory.
    """

    space: Space
    start: Levels
    present: Levels | None
    given: bool


def choice_of(blueprint: Blueprint, plan: Plan) -> Choice:
    """The plans to choose from.

    Args:
        blueprint: with or without `staffing`.
        plan: what it was compiled to, its warm-up known.

    Raises:
        UsageError: nothing can change.
    """
    ranges = dict(blueprint.staffing) or _by_themselves(blueprint)
    if not ranges:
        raise UsageError(
            "no team here has a number that could change: all are without limit or have named `members`; "
            "give one of them a `count` instead"
        )
    full = _fully_staffed(blueprint, plan, ranges)
    solved = traffic(full)
    numbers = {team.name: index for index, team in enumerate(full.teams)}
    spans: dict[int, tuple[Period, ...]] = {}
    places: list[Place] = []
    start: list[int] = []
    for name, block in ranges.items():
        index = numbers[name]
        spans[index] = _periods(blueprint, full, index, block)
        counts = start_counts(full, solved, index, spans[index])
        low, high = block.range if blueprint.staffing else _sensible(full, index, counts)
        member = full.teams[index].members[0]
        for number, (period, count) in enumerate(zip(spans[index], counts, strict=True)):
            paid = period.paid
            places.append(Place(index, period.name, (number,), low, high, member.cost * paid, paid))
            start.append(min(max(count, low), high))
    if not places:
        raise UsageError("no team that may change is ever on duty in this run; look at its `hours`")
    space = Space(full, blueprint.reading, spans, tuple(places))
    return Choice(space, tuple(start), _present(plan, space), bool(blueprint.staffing))


def _present(plan: Plan, space: Space) -> Levels | None:
    """The present numbers, where with them the same are on duty at all times and they are in the ranges."""
    levels: list[int] = []
    for place in space.places:
        there = roster(plan.teams[place.team], plan.run_for)
        spans = [span for number in place.covers for span in space.periods[place.team][number].spans]
        inside = [(there.edges[:-1] < high) & (there.edges[1:] > low) for low, high in spans]
        levels.append(max(int(there.heads[pieces].max()) for pieces in inside))
    present = tuple(levels)
    if not space.allows(present):
        return None
    tried = space.plan_of(present)
    same = all(_same(plan.teams[index], tried.teams[index], plan.run_for) for index in space.periods)
    return present if same else None


def _same(team: TeamPlan, other: TeamPlan, end: float) -> bool:
    """Whether the same number of two teams is on duty at all times in [0, end]."""
    first, second = roster(team, end), roster(other, end)
    edges = np.union1d(first.edges, second.edges)
    return bool((first.heads_at(edges[:-1]) == second.heads_at(edges[:-1])).all())


def _by_themselves(blueprint: Blueprint) -> dict[str, StaffRange]:
    """The teams with a plain number: one for the whole run, or one for each hour where it has a schedule."""
    hour = UNIT_SECONDS["h"] / blueprint.reading.seconds
    return {
        name: StaffRange.model_construct(
            range=(1, max(most_members(team), 1)), per=hour if _by_the_hour(team, blueprint, hour) else None
        )
        for name, team in blueprint.teams.items()
        if not team.members and not team.unlimited
    }


def _by_the_hour(team: Team, blueprint: Blueprint, hour: float) -> bool:
    return team.schedule is not None and blueprint.clock.run_for >= hour


def _fully_staffed(blueprint: Blueprint, plan: Plan, ranges: dict[str, StaffRange]) -> Plan:
    """The plan with as many as there may be at all times of the teams that may change."""

    def full(name: str, block: Team | Resource) -> Team | Resource:
        if name not in ranges:
            return block
        count = max(ranges[name].range[1], most_members(block), 1)
        return block.model_copy(update={"count": count, "schedule": None})

    changed = blueprint.model_copy(
        update={
            word: {name: full(name, block) for name, block in blocks.items()}
            for word, blocks in (("teams", blueprint.teams), ("resources", blueprint.resources))
        }
    )
    return replace(compile_plan(changed), warm_up=plan.warm_up, find_warm_up=plan.find_warm_up)


def _periods(blueprint: Blueprint, plan: Plan, index: int, block: StaffRange) -> tuple[Period, ...]:
    team = plan.teams[index]
    if block.per is None:
        return whole_run(plan, team)
    edge = next((shift.start for shift in block.shifts.values()), None)
    return periods(plan, blueprint.reading, team, block.per, edge)


def _sensible(plan: Plan, team: int, counts: Sequence[int]) -> tuple[int, int]:
    """From the fewest with which the work can be done to far more than theory says, or are there now."""
    fewest = fewest_needed(plan, team)
    return fewest, max(_TIMES * max(counts) + _MORE, len(plan.teams[team].members), fewest)
