"""What an attribute or the class of customers decides: `{by: channel, phone: 2 min, otherwise: 1 h}`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from simulator.blueprint.forms import text
from simulator.blueprint.misread import Collector
from simulator.blueprint.reading import Reading

T = TypeVar("T")


def read_by_value(
    value: dict[str, Any], read: Callable[[Any, Reading], T], reading: Reading, collector: Collector
) -> tuple[str, dict[str, T], T | None]:
    """Return the attribute that decides, what is written for each of its values, and for all others.

    What is wrong with it, also what the collector already holds, is raised at once.
    """
    by = collector.read("by", text, value["by"], reading) if "by" in value else None
    found = {key: collector.read(key, read, of, reading) for key, of in value.items() if key != "by"}
    collector.close()
    otherwise = found.pop("otherwise", None)
    return by or "", {key: of for key, of in found.items() if of is not None}, otherwise
