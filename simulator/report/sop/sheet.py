"""Where the boxes of a drawing stand, and how its arrows go round them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Of a box.
WIDE, HIGH = 140, 56

_LEFT, _TOP, _COLUMN = 120, 12, 170

#: Between two rows: above the line between them; below it where no arrow runs; between two arrows.
_ABOVE, _BELOW, _APART = 20, 20, 6

#: Between the lowest arrow above a row and its boxes, whose marks stand out of them.
_CLEAR = 14

#: From a box to where an arrow turns that leaves it, and that comes to it. No two boxes share these.
_OUT, _IN = 8, 14


@dataclass(frozen=True, slots=True)
class Cell:
    """A place for a box: its column, and its row."""

    column: int
    row: int


class Sheet:
    """A drawing whose arrows never cross a box.

    Every column has one box. An arrow to the next column goes straight there; any other runs between two
    rows, on a track that it shares with no other.
    """

    def __init__(self, arrows: Sequence[tuple[Cell, Cell]], rows: int) -> None:
        self._arrows = arrows
        self._tracks: dict[int, int] = {}
        many = self._lay()
        self._tops = [_TOP]
        for row in range(1, rows):
            self._tops.append(self._tops[-1] + HIGH + _ABOVE + _below(many.get(row, 0)))
        self.height = self._tops[-1] + HIGH + _ABOVE + _below(many.get(rows, 0))

    def width(self, columns: int) -> int:
        """How wide it is with so many columns."""
        return _LEFT + _COLUMN * columns

    def corner(self, cell: Cell) -> tuple[int, int]:
        """The left upper corner of a box."""
        return _LEFT + _COLUMN * cell.column, self._tops[cell.row]

    def line_above(self, row: int) -> int:
        """Where the line between a row and the one above lies."""
        return self._tops[row - 1] + HIGH + _ABOVE

    def paths(self) -> Iterator[str]:
        """Yield the path of each arrow, as SVG has it."""
        for number, (start, end) in enumerate(self._arrows):
            (x, y), (to_x, to_y) = self.corner(start), self.corner(end)
            x, y, to_y = x + WIDE, y + HIGH // 2, to_y + HIGH // 2
            if number not in self._tracks:
                yield f"M{x} {y}H{to_x - _IN}V{to_y}H{to_x}"
                continue
            between = self.line_above(_gap(start, end)) + _APART * (1 + self._tracks[number])
            yield f"M{x} {y}H{x + _OUT}V{between}H{to_x - _IN}V{to_y}H{to_x}"

    def _lay(self) -> dict[int, int]:
        """Give each arrow that needs one a track, and return how many there are above each row."""
        ends: dict[int, list[int]] = {}
        long = [number for number, arrow in enumerate(self._arrows) if not _is_next(*arrow)]
        for number in sorted(long, key=lambda each: _span(*self._arrows[each])):
            first, last = _span(*self._arrows[number])
            tracks = ends.setdefault(_gap(*self._arrows[number]), [])
            track = next((at for at, taken in enumerate(tracks) if taken < first), len(tracks))
            tracks[track : track + 1] = [last]
            self._tracks[number] = track
        return {gap: len(tracks) for gap, tracks in ends.items()}


def _below(tracks: int) -> int:
    """How much room there is between a line and the row below, for so many tracks."""
    return max(_BELOW, _APART * tracks + _CLEAR)


def _is_next(start: Cell, end: Cell) -> bool:
    return end.column == start.column + 1


def _gap(start: Cell, end: Cell) -> int:
    """Above which row an arrow runs: before where it comes to, and below on a way back or up."""
    down = end.row > start.row or (end.row == start.row and end.column > start.column)
    return end.row if down else end.row + 1


def _span(start: Cell, end: Cell) -> tuple[int, int]:
    """Between which columns an arrow runs: from the gutter behind the one to that before the other."""
    return min(start.column + 1, end.column), max(start.column + 1, end.column)
