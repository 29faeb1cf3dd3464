"""How long a case keeps a member or a room between two of its steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.model.flows import ClassFlow, inflow_after, per_step
from simulator.model.levels import Floats
from simulator.model.network import flow
from simulator.model.plan import Plan


def kept_time(
    plan: Plan, found: ClassFlow, keeper: int, team: int, release: int, duration: Callable[[int], Floats]
) -> Floats:
    """Time that a case keeps one of a team from the end of a step until the end of the one that releases it.

    Waiting in between is not counted, nor are visits that take the team themselves: those are its own work.

    Args:
        plan: the plan.
        found: the way of a class.
        keeper: index of the step that takes the team and keeps it.
        team: index of the team.
        release: index of the step whose end releases it; a case whose way misses it releases it at once.
        duration: mean time of a visit to a step, shape (kinds,).

    Returns:
        Per case of each kind, shape (kinds,).
    """
    ends = frozenset(state for state, step in enumerate(found.net.steps) if step == release)
    leading = _leading_to(found, ends)
    astray = sorted(set(range(len(found.net.steps))) - leading)
    entries = inflow_after(found, keeper)
    entries[astray] = 0.0
    visits = flow(found.net, entries, stop_at=ends | frozenset(astray))
    visits[astray] = 0.0
    by_step = per_step(plan, found, visits)
    kept = np.zeros(by_step.shape[1])
    for passed in sorted({found.net.steps[state] for state in leading}):
        takes_it = any(taken == team for needs in plan.steps[passed].options for taken, _ in needs)
        if not takes_it:
            kept += by_step[passed] * duration(passed)
    return kept


def _leading_to(found: ClassFlow, ends: frozenset[int]) -> frozenset[int]:
    """States from which any of the `ends` can be reached, themselves included."""
    before: dict[int, list[int]] = {}
    for way in found.net.moves:
        before.setdefault(way.to, []).append(way.origin)
    seen = set(ends)
    to_visit = list(ends)
    while to_visit:
        for origin in before.get(to_visit.pop(), ()):
            if origin not in seen:
                seen.add(origin)
                to_visit.append(origin)
    return frozenset(seen)
