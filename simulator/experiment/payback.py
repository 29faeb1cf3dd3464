"""When a change has paid that was simulated: what the blueprint says it takes, and what a run costs less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from simulator.analysis.paired import Difference
from simulator.analysis.payback import Payback, Saving, Terms, cost_of, payback
from simulator.blueprint.schema.investment import Investment

if TYPE_CHECKING:
    import pandas as pd


def terms_of(investment: Investment) -> Terms:
    """What a change takes, as the blueprint says."""
    ramp = investment.ramp
    return Terms(
        once=investment.once,
        training=investment.training,
        per_month=investment.per_month,
        ramp=0 if ramp is None else ramp.over,
        exponential=ramp is not None and ramp.shape == "exponential",
        horizon=investment.horizon,
        discount=investment.discount,
    )


def payback_of(
    investment: Investment, change: str, against: str, found: Sequence[Difference], confidence: float
) -> Payback | None:
    """Return when a change has paid; None where its costs are in another currency.

    Args:
        investment: what it takes.
        change, against: what it is called, and what it is held against.
        found: the paired differences of its run, all with intervals of this confidence.
    """
    runs, cost = investment.runs_per_year, cost_of(found)
    if cost is None:
        return None
    return payback(change, against, terms_of(investment), Saving.of(cost, confidence, runs), runs)


def payback_table(found: Sequence[Payback]) -> pd.DataFrame:
    """One row a change; months are whole numbers, or missing where it has not paid within the horizon."""
    import pandas as pd

    table = pd.DataFrame([asdict(one) for one in found], columns=[field.name for field in fields(Payback)])
    return table.astype({"month": "Int64", "month_low": "Int64", "month_high": "Int64"})
