"""Who of the staff was away, as those who waited for them found out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulator.analysis.stretches import Who
from simulator.engine.records import Records
from simulator.model.plan import Plan


def away(plan: Plan, records: Records, step: int, moment: float) -> tuple[Who, ...]:
    """Return the members of the step's teams whom the schedule called then, and who did not come that day."""
    teams = dict.fromkeys(team for needs in plan.steps[step].options for team, _ in needs)
    return tuple(who for team in teams for who in _away_of(plan, records, team, moment))


def _away_of(plan: Plan, records: Records, team: int, moment: float) -> Iterator[Who]:
    described, duty = plan.teams[team], records.duty
    there = duty["member"][(duty["team"] == team) & (duty["on"] <= moment) & (duty["off"] > moment)]
    called = described.on_duty.at(moment)
    for number, member in enumerate(described.members, 1):
        if member.absence and number <= called and member.hours.at(moment) and not np.isin(number, there):
            yield team, number
