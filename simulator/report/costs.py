"""What a customer costs, where that is more than the time of the staff."""

from __future__ import annotations

from simulator.experiment.result import Result
from simulator.report.blocks import Column, Table
from simulator.report.figures import Figures
from simulator.report.whose import classes_and_all

_KINDS = {
    "staff_cost": "staff",
    "visit_cost": "visits",
    "penalties": "penalties",
    "value_lost": "value lost",
}


def costs_table(result: Result, figures: Figures) -> tuple[Table, ...]:
    """The cost of a customer of each class by what it is for; none where only the staff costs anything."""
    kinds = [kind for kind in _KINDS if figures.get(kind, "case", "all", "mean").shows]
    if not any(kind != "staff_cost" for kind in kinds):
        return ()
    scopes = classes_and_all(result)
    unit = f", {result.plan.currency}".rstrip(", ")
    columns = (
        Column("for each customer", words=True),
        *(Column(_KINDS[kind]) for kind in kinds),
        Column(f"in all{unit}"),
    )
    rows = tuple(
        (
            told,
            *(str(figures.get(kind, scope, name, "mean")) for kind in kinds),
            figures.get("cost", scope, name, "mean").in_full,
        )
        for told, scope, name in scopes
    )
    return (Table("Cost", columns, rows, _note(kinds, figures)),)


def _note(kinds: list[str], figures: Figures) -> str:
    meant = {
        "staff_cost": "Staff is paid while on duty, busy or not.",
        "penalties": "Penalties are for missed service levels.",
        "value_lost": "Value lost is that of the cases that ended without being solved.",
    }
    total = figures.get("cost", "case", "all", "total").with_unit
    told = [f"All customers of an average replication: {total}."]
    return " ".join((*told, *(meant[kind] for kind in kinds if kind in meant)))
