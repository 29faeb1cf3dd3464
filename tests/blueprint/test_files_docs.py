"""The page about files and scenarios says what is so."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from simulator.blueprint import csv_column, event_reader, source
from simulator.blueprint.amounts import added, factor, scaled
from simulator.blueprint.path_steps import parse
from simulator.blueprint.paths import matching
from simulator.blueprint.scenarios import apply_overrides, apply_scenario
from simulator.blueprint.schema.scenarios import Scenario
from simulator.blueprint.yaml_tree import read_text
from simulator.errors import BlueprintError, Problem

PAGE = (Path(__file__).parents[2] / "docs/reference/files-and-scenarios.md").read_text(encoding="utf-8")

BANK = """\
clock: {start: "Mon 09:00"}
customers:
  walk-in: {arrivals: {rate: {"09:00": 30/h}}}
  business: {arrivals: {every: 6 min}}
teams:
  tellers: {schedule: {"09:00": 3, "11:00": 5}, cost: 30/h, count: 3}
  advisers: {count: 2}
  St. Mary: {count: 1}
steps:
  counter:
    time: {lognormal: {mean: 4 min, cv: 0.8}}
    next: [{to: adviser, share: 20%}, {name: rework, to: counter, share: 6%}, {end: served}]
sla: {served within 10 min: {at_least: 90%}}
"""


def rows(header: str) -> list[list[str]]:
    """The rows of the table with this header line."""
    table = PAGE.split(f"{header}\n", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[1:]]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def told(text: str) -> tuple[Problem, ...]:
    try:
        return read_text(text).problems
    except BlueprintError as error:
        return error.problems


TRAPS = [word for row in rows("| written | the trap | write |") for word in code(row[0])]


@pytest.mark.parametrize("word", TRAPS)
def test_every_trap_of_the_table_is_one(word: str) -> None:
    text = word if re.match(r"-?\w+:", word) and word != "09:30" else f"a: {word}"
    if word in ("：", "，"):
        text = {"：": "a:\n  b：c\n  d: 1", "，": "a: {b: 1，c: 2}"}[word]
    assert told(text)


def test_the_limits_are_those_of_the_code() -> None:
    limits = dict(rows("| what | limit |"))
    assert limits["size of a blueprint"] == f"{source.LARGEST_BYTES // 1_000_000} MB"
    assert limits["groups within one another"] == str(event_reader.DEEPEST)
    assert limits["entries, aliases written out"] == f"{event_reader.MOST_ENTRIES:,}"
    assert limits["size of a CSV file"] == f"{csv_column.LARGEST_BYTES // 1_000_000} MB"


@pytest.mark.parametrize("path", [path for row in rows("| path | what it is |") for path in code(row[0])])
def test_every_path_of_the_table_is_found(path: str) -> None:
    assert matching(read_text(BANK).root, parse(path))


def test_the_scenarios_of_the_page_can_be_applied() -> None:
    (block,) = re.findall(r"```yaml\n(scenarios:.*?)```", PAGE, re.DOTALL)
    tree = read_text(BANK + block)
    assert tree.problems == ()
    assert apply_scenario(tree, "busy day")[1] == []


def test_the_words_of_a_scenario_are_all_told() -> None:
    assert [code(row[0])[0] for row in rows("| entry | what it does |")] == list(Scenario.model_fields)


def test_the_figures_of_the_page_are_right() -> None:
    for figure, by, result in rows("| figure | `scale` by | becomes |"):
        assert scaled(code(figure)[0], factor(code(by)[0])) == code(result)[0]
    for figure, amount, result in rows("| figure | `add` | becomes |"):
        assert added(code(figure)[0], code(amount)[0]) == code(result)[0]


def test_the_command_of_the_page_sets_what_it_says() -> None:
    (command,) = re.findall(r"^\$ (.*)$", PAGE, re.MULTILINE)
    words = shlex.split(command)
    overrides = [value for word, value in pairwise(words) if word == "--set"]
    assert apply_overrides(read_text(BANK), overrides)[1] == []


def test_the_messages_of_the_page_are_the_messages() -> None:
    (problem,) = apply_overrides(read_text(BANK), ["teams.telers.schedule.11:00=5"])[1]
    assert str(problem) in PAGE
    assert told("a: {start: 09:30}")
