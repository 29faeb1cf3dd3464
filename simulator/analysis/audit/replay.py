"""Which ways a blueprint allows: a row of steps is replayed on its routes.

A row conforms if some way through the routes has these steps, in this order, and comes to an end. All
positions in which the case may be are followed at once, so that every row is replayed in one pass; sets of
positions and what follows them are kept, so that like beginnings are followed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulator.analysis.audit.positions import SILENT, Positions


class Replay:
    """Replays rows of steps.

    Args:
        positions: of the plan.
        all_served: whether nobody leaves the service unserved.
    """

    def __init__(self, positions: Positions, *, all_served: bool = False) -> None:
        self._positions = positions
        self._all_served = all_served
        self._sets: list[frozenset[int]] = []
        self._numbers: dict[frozenset[int], int] = {}
        self._ends: list[bool] = []
        self._onward: dict[tuple[int, int], int | None] = {}
        self._start = self._number(self._closed(positions.starts()))

    def conforms(self, steps: Sequence[int]) -> bool:
        """Whether a case may have done these steps, in this order, and have come to an end."""
        reached = self._start
        for step in steps:
            onward = self._after(reached, step)
            if onward is None:
                return False
            reached = onward
        return self._ends[reached]

    def _after(self, number: int, step: int) -> int | None:
        """The set of positions after a step is begun; None where it cannot be."""
        key = (number, step)
        if key not in self._onward:
            begun = {
                onto
                for position in self._sets[number]
                for label, onto in self._positions.moves(position)
                if label == step
            }
            self._onward[key] = self._number(self._closed(begun)) if begun else None
        return self._onward[key]

    def _closed(self, positions: Iterable[int]) -> frozenset[int]:
        """The positions and all that come of them without a trace in the log."""
        found = set(positions)
        to_visit = list(found)
        while to_visit:
            for label, onto in self._positions.moves(to_visit.pop()):
                silent = label == SILENT or (label < SILENT and not self._all_served)
                if silent and onto not in found:
                    found.add(onto)
                    to_visit.append(onto)
        return frozenset(found)

    def _number(self, positions: frozenset[int]) -> int:
        if positions not in self._numbers:
            self._numbers[positions] = len(self._sets)
            self._sets.append(positions)
            self._ends.append(any(map(self._positions.is_end, positions)))
        return self._numbers[positions]
