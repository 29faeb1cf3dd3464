"""Plain data as JSON text."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any


def as_json(thing: Mapping[str, Any]) -> str:
    """Return one JSON object as text; null for what JSON has no number for (inf, nan)."""
    return json.dumps(_finite(thing), ensure_ascii=False, indent=2) + "\n"


def _finite(thing: Any) -> Any:
    if isinstance(thing, Mapping):
        return {str(key): _finite(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_finite(value) for value in thing]
    if isinstance(thing, float) and not math.isfinite(thing):
        return None
    return thing
