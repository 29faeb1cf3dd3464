"""The faults of a blueprint, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from simulator.errors import Problem
from simulator.experiment.as_json import as_json


def faults_json(problems: Sequence[Problem]) -> str:
    """Return the faults of a blueprint that cannot be read or run as one JSON object."""
    found: dict[str, Any] = {"ok": False, "errors": [asdict(problem) for problem in problems], "warnings": []}
    return as_json(found)
