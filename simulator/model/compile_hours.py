"""Opening hours, in numbers."""

from __future__ import annotations

from simulator.blueprint.opening import ALWAYS, OpenHours
from simulator.blueprint.schema.clock import Hours
from simulator.blueprint.schema.whole import Blueprint
from simulator.timeline import Timeline


def opening(hours: str | Hours | None, blueprint: Blueprint) -> OpenHours:
    """Return what hours by name, or described on the spot, mean; without any it is always open."""
    if hours is None:
        return ALWAYS
    return (blueprint.hours[hours] if isinstance(hours, str) else hours).opening()


def hours_timeline(hours: str | Hours | None, blueprint: Blueprint) -> Timeline | None:
    """Return 1 while open, 0 while not; None where nothing is said."""
    return None if hours is None else opening(hours, blueprint).timeline(blueprint.reading)
