"""A loaded blueprint under another scenario, or with more set on top."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulator.blueprint.load import load
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import UsageError
from simulator.names import one_or_many


def a_blueprint(given: Any) -> Blueprint:
    """Return what was given, if it is a blueprint.

    Raises:
        UsageError: it is something else, such as the name of a file.
    """
    if isinstance(given, Blueprint):
        return given
    if isinstance(given, str | Path):
        raise UsageError(f"give a blueprint: sim.load({str(given)!r})")
    raise UsageError(f"give a blueprint, such as sim.load('branch.yaml'), not {given!r}")


def under(blueprint: Blueprint, scenario: str | None, overrides: str | Sequence[str]) -> Blueprint:
    """Return what the blueprint's file says under `scenario` (None: its own), with more overrides on top.

    Raises:
        BlueprintError: the scenario or an override does not fit.
        UsageError: it is no blueprint, or it does not come from a file that is still there.
    """
    blueprint, overrides = a_blueprint(blueprint), one_or_many(overrides)
    if scenario is None and not overrides:
        return blueprint
    if not Path(blueprint.file).is_file():
        raise UsageError("this blueprint has no file to read again; give scenario and overrides to `load`")
    return load(blueprint.file, scenario or blueprint.scenario, (*blueprint.overrides, *overrides))
