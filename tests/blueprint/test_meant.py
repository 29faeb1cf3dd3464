"""Slips whose meaning is clear: each is told once, and what hangs on it is not."""

from __future__ import annotations

from tests.blueprint.written import problems_of, shop, text_with


def told_of(**parts: str) -> list[str]:
    return [f"{problem.path}: {problem.help}" for problem in problems_of(text_with(**parts))]


def test_a_word_that_is_miswritten_is_all_that_is_told() -> None:
    assert told_of(teams="Teams: {tellers: {count: 3}, advisers: {count: 1}}") == [
        "Teams: did you mean `teams`?"
    ]
    assert told_of(teams="teams: {tellers: {servers: 3}, advisers: {count: 1}}") == [
        "teams.tellers.servers: did you mean `count`?"
    ]


def test_a_word_beside_the_one_it_stands_for_is_unknown_and_no_more() -> None:
    (told,) = told_of(teams="teams: {tellers: {count: 3, staff: 3}, advisers: {count: 1}}")
    assert told.startswith("teams.tellers.staff: ")


def test_a_list_of_named_entries_is_one_fault() -> None:
    teams = "teams:\n  - {name: tellers, count: 3}\n  - {name: advisers, count: 1}"
    (told,) = told_of(teams=teams)
    assert told.startswith("teams: leave the dashes out: write `tellers:`")


def test_a_scenario_is_not_blamed_for_what_is_wrong_in_the_base() -> None:
    scenarios = "scenarios: {busy: {scale: {customers.*.arrivals.rate: 120%}}}"
    text = text_with(scenarios=scenarios).replace("rate: 30/h", "rate: {mean: 30/h}", 1)
    (problem,) = problems_of(text)
    assert problem.help == "write `rate: 30/h`"


def test_names_of_entries_may_be_words_of_the_language() -> None:
    found = shop(teams="teams: {cost: {count: 3}, tellers: {count: 1}, advisers: {count: 1}}")
    assert list(found.teams) == ["cost", "tellers", "advisers"]
