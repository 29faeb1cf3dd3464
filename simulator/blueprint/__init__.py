"""The language: from YAML text to a validated, frozen blueprint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.blueprint.load import load, loads
    from simulator.blueprint.schema.whole import Blueprint

__all__ = ["Blueprint", "load", "loads"]

_HOMES = {
    "Blueprint": "simulator.blueprint.schema.whole",
    "load": "simulator.blueprint.load",
    "loads": "simulator.blueprint.load",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: pydantic and the schema take their time."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
