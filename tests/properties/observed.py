"""What the records of a run tell: who waited behind whom, who was on duty when, what was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf, isnan, nan

import numpy as np

from simulator.engine.asks import Asks
from simulator.engine.queues import HEEDING_PRIORITY
from simulator.engine.records import RESULTS, STINT_KINDS, Records, Rows
from simulator.engine.simpy_engine import simulate
from simulator.model.plan import BY_CUSTOMERS, NO_PRIORITY, Plan, Step
from simulator.randomness.distributions import Distribution
from simulator.randomness.philox import uniform
from simulator.randomness.streams import stream
from tests.properties.blueprints import Blueprint, plan_of
from tests.properties.overheard import Heard, key_of_row, listening
from tests.properties.spans import Span, merged

DONE, ABANDONED, BALKED, TURNED_AWAY, UNFINISHED, CANCELLED, ESCALATED, UNREACHABLE = range(len(RESULTS))
WORK, KEPT, PAUSED, DOWN = range(len(STINT_KINDS))


@dataclass(frozen=True)
class Run:
    """A run and its plan."""

    plan: Plan
    records: Records
    heard: Heard
    seed: int = 1

    # -- customers --------------------------------------------------------------------------------

    def case_of(self, visit: np.void) -> np.void:
        """The row of the case to which a visit belongs."""
        return self.records.cases[visit["case"]]

    def visits_of(self, case: np.void) -> Rows:
        """The visits of a case, in the order in which they became ready."""
        visits = self.records.visits
        start, end = np.searchsorted(visits["case"], [case["case"], case["case"] + 1])
        return visits[start:end]

    def asks(self, visit: np.void) -> Asks:
        """Whom a visit asked for in the end."""
        return self.heard.asks[key_of_row(visit)]

    def is_call(self, visit: np.void) -> bool:
        """Whether it is a call back."""
        return key_of_row(visit) in self.heard.called

    def drawn(self, purpose: str, distribution: Distribution, visit: np.void) -> float:
        """What is drawn for a decision of a visit, first attempt."""
        number, lineage = self.heard.first[int(visit["case"])]
        step = self.plan.steps[visit["step"]]
        customers = int(self.case_of(visit)["customers"])
        path = self.plan.branches[visit["branch"]].drawn_as if customers in step.in_branches else ""
        address = stream(purpose, step.drawn_as, self.plan.classes[customers].name, lineage + path)
        u = uniform(self.seed, self.records.replication, address, number, int(visit["visit"]))
        return float(distribution.quantile(u))

    def is_set(self, attribute: int | None) -> bool:
        """Whether a step decides the attribute, so that it was perhaps another before."""
        return any(attribute == decided for step in self.plan.steps for decided, _ in step.sets)

    def knows_work(self, step: Step) -> bool:
        """Whether the work drawn at a step can be told from the attributes with which the case left."""
        return step.procedure is None and not self.is_set(step.work.by)

    def drawn_work(self, visit: np.void) -> float:
        """The standard work of a visit, first attempt."""
        work = self.plan.steps[visit["step"]].work
        decided = nan
        if work.by == BY_CUSTOMERS:
            decided = float(self.case_of(visit)["customers"])
        elif work.by is not None:
            decided = float(self.records.attributes[visit["case"], work.by])
        distribution = work.cases.get(decided, work.otherwise)
        assert distribution is not None
        return self.drawn("work", distribution, visit)

    def drawn_patience(self, visit: np.void) -> float:
        """How long the customer queues at most; a call back waits for ever."""
        step = self.plan.steps[visit["step"]]
        patience = self.plan.classes[self.case_of(visit)["customers"]].patience
        if step.own_patience:
            patience = step.patience
        if patience is None or self.is_call(visit):
            return inf
        return self.drawn("patience", patience, visit)

    # -- queues -----------------------------------------------------------------------------------

    @cached_property
    def urged(self) -> bool:
        """Whether the priority of a case may change on its way."""
        rules = [*self.plan.deadlines, *(step.escalation for step in self.plan.steps)]
        changes = any(rule is not None and rule.priority is not None for rule in rules)
        return changes or any(
            self.is_set(customers.priority_by)
            for customers in self.plan.classes
            if customers.priority_by is not None
        )

    def rank(self, visit: np.void) -> tuple[float, ...]:
        """The place of a visit among all who wait for the same team."""
        case = self.case_of(visit)
        customers = self.plan.classes[case["customers"]]
        priority = customers.priority
        if customers.priority_by is not None:
            value = float(self.records.attributes[visit["case"], customers.priority_by])
            priority = customers.priority_of.get(value, value)
        if self.plan.steps[visit["step"]].queue.order not in HEEDING_PRIORITY or isnan(priority):
            priority = NO_PRIORITY
        waited = 2 * 10**9 if case["number"] > 10**9 else 0
        key = (case["customers"], case["number"] - waited, visit["branch"], visit["step"], visit["visit"])
        return (priority, float(visit["ready"]), *(int(part) for part in key))

    def place(self, visit: np.void) -> tuple[float, ...]:
        """The place of a visit in the line of its step."""
        order = self.plan.steps[visit["step"]].queue.order
        if order == "lifo":
            return tuple(-part for part in self.rank(visit)[1:])
        if order == "shortest":
            return (self.drawn_work(visit), *self.rank(visit))
        return self.rank(visit)

    def is_plain(self, step: int) -> bool:
        """Whether those in its line can be put in order by what the records tell."""
        here = self.plan.steps[step]
        return not (
            here.batch is not None
            or (here.queue.order in HEEDING_PRIORITY and self.urged)
            or (here.queue.order == "shortest" and not self.knows_work(here))
            or self.teams_of(step) & self.kept_teams()
        )

    def in_line(self, step: int) -> list[tuple[np.void, Span]]:
        """The visits to a step that stood in its line, with the time until their first start or leaving."""
        rows = self.records.visits[self.records.visits["step"] == step]
        if not self.plan.steps[step].options:
            return []
        return [
            (row, (float(row["queued"]), float(row["finished"] if isnan(row["started"]) else row["started"])))
            for row in rows
            if not isnan(row["queued"]) and row["result"] not in (BALKED, TURNED_AWAY)
        ]

    def waits_since(self, visit: np.void) -> float:
        """When the clocks of a visit began to run: as it came to gather for a batch, or into the line."""
        step = self.plan.steps[visit["step"]]
        if step.batch is not None:
            return float(visit["handed"])
        return float(visit["queued"]) if step.options else nan

    def outside(self, step: int) -> list[tuple[np.void, Span]]:
        """The visits that stood before a full step, with the time until they were let in or gone."""
        if not self.plan.steps[step].queue.block:
            return []
        rows = self.records.visits[self.records.visits["step"] == step]
        return [
            (row, (float(row["handed"]), float(row["finished"] if isnan(row["queued"]) else row["queued"])))
            for row in rows
            if not isnan(row["handed"]) and not self.is_call(row)
        ]

    def teams_of(self, step: int) -> set[int]:
        """Every team that can serve at a step."""
        return {team for needs in self.plan.steps[step].options for team, _ in needs}

    def kept_teams(self) -> set[int]:
        """Teams of which a case may keep a member between steps, or while there is no room at the next."""
        kept = {team for step in self.plan.steps for team, _ in step.keep}
        if any(step.queue.block for step in self.plan.steps):
            kept.update(range(len(self.plan.teams)))
        return kept

    # -- staff ------------------------------------------------------------------------------------

    def suits(self, team: int, member: int, asks: Asks) -> bool:
        """Whether somebody may serve one who asks so."""
        skills = self.plan.teams[team].members[member - 1].skills
        if asks.skill >= 0 and self.plan.teams[team].skilled and isnan(skills[asks.skill]):
            return False
        same = {number for of, number in asks.same if of == team}
        return (team, member) not in asks.others and (not same or member in same)

    def members(self) -> list[tuple[int, int]]:
        """(team, number) of everybody."""
        return [
            (t, number)
            for t, team in enumerate(self.plan.teams)
            for number in range(1, len(team.members) + 1)
        ]

    def stints(self, team: int, member: int) -> Rows:
        """What a member did, in order of time."""
        rows = self.records.stints
        return rows[(rows["team"] == team) & (rows["member"] == member)]

    def duty(self, team: int, member: int) -> Rows:
        """When a member was on duty, in order of time."""
        rows = self.records.duty
        return rows[(rows["team"] == team) & (rows["member"] == member)]

    def called(self, team: int, member: int) -> list[Span]:
        """When schedule and hours call a member who is not absent, up to the end of the run."""
        here = self.plan.teams[team]
        hours = here.members[member - 1].hours
        end = self.records.end
        days = [0.0, *np.arange(self.plan.first_day_ends, end, self.plan.day).tolist()]
        moments = {0.0, end, *days}
        for timeline in (here.on_duty, hours):
            for start, _ in timeline.changes():
                if start >= end:
                    break
                moments.add(start)
        here_on = [self._comes(team, member, day) for day in range(len(days))]
        day_of = np.searchsorted(days, sorted(moments), side="right") - 1
        return merged(
            [
                span
                for span, day in zip(pairwise(sorted(moments)), day_of.tolist(), strict=False)
                if here.on_duty.at(span[0]) >= member and hours.at(span[0]) and here_on[day]
            ]
        )

    def _comes(self, team: int, member: int, day: int) -> bool:
        here = self.plan.teams[team]
        chance = here.members[member - 1].absence
        if not chance:
            return True
        address = stream(f"absence of member {member}", here.name)
        return uniform(self.seed, self.records.replication, address, day) >= chance


def observe(blueprint: Blueprint, seed: int = 1, replication: int = 1) -> Run:
    """Run a blueprint, and listen."""
    plan = plan_of(blueprint)
    with listening() as heard:
        records = simulate(plan, seed, replication)
    assert not records.stopped
    return Run(plan, records, heard, seed)
