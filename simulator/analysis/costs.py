"""What a service costs: staff time paid, what each visit costs, penalties, value lost."""

from __future__ import annotations

import numpy as np

from simulator.analysis.columns import Columns
from simulator.analysis.counts import Blocks, by_class
from simulator.analysis.staff import StaffTime
from simulator.analysis.window import Floats, Window
from simulator.model.plan import UNFINISHED, Plan


def count_costs(
    plan: Plan, columns: Columns, window: Window, staff: StaffTime, penalties: Floats, blocks: Blocks
) -> Blocks:
    """All costs by class and overall, and the staff's by team; each for a case that came."""
    further = {
        "visit_cost": _visits(plan, columns, window),
        "penalties": penalties,
        "value_lost": _value_lost(plan, columns, window),
    }
    beside = np.sum(list(further.values()), axis=0)
    paid = staff.cost.sum(axis=1, keepdims=True)
    by_kind = {name: (cost, cost.sum(axis=1, keepdims=True)) for name, cost in further.items()}
    by_kind["staff_cost"] = (staff.borne, paid)
    by_kind["cost"] = (staff.borne + beside, paid + beside.sum(axis=1, keepdims=True))
    arrived, all_arrived = blocks["arrivals", "customers"][0], blocks["arrivals", "case"][0]
    found: Blocks = {("cost", "team"): (staff.cost, np.broadcast_to(all_arrived, staff.cost.shape))}
    for name, (each, overall) in by_kind.items():
        found[name, "customers"] = (each, arrived)
        found[name, "case"] = (overall, all_arrived)
    return found


def visit_costs(plan: Plan, columns: Columns) -> Floats:
    """What the visits of each case cost that were started."""
    each = np.array([step.cost for step in plan.steps], np.float64)[columns.visits.step]
    return np.nan_to_num(columns.sum_by_case(each, columns.visits.began))


def _visits(plan: Plan, columns: Columns, window: Window) -> Floats:
    if not any(step.cost for step in plan.steps):
        return np.zeros((window.batches, len(plan.classes)))
    everybody = np.ones(len(columns.cases.arrived), np.bool_)
    return by_class(plan, columns, window, everybody, visit_costs(plan, columns))


def _value_lost(plan: Plan, columns: Columns, window: Window) -> Floats:
    """The value of the cases that ended without being solved; the unfinished have lost nothing yet."""
    cases = columns.cases
    lost = ~columns.solved[cases.outcome] & (cases.outcome != UNFINISHED)
    values = np.array([customers.value for customers in plan.classes], np.float64)
    return by_class(plan, columns, window, lost) * values
