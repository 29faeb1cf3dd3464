"""What can be set in a blueprint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.experiment.as_json import as_json
from simulator.report.blocks import Block, Lines


def paths_blocks(paths: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    """Return a line `path = value` for each path, as `--set` takes it but for the spaces."""
    return (Lines("\n".join(f"{path} = {value}" for path, value in paths)),)


def paths_as_json(values: Mapping[str, Any]) -> str:
    """Return one JSON object: each path with its value."""
    return as_json(values)
