"""What a path may be given: ranges and lists, as they are typed."""

from __future__ import annotations

import pytest

from simulator.blueprint.misread import Misread
from simulator.blueprint.tree import Node, plain
from simulator.errors import BlueprintError, UsageError
from simulator.experiment.sweeps.axes import given_axes, typed_axes
from simulator.experiment.sweeps.values import Range, range_of


def typed(text: str) -> list[object]:
    (axis,) = typed_axes([f"teams.tellers.count={text}"])
    return [plain(axis.values[number]) for number in range(len(axis.values))]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3..8", [3, 4, 5, 6, 7, 8]),
        ("3..3", [3]),
        ("1..2 step 0.25", [1, 1.25, 1.5, 1.75, 2]),
        ("0.1..0.5 step 0.1", [0.1, 0.2, 0.3, 0.4, 0.5]),  # no 0.30000000000000004
        ("1..2 step 0.3", [1, 1.3, 1.6, 1.9]),
        ("-1..1", [-1, 0, 1]),
        ("4 min..8 min step 2 min", ["4 min", "6 min", "8 min"]),
        ("4..8 min step 2", ["4 min", "6 min", "8 min"]),
        ("4 min .. 6 min", ["4 min", "5 min", "6 min"]),
        ("10%..20% step 5%", ["10%", "15%", "20%"]),
        ("40/h..50/h step 5/h", ["40/h", "45/h", "50/h"]),
        ("40/h,50/h", ["40/h", "50/h"]),
        ("4", [4]),
        ("1e-3", [0.001]),  # no range from 1 to 3
        ('"1-3"', ["1-3"]),
        ("fifo, priority", ["fifo", "priority"]),
        ("{exponential: 4 min},{lognormal: {mean: 4 min, cv: 0.5}}", [
            {"exponential": "4 min"},
            {"lognormal": {"mean": "4 min", "cv": 0.5}},
        ]),
        ('{csv: ../calls.csv, column: arrived}', [{"csv": "../calls.csv", "column": "arrived"}]),
    ],
)  # fmt: skip
def test_what_is_typed(text: str, values: list[object]) -> None:
    assert typed(text) == values


@pytest.mark.parametrize(
    ("text", "message", "cure"),
    [
        ("8..3", "the range is empty: 3 is below 8", "write `3..8`"),
        ("8..3 step 2", "the range is empty: 3 is below 8", "write `3..8 step 2`"),
        ("3..8 step 0", "the step is `0`", "write one above 0"),
        ("4 min..8 h", "the range is in `min` and `h`", "write both ends and the step in one unit"),
        ("few..many", "`few` is no end of a range", "other values are listed one by one"),
        ("1..1e9", "`1e9` is no end of a range", "write numbers, with one unit, such as `3..8`"),
        ("1-3", "`1-3` is no range", "write `1..3`, with two dots"),
        ("1 – 3", "`1 – 3` is no range", "write `1..3`, with two dots"),
        ("1…3", "`1…3` is no range", "write `1..3`, with two dots"),
        ("1...3", "`1...3` is no range", "write `1..3`, with two dots"),
        ("4 min to 8 min", "`4 min to 8 min` is no range", "write `4 min..8 min`, with two dots"),
        ("40/h-50/h", "`40/h-50/h` is no range", "write `40/h..50/h`, with two dots"),
        ("09:00..12:00", "`09:00` is no end of a range", "other values are listed one by one"),
    ],
)
def test_a_range_that_is_none(text: str, message: str, cure: str) -> None:
    with pytest.raises(BlueprintError) as caught:
        typed(text)
    (problem,) = caught.value.problems
    assert (problem.file, problem.message) == (f"--vary teams.tellers.count={text}", message)
    assert cure in problem.help


def test_all_faults_of_the_command_line_are_told_at_once() -> None:
    with pytest.raises(BlueprintError) as caught:
        typed_axes(["teams.tellers.count", "=3", "teams.a.count=3..1", "teams.b.count=[1,"])
    assert [problem.message for problem in caught.value.problems][:3] == [
        "there is no `=` between path and value",
        "there is no path before the `=`",
        "the range is empty: 1 is below 3",
    ]
    assert len(caught.value.problems) == 4
    assert caught.value.problems[0].help == "write `--vary teams.tellers.count=4`"


def test_a_path_that_varies_twice() -> None:
    with pytest.raises(UsageError, match=r"`a\.b` varies twice; give all its values at once"):
        typed_axes(["a.b=1", "a.b=2"])


def test_what_python_gives() -> None:
    import numpy as np

    axes = given_axes(
        {
            "a": range(1, 5),
            "b": [0.5, True, "40/h", {"exponential": "4 min"}, None],
            "c": "3..4",
            "d": np.arange(2),
            "e": {"low": "4 min", "high": "5 min"},
            "f": range(4, 0, -2),
        }
    )
    found = {axis.path: [plain(axis.values[i]) for i in range(len(axis.values))] for axis in axes}
    assert found == {
        "a": [1, 2, 3, 4],
        "b": [0.5, True, "40/h", {"exponential": "4 min"}, None],
        "c": [3, 4],
        "d": [0, 1],
        "e": ["4 min", "5 min"],
        "f": [4, 2],
    }


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (3, "the values are 3"),
        ([object], "is no value of a blueprint"),
        ({"low": 3}, "a range has the entries `low` and `high`"),
    ],
)
def test_what_python_cannot_give(said: object, message: str) -> None:
    with pytest.raises(BlueprintError, match=message):
        given_axes({"teams.tellers.count": said})


def test_a_path_with_nothing_to_take() -> None:
    with pytest.raises(UsageError, match=r"`teams\.tellers\.count` has no value to take"):
        given_axes({"teams.tellers.count": []})


def test_a_million_values_take_no_room() -> None:
    """They are made when they are asked for."""
    (axis,) = given_axes({"teams.tellers.count": range(1_000_000)})
    assert isinstance(axis.values, Range)
    assert plain(axis.values[999_999]) == 999_999


@pytest.mark.parametrize(
    ("text", "shares", "values"),
    [
        # Four whole numbers have a quarter of the way each.
        ("3..6", [0.0, 0.24, 0.25, 0.74, 0.75, 0.999], [3, 3, 4, 5, 6, 6]),
        # With steps it is one of them: 1, 1.5, 2 have a third each.
        ("1..2 step 0.5", [0.0, 0.34, 0.99], [1, 1.5, 2]),
        # With a unit or a point it may fall anywhere; 4 min in 10,000 steps are 0.0004, so four decimals.
        ("4 min..8 min", [0.0, 0.5, 0.123456], ["4 min", "6 min", "4.4938 min"]),
        ("0.5..1.5", [0.25], [0.75]),
    ],
)
def test_where_a_share_of_the_way_leads(text: str, shares: list[float], values: list[object]) -> None:
    found = range_of(text, Node(None))
    assert found is not None
    assert [plain(found.at(share)) for share in shares] == values


def test_a_text_without_dots_is_no_range() -> None:
    assert range_of("40/h", Node(None)) is None
    with pytest.raises(Misread, match="the range is empty"):
        range_of("2..1", Node(None))
