"""How full resources are, such as beds and lines, of which it matters whether one is free."""

from __future__ import annotations

from simulator.experiment.result import Result
from simulator.report.blocks import Column, Table
from simulator.report.figures import Figures


def occupancy_table(result: Result, figures: Figures) -> tuple[Table, ...]:
    """How many units are taken, and how often all are; of resources of which there is a limit."""
    teams = {team.name: team for team in result.plan.teams}
    names = [
        name
        for name in result.blueprint.resources
        if not teams[name].unlimited and figures.get("busy", "team", name, "mean").shows
    ]
    if not names:
        return ()
    columns = (
        Column("taken", words=True),
        Column("on average"),
        Column("95 % of the time"),
        Column("at most"),
        Column("all taken"),
    )
    rows = tuple(
        (
            name,
            figures.get("busy", "team", name, "mean").in_full,
            str(figures.get("busy", "team", name, "p95")),
            str(figures.get("busy", "team", name, "max")),
            figures.get("all_busy", "team", name, "mean").in_full,
        )
        for name in names
    )
    note = "95 % of the time: no more than so many. All taken: the share of the time in which none is free."
    return (Table("Occupancy", columns, rows, note),)
