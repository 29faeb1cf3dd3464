"""Opening hours, in numbers."""

from __future__ import annotations

from simulator.blueprint.open_hours import opening
from simulator.blueprint.schema.clock import Hours
from simulator.blueprint.schema.whole import Blueprint
from simulator.timeline import Timeline


def hours_timeline(hours: str | Hours | None, blueprint: Blueprint) -> Timeline | None:
    """Return 1 while open, 0 while not; None where nothing is said."""
    return None if hours is None else opening(hours, blueprint).timeline(blueprint.reading)
