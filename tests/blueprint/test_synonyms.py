"""Words of other tools and trades that stand for words of the language."""

from __future__ import annotations

import pytest

from simulator.blueprint import synonyms
from simulator.blueprint.explain import known_words
from simulator.blueprint.synonyms import advice, meant


def test_every_word_of_the_table_is_one_of_the_language() -> None:
    assert set(synonyms._WRITTEN_FOR) <= set(known_words())


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("servers", ("count", "cost"), ("count",)),
        ("Service time", ("team", "time"), ("time",)),
        ("service-time", ("team", "time"), ("time",)),
        ("max", ("low", "high"), ("high",)),
        ("max", ("at_least", "at_most"), ("at_most",)),
        ("Wait", ("wait", "waiting"), ("wait",)),
        ("tiem", ("team", "time"), ("team", "time")),
        ("zebra", ("team", "time"), ()),
        ("four eyes", ("person", "team"), ("person",)),
        ("sick_leave", ("absence", "pace"), ("absence",)),
        ("mttr", ("every", "repair"), ("repair",)),
    ],
)
def test_what_is_known_at_the_place_decides_what_was_meant(
    word: str, known: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert meant(word, known) == found


def test_a_word_that_stands_for_two_is_asked_about() -> None:
    assert advice("wait", ("visits", "waiting", "expected_wait")) == (
        "did you mean `waiting` or `expected_wait`?"
    )
    assert advice("zebra", ("a", "b")) == "known: a, b"
