"""A loaded blueprint under another scenario, or with more set on top."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.blueprint.load import load
from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import UsageError


def under(blueprint: Blueprint, scenario: str | None, overrides: Sequence[str]) -> Blueprint:
    """Return what the blueprint's file says under `scenario` (None: its own), with more overrides on top.

    Raises:
        BlueprintError: the scenario or an override does not fit.
        UsageError: the blueprint does not come from a file that is still there.
    """
    if scenario is None and not overrides:
        return blueprint
    if not Path(blueprint.file).is_file():
        raise UsageError("this blueprint has no file to read again; give scenario and overrides to `load`")
    return load(blueprint.file, scenario or blueprint.scenario, (*blueprint.overrides, *overrides))
