"""The nearest names, and the hint made of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.names import did_you_mean, nearest

TEAMS = ("greeters", "tellers", "advisers", "walk-in")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("telers", "tellers"),
        ("Tellers", "tellers"),
        ("teller", "tellers"),
        ("walkin", "walk-in"),
        ("walk_in", "walk-in"),
        ("Walk In", "walk-in"),
        ("adviser", "advisers"),
        ("advsiers", "advisers"),
    ],
)
def test_a_slip_finds_the_name_that_was_meant(written: str, meant: str) -> None:
    assert nearest(written, TEAMS)[0] == meant


def test_the_likest_comes_first() -> None:
    assert nearest("senior clerk", ["junior clerk", "senior clerks"])[0] == "senior clerks"


def test_a_name_far_behind_the_likest_is_left_out() -> None:
    assert nearest("teller", ["seller", "tellers"]) == ("tellers",)


def test_of_equally_like_names_the_first_written_comes_first() -> None:
    assert nearest("lane", ["lane 2", "lane 1"]) == ("lane 2", "lane 1")


def test_no_more_than_asked_for() -> None:
    assert len(nearest("lane", [f"lane {number}" for number in range(9)])) == 3
    assert len(nearest("lane", [f"lane {number}" for number in range(9)], n=1)) == 1


def test_the_beginning_of_a_word_finds_it() -> None:
    assert nearest("exp", ["lognormal", "exponential"]) == ("exponential",)


def test_unlike_names_are_no_help() -> None:
    assert nearest("zebra", TEAMS) == ()


def test_nothing_is_near_nothing() -> None:
    assert nearest("", TEAMS) == ()
    assert nearest("-", TEAMS) == ()
    assert nearest("tellers", ()) == ()


def test_words_that_end_in_ss_are_no_plurals() -> None:
    assert nearest("class", ["clas", "class"])[0] == "class"


def test_the_hint_names_one_two_or_three() -> None:
    assert did_you_mean("telers", TEAMS) == "did you mean `tellers`?"
    assert did_you_mean("lane", ["lane 1", "lane 2"]) == "did you mean `lane 1` or `lane 2`?"
    assert (
        did_you_mean("lane", ["lane 1", "lane 2", "lane 3"]) == "did you mean `lane 1`, `lane 2` or `lane 3`?"
    )


def test_the_hint_lists_what_is_known_where_nothing_is_near() -> None:
    assert did_you_mean("zebra", ["a1", "b2"]) == "known: a1, b2"


def test_a_long_list_is_cut() -> None:
    names = [f"x{number:02}" for number in range(20)]
    assert did_you_mean("zebra", names) == f"known: {', '.join(names[:12])} and 8 more"


def test_no_hint_where_nothing_is_known() -> None:
    assert did_you_mean("zebra", []) == ""


@settings(deadline=None)
@given(st.text(), st.lists(st.text()))
def test_any_text_is_answered(word: str, candidates: list[str]) -> None:
    found = nearest(word, candidates)
    assert set(found) <= set(candidates)
    assert len(found) <= 3
    assert isinstance(did_you_mean(word, candidates), str)


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abcdefghij", min_size=1), min_size=1, unique=True))
def test_a_name_that_exists_is_the_nearest_to_itself_up_to_what_is_looked_over(names: list[str]) -> None:
    assert nearest(names[0], names)[0] == names[0]
