"""What can be set in a blueprint."""

from __future__ import annotations

import json
from collections.abc import Sequence

from simulator.report.blocks import Block, Lines


def paths_blocks(paths: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    """Return a line `path = value` for each path, as `--set` takes it but for the spaces."""
    return (Lines("\n".join(f"{path} = {value}" for path, value in paths)),)


def paths_as_json(paths: Sequence[tuple[str, str]]) -> str:
    """Return one JSON object: each path with its value as text."""
    return json.dumps(dict(paths), ensure_ascii=False, indent=2) + "\n"
