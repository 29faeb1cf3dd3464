"""Words explained, the JSON Schema for editors, and the reference page: all from the schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from simulator.blueprint.explain import explain, json_schema, known_words, reference_markdown
from simulator.blueprint.schema.customers import Customers
from simulator.blueprint.tree import plain
from simulator.blueprint.vocabulary import entries, later_words
from simulator.blueprint.yaml_tree import read_file, read_text
from simulator.errors import UsageError
from tests.blueprint.written import steps, text_with

ROOT = Path(__file__).parents[2]
GALLERY = sorted((ROOT / "blueprints").glob("*.yaml"))


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("word", known_words())
def test_every_word_is_explained(word: str) -> None:
    told = explain(word)
    assert told.startswith(word)
    assert len(told) > len(word) + 10


@pytest.mark.parametrize(
    "word",
    [
        *("better", "worse", "no difference shown", "unpaired", "needed"),
        *("not told apart", "behind", "slack", "theory"),
        *("control chart", "lint", "skipped", "complied", "AHP", "consistency ratio", "payback"),
    ],
)
def test_the_words_of_comparisons_and_staffings_are_explained(word: str) -> None:
    assert word in known_words()


def test_an_explanation_has_meaning_default_example_and_place() -> None:
    told = explain("patience")
    assert "How long they queue before giving up" in told
    assert "default  endless" in told
    assert "example  patience: {exponential: 12 min}" in told
    assert "stands   customers.NAME.patience" in told
    assert "stands   steps.NAME.patience" in told


def test_a_path_explains_its_last_word() -> None:
    assert explain("steps.counter.queue.limit").startswith("limit")


def test_unknown_and_later_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="did you mean `patience`"):
        explain("patiense")
    monkeypatch.setattr(Customers, "later", ("mood",))
    assert "`mood` is not in this version of the language yet" in explain("mood")
    assert "mood" in later_words()


def test_words_of_texts_are_explained_too() -> None:
    assert "A value of `order` in a queue" in explain("preemptive")
    assert "A distribution." in explain("lognormal")
    assert "A parameter of the distributions" in explain("cv")
    assert "over the week" in explain("profile")


def test_words_of_the_report_are_explained() -> None:
    for word in ("met", "missed", "unsure", "interval", "load", "replication", "inside", "p90", "gave up"):
        assert explain(word).startswith(f"{word}\n\n")
    assert "As a unit of time: minutes" in explain("min")


def test_a_measure_shows_itself_as_its_example() -> None:
    assert "example  measure: utilisation" in explain("utilisation")


def test_a_word_of_another_tool_finds_that_of_the_language() -> None:
    with pytest.raises(UsageError, match="did you mean `order`"):
        explain("discipline")


@pytest.mark.parametrize(
    ("word", "page", "habit"),
    [
        ("lunch", "time.md", "A lunch break"),
        ("Four eyes", "people.md", "Whoever decided must not check"),
        ("bed", "waiting.md", "Beds that are full"),
        ("call-back", "waiting.md", "A call-back that keeps the place"),
        ("rush_order", "waiting.md", "A rush order"),
    ],
)
def test_an_everyday_word_leads_to_the_page_that_tells_of_it(word: str, page: str, habit: str) -> None:
    assert f"  docs/how-to/{page}, {habit}: " in explain(word)


def test_beside_the_page_stands_the_word_that_is_meant() -> None:
    assert explain("sick") == (
        "sick\n\nIt is no word of the language, but how to say it is told in\n"
        "  docs/how-to/people.md, Sick leave: members who do not come on some days\n\n"
        "As a word of the language: did you mean `absence`?"
    )


def test_words_of_nearly_every_habit_lead_nowhere() -> None:
    with pytest.raises(UsageError, match="did you mean `then`"):
        explain("the")


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_the_gallery_fits_the_schema(validator: Any, path: Path) -> None:
    assert list(validator.iter_errors(plain(read_file(path).root))) == []


def test_the_small_blueprint_fits_the_schema(validator: Any) -> None:
    assert list(validator.iter_errors(plain(read_text(text_with()).root))) == []


@pytest.mark.parametrize(
    "part",
    [
        {"clock": "clock: {unit: m, run_for: 8 h}"},
        {"clock": "clock: {unit: min}"},
        {"teams": "teams: {tellers: {count: 3, schedule: {'09:00': 3}}}"},
        {"teams": "teams: {tellers: {count: 1.5}}"},
        {"teams": "teams: {tellers: {count: 3, skills: [cash]}}"},
        {"customers": "customers: {all: {starts_at: counter, arrivals: {rate: 5 min}}}"},
        {"customers": "customers: {all: {starts_at: counter, arrivals: {rate: 30}}}"},
        {"customers": "customers: {all: {starts_at: counter, arrivals: {}}}"},
        {"steps": steps(time="{lognorml: {mean: 4, cv: 1}}")},
        {"steps": steps(time="{gamma: {mean: 4}}")},
        {"steps": steps(time="{gamma: {mean: 4, cv: 1, sd: 4}}")},
        {"steps": steps(time="30/h")},
        {"steps": steps(queue="{order: fofo}")},
        {"steps": steps(next="[{to: adviser, end: served}]")},
        {"steps": steps(next="[{too: adviser}]")},
        {"sla": "sla: {quick: {measure: waiting, at_most: 3 min}}"},
        {"sla": "sla: {quick: {measure: wait}}"},
        {"staff": "staff: {}"},
    ],
)
def test_mistakes_do_not_fit_the_schema(validator: Any, part: dict[str, str]) -> None:
    assert list(validator.iter_errors(plain(read_text(text_with(**part)).root)))


def test_every_example_of_a_word_fits_the_schema() -> None:
    schema = json_schema()
    for entry in entries():
        block = schema if entry.block.__name__ == "Blueprint" else schema["$defs"][entry.block.__name__]
        of_word = jsonschema.Draft202012Validator(
            {"$defs": schema["$defs"], **block["properties"][entry.word]}
        )
        for example in entry.examples:
            value = plain(read_text(f"example: {example}").root)["example"]
            assert list(of_word.iter_errors(value)) == [], (entry.place, example)


def test_the_schema_is_json_and_refers_to_nothing_unknown() -> None:
    text = json.dumps(json_schema())
    assert "x-form" not in text
    assert "x-part" not in text
    assert '"null"' not in text


def test_the_reference_page_is_up_to_date() -> None:
    """Write it anew with `python -m simulator.blueprint.reference > docs/reference/language.md`."""
    assert (ROOT / "docs/reference/language.md").read_text(encoding="utf-8") == reference_markdown()


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("SOP", "sop"),
        ("Compliance", "compliance"),
        ("Kano", "kano"),
        ("standardisation rate", "standardisation_rate"),
    ],
)
def test_capitals_and_blanks_make_no_other_word(written: str, known: str) -> None:
    assert explain(written) == explain(known)
