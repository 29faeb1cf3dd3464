"""Whose figures a table has a row for: each class of customers, and all together."""

from __future__ import annotations

from simulator.analysis.measures import Scope
from simulator.experiment.result import Result


def classes_and_all(result: Result) -> list[tuple[str, Scope, str]]:
    """A row for each class, in the order of the file, and for everybody where there are several.

    Returns:
        What a row is called, and its scope and name in the metrics.
    """
    rows: list[tuple[str, Scope, str]] = [(name, "customers", name) for name in result.blueprint.customers]
    return [*rows, ("everybody", "case", "all")] if len(rows) > 1 else rows
