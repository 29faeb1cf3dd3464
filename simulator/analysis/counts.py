"""Counts of cases and visits: how many came, how they ended, how many were solved, how many came back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.analysis.columns import Columns
from simulator.analysis.measures import Scope
from simulator.analysis.shares import Share, shares_of_cases, shares_of_visits
from simulator.analysis.window import Flags, Floats, Window, totals_by
from simulator.engine.records import Records
from simulator.model.plan import Plan

#: What is summed up of a ratio, for each name of a scope: numerator and denominator, each (batches, names).
Blocks = dict[tuple[str, Scope], tuple[Floats, Floats]]


def count_cases(plan: Plan, records: Records, columns: Columns, window: Window) -> Blocks:
    """Arrivals, all shares of cases, and flows, by class and overall; of the cases that count."""
    everybody = np.ones(len(columns.cases.arrived), np.bool_)
    arrived = by_class(plan, columns, window, everybody)
    blocks: Blocks = {}
    for name, share in shares_of_cases(plan, columns).items():
        above = by_class(plan, columns, window, share.chosen)
        below = arrived if share.of.all() else by_class(plan, columns, window, share.of)
        blocks[name, "customers"] = (above, below)
        blocks[name, "case"] = (above.sum(axis=1, keepdims=True), below.sum(axis=1, keepdims=True))
    once, length = per_replication(arrived), np.broadcast_to(window.lengths()[:, None], arrived.shape)
    flows = {
        "arrivals": (arrived, once),
        "arrival_rate": (arrived, length),
        "throughput": (_departures(plan, columns, window), length),
        "returns_to_come": (_later(records, arrived), once),
    }
    for name, (above, below) in flows.items():
        blocks[name, "customers"] = (above, below)
        blocks[name, "case"] = (above.sum(axis=1, keepdims=True), below[:, :1])
    return blocks


def per_replication(like: Floats) -> Floats:
    """The denominator of an amount a replication: one, spread over its batches."""
    return np.full(like.shape, 1 / len(like))


def by_class(
    plan: Plan, columns: Columns, window: Window, chosen: Flags, weights: Floats | None = None
) -> Floats:
    """How many of the chosen cases, of those that count, by the batch of their arrival and class.

    With weights, one a case, their sums.
    """
    cases = columns.cases
    rows = chosen & cases.counted
    code = (cases.batch * len(plan.classes) + cases.customers)[rows]
    own = None if weights is None else weights[rows]
    return totals_by(code, window.batches * len(plan.classes), own).reshape(window.batches, -1)


def _departures(plan: Plan, columns: Columns, window: Window) -> Floats:
    """How many cases, whenever they came, left by a named end within each batch, by class."""
    cases = columns.cases
    within = cases.served & (cases.left >= window.start) & (cases.left <= window.close)
    code = (window.batch_of(cases.left) * len(plan.classes) + cases.customers)[within]
    return totals_by(code, window.batches * len(plan.classes)).reshape(window.batches, -1)


def _later(records: Records, like: Floats) -> Floats:
    """How many of each class would have come back after the close; they stand in the last batch."""
    due = np.zeros_like(like)
    if records.later:
        due[-1] = records.later
    return due


def count_visits(plan: Plan, columns: Columns, window: Window) -> Blocks:
    """Visits and how they ended, by step; of the cases that count."""
    visits = columns.visits
    group = visits.batch * len(plan.steps) + visits.step

    def number(chosen: Flags) -> Floats:
        code = group[visits.counted & chosen]
        return totals_by(code, window.batches * len(plan.steps)).reshape(window.batches, -1)

    ready = number(np.ones(len(group), np.bool_))
    shares: Mapping[str, Share] = shares_of_visits(plan, columns)
    blocks: Blocks = {
        (name, "step"): (number(share.chosen), ready if share.of.all() else number(share.of))
        for name, share in shares.items()
    }
    blocks["visits", "step"] = (ready, per_replication(ready))
    return blocks
