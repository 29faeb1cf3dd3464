"""The stretches of work of a visit, and what ended each before its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulator.engine.records import STINT_KINDS, Records, Rows

_WORK = STINT_KINDS.index("work")
_DOWN = STINT_KINDS.index("down")

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
        why: which of these; empty where the visit was done, or nothing is known.
        taken_by: number of the case that came first, or -1.
    """

    start: float
    end: float
    by: tuple[Who, ...]
    ended_by: tuple[Who, ...] = ()
    why: Literal["", "shift", "breakdown", "priority"] = ""
    taken_by: int = -1


def stretches(records: Records, visit: np.void) -> list[Stretch]:
    """The stretches of a visit in the order of time."""
    stints = records.stints
    chosen = (stints["case"] == visit["case"]) & (stints["step"] == visit["step"]) & (stints["kind"] == _WORK)
    chosen &= (stints["start"] >= visit["started"]) & (stints["end"] <= visit["finished"])
    return list(_grouped(records, stints[chosen], visit))


def _grouped(records: Records, work: Rows, visit: np.void) -> Iterator[Stretch]:
    for start in np.unique(work["start"]):
        together = work[work["start"] == start]
        end = float(together["end"][0])
        by = tuple((int(row["team"]), int(row["member"])) for row in together)
        plain = Stretch(float(start), end, by)
        yield plain if end >= visit["finished"] else _ended(records, plain, int(visit["case"]))


def _ended(records: Records, stretch: Stretch, case: int) -> Stretch:
    """A stretch that was interrupted, with what is known of why."""
    duty, stints = records.duty, records.stints
    over = duty[duty["due"] == stretch.end]
    gone = _those(over, stretch.by)
    if gone:
        return Stretch(stretch.start, stretch.end, stretch.by, gone, "shift")
    failed = _those(stints[(stints["start"] == stretch.end) & (stints["kind"] == _DOWN)], stretch.by)
    if failed:
        return Stretch(stretch.start, stretch.end, stretch.by, failed, "breakdown")
    taken = stints[(stints["start"] == stretch.end) & (stints["kind"] == _WORK) & (stints["case"] != case)]
    lost = _those(taken, stretch.by)
    if lost:
        team, member = lost[0]
        first = taken[(taken["team"] == team) & (taken["member"] == member)][0]
        return Stretch(stretch.start, stretch.end, stretch.by, lost, "priority", int(first["case"]))
    return stretch


def _those(rows: Rows, by: tuple[Who, ...]) -> tuple[Who, ...]:
    found = {(int(row["team"]), int(row["member"])) for row in rows}
    return tuple(who for who in by if who in found)
