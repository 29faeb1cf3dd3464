"""How the arrows of a drawing go round its boxes."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from simulator.report.sop.sheet import HIGH, WIDE, Cell, Sheet


def points(path: str) -> list[tuple[int, int]]:
    """The corners of a path, from its start to its end."""
    x = y = 0
    found = []
    for word, first, second in re.findall(r"([MHV])(\d+)(?: (\d+))?", path):
        x, y = (
            (int(first), int(second)) if word == "M" else (int(first), y) if word == "H" else (x, int(first))
        )
        found.append((x, y))
    return found


def test_an_arrow_to_the_next_column_goes_straight_there() -> None:
    (path,) = Sheet([(Cell(0, 1), Cell(1, 2))], 5).paths()
    # Boxes begin at x = 120 and 290, are 140 wide and 56 high; rows are 56 + 40 apart, from y = 12.
    assert points(path) == [(260, 136), (276, 136), (276, 232), (290, 232)]


def test_an_arrow_over_others_runs_above_its_row_and_back_below() -> None:
    over, back = Sheet([(Cell(0, 2), Cell(2, 2)), (Cell(2, 2), Cell(0, 2))], 5).paths()
    # Row 2 begins at 12 + 2 x 96 = 204; the line above it is 20 higher, the track 6 below that; the line
    # below it is at 204 + 56 + 20 = 280.
    assert points(over) == [(260, 232), (268, 232), (268, 190), (446, 190), (446, 232), (460, 232)]
    assert points(back) == [(600, 232), (608, 232), (608, 286), (106, 286), (106, 232), (120, 232)]


def test_arrows_that_run_beside_each_other_have_a_track_each_and_the_rows_make_room() -> None:
    long = [(Cell(0, 1), Cell(3, 1)), (Cell(1, 1), Cell(4, 1)), (Cell(4, 1), Cell(6, 1))]
    first, second, third = (points(path)[2][1] for path in Sheet(long, 5).paths())
    assert second - first == 6
    assert third == first  # the first has ended before
    # From the lowest of n tracks to the boxes are 14, and 20 where there is but one: 6 n + 14.
    assert [Sheet([(Cell(0, 1), Cell(2, 1))] * many, 5).height for many in (1, 2, 3)] == [492, 498, 504]


@pytest.mark.parametrize("rows", [(1, 4), (2, 2), (4, 1)])
def test_no_arrow_crosses_a_box(rows: tuple[int, int]) -> None:
    cells = [Cell(column, rows[column % 2]) for column in range(6)]
    arrows = [(start, end) for start in cells for end in cells]
    sheet = Sheet(arrows, 5)
    for path in sheet.paths():
        corners = points(path)
        for (x, y), (to_x, to_y) in pairwise(corners):
            for left, top in map(sheet.corner, cells):
                beside = max(x, to_x) <= left or min(x, to_x) >= left + WIDE
                over = max(y, to_y) <= top or min(y, to_y) >= top + HIGH
                assert beside or over, path
