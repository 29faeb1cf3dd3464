"""Where in a blueprint, as written, other things are named: steps, ends, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.blueprint.misread import Path
from simulator.blueprint.schema.ways import JOIN


def names_in(written: dict[str, Any], block: str) -> tuple[str, ...]:
    """Return the names of a block, in the order of the file."""
    entries = written.get(block)
    return tuple(entries) if isinstance(entries, dict) else ()


def blocks_in(written: dict[str, Any], block: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the blocks of a group with their names."""
    entries = written.get(block)
    if isinstance(entries, dict):
        for name, entry in entries.items():
            if isinstance(entry, dict):
                yield name, entry


def entries_at(value: Any, place: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every entry at a place, with its path."""
    if not place:
        yield path, value
        return
    step, rest = place[0], place[1:]
    if isinstance(value, list) and step == "*":
        for number, entry in enumerate(value):
            yield from entries_at(entry, rest, (*path, number))
    elif isinstance(value, dict):
        if step == "<":
            yield from (((*path, key), key) for key in value)
        for key in value if step == "*" else (step,):
            if key in value:
                yield from entries_at(value[key], rest, (*path, key))


def _ways(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield every way on at or below a `next`: names and blocks."""
    if isinstance(value, list):
        for number, way in enumerate(value):
            yield from _ways(way, (*path, number))
        return
    yield path, value
    if isinstance(value, dict):
        if isinstance(value.get("parallel"), list):
            for number, branch in enumerate(value["parallel"]):
                yield (*path, "parallel", number), branch
        if "then" in value:
            yield from _ways(value["then"], (*path, "then"))


def targets(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield every step named in a `next`; `join`, where it ends a branch, is none."""
    for place, way in _ways(value, path):
        begins = place[-2] == "parallel" and isinstance(place[-1], int)
        if isinstance(way, str) and (begins or way != JOIN):
            yield place, way
        elif isinstance(way, dict):
            if "to" in way and (begins or way["to"] != JOIN):
                yield (*place, "to"), way["to"]
            if "callback" in way:
                yield (*place, "callback"), way["callback"]
            if isinstance(way.get("shortest"), list):
                for number, name in enumerate(way["shortest"]):
                    yield (*place, "shortest", number), name


def conditions_in(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the conditions at or below a `next`."""
    for place, way in _ways(value, path):
        if isinstance(way, dict) and isinstance(way.get("if"), str):
            yield (*place, "if"), way["if"]


def ends_in(step: Any) -> Iterator[tuple[Path, str]]:
    """Yield the ends that a step names."""
    if isinstance(step, dict):
        for place, way in _ways(step.get("next"), ()):
            if isinstance(way, dict) and isinstance(way.get("end"), str):
                yield (*place, "end"), way["end"].strip()
