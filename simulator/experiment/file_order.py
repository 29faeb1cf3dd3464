"""What a check found, in the order in which people wrote it; plans stand in the order of names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from simulator.analysis.theory import TheoryRow
from simulator.blueprint.schema.whole import Blueprint
from simulator.model.overview import Overview, overview
from simulator.model.plan import Plan
from simulator.model.traffic import Traffic

#: What comes first among the figures of theory.
_SCOPES = ("team", "step", "customers", "sla")


def overview_in_file_order(plan: Plan, traffic: Traffic, blueprint: Blueprint) -> Overview:
    """Classes, teams and resources as in the file; steps in the order in which cases come to them."""
    numbers = {customers.name: index for index, customers in enumerate(plan.classes)}
    found = overview(plan, traffic, [numbers[name] for name in blueprint.customers])
    teams, classes = _ranks(blueprint.teams, blueprint.resources), _ranks(blueprint.customers)
    by_what = {"on duty": teams, "an hour": classes}
    return replace(
        found,
        week=tuple(sorted(found.week, key=lambda row: (row.what != "on duty", by_what[row.what][row.name]))),
        loads=tuple(sorted(found.loads, key=lambda row: teams[row.team])),
    )


def theory_in_file_order(rows: Iterable[TheoryRow], blueprint: Blueprint) -> tuple[TheoryRow, ...]:
    """Teams, then steps, classes and service levels, each as they follow each other in the file."""
    ranks = {
        "team": _ranks(blueprint.teams, blueprint.resources),
        "step": _ranks(blueprint.steps),
        "customers": _ranks(blueprint.customers),
        "sla": _ranks(blueprint.sla),
    }
    return tuple(sorted(rows, key=lambda row: (_SCOPES.index(row.scope), ranks[row.scope][row.name])))


def _ranks(*blocks: Iterable[str]) -> dict[str, int]:
    names = [name for block in blocks for name in block]
    return {name: number for number, name in enumerate(names)}
