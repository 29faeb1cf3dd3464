"""The measures of satisfaction: what customers would answer, and what their touchpoints were like."""

from __future__ import annotations

import numpy as np

from simulator.analysis.columns import Columns
from simulator.analysis.counts import Blocks, by_class
from simulator.analysis.satisfaction.afterwards import churn, complaint
from simulator.analysis.satisfaction.answers import mean_of
from simulator.analysis.satisfaction.dimensions import DIMENSIONS
from simulator.analysis.satisfaction.experience import Experience, experience
from simulator.analysis.window import Floats, Window, totals_by
from simulator.model.plan import Plan


def count_satisfaction(plan: Plan, columns: Columns, window: Window) -> Blocks:
    """What would be answered, of the cases that count and had touchpoints; none where it is not measured."""
    found = experience(plan, columns)
    if found is None:
        return {}
    blocks: Blocks = {}
    answering = ~np.isnan(found.answers[:, 0])
    below = by_class(plan, columns, window, answering)
    for name, each in figures_by_case(plan, found).items():
        above = by_class(plan, columns, window, answering, each)
        blocks[name, "customers"] = (above, below)
        blocks[name, "case"] = (above.sum(axis=1, keepdims=True), below.sum(axis=1, keepdims=True))
    return blocks | _by_step(plan, columns, window, found)


def figures_by_case(plan: Plan, found: Experience) -> dict[str, Floats]:
    """What each case adds to each measure; nan of a case that answers nothing."""
    of = plan.satisfaction
    assert of is not None, "it was measured"
    answers, recommends, ease = found.answers, found.recommends, found.ease
    return {
        "satisfaction": mean_of(answers, 1),
        **{f"answer_{k}": answers[:, k - 1] for k in range(1, 6)},
        "csat": answers[:, 3:].sum(axis=1),
        "nps": 100 * (recommends[:, 9:].sum(axis=1) - recommends[:, :7].sum(axis=1)),
        "ces": mean_of(ease, 1),
        "ces_easy": ease[:, 4:].sum(axis=1),
        "complaints": complaint(answers, of.complains),
        "churn": churn(answers, of.complains),
    }


def _by_step(plan: Plan, columns: Columns, window: Window, found: Experience) -> Blocks:
    """The score and the gaps of the touchpoints at each step; the gaps of all together, too."""
    at, visits = found.at, columns.visits
    counted = visits.counted[at.visit]
    code = (visits.batch[at.visit] * len(plan.steps) + at.step)[counted]

    def by_step(values: Floats | None = None) -> Floats:
        own = None if values is None else values[counted]
        return totals_by(code, window.batches * len(plan.steps), own).reshape(window.batches, -1)

    many = by_step()
    in_all = many.sum(axis=1, keepdims=True)
    blocks: Blocks = {("experience", "step"): (by_step(found.score), many)}
    for i, dimension in enumerate(DIMENSIONS):
        above = by_step(np.ascontiguousarray(found.gaps[:, i]))
        blocks[f"gap_{dimension}", "step"] = (above, many)
        blocks[f"gap_{dimension}", "case"] = (above.sum(axis=1, keepdims=True), in_all)
    return blocks
