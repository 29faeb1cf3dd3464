"""Problems as the user reads them."""

from __future__ import annotations

import pickle

from simulator.errors import BlueprintError, Problem


def test_a_problem_shows_its_place_its_line_and_the_cure() -> None:
    problem = Problem(
        message="there is no team `tellrs`",
        help="did you mean `tellers`?",
        path="steps.counter.team",
        file="a.yaml",
        line=3,
        column=11,
        snippet="    team: tellrs",
    )
    assert str(problem) == (
        "a.yaml:3:11: steps.counter.team: there is no team `tellrs`\n"
        "  3 |     team: tellrs\n"
        "    |           ^\n"
        "  did you mean `tellers`?"
    )


def test_the_mark_stands_under_its_place_after_wide_characters() -> None:
    lines = str(Problem("wrong", line=1, column=4, snippet="柜台: x", file="a")).splitlines()
    assert lines[1:] == ["  1 | 柜台: x", "    | " + " " * 5 + "^"]  # two wide ones and a colon


def test_errors_travel_between_processes() -> None:
    error = BlueprintError([Problem("one"), Problem("two")])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems
    assert str(error) == "one\n\ntwo"
