"""The measures of SOPs that are ratios: how much is prescribed, may bend, and is complied with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from simulator.analysis.audits import count_audits
from simulator.analysis.columns import DONE, Columns
from simulator.analysis.counts import Blocks
from simulator.analysis.measures import is_audited, lanes_by_sop, written_actions
from simulator.analysis.sop_columns import Bits
from simulator.analysis.window import Flags, Floats, Ints, Window, totals_by
from simulator.model.plan import Action, Plan


def count_sops(plan: Plan, columns: Columns, window: Window) -> Blocks:
    """Compliance, standardisation rate and elasticity, of the visits that count and were done."""
    if all(step.procedure is None for step in plan.steps):
        return {}
    visits, sops = columns.visits, columns.sops
    chosen = np.flatnonzero((visits.counted & (visits.result == DONE))[sops.visit])
    place = sops.visit[chosen]
    step, batch = visits.step[place], visits.batch[place]
    required, done = sops.required[chosen], sops.done[chosen]

    def by_step(weights: Floats) -> Floats:
        code = batch * len(plan.steps) + step
        return totals_by(code, window.batches * len(plan.steps), weights).reshape(window.batches, -1)

    work = np.where(_served_as_one(plan)[step], visits.together[place], visits.work[place])
    prescribed, bending = np.zeros(len(chosen)), np.zeros(len(chosen))
    for here, actions in _served_alike(plan, step, visits.customers[place]):
        prescribed[here] = _share(actions, required[here])
        bending[here] = _share(actions, required[here], bending=True)
    wanted, may_bend = by_step(work * prescribed), by_step(work * bending)
    many_done, many = _many(done), _many(required)
    kept, asked = by_step(many_done), by_step(many)
    by_sop = by_step(work)
    all_work = by_sop + _other_work(plan, columns, window)
    lanes = _in_lanes(plan)
    audits = count_audits(plan, many, many_done, by_step) if is_audited(plan) else {}
    return audits | {
        ("standardisation_rate", "step"): (wanted, by_sop),
        ("standardisation_rate", "lane"): (wanted @ lanes, all_work @ lanes),
        ("standardisation_rate", "case"): (_in_all(wanted), _in_all(all_work)),
        ("elasticity", "step"): (may_bend, wanted),
        ("elasticity", "lane"): (may_bend @ lanes, wanted @ lanes),
        ("elasticity", "case"): (_in_all(may_bend), _in_all(wanted)),
        ("compliance", "step"): (kept, asked),
        ("compliance", "lane"): (kept @ lanes, asked @ lanes),
        ("compliance", "case"): (_in_all(kept), _in_all(asked)),
        ("compliance", "action"): _by_action(plan, window, step, batch, required, done),
    }


def _in_all(by_step: Floats) -> Floats:
    return np.asarray(by_step.sum(axis=1, keepdims=True), np.float64)


def _in_lanes(plan: Plan) -> Floats:
    """Which steps are in each lane with an SOP: one, else nought; shape (steps, lanes)."""
    return np.array([[step.lane == lane for lane in lanes_by_sop(plan)] for step in plan.steps], np.float64)


def _served_as_one(plan: Plan) -> Flags:
    """At which steps the work of a batch is that of its lead."""
    return np.array([step.batch is not None and not step.batch.per_case for step in plan.steps], np.bool_)


def _served_alike(plan: Plan, step: Ints, customers: Ints) -> Iterator[tuple[Flags, tuple[Action, ...]]]:
    """The rows of each SOP, which may be another for the customers of some classes, with its actions."""
    for i, of in enumerate(plan.steps):
        if of.procedure is not None:
            here = step == i
            yield here & ~np.isin(customers, list(of.procedures_apart)), of.procedure.actions
            for one, procedure in of.procedures_apart.items():
                yield here & (customers == one), procedure.actions


def _many(actions: Bits) -> Floats:
    """How many actions these are, row by row."""
    return np.bitwise_count(actions).astype(np.float64)


def _has(actions: Bits, place: int) -> Floats:
    """One in the rows that have this action, else nought."""
    return ((actions >> np.uint64(place)) & np.uint64(1)).astype(np.float64)


def _share(actions: Iterable[Action], required: Bits, *, bending: bool = False) -> Floats:
    """The share of the work that these actions are, row by row; or only what of them may bend.

    Whether an action may bend is not recorded. Where it may for a share of visits, so much of it does.
    """
    share = np.zeros(len(required))
    for i, action in enumerate(actions):
        share += action.share * (action.elastic if bending else 1.0) * _has(required, i)
    return share


def _other_work(plan: Plan, columns: Columns, window: Window) -> Floats:
    """The work of people at steps without an SOP, by batch and step."""
    visits = columns.visits
    by_sop = np.array([step.procedure is not None for step in plan.steps], np.bool_)
    other = columns.personal & ~by_sop
    rows = visits.counted & (visits.result == DONE) & other[visits.step]
    code = (visits.batch * len(plan.steps) + visits.step)[rows]
    return totals_by(code, window.batches * len(plan.steps), visits.work[rows]).reshape(window.batches, -1)


def _by_action(
    plan: Plan, window: Window, step: Ints, batch: Ints, required: Bits, done: Bits
) -> tuple[Floats, Floats]:
    """How often each action was done as prescribed, and how often it was prescribed."""
    steps = {of.name: i for i, of in enumerate(plan.steps)}
    kept, asked = [], []
    for of, action in written_actions(plan):
        assert of.procedure is not None, "actions are those of an SOP"
        here, place = step == steps[of.name], of.procedure.actions.index(action)
        kept.append(totals_by(batch[here], window.batches, _has(done[here], place)))
        asked.append(totals_by(batch[here], window.batches, _has(required[here], place)))
    empty: Floats = np.empty((window.batches, 0))
    return (np.stack(kept, axis=1), np.stack(asked, axis=1)) if asked else (empty, empty)
