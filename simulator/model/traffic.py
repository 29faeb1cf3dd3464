"""Traffic equations of a plan: what comes to each step and team if nobody had to wait.

The expected visits v of a class solve v = e + Pᵀv, with e the first step and P the chances to go from one
step to the next (Jackson 1957, "Networks of waiting lines", Operations Research 5, 518–521). Here they are
solved for each kind of customer that the routes tell apart, over states that remember rounds and visits, so
that conditions on attributes and limited rounds are exact.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.model.arrivals import arrival_rates, expected_cases, share_let_in
from simulator.model.branches import expected
from simulator.model.endless import EndlessLoop, endless_loops
from simulator.model.expected_work import mean_work, standards_met
from simulator.model.flows import ClassFlow, class_flow, per_step
from simulator.model.levels import Floats
from simulator.model.loads import (
    AWAY,
    BATCHES,
    FIRST_FREE,
    KEPT,
    LEARNING,
    PACE,
    SET_UPS,
    SKILLS,
    TeamLoad,
    team_loads,
)
from simulator.model.options import option_figures
from simulator.model.plan import Callback, Moments, Plan, Step
from simulator.model.returns import RETURNS, come_back, sent_back, with_returns
from simulator.model.rosters import availability
from simulator.model.routes import ways

#: Hours are looked at one by one for so long; a week shows every cycle of the language.
_WEEK_HOURS = 7 * 24

_LIMIT = "a class with a limit is expected to come up to it"
_BACKLOG = "those who wait already at the start are not counted"
_CALLS = "every call back is counted as if it reached somebody"
_GOES_UP = "those who are escalated or overdue are counted as if they waited on"
_CLOSED = "those turned away at closed doors are in the number expected, not in visits and loads"
_GAPS = "arrivals at given intervals are counted by their mean and variance"


@dataclass(frozen=True, slots=True, eq=False)
class Traffic:
    """Solved traffic equations. Classes, steps, teams, options and outcomes are indexed as in the plan.

    Attributes:
        spans: edges of the hours of the run, at most of its first week, shape (hours + 1,), in the unit of
            the plan. The last hour may be shorter.
        cases: expected customers in the run, shape (classes,).
        rates: arrivals per unit of time in each hour, shape (classes, hours).
        visits: expected visits per case, shape (classes, steps); infinite in a loop nobody leaves.
        work: mean standard work of a visit, shape (classes, steps); nan where the class does not come.
        work_squared: mean square of it, likewise.
        standards: for each class what comes of its visits to steps with an SOP, by the index of the step.
        sent_back: how many of each class a case of another sends back, shape (classes, classes).
        option_uses: how often a case takes an option on average, shape (classes, options).
        option_shares: share of the cases that take it at least once, shape (classes, options).
        outcomes: share of the cases that leave so, shape (classes, outcomes).
        loads: of each team.
        loops: those that some customers never leave.
        assumed: for each class what is not exact in its ways and visits, in words, in alphabetical order.
        assumptions: all that is not exact, likewise; empty where all is.
    """

    spans: Floats
    cases: Floats
    rates: Floats
    visits: Floats
    work: Floats
    work_squared: Floats
    standards: tuple[Mapping[int, Moments], ...]
    sent_back: Floats
    option_uses: Floats
    option_shares: Floats
    outcomes: Floats
    loads: tuple[TeamLoad, ...]
    loops: tuple[EndlessLoop, ...]
    assumed: tuple[tuple[str, ...], ...]
    assumptions: tuple[str, ...]

    @property
    def approximate(self) -> bool:
        """Whether any figure rests on an assumption."""
        return bool(self.assumptions)

    @property
    def weights(self) -> Floats:
        """Share of all expected customers that each class has; shape (classes,)."""
        total = self.cases.sum()
        return (
            self.cases / total
            if 0 < total < math.inf
            else np.full(len(self.cases), 1.0 / max(len(self.cases), 1))
        )


def traffic(plan: Plan) -> Traffic:
    """Solve the traffic equations of a plan.

    Any plan will do, also one with faults: a loop nobody leaves has infinite visits.
    """
    flows = [class_flow(plan, index) for index in range(len(plan.classes))]
    spans = _hours(plan)
    visits = _by_class([_visits(plan, found) for found in flows], len(plan.steps))
    alone = np.array([expected_cases(plan, customers) for customers in plan.classes])
    let_in = np.array([share_let_in(plan, customers) for customers in plan.classes])
    standards = tuple(standards_met(plan, found) for found in flows)
    sent = sent_back(plan, visits, standards)
    cases = with_returns(alone * let_in, sent) if come_back(plan) else alone * let_in
    rates = np.array([arrival_rates(plan, customers, spans) for customers in plan.classes])
    rates = rates.reshape(len(plan.classes), len(spans) - 1)
    if come_back(plan):
        back = np.where(np.isfinite(alone), cases - alone * let_in, 0.0)
        rates = rates + back[:, None] / plan.run_for
    work, work_squared = _mean_work(plan, flows)
    uses, shares, unsure = option_figures(plan, flows)
    return Traffic(
        spans=spans,
        cases=cases
        + [came * (1.0 - share) if share < 1.0 else 0.0 for came, share in zip(alone, let_in, strict=True)],
        rates=rates,
        visits=visits,
        work=work,
        work_squared=work_squared,
        standards=standards,
        sent_back=sent,
        option_uses=uses,
        option_shares=shares,
        outcomes=_by_class([_outcomes(plan, found) for found in flows], len(plan.outcomes)),
        loads=team_loads(plan, flows, rates, cases, spans),
        loops=tuple(loop for found in flows for loop in endless_loops(found)),
        assumed=tuple(tuple(sorted(found.assumptions)) for found in flows),
        assumptions=tuple(sorted({*_assumptions(plan, flows), *unsure})),
    )


def _hours(plan: Plan) -> Floats:
    hour = 3600.0 / plan.clock.seconds
    count = min(math.ceil(plan.run_for / hour - 1e-9), _WEEK_HOURS)
    edges = np.arange(count + 1) * hour
    edges[-1] = min(edges[-1], plan.run_for)
    return np.asarray(edges, dtype=np.float64)


def _by_class(rows: Sequence[Floats], columns: int) -> Floats:
    return np.array(rows).reshape(len(rows), columns)


def _visits(plan: Plan, found: ClassFlow) -> Floats:
    return np.asarray(per_step(plan, found, found.visits) @ found.worlds.weights)


def _mean_work(plan: Plan, flows: Sequence[ClassFlow]) -> tuple[Floats, Floats]:
    first = np.full((len(flows), len(plan.steps)), math.nan)
    second = first.copy()
    for row, found in enumerate(flows):
        mean, square = mean_work(plan, found)
        weights = per_step(plan, found, found.visits) * found.worlds.weights
        for step in set(found.net.steps):
            total = weights[step].sum()
            if 0 < total < math.inf:
                first[row, step] = mean[step] @ weights[step] / total
                second[row, step] = square[step] @ weights[step] / total
    return first, second


def _outcomes(plan: Plan, found: ClassFlow) -> Floats:
    shares = np.zeros(len(plan.outcomes))
    for way in found.net.leavings:
        shares[way.to] += expected(found.visits, way.origin, way.chance) @ found.worlds.weights
    return shares


def _may_not_reach(step: Step) -> bool:
    targets = (way for option in step.route for way in ways(option.target))
    return any(isinstance(way, Callback) and way.unreachable > 0 for way in targets)


def _assumptions(plan: Plan, flows: Sequence[ClassFlow]) -> set[str]:
    made = {assumption for found in flows for assumption in found.assumptions}
    used = {step for found in flows for step in found.net.steps}
    if any(len(plan.steps[step].options) > 1 for step in used):
        made.add(FIRST_FREE)
    if any(plan.steps[step].keep for step in used):
        made.add(KEPT)
    if any(plan.steps[step].batch is not None for step in used):
        made.add(BATCHES)
    if any(plan.steps[step].set_up is not None for step in used):
        made.add(SET_UPS)
    if any(plan.steps[step].skill is not None for step in used):
        made.add(SKILLS)
    if any(availability(member) < 1.0 for team in plan.teams for member in team.members):
        made.add(AWAY)
    if any(team.pace is not None for team in plan.teams):
        made.add(PACE)
    if any(team.learning is not None for team in plan.teams):
        made.add(LEARNING)
    if any(_may_not_reach(plan.steps[step]) for step in used):
        made.add(_CALLS)
    if any(plan.deadlines) or any(plan.steps[step].escalation is not None for step in used):
        made.add(_GOES_UP)
    if any(share_let_in(plan, customers) < 1.0 for customers in plan.classes):
        made.add(_CLOSED)
    for customers in plan.classes:
        gap = customers.arrivals.every
        if gap is not None and not gap.is_constant and gap.name != "exponential":
            made.add(_GAPS)
        if customers.arrivals.limit is not None:
            made.add(_LIMIT)
        if customers.backlog:
            made.add(_BACKLOG)
    if come_back(plan):
        made.add(RETURNS)
    return made
