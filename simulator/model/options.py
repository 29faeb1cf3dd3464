"""How often, and by how many cases, each option of a plan is taken."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.model.branches import expected, share_that_takes
from simulator.model.flows import ClassFlow
from simulator.model.levels import Floats
from simulator.model.plan import Plan
from simulator.model.routes import following

#: Up to so many options times states, the cases that take an option are told from how often it is taken.
_MOST = 5_000

_NOT_TOLD_APART = "of ways on that a case may take again the share is how often it takes them, at most 100 %"


def option_figures(plan: Plan, flows: Sequence[ClassFlow]) -> tuple[Floats, Floats, tuple[str, ...]]:
    """Uses of each option per case, the share of cases that take it at all, and what is not exact, in words.

    Both of shape (classes, options). They differ only where a case may come back to the step.
    """
    returning = [step for i, step in enumerate(plan.steps) if i in following(plan, i, unserved=False)]
    again = {option.index for step in returning for option in step.route}
    uses = np.zeros((len(flows), sum(len(step.route) for step in plan.steps)))
    shares = np.zeros_like(uses)
    unsure: tuple[str, ...] = ()
    for row, found in enumerate(flows):
        for state, option, chance in found.net.choices:
            uses[row, option] += expected(found.visits, state, chance) @ found.worlds.weights
        shares[row] = np.minimum(uses[row], 1.0)
        repeated = again & {option for _, option, _ in found.net.choices}
        if len(repeated) * len(found.net.steps) > _MOST:
            unsure = (_NOT_TOLD_APART,)
            continue
        for option in sorted(repeated):
            shares[row, option] = share_that_takes(found.free, option) @ found.worlds.weights
    return uses, shares, unsure
