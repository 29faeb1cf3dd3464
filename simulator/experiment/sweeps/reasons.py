"""Why a point failed, on one line."""

from __future__ import annotations

from simulator.errors import BlueprintError


def reason_of(error: Exception) -> str:
    """Return what an error says, every problem of a blueprint with its path and cure."""
    if not isinstance(error, BlueprintError):
        return " ".join(str(error).split())
    told = []
    for problem in error.problems:
        place = f"{problem.path}: " if problem.path else ""
        cure = f" ({problem.help})" if problem.help else ""
        told.append(f"{place}{problem.message}{cure}")
    return "; ".join(told)
