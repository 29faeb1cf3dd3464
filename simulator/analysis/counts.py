"""Counts of cases and visits: how they ended, how many were solved, how many came back."""

from __future__ import annotations

import numpy as np

from simulator.analysis.columns import BALKED, DONE, GAVE_UP, OPEN, TURNED_AWAY, Columns
from simulator.analysis.measures import OUTCOME, Scope
from simulator.analysis.window import Flags, Floats, Window, totals_by
from simulator.model.plan import OWN_OUTCOMES, Plan

#: What is summed up of a ratio, for each name of a scope: numerator and denominator, each (batches, names).
Blocks = dict[tuple[str, Scope], tuple[Floats, Floats]]

#: How a visit counted in a share of the visits to a step ended.
RESULT_OF = {
    "unfinished": OPEN,
    "abandoned": GAVE_UP,
    "balked": BALKED,
    "turned_away": TURNED_AWAY,
    "served": DONE,
}


def count_cases(plan: Plan, columns: Columns, window: Window) -> Blocks:
    """Arrivals, ends, resolution, rework and throughput, by class and overall; of the cases that count."""
    ends = _case_ends(plan, columns, window)
    arrived = ends.sum(axis=2)
    first_named = len(OWN_OUTCOMES)
    shares = {name: ends[:, :, i] for i, name in enumerate(plan.outcomes[:first_named])}
    shares["served"] = ends[:, :, first_named:].sum(axis=2)
    shares |= {
        OUTCOME + name: ends[:, :, first_named + i] for i, name in enumerate(plan.outcomes[first_named:])
    }
    solved = shares["resolution"] = ends[:, :, columns.solved].sum(axis=2)
    again = _came_again(columns)
    shares["rework"] = _by_class(plan, columns, window, again)
    by_class: dict[str, tuple[Floats, Floats]] = {name: (events, arrived) for name, events in shares.items()}
    at_first = _by_class(plan, columns, window, columns.solved[columns.cases.outcome] & ~again)
    by_class["first_contact_resolution"] = (at_first, solved)
    once, length = per_replication(arrived), np.broadcast_to(window.lengths()[:, None], arrived.shape)
    by_class["arrivals"] = (arrived, once)
    by_class["arrival_rate"] = (arrived, length)
    by_class["throughput"] = (_departures(plan, columns, window), length)
    return _with_overall(by_class, of_all_cases=frozenset((*shares, "first_contact_resolution")))


def per_replication(like: Floats) -> Floats:
    """The denominator of an amount a replication: one, spread over its batches."""
    return np.full(like.shape, 1 / len(like))


def _with_overall(by_class: dict[str, tuple[Floats, Floats]], of_all_cases: frozenset[str]) -> Blocks:
    """The figures by class and of all classes; below a share's line then stand the cases of all."""
    blocks: Blocks = {}
    for name, (above, below) in by_class.items():
        total = below.sum(axis=1, keepdims=True) if name in of_all_cases else below[:, :1]
        blocks[name, "customers"] = (above, below)
        blocks[name, "case"] = (above.sum(axis=1, keepdims=True), total)
    return blocks


def _case_ends(plan: Plan, columns: Columns, window: Window) -> Floats:
    """How many cases that count left by each outcome; shape (batches, classes, outcomes)."""
    cases = columns.cases
    classes, outcomes = len(plan.classes), len(plan.outcomes)
    code = ((cases.batch * classes + cases.customers) * outcomes + cases.outcome)[cases.counted]
    return totals_by(code, window.batches * classes * outcomes).reshape(window.batches, classes, outcomes)


def _by_class(plan: Plan, columns: Columns, window: Window, chosen: Flags) -> Floats:
    """How many of the chosen cases, of those that count, by the batch of their arrival and class."""
    cases = columns.cases
    code = (cases.batch * len(plan.classes) + cases.customers)[chosen & cases.counted]
    return totals_by(code, window.batches * len(plan.classes)).reshape(window.batches, -1)


def _came_again(columns: Columns) -> Flags:
    """Which cases came to some step more than once (in one branch).

    The records do not tell which way on a case took, so rework is seen by what it leads to: another visit.
    """
    again = np.zeros(len(columns.cases.arrived), np.bool_)
    again[columns.visits.case[columns.visits.visit > 1]] = True
    return again


def _departures(plan: Plan, columns: Columns, window: Window) -> Floats:
    """How many cases, whenever they came, left by a named end within each batch, by class."""
    cases = columns.cases
    within = cases.served & (cases.left >= window.start) & (cases.left <= window.close)
    code = (window.batch_of(cases.left) * len(plan.classes) + cases.customers)[within]
    return totals_by(code, window.batches * len(plan.classes)).reshape(window.batches, -1)


def count_visits(plan: Plan, columns: Columns, window: Window) -> Blocks:
    """Visits and how they ended, by step; of the cases that count."""
    visits = columns.visits
    steps, results = len(plan.steps), 6
    group = visits.batch * steps + visits.step
    code = (group * results + visits.result)[visits.counted]
    ends = totals_by(code, window.batches * steps * results).reshape(window.batches, steps, results)
    ready = ends.sum(axis=2)
    again = group[visits.counted & (visits.visit > 1)]
    blocks: Blocks = {(name, "step"): (ends[:, :, i], ready) for name, i in RESULT_OF.items()}
    blocks["rework", "step"] = (
        totals_by(again, window.batches * steps).reshape(window.batches, steps),
        ready,
    )
    blocks["visits", "step"] = (ready, per_replication(ready))
    return blocks
