"""What a check found, in the order in which people wrote it; plans stand in the order of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from simulator.analysis.theory import TheoryRow
from simulator.blueprint.procedures import all_steps
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
    by_what = {"on duty": teams, "an hour": classes, "doors": classes}
    rules = _ranks(blueprint.deadlines, blueprint.sla)
    return replace(
        found,
        promises=tuple(sorted(found.promises, key=lambda one: (one.kind != "deadline", rules[one.name]))),
        teams=tuple(sorted(found.teams, key=lambda reading: teams[reading.team])),
        week=tuple(sorted(found.week, key=lambda row: (row.what != "on duty", by_what[row.what][row.name]))),
        loads=tuple(sorted(found.loads, key=lambda row: teams[row.team])),
    )


def theory_in_file_order(rows: Sequence[TheoryRow], blueprint: Blueprint) -> tuple[TheoryRow, ...]:
    """Teams, then steps, classes and service levels, each as they follow each other in the file.

    The figures of each stay in their order; those of several classes at a step follow the file.
    """
    classes = _ranks(blueprint.customers)
    ranks = {
        "team": _ranks(blueprint.teams, blueprint.resources),
        # Behind each step the one at which another team sees to its exceptions, which the file has not.
        "step": _ranks(all_steps(blueprint)),
        "customers": classes,
        "sla": _ranks(blueprint.sla),
    }
    places: dict[tuple[str, ...], int] = {}

    def key(row: TheoryRow) -> tuple[int, ...]:
        figure = (row.scope, row.name, row.measure, row.statistic)
        place = places.setdefault(figure, len(places))
        return _SCOPES.index(row.scope), ranks[row.scope][row.name], place, classes.get(row.customers, -1)

    return tuple(sorted(rows, key=key))


def _ranks(*blocks: Iterable[str]) -> dict[str, int]:
    names = [name for block in blocks for name in block]
    return {name: number for number, name in enumerate(names)}
