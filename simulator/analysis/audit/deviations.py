"""The deviations of a case, by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.analysis.audit.alignment import Move

SKIPPED, OUT_OF_ORDER, REPEATED, UNEXPECTED, ENDED_EARLY = (
    "skipped",
    "out of order",
    "repeated",
    "unexpected",
    "ended early",
)

#: All kinds of deviations from the routes, in the order in which they are told.
KINDS = (SKIPPED, OUT_OF_ORDER, REPEATED, UNEXPECTED, ENDED_EARLY)


class Deviation(NamedTuple):
    """Something that the routes do not allow.

    Attributes:
        kind: one of `KINDS`.
        step: index of the step; of a case that ended early, the one that was due.
        place: which step of the row it is; of what is missing, the one before which it is missing.
    """

    kind: str
    step: int
    place: int


def deviations(moves: Sequence[Move]) -> tuple[Deviation, ...]:
    """Return what an alignment shows, in its order.

    A step that is missing in one place and too many in another is out of order. One too many that the case
    does in its place as well is repeated; else it is unexpected. Where all that is missing comes after the
    last step in its place, the case ended early. To leave unserved, where the routes allow that, is none.
    """
    moves = [move for move in moves if not move.left]
    missing = [number for number, move in enumerate(moves) if move.place < 0]
    done = {move.step for move in moves if move.allowed and move.place >= 0}
    last = max((n for n, move in enumerate(moves) if move.allowed and move.place >= 0), default=-1)
    found: list[tuple[int, Deviation]] = []
    for number, move in enumerate(moves):
        if move.allowed:
            continue
        elsewhere = next((n for n in missing if moves[n].step == move.step), None)
        if elsewhere is not None:
            missing.remove(elsewhere)
            kind = OUT_OF_ORDER
        else:
            kind = REPEATED if move.step in done else UNEXPECTED
        found.append((number, Deviation(kind, move.step, move.place)))
    for number in missing:
        if number > last >= 0:
            found.append((number, Deviation(ENDED_EARLY, moves[number].step, _next_place(moves, number))))
            break
        found.append((number, Deviation(SKIPPED, moves[number].step, _next_place(moves, number))))
    return tuple(deviation for _, deviation in sorted(found))


def _next_place(moves: Sequence[Move], number: int) -> int:
    """The place in the row before which a step is missing."""
    return sum(move.place >= 0 for move in moves[:number])
