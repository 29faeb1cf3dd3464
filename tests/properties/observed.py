"""What the records of a run tell: who waited behind whom, who was free when, what was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf, isnan, nan

import numpy as np

from simulator.engine.queues import HEEDING_PRIORITY
from simulator.engine.records import RESULTS, STINT_KINDS, Records, Rows
from simulator.engine.simpy_engine import simulate
from simulator.model.plan import BY_CUSTOMERS, NO_PRIORITY, Plan
from simulator.randomness.distributions import Distribution
from simulator.randomness.philox import uniform
from simulator.randomness.streams import stream
from tests.properties.blueprints import Blueprint, plan_of

Span = tuple[float, float]

DONE, ABANDONED, BALKED, TURNED_AWAY, UNFINISHED, CANCELLED, ESCALATED, UNREACHABLE = range(len(RESULTS))
WORK, KEPT, PAUSED, DOWN = range(len(STINT_KINDS))


@dataclass(frozen=True)
class Run:
    """A run and its plan."""

    plan: Plan
    records: Records
    seed: int = 1

    # -- customers --------------------------------------------------------------------------------

    def case_of(self, visit: np.void) -> np.void:
        """The row of the case to which a visit belongs."""
        return self.records.cases[visit["case"]]

    def drawn(self, purpose: str, distribution: Distribution, visit: np.void) -> float:
        """What is drawn for a decision of a visit, first attempt."""
        case = self.case_of(visit)
        address = stream(
            purpose,
            self.plan.steps[visit["step"]].name,
            self.plan.classes[case["customers"]].name,
            self.plan.branches[visit["branch"]].path,
        )
        u = uniform(self.seed, self.records.replication, address, int(case["number"]), int(visit["visit"]))
        return float(distribution.quantile(u))

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
        """How long the customer queues at most."""
        step = self.plan.steps[visit["step"]]
        patience = self.plan.classes[self.case_of(visit)["customers"]].patience
        if step.own_patience:
            patience = step.patience
        return inf if patience is None else self.drawn("patience", patience, visit)

    # -- queues -----------------------------------------------------------------------------------

    def rank(self, visit: np.void) -> tuple[float, ...]:
        """The place of a visit among all who wait for the same team."""
        case = self.case_of(visit)
        customers = self.plan.classes[case["customers"]]
        priority = customers.priority
        if customers.priority_by is not None:
            priority = float(self.records.attributes[visit["case"], customers.priority_by])
        if self.plan.steps[visit["step"]].queue.order not in HEEDING_PRIORITY or isnan(priority):
            priority = NO_PRIORITY
        key = (case["customers"], case["number"], visit["branch"], visit["step"], visit["visit"])
        return (priority, float(visit["ready"]), *(int(part) for part in key))

    def place(self, visit: np.void) -> tuple[float, ...]:
        """The place of a visit in the line of its step."""
        order = self.plan.steps[visit["step"]].queue.order
        if order == "lifo":
            return tuple(-part for part in self.rank(visit)[1:])
        if order == "shortest":
            return (self.drawn_work(visit), *self.rank(visit))
        return self.rank(visit)

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

    def teams_of(self, step: int) -> set[int]:
        """Every team that can serve at a step."""
        return {team for needs in self.plan.steps[step].options for team, _ in needs}

    def kept_teams(self) -> set[int]:
        """Teams of which a case may keep a member between steps."""
        return {team for step in self.plan.steps for team, _ in step.keep}

    # -- staff ------------------------------------------------------------------------------------

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
        """When schedule and hours call a member, up to the end of the run."""
        here = self.plan.teams[team]
        hours = here.members[member - 1].hours
        moments = {0.0, self.records.end}
        for timeline in (here.on_duty, hours):
            for start, _ in timeline.changes():
                if start >= self.records.end:
                    break
                moments.add(start)
        ordered = sorted(moments)
        return merged(
            [span for span in pairwise(ordered) if here.on_duty.at(span[0]) >= member and hours.at(span[0])]
        )


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in which nothing happens.

    Attributes:
        start, end: from when to when; never empty.
        free: of each team how many are on shift and not taken.
        waiting: the visits that wait for their first start.
        at_work: (stint, the visit it is for) of members on shift.
    """

    start: float
    end: float
    free: list[float]
    waiting: Rows
    at_work: Rows


def observe(blueprint: Blueprint, seed: int = 1, replication: int = 1) -> Run:
    """Run a blueprint."""
    plan = plan_of(blueprint)
    records = simulate(plan, seed, replication)
    assert not records.stopped
    return Run(plan, records, seed)


def merged(spans: list[Span]) -> list[Span]:
    """The union of spans, those that touch made one; empty ones left out."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def spans(rows: Rows, start: str, end: str) -> list[Span]:
    """Two columns as a list of spans."""
    return [(float(row[start]), float(row[end])) for row in rows]


def within(inner: Span, outer: list[Span]) -> bool:
    """Whether a span lies in one of the others."""
    return any(start <= inner[0] and inner[1] <= end for start, end in outer)


def stretches(run: Run) -> list[Stretch]:
    """The whole run, cut at everything that happens."""
    records = run.records
    lines = [row for step in range(len(run.plan.steps)) for row, _ in run.in_line(step)]
    in_line = np.array(lines, records.visits.dtype)
    leaves = np.where(np.isnan(in_line["started"]), in_line["finished"], in_line["started"])
    columns = [in_line["queued"], leaves]
    columns += [records.stints[name] for name in ("start", "end")]
    columns += [records.duty[name] for name in ("on", "due")]
    moments = np.unique(np.concatenate(columns))
    return [
        _stretch(run, start, end, in_line[(in_line["queued"] <= start) & (leaves >= end)])
        for start, end in pairwise(moments)
    ]


def _stretch(run: Run, start: float, end: float, waiting: Rows) -> Stretch:
    stints, duty = run.records.stints, run.records.duty
    taken = stints[(stints["start"] <= start) & (stints["end"] >= end)]
    on_shift = duty[(duty["on"] <= start) & (duty["due"] >= end)]
    there = {(int(row["team"]), int(row["member"])) for row in on_shift}
    free = [inf if team.unlimited else 0.0 for team in run.plan.teams]
    for team, _ in there:
        free[team] += 1
    busy_on_shift = [row for row in taken if (int(row["team"]), int(row["member"])) in there]
    for row in busy_on_shift:
        free[row["team"]] -= 1
    at_work = np.array([row for row in busy_on_shift if row["kind"] == WORK], stints.dtype)
    return Stretch(float(start), float(end), free, waiting, at_work)
