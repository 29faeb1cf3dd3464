"""Loading: every fault of every layer and scenario at once, each once, in its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from simulator.blueprint.load import load, loads
from simulator.errors import BlueprintError
from tests.blueprint.written import only, problems_of, shop, steps, text_with, told

GALLERY = sorted((Path(__file__).parents[2] / "blueprints").glob("*.yaml"))

TEN_FAULTS = """\
blueprint: Shop
clock: {unit: min, run_for: 30/h, at_end: stopp}
customers:
  walk-in: {start_at: counter, arrivals: {rate: 30}}
teams:
  tellers: {count: 1.5, skills: [billing]}
steps:
  counter:
    team: teller
    time: {lognorml: {mean: 4, cv: 1}}
    next:
      - {to: advisor, if: urgent and}
      - {end: served}
sla:
  quick: {measure: waiting, at_most: 3 min}
"""


def test_ten_faults_at_once_in_the_order_of_the_file() -> None:
    problems = problems_of(TEN_FAULTS)
    assert [problem.path for problem in problems] == [
        "clock.run_for",
        "clock.at_end",
        "customers.walk-in.start_at",
        "customers.walk-in.arrivals.rate",
        "teams.tellers.count",
        "teams.tellers.skills",
        "steps.counter.team",
        "steps.counter.time.lognorml",
        "steps.counter.next.advisor.to",
        "steps.counter.next.advisor.if",
        "sla.quick.measure",
    ]
    places = [(problem.line, problem.column) for problem in problems]
    assert places == sorted(places)
    for problem in problems:
        assert problem.snippet == TEN_FAULTS.splitlines()[problem.line - 1]
        assert problem.code


def test_a_fault_in_a_condition_has_the_column_within_the_text() -> None:
    (problem,) = problems_of(
        text_with(steps=steps(next="[{to: adviser, if: complex and urgncy is urgent}, {end: served}]"))
    )
    assert problem.snippet[problem.column - 1 :].startswith("urgncy")
    (problem,) = problems_of(
        text_with(steps=steps(next="[{to: adviser, if: 'complex and urgncy'}, {end: served}]"))
    )
    assert problem.snippet[problem.column - 1 :].startswith("urgncy")


def test_a_way_on_that_is_a_bare_name_is_shown_as_it_is_written() -> None:
    (problem,) = problems_of(text_with(steps=steps(next="advisor")))
    assert problem.path == "steps.counter.next"
    assert problem.snippet[problem.column - 1 :] == "advisor"


def test_a_word_that_is_misspelt_is_not_missing_too() -> None:
    found = told(text_with(customers="customers: {all: {start_at: counter, arrivals: {rate: 3/h}}}"))
    assert found == [
        "customers.all.start_at: a class of customers has no entry `start_at` | did you mean `starts_at`?"
    ]


@pytest.mark.parametrize("block", ["attributes", "teams"])
def test_a_block_that_is_misspelt_is_told_once(block: str) -> None:
    written = {"attributes": "atributes: {complex: {chance: 20%}}", "teams": "staff: {tellers: {count: 1}}"}
    parts = {
        block: written[block],
        "steps": """\
            steps:
              counter: {time: 4 min, next: [{to: adviser, if: complex}, {end: served}]}
              adviser: {time: 9 min, next: {end: served}}
            """,
    }
    if block == "teams":
        parts["steps"] = parts["steps"].replace("counter: {", "counter: {team: tellers, ")
    found = only(text_with(**parts))
    assert found.startswith(f"{written[block].partition(':')[0]}: a blueprint has no entry")


# -- scenarios -------------------------------------------------------------------------------------

SCENARIOS = """\
scenarios:
  more: {set: {teams.tellers.count: 4}}
  busy: {extends: more, scale: {customers.walk-in.arrivals.rate: 150%}}
"""


def test_a_scenario_and_overrides() -> None:
    text = text_with(scenarios=SCENARIOS)
    assert loads(text).teams["tellers"].count == 3
    busy = loads(text, "busy", ["teams.advisers.count=2"])
    assert busy.teams["tellers"].count == 4
    assert busy.teams["advisers"].count == 2
    assert (
        busy.customers["walk-in"].arrivals.rate
        == shop(customers="customers: {walk-in: {starts_at: counter, arrivals: {rate: 45/h}}}")
        .customers["walk-in"]
        .arrivals.rate
    )
    assert (busy.scenario, busy.overrides) == ("busy", ("teams.advisers.count=2",))
    assert set(busy.scenarios) == {"more", "busy"}


def test_every_scenario_is_read_and_says_that_it_is_the_cause() -> None:
    text = text_with(
        scenarios="scenarios:\n  bad: {set: {teams.tellers.count: many}}\n  worse: {extends: bad}"
    )
    found = only(text)
    assert found.startswith("teams.tellers.count: `many` is not a whole number")
    assert "set by scenario `bad`" in found


def test_what_a_scenario_breaks_elsewhere_is_told_with_its_name() -> None:
    text = text_with(
        steps=steps(team="", needs="{tellers: 2}"),
        scenarios="scenarios: {few: {set: {teams.tellers.count: 1}}}",
    )
    found = only(text)
    assert "the step needs 2 of `tellers`, which never has more than 1" in found
    assert "(in the scenario `few`)" in found


def test_faults_of_the_base_are_not_told_again_for_each_scenario() -> None:
    text = text_with(teams="teams: {tellers: {count: 1.5}, advisers: {count: 1}}", scenarios=SCENARIOS)
    assert len(told(text)) == 1


def test_unknown_scenarios_and_overrides() -> None:
    text = text_with(scenarios=SCENARIOS)
    assert "there is no such scenario in blueprint | did you mean `busy`?" in only(text, "bsy")
    assert "teams.tellers.cuont: a team has no entry `cuont`" in only(text, "base", ["teams.tellers.cuont=3"])
    (problem,) = problems_of(text, "base", ["teams.tellers.count=-1"])
    assert problem.file == "--set teams.tellers.count=-1"
    assert problem.line == 0


def test_a_scenario_that_mends_the_base_does_not_hide_its_fault() -> None:
    text = text_with(
        teams="teams: {tellers: {count: 1.5}, advisers: {count: 1}}",
        scenarios="scenarios: {m: {set: {teams.tellers.count: 2}}}",
    )
    with pytest.raises(BlueprintError, match="not a whole number"):
        loads(text, "m")


# -- the gallery -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_the_gallery_loads(path: Path) -> None:
    blueprint = load(path)
    for scenario in blueprint.scenarios:
        assert load(path, scenario).scenario == scenario


def test_a_missing_file_is_a_fault_of_the_user() -> None:
    with pytest.raises(BlueprintError, match="there is no such file"):
        load("nowhere.yaml")


def test_loading_needs_no_heavy_library() -> None:
    code = (
        "import sys, simulator.blueprint.load\n"
        "print([name for name in ('numba', 'scipy', 'pandas', 'simpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
