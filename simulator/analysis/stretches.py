"""The stretches of work of a visit, and what ended each before its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from simulator.engine.records import STINT_KINDS, Records, Rows

_WORK, _DOWN = STINT_KINDS.index("work"), STINT_KINDS.index("down")

#: A member: index of the team, number.
Who = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which a visit was worked on without a break.

    Attributes:
        start, end: when.
        by: who worked on it together.
        ended_by: who ended it before its time, if anybody did: members whose shift was over, who broke down,
            or whom the customer `taken_by` took.
        why: which of them; empty where the visit was done, or nothing is known.
        taken_by: number of the case that came first, or -1.
    """

    start: float
    end: float
    by: tuple[Who, ...]
    ended_by: tuple[Who, ...] = ()
    why: Literal["", "shift", "breakdown", "priority"] = ""
    taken_by: int = -1


def stretches(records: Records, visit: np.void) -> list[Stretch]:
    """The stretches of a visit in the order of time; all who are in a batch have the same."""
    stints = records.stints
    together = _party(records, visit)
    chosen = np.isin(stints["case"], together) & (stints["step"] == visit["step"]) & (stints["kind"] == _WORK)
    chosen &= (stints["start"] >= visit["started"]) & (stints["end"] <= visit["finished"])
    parts = _grouped(stints[chosen])
    if visit["batch"]:
        parts = _joined(parts)
    return [part if part.end >= visit["finished"] else _ended(records, part, together) for part in parts]


def _party(records: Records, visit: np.void) -> list[int]:
    """The cases that were served together; the members of a batch are written down with its leader."""
    if not visit["batch"]:
        return [int(visit["case"])]
    return [int(case) for case in records.visits["case"][records.visits["batch"] == visit["batch"]]]


def _grouped(work: Rows) -> Iterator[Stretch]:
    for start in np.unique(work["start"]):
        together = work[work["start"] == start]
        by = tuple((int(row["team"]), int(row["member"])) for row in together)
        yield Stretch(float(start), float(together["end"][0]), by)


def _joined(parts: Iterator[Stretch]) -> Iterator[Stretch]:
    """Stretches with the same members one right after another are one: the batch has a new leader."""
    last: Stretch | None = None
    for part in parts:
        if last is not None and last.end == part.start and sorted(last.by) == sorted(part.by):
            last = replace(last, end=part.end)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _ended(records: Records, stretch: Stretch, cases: list[int]) -> Stretch:
    """A stretch that was interrupted, with what is known of why."""
    duty, stints = records.duty, records.stints
    starting = stints[stints["start"] == stretch.end]
    broken = _those(starting[starting["kind"] == _DOWN], stretch.by)
    if broken:
        return replace(stretch, ended_by=broken, why="breakdown")
    gone = _those(duty[duty["due"] == stretch.end], stretch.by)
    if gone:
        return replace(stretch, ended_by=gone, why="shift")
    taken = starting[(starting["kind"] == _WORK) & ~np.isin(starting["case"], cases)]
    lost = _those(taken, stretch.by)
    if lost:
        team, member = lost[0]
        first = taken[(taken["team"] == team) & (taken["member"] == member)][0]
        return replace(stretch, ended_by=lost, why="priority", taken_by=int(first["case"]))
    return stretch


def _those(rows: Rows, by: tuple[Who, ...]) -> tuple[Who, ...]:
    found = {(int(row["team"]), int(row["member"])) for row in rows}
    return tuple(who for who in by if who in found)
