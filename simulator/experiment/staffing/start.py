"""Where the search begins: what theory says of each team and period by itself.

The load of a period is the greatest that is offered in any hour of it, each visit taken to arrive its mean
duration earlier (the lag of S. G. Eick, W. A. Massey and W. Whitt 1993, "M_t/G/∞ queues with sinusoidal
arrival rates", Management Science 39, 241–252; L. V. Green, P. J. Kolesar and W. Whitt 2007, "Coping with
time-varying demand when setting staffing requirements for a service system", Production and Operations
Management 16, 13–39). Where a service level asks for waits, or for few who give up, Erlang C or A gives the
count; else it is a + z·√a for the load a, the square-root rule (S. Halfin and W. Whitt 1981, "Heavy-traffic
limits for queues with many exponential servers", Operations Research 29, 567–588).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from simulator.analysis.calculator.least import Goals, least
from simulator.analysis.calculator.queue import Queue
from simulator.analysis.theory.stations import patience_at, steps_served
from simulator.errors import UsageError
from simulator.experiment.staffing.periods import Period
from simulator.model.levels import Floats, averages
from simulator.model.loads import TeamLoad
from simulator.model.plan import Plan, Sla
from simulator.model.traffic import Traffic

#: z of the square-root rule: about four in five find somebody free.
_ROOT = 0.84

#: No formula promises everything: a service level that asks for all is taken as one that allows so much.
_ALL_BUT = 0.001


def start_counts(plan: Plan, traffic: Traffic, team: int, periods: Sequence[Period]) -> tuple[int, ...]:
    """What theory says of a team in each of its periods.

    Args:
        plan: with enough staff, so that loads are shared as they will be.
        traffic: its traffic equations, solved.
        team: index of the team.
        periods: of the team.
    """
    load = next(load for load in traffic.loads if load.team == team)
    goals = tuple(_goals(plan, traffic, team))
    fewest = fewest_needed(plan, team)
    return tuple(
        max(fewest, _count(plan, traffic, load, offered, goals))
        for offered in _offered(load, traffic, periods)
    )


def fewest_needed(plan: Plan, team: int) -> int:
    """With fewer members than this some step can never be done; 1 where any number does."""
    needed = [min(dict(needs).get(team, 0) for needs in step.options) for step in plan.steps if step.options]
    return max([1, *needed])


def _offered(load: TeamLoad, traffic: Traffic, periods: Sequence[Period]) -> Iterator[float]:
    """The greatest load of an hour in each period, where the arrivals of a visit's duration earlier count."""
    lag = load.visit_time if math.isfinite(load.visit_time) else 0.0
    spans = traffic.spans
    last = float(spans[-1])
    for period in periods:
        most = 0.0
        for low, high in period.spans:
            edges = [low, *(edge for edge in spans.tolist() if low < edge < high), high]
            inside = [min(max(edge - lag, 0.0), last) for edge in edges]
            pairs = [(a, b) for a, b in pairwise(inside) if a < b]
            for pair in pairs:
                shown = averages(spans, load.offered_by_hour, _as_edges(pair))
                most = max(most, float(shown[0]))
        yield most


def _as_edges(pair: tuple[float, float]) -> Floats:
    return np.array(pair, np.float64)


def _goals(plan: Plan, traffic: Traffic, team: int) -> Iterator[tuple[Sla, Goals]]:
    """The service levels that a formula knows, of the steps that the team serves."""
    served = steps_served(plan, traffic, team)
    for sla in plan.slas:
        if (sla.step is not None and sla.step not in served) or sla.team not in (None, team):
            continue
        if sla.measure in ("wait", "queue_time") and sla.within is not None and sla.at_least:
            yield sla, Goals(at_least=min(sla.at_least, 1.0 - _ALL_BUT))
        elif sla.measure == "abandoned" and sla.at_most is not None:
            yield sla, Goals(abandoned_at_most=max(sla.at_most, _ALL_BUT))


def _count(
    plan: Plan, traffic: Traffic, load: TeamLoad, offered: float, goals: Sequence[tuple[Sla, Goals]]
) -> int:
    if not 0 < offered < math.inf or not load.visit_time > 0:
        return 0
    patience = _patience(plan, traffic, load.team)
    counts = [
        _by_formula(offered, load.visit_time, patience, sla.within, goal)
        for sla, goal in goals
        if sla.within is not None or patience is not None
    ]
    return max(counts, default=_by_root(offered))


def _by_formula(
    offered: float, time: float, patience: float | None, within: float | None, goal: Goals
) -> int:
    try:
        return least(Queue(offered / time, time, patience, within=within), goal).count
    except UsageError:  # a load that is too large to be computed
        return _by_root(offered)


def _by_root(offered: float) -> int:
    return math.ceil(offered + _ROOT * math.sqrt(offered))


def _patience(plan: Plan, traffic: Traffic, team: int) -> float | None:
    """The mean patience of the visits to a team; None where some would wait for ever."""
    weight = mean = 0.0
    for step in steps_served(plan, traffic, team):
        for index, customers in enumerate(plan.classes):
            visits = float(traffic.visits[index, step] * traffic.cases[index])
            if not visits > 0:
                continue
            patience = patience_at(plan, customers, step)
            if patience is None or not 0 < patience.mean < math.inf:
                return None
            weight += visits
            mean += visits * patience.mean
    return mean / weight if 0 < weight < math.inf else None
