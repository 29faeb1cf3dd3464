"""Blocks of the margin that are indented, and entries that stand at the margin."""

from __future__ import annotations

from tests.blueprint.written import problems_of, text_with

TEAMS = """\
teams:
  tellers: {count: 3}
  advisers: {count: 1}
"""


def moved(old: str, new: str) -> list[tuple[str, str]]:
    text = text_with(teams=TEAMS, resources="")
    assert old in text
    return [(problem.path, problem.message) for problem in problems_of(text.replace(old, new, 1))]


def test_a_block_that_is_indented_is_one_fault() -> None:
    assert moved("\n\nsteps:\n", "\n\n  steps:\n") == [
        ("teams.steps", "`steps` is indented as an entry of `teams`, and is a block of its own")
    ]


def test_an_entry_at_the_margin_is_one_fault() -> None:
    assert moved("\n  advisers:", "\nadvisers:") == [
        ("advisers", "`advisers` stands at the margin, and belongs to `teams` above")
    ]
