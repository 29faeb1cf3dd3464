"""Traffic equations of a plan: what comes to each step and team if nobody had to wait.

The expected visits v of a class solve v = e + Pᵀv, with e the first step and P the chances to go from one
step to the next (Jackson 1957, "Networks of waiting lines", Operations Research 5, 518–521). Here they are
solved for each kind of customer that the routes tell apart, over states that remember rounds and visits, so
that conditions on attributes and limited rounds are exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.model.arrivals import arrival_rates, expected_cases
from simulator.model.branches import expected
from simulator.model.doors import DOORS, entry_rates, entry_share
from simulator.model.flows import ClassFlow, class_flow, mean_work, per_step
from simulator.model.levels import Floats
from simulator.model.loads import BATCHES, FIRST_FREE, KEPT, TeamLoad, team_loads
from simulator.model.options import option_figures
from simulator.model.plan import Plan
from simulator.model.returns import RETURNS, come_back, with_returns

#: Hours are looked at one by one for so long; a week shows every cycle of the language.
_WEEK_HOURS = 7 * 24

_LIMIT = "a class with a limit is expected to come up to it"
_BACKLOG = "those who wait already at the start are not counted"
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
        option_uses: how often a case takes an option on average, shape (classes, options).
        option_shares: share of the cases that take it at least once, shape (classes, options).
        outcomes: share of the cases that leave so, shape (classes, outcomes).
        loads: of each team.
        caught: (class, step) of each step from which some customers of the class never get away.
        assumed: for each class what is not exact in its ways and visits, in words, in alphabetical order.
        assumptions: all that is not exact, likewise; empty where all is.
    """

    spans: Floats
    cases: Floats
    rates: Floats
    visits: Floats
    work: Floats
    work_squared: Floats
    option_uses: Floats
    option_shares: Floats
    outcomes: Floats
    loads: tuple[TeamLoad, ...]
    caught: tuple[tuple[int, int], ...]
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
    let_in = alone * [entry_share(plan, customers) for customers in plan.classes]
    returns = _returns(plan, let_in, visits)
    steady = np.where(np.isfinite(alone), returns, 0.0)[:, None] / plan.run_for
    coming, entering = (
        _by_class([rates(plan, customers, spans) for customers in plan.classes], len(spans) - 1) + steady
        for rates in (arrival_rates, entry_rates)
    )
    work, work_squared = _mean_work(plan, flows)
    uses, shares, unsure = option_figures(plan, flows)
    return Traffic(
        spans=spans,
        cases=alone + returns,
        rates=coming,
        visits=visits,
        work=work,
        work_squared=work_squared,
        option_uses=uses,
        option_shares=shares,
        outcomes=_by_class([_outcomes(plan, found) for found in flows], len(plan.outcomes)),
        loads=team_loads(plan, flows, entering, let_in + returns, spans),
        caught=tuple(sorted({(found.customers, step) for found in flows for step in _caught(found)})),
        assumed=tuple(tuple(sorted(found.assumptions)) for found in flows),
        assumptions=tuple(sorted({*_assumptions(plan, flows), *unsure})),
    )


def _returns(plan: Plan, alone: Floats, visits: Floats) -> Floats:
    """Those of each class who are sent back, beside those who come by themselves; shape (classes,)."""
    if not come_back(plan):
        return np.zeros(len(alone))
    cases = with_returns(plan, alone, visits)
    return np.where(np.isfinite(alone), cases - alone, 0.0)


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


def _caught(found: ClassFlow) -> list[int]:
    return [
        step for step, visits in zip(found.net.steps, found.visits, strict=True) if np.isinf(visits).any()
    ]


def _assumptions(plan: Plan, flows: Sequence[ClassFlow]) -> set[str]:
    made = {assumption for found in flows for assumption in found.assumptions}
    used = {step for found in flows for step in found.net.steps}
    if any(len(plan.steps[step].options) > 1 for step in used):
        made.add(FIRST_FREE)
    if any(plan.steps[step].keep for step in used):
        made.add(KEPT)
    if any(plan.steps[step].batch is not None for step in used):
        made.add(BATCHES)
    for customers in plan.classes:
        gap = customers.arrivals.every
        if gap is not None and not gap.is_constant and gap.name != "exponential":
            made.add(_GAPS)
        if customers.arrivals.limit is not None:
            made.add(_LIMIT)
        if customers.backlog:
            made.add(_BACKLOG)
        if customers.hours is not None:
            made.add(DOORS)
    if come_back(plan):
        made.add(RETURNS)
    return made
