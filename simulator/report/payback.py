"""When a change has paid, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from simulator.analysis.payback import Payback
from simulator.blueprint.schema.investment import Investment
from simulator.model.plan import Plan
from simulator.report.blocks import Column, Table
from simulator.report.numbers import bare, chance, percent, percent_with_interval, with_interval
from simulator.report.times import length

#: Where it is not paid back within the horizon.
NEVER = "never"


def payback_table(
    changes: Sequence[tuple[str, Payback]], investments: Sequence[Investment], plan: Plan
) -> Table:
    """Return a row for each change.

    Args:
        changes: what each is called, and when it has paid.
        investments: what they take, in the same order.
        plan: of what is paid and how long a run is.
    """
    unit = f", {plan.currency}" if plan.currency else ""
    rows = tuple(
        (
            name,
            bare(one.paid),
            with_interval(one.saving, one.saving_low, one.saving_high),
            months(one),
            with_interval(one.npv, one.npv_low, one.npv_high),
            percent_with_interval(one.roi, one.roi_low, one.roi_high),
            chance(one.chance),
        )
        for name, one in changes
    )
    columns = (
        Column("change", words=True),
        Column(f"invested{unit}"),
        Column(f"saved a month{unit}"),
        Column("months until paid back"),
        Column(f"net present value{unit}"),
        Column("ROI"),
        Column("chance"),
    )
    notes = [*_terms([name for name, _ in changes], investments, plan), _chance(changes)]
    if any(one.saving <= 0 for _, one in changes):
        notes.append(
            "Staff are paid whether they are busy or not: time that is freed saves money only where fewer "
            "are on duty."
        )
    return Table("When it has paid", columns, rows, " ".join(notes))


def months(found: Payback) -> str:
    """`14 (12–18)`; `never` where it is not paid back within the horizon."""
    first = NEVER if found.month is None else f"{found.month:,}"
    if isnan(found.saving_low):
        return first
    ends = [NEVER if end is None else f"{end:,}" for end in (found.month_low, found.month_high)]
    if ends == [first, first]:
        return first
    return f"{first} ({(' to ' if NEVER in ends else '–').join(ends)})"


def _terms(names: Sequence[str], investments: Sequence[Investment], plan: Plan) -> list[str]:
    """What is taken for granted, once where it is the same for all."""
    said = [_said(one, plan) for one in investments]
    if len(set(said)) == 1:
        return [f"{said[0][0].upper()}{said[0][1:]}."]
    return [f"{name}: {words}." for name, words in zip(names, said, strict=True)]


def _said(investment: Investment, plan: Plan) -> str:
    measured = length(plan.run_for - plan.warm_up, plan)
    parts = [f"a year has {bare(investment.runs_per_year)} runs of {measured}"]
    ramp = investment.ramp
    if ramp is not None:
        parts.append(f"all of the benefit is there after {ramp.over} months ({ramp.shape})")
    if investment.per_month:
        parts.append(f"{bare(investment.per_month)} are paid each month")
    parts.append(f"{investment.horizon} months are looked ahead")
    if investment.discount:
        parts.append(f"the present value is at {percent(investment.discount)} a year")
    return "; ".join(parts)


def _chance(changes: Sequence[tuple[str, Payback]]) -> str:
    if all(isnan(one.chance) for _, one in changes):
        return "Without intervals, for there is one replication."
    return "The chance is that it pays within that time, for all that chance leaves open in the simulation."
