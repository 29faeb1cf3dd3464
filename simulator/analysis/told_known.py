"""What those who tell of a replication know of it."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.analysis.naming import customer_name, in_words
from simulator.analysis.stretches import Who
from simulator.analysis.told_attributes import Attributes
from simulator.analysis.told_lines import Lines
from simulator.analysis.told_wishes import Wishes
from simulator.engine.records import Records
from simulator.model.plan import Plan

#: What happened, and when.
Event = tuple[float, str]


class Known:
    """What is known of one replication.

    Attributes:
        plan, records: what was simulated, and what came of it.
        lines: how many waited where.
        wishes: whom visits asked for.
        attributes: what customers brought along, and what was decided of them.
        options: where each way on leads, by its index.
    """

    def __init__(self, plan: Plan, records: Records) -> None:
        self.plan = plan
        self.records = records
        self.lines = Lines(plan, records)
        self.wishes = Wishes(plan, records)
        self.attributes = Attributes(plan, records)
        self.options = {option.index: option.target for step in plan.steps for option in step.route}

    def who(self, case: int) -> str:
        """A customer: `walk-in 5`."""
        row = self.records.cases[case]
        return customer_name(self.plan.classes[row["customers"]].name, int(row["number"]))

    def names(self, members: Iterable[Who]) -> str:
        """Members with their teams: `tellers 1 and rooms 2`."""
        teams = self.plan.teams
        return in_words(
            f"{teams[team].name} {teams[team].members[number - 1].name}" if number > 0 else teams[team].name
            for team, number in dict.fromkeys(members)
        )
