"""Rates from tables; the plan no longer knows where a table ended, so this looks at the blueprint."""

from __future__ import annotations

import math
from collections.abc import Iterator

from simulator.blueprint.schema.rate_column import RateTable
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import Problem
from simulator.model.checks.facts import path
from simulator.model.saying import duration


def check_rate_tables(blueprint: Blueprint) -> Iterator[Problem]:
    """A table of rates lasts as long as customers may come."""
    clock = blueprint.clock
    for name, customers in sorted(blueprint.customers.items()):
        rate = customers.arrivals.rate
        if not isinstance(rate, RateTable) or math.isfinite(rate.repeat):
            continue
        lasts = len(rate.rates) * rate.each
        if lasts < clock.run_for * (1 - 1e-9):
            yield Problem(
                f"the table of rates lasts {duration(lasts, clock.unit)}, but customers come for "
                f"{duration(clock.run_for, clock.unit)}: its last rate holds on until then",
                "add rows, or say after how long it begins again with `repeat`",
                path("customers", name, "arrivals", "rate"),
                code="rate-table-ends",
            )
