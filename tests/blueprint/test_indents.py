"""A line in the wrong column: the message names that line, and the column where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.blueprint.indents import out_of_place
from simulator.blueprint.load import loads
from simulator.blueprint.yaml_tree import read_text
from simulator.errors import BlueprintError, Problem

TEXT = (Path(__file__).parents[1] / "golden/mistakes/files/bank_branch.yaml").read_text(encoding="utf-8")
LINES = TEXT.split("\n")
FIRST, LAST = LINES.index("steps:") + 1, LINES.index("sla:") - 1
SLIPS = [(number, by) for number in range(FIRST, LAST) for by in (-2, -1, 1, 2) if LINES[number].strip()]


def shifted(number: int, by: int) -> str:
    line = LINES[number]
    lines = [*LINES]
    lines[number] = " " * (len(line) - len(line.lstrip()) + by) + line.lstrip()
    return "\n".join(lines)


def faults(text: str, *top: str) -> tuple[Problem, ...]:
    try:
        return read_text(text, top=top).problems
    except BlueprintError as error:
        return error.problems


@pytest.mark.parametrize(("number", "by"), SLIPS)
def test_a_line_in_the_wrong_column_is_the_one_that_is_named(number: int, by: int) -> None:
    with pytest.raises(BlueprintError) as caught:
        loads(shifted(number, by))
    assert [problem.line for problem in caught.value.problems] == [number + 1]


def test_a_sound_text_has_no_line_out_of_place() -> None:
    assert all(out_of_place(LINES, number) is None for number in range(len(LINES)))


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  b: one\n    two\n  c: 3\n d: 4",
        "a:\n  b: |\n    one\n      two\n  c: 3\n d: 4",
        "a:\n  b: [1,\n2,\n      3]\n  c: 3\n d: 4",
        "a:\n- b: 1\n  c: 2\n- b: 3\nz: 1\n d: 4",
    ],
)
def test_texts_brackets_and_lists_over_several_lines_are_in_place(text: str) -> None:
    (problem,) = faults(text)
    assert problem.snippet == " d: 4"


def test_the_names_at_the_margin_tell_which_of_two_lines_slipped() -> None:
    text = "steps:\n  greet:\n    time: 1\ncounter:\n    time: 2\n  adviser:\n    time: 3\nsla: {}"
    (problem,) = faults(text, "steps", "sla")
    assert problem.line == 4
