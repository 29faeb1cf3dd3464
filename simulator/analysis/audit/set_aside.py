"""Rows of a log that are not used, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.analysis.audit.rows import Rows

#: A row that tells of something else than that an activity was begun; nothing is wrong with it.
NO_EVENT = "no event"

#: Why a row is not used; the first one is used.
REASONS = ("", "entries", "case", "activity", NO_EVENT, "time", "zone", "end", "order", "twice")

_TOLD = {
    "entries": "have more entries than there are columns",
    "case": "name no case",
    "activity": "name an activity that the blueprint does not have",
    NO_EVENT: "tell of nothing that was begun",
    "time": "have a time that cannot be read",
    "zone": "have a time zone where most have none, or none where most have one",
    "end": "have an end before the start",
    "order": "lie earlier than a row of the same case above them",
    "twice": "say again what a row above them says",
}

#: So many lines are told.
_LINES = 3


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rows that are not used for one reason.

    Attributes:
        reason: in words, to stand behind their number.
        count: how many they are.
        lines: of the first of them, in the file.
        example: the first of them, with its line.
        wrong: whether anything is wrong with them.
    """

    reason: str
    count: int
    lines: tuple[int, ...]
    example: str
    wrong: bool

    def __str__(self) -> str:
        """`1 row names no case, line 4: ...`."""
        if self.count > 1:
            return f"{self.count:,} rows {self.reason}, {self.example}"
        verb, space, rest = self.reason.partition(" ")
        return f"1 row { {'have': 'has', 'lie': 'lies'}.get(verb, f'{verb}s') }{space}{rest}, {self.example}"


def set_aside_rows(rows: Rows, told: npt.NDArray[np.int8]) -> tuple[SetAside, ...]:
    """Return the rows that are not used, by the reason.

    Args:
        rows: as they stand in the file.
        told: for each the index into `REASONS`.
    """
    found = []
    for number, reason in enumerate(REASONS):
        which = np.flatnonzero(told == number)
        if reason and len(which):
            lines = tuple(rows.lines[row] for row in which[:_LINES].tolist())
            cells = _shown(rows, int(which[0]), reason)
            example = f"line {lines[0]}: {cells}"
            found.append(SetAside(_TOLD[reason], len(which), lines, example, reason != NO_EVENT))
    return tuple(found)


def _shown(rows: Rows, row: int, reason: str) -> str:
    """What stands in the columns on which a reason rests."""
    found = rows.found
    places = {
        "case": (found.activity, found.time),
        "activity": (found.activity,),
        NO_EVENT: (found.activity, found.outcome),
        "time": (found.time, found.end),
        "zone": (found.time, found.end),
        "end": (found.time, found.end),
    }.get(reason, (found.case, found.activity, found.time))
    cells = [rows.cells[place][row] for place in places if place is not None]
    return ", ".join(f"`{cell}`" for cell in cells if cell) or "nothing"
