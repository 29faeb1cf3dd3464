"""The pages that tell how to say a habit: every blueprint runs, every word exists, the index is complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import simulator as sim
from simulator.blueprint.schema.measures import MEASURES
from simulator.blueprint.tree import plain
from simulator.blueprint.vocabulary import entries
from simulator.blueprint.yaml_tree import read_text
from tests.test_docs import ROOT, blocks

FOLDER = ROOT / "docs/how-to"
#: The pages of habits; the others tell how to do something with the commands.
OF_COMMANDS = ("audit.md", "documents.md", "index.md", "sweeps.md")
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.name not in OF_COMMANDS)
REFERENCE = (ROOT / "docs/reference/language.md").read_text(encoding="utf-8")
WORDS = {entry.word for entry in entries()}

BLUEPRINTS = {block.name: block.text for page in PAGES for block in blocks(page) if block.language == "yaml"}


def prose(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchor(heading: str) -> str:
    """What a heading is called in a link."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)}


def names_in(tree: object) -> set[str]:
    """Every key and every plain value of a blueprint."""
    if isinstance(tree, dict):
        return {str(key) for key in tree}.union(*map(names_in, tree.values()))
    if isinstance(tree, list):
        return set[str]().union(*map(names_in, tree))
    return {str(tree)}


def is_known(code: str, names: set[str]) -> bool:
    """Whether code in the text is a word, a measure, a name of the page's blueprints, or an example."""
    if code in {*WORDS, *names, *MEASURES, "..."} or f"`{code}`" in REFERENCE or code.isdigit():
        return True
    if code.startswith("outcome_"):
        return code.removeprefix("outcome_") in names
    if " / " in code:
        return all(name in names for name in code.split(" / "))
    word, colon, value = code.strip("{}").partition(": ")
    return word in WORDS and bool(colon) and is_known(value.strip("{}"), names)


def test_there_are_enough_and_each_has_a_name_of_its_own() -> None:
    written = [block for page in PAGES for block in blocks(page) if block.language == "yaml"]
    assert len(written) == len(BLUEPRINTS) >= 24


@pytest.mark.parametrize("name", BLUEPRINTS)
def test_every_blueprint_is_sound_and_runs(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(BLUEPRINTS[name], encoding="utf-8")
    blueprint = sim.load(tmp_path / name)
    assert sim.check(blueprint).errors == ()
    result = sim.run(blueprint, replications=1, tables=False)
    (came,) = result.metrics.query("measure == 'arrivals' and name == 'all' and statistic == 'count'").value
    assert came > 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_word_of_the_page_exists(page: Path) -> None:
    trees = [plain(read_text(block.text).root) for block in blocks(page) if block.language == "yaml"]
    names = set[str]().union(*map(names_in, trees))
    told = {code for code in re.findall(r"`([^`]+)`", prose(page)) if not code.startswith(("sopsim ", "--"))}
    assert sorted(code for code in told if not is_known(code, names)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_habit_has_a_blueprint_and_says_where_to_read_on(page: Path) -> None:
    for habit in re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title = habit.splitlines()[0]
        assert habit.count("```yaml ") == 1, title
        assert "\nSee [" in habit, title


def test_the_index_names_every_habit() -> None:
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(.*)\]\((\w+)\.md#(.*)\): \w", index, re.MULTILINE)
    habits = [
        (title, page.stem, anchor(title))
        for page in PAGES
        for title in re.findall(r"^## (.*)$", prose(page), re.MULTILINE)
    ]
    assert sorted(listed) == sorted(habits)


def test_links_into_a_page_lead_to_a_heading() -> None:
    broken = [
        f"{page.name}: {target}#{place}"
        for page in FOLDER.glob("*.md")
        for target, place in re.findall(r"\]\(([^)#:]+)#([^)]*)\)", page.read_text(encoding="utf-8"))
        if place not in anchors(page.parent / target)
    ]
    assert broken == []
