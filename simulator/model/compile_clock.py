"""When a run ends."""

from __future__ import annotations

from simulator.blueprint.reading import UNIT_SECONDS
from simulator.blueprint.schema.whole import Blueprint

#: Those still inside when the doors close are waited for at least so long.
_PATIENCE_OF_THE_WATCH = 4 * UNIT_SECONDS["w"]


def last_call(blueprint: Blueprint) -> float:
    """Return when the run ends at the latest, with whoever is still inside."""
    clock = blueprint.clock
    if clock.at_end == "stop":
        return clock.run_for
    return clock.run_for + max(clock.run_for, _PATIENCE_OF_THE_WATCH / blueprint.reading.seconds)
