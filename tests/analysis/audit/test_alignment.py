"""What is wrong with a row of steps is found exactly, and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.analysis.audit import alignment
from simulator.analysis.audit.alignment import align
from simulator.analysis.audit.deviations import deviations
from tests.analysis.audit.line import Line


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("take, do, look, both, print, hand over", []),
        ("take, look, both, print, hand over", [("skipped", "do", 1)]),
        ("do, look, both, print, hand over", [("skipped", "take", 0)]),
        ("take, do, look, both, hand over", [("skipped", "print", 4)]),
        ("take, do, look, print, both, hand over", [("out of order", "both", 4)]),
        ("take, take, do, look, both, print, hand over", [("repeated", "take", 1)]),
        ("take, do, look, both, print, hand over, hand over", [("repeated", "hand over", 6)]),
        ("take, do, look, both, print, hand over, post", [("unexpected", "post", 6)]),
        ("take, do, look", [("ended early", "both", 3)]),
        # Two rounds more than one: the first is allowed, of the second both steps are too many.
        (
            "take, do, look, do, look, do, look, both, print, hand over",
            [("repeated", "do", 5), ("repeated", "look", 6)],
        ),
        (
            "take, look, both, print, print, hand over",
            [("skipped", "do", 1), ("repeated", "print", 4)],
        ),
    ],
)
def test_each_deviation_is_named_with_its_place(
    line: Line, row: str, expected: list[tuple[str, str, int]]
) -> None:
    moves = align(line.positions, line.row(row))
    assert moves is not None
    found = [(kind, line.names[step], place) for kind, step, place in deviations(moves)]
    assert found == expected


def test_all_that_was_done_is_told_once_in_order(line: Line) -> None:
    moves = align(line.positions, line.row("post, take, bill, look, hand over, do"))
    assert moves is not None
    assert [move.place for move in moves if move.place >= 0] == [0, 1, 2, 3, 4, 5]


def test_a_row_that_is_like_nothing_is_given_up(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "MOST", 3)
    assert align(line.positions, line.row("hand over, bill, take")) is None
