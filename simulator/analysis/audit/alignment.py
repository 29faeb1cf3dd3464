"""What is wrong with a row of steps: the least to be left out or put in until the routes allow it.

Source: A. Adriansyah, B. F. van Dongen, W. M. P. van der Aalst, "Conformance checking using cost-based
fitness analysis", EDOC 2011, pp. 55–64 (optimal alignments). Each step left out or too many costs one. Of
several that cost the least the one is taken in which fewer are too many, since who did something later is
unlikely to have left before; then the one in which the customer is served, not the one in which it leaves;
then the one with the fewest moves, and of these the one in which, from the beginning on, a step is in its
place rather than left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from simulator.analysis.audit.positions import SILENT, Positions, left_at

_Node = tuple[int, int]  # how many of the row are told, and the number of the position; -1: at the end
_Edge = tuple[_Node, "Move | None", int]

#: A step left out or too many against a move that costs nothing: no row has so many moves.
_DEVIATION = 1 << 32

#: To leave unserved against the same; and a step too many against one left out, even where the customer left.
_LEAVING = 1 << 16
_TOO_MANY = _DEVIATION + 2 * _LEAVING

#: Beyond so many positions a row is not like anything the routes allow, and nobody reads its alignment.
MOST = 20_000


class Move(NamedTuple):
    """A step of an alignment.

    Attributes:
        step: index of the step.
        place: its place in the row; -1: it is missing there.
        allowed: whether the routes have it here; else it is one too many.
        left: whether the customer leaves it unserved; nothing is missing then.
    """

    step: int
    place: int
    allowed: bool
    left: bool = False


def align(positions: Positions, row: Sequence[int]) -> tuple[Move, ...] | None:
    """Return what is in its place, missing and too many in a row of steps, in order.

    Args:
        positions: of the plan.
        row: indices of the steps that a case did, in the order of time.

    Returns:
        None where it is too far from all that the routes allow.
    """
    search = _Search(positions, row)
    return search.moves() if search.goes() else None


class _Search:
    """Dijkstra's search over how much of the row is told and where the case may be."""

    def __init__(self, positions: Positions, row: Sequence[int]) -> None:
        self._positions = positions
        self._row = row
        self._edges: dict[_Node, list[_Edge]] = {}
        self._into: dict[_Node, list[tuple[_Node, int]]] = {}
        self._goal: _Node = (len(row), -1)
        self._starts: list[_Node] = [(0, position) for position in positions.starts()]

    def goes(self) -> bool:
        """Search from the starts to the goal; returns whether it was found."""
        least: dict[_Node, int] = dict.fromkeys(self._starts, 0)
        heap = [(0, number, node) for number, node in enumerate(self._starts)]
        best, pushed = -1, len(heap)
        while heap:
            cost, _, node = heappop(heap)
            if best >= 0 and cost > best:
                return True
            if node in self._edges or cost > least[node]:
                continue
            if node == self._goal:
                best = cost
                continue
            if len(self._edges) > MOST:
                return False
            self._edges[node] = list(self._onward(node))
            for onto, _, weight in self._edges[node]:
                self._into.setdefault(onto, []).append((node, weight))
                if onto not in least or cost + weight < least[onto]:
                    least[onto] = cost + weight
                    pushed += 1
                    heappush(heap, (cost + weight, pushed, onto))
        return best >= 0

    def _onward(self, node: _Node) -> Iterator[_Edge]:
        """The moves from a node, in the order in which they are preferred."""
        told, position = node
        silent: list[_Edge] = []
        missing: list[_Edge] = []
        for label, onto in self._positions.moves(position):
            if label <= SILENT:
                step = left_at(label)
                left = None if step < 0 else Move(step, -1, True, left=True)
                silent.append(((told, onto), left, 1 if left is None else _LEAVING + 1))
                continue
            if told < len(self._row) and label == self._row[told]:
                yield (told + 1, onto), Move(label, told, True), 1
            missing.append(((told, onto), Move(label, -1, True), _DEVIATION + 1))
        if self._positions.is_end(position) and told == len(self._row):
            yield self._goal, None, 1
        yield from silent
        yield from missing
        if told < len(self._row):
            yield (told + 1, position), Move(self._row[told], told, False), _TOO_MANY + 1

    def moves(self) -> tuple[Move, ...]:
        """The moves of the alignment, from the beginning."""
        left = self._costs_left()
        node = min((node for node in self._starts if node in left), key=lambda node: left[node])
        told = []
        while node != self._goal:
            node, move = next(
                (onto, move)
                for onto, move, weight in self._edges[node]
                if onto in left and left[onto] + weight == left[node]
            )
            if move is not None:
                told.append(move)
        return tuple(told)

    def _costs_left(self) -> dict[_Node, int]:
        """What it costs at least from each node to the goal."""
        left = {self._goal: 0}
        heap = [(0, 0, self._goal)]
        done, pushed = set(), 0
        while heap:
            cost, _, node = heappop(heap)
            if node in done:
                continue
            done.add(node)
            for origin, weight in self._into.get(node, ()):
                if origin not in left or cost + weight < left[origin]:
                    left[origin] = cost + weight
                    pushed += 1
                    heappush(heap, (cost + weight, pushed, origin))
        return left
