"""Words of other tools and trades that stand for words of the language."""

from __future__ import annotations

import pytest

from simulator.blueprint import synonyms
from simulator.blueprint.explain import known_words
from simulator.blueprint.part import Part
from simulator.blueprint.schema.document import Revision
from simulator.blueprint.schema.investment import Investment
from simulator.blueprint.schema.procedures import Sop
from simulator.blueprint.schema.scorecard import Criterion
from simulator.blueprint.schema.sop_actions import Action
from simulator.blueprint.schema.sop_outcomes import Errors
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


@pytest.mark.parametrize(
    ("part", "word", "meaning"),
    [
        (Sop, "adherence", ("compliance",)),
        (Sop, "steps", ("actions",)),
        (Sop, "owner", ("responsible",)),
        (Action, "duration", ("standard_time",)),
        (Action, "required", ("mandatory",)),
        (Action, "type", ("lock",)),
        (Errors, "rework", ("redone",)),
        (Revision, "by", ("author",)),
        (Criterion, "target", ("full_at",)),
        (Investment, "capex", ("once",)),
    ],
)
def test_words_of_other_trades_for_those_of_a_standard(
    part: type[Part], word: str, meaning: tuple[str, ...]
) -> None:
    assert meant(word, part.entries()) == meaning
