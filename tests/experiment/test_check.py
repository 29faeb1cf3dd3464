"""Checking a blueprint as a whole."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from simulator.blueprint.load import load, loads
from simulator.experiment.check import CheckReport, check

GALLERY = sorted((Path(__file__).parents[2] / "blueprints").glob("*.yaml"))

DESK = """\
blueprint: Desk
clock: {unit: min, run_for: 8 h}
customers:
  guest: {starts_at: desk, arrivals: {rate: 2/min}}
teams:
  clerks: {count: 3}
  idle: {count: 1}
steps:
  desk:
    team: clerks
    time: {exponential: 1 min}
    next: {end: served}
scenarios:
  two clerks: {set: {teams.clerks.count: 2}}
"""


def report(text: str) -> CheckReport:
    return check(loads(textwrap.dedent(text)))


def test_what_is_understood_strange_and_known_stands_together() -> None:
    found = report(DESK)
    assert found.ok
    assert [problem.code for problem in found.warnings] == ["unused-team"]
    assert found.overview.steps[0].sentence.startswith(
        "`desk`: `clerks` (3), about 1 min (exponential, mean 1)"
    )
    (wait,) = [row for row in found.theory if row.measure == "queue_time"]
    assert (wait.value, wait.model, wait.exact) == (pytest.approx(4 / 9), "M/M/3", True)


def test_problems_have_their_place_in_the_file() -> None:
    (problem,) = report(DESK).warnings
    assert (problem.line, problem.snippet) == (7, "  idle: {count: 1}")
    assert problem.path == "teams.idle"


def test_an_option_is_found_by_its_number_and_called_by_its_name() -> None:
    found = report(
        """\
        blueprint: Desk
        clock: {unit: min, run_for: 8 h}
        customers:
          guest: {starts_at: desk, arrivals: {rate: 6/h}}
        steps:
          desk:
            time: 1 min
            next:
              - {name: again, to: desk, share: 40%, rounds: 2}
              - {end: served, share: 60%}
        """
    )
    (problem,) = found.warnings
    assert (problem.code, problem.path, problem.line) == ("rounds-without-rest", "steps.desk.next.again", 9)


def test_errors_leave_no_theory() -> None:
    found = report(
        """\
        blueprint: Desk
        clock: {unit: min, run_for: 8 h}
        customers:
          guest: {starts_at: desk, arrivals: {rate: 6/h}}
        teams:
          clerks: {count: 3}
        steps:
          desk: {team: clerks, time: {exponential: 1 min}, next: hall}
          hall: {time: 1 min, next: desk}
        """
    )
    assert not found.ok
    assert [(problem.code, problem.line) for problem in found.errors] == [("no-way-out", 8)]
    assert found.theory == ()


def test_a_scenario_is_checked_in_place_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text(DESK, encoding="utf-8")
    found = check(load(path), scenario="two clerks")
    assert found.scenario == "two clerks"
    assert found.overview.loads[0].on_duty == 2.0
    assert check(load(path), overrides=["teams.clerks.count=4"]).overview.loads[0].on_duty == 4.0


def test_a_table_of_rates_that_ends_too_soon(tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_text("rate\n" + "6\n" * 5, encoding="utf-8")
    path = tmp_path / "desk.yaml"
    table = "{csv: rates.csv, column: rate, per: h, each: 1 h}"
    path.write_text(DESK.replace("rate: 2/min", f"rate: {table}"), encoding="utf-8")
    (problem,) = [one for one in check(load(path)).warnings if one.code == "rate-table-ends"]
    assert problem.message == (
        "the table of rates lasts 5 h, but customers come for 8 h: its last rate holds on until then"
    )
    path.write_text(DESK.replace("rate: 2/min", f"rate: {table[:-1]}, repeat: 5 h}}"), encoding="utf-8")
    assert all(one.code != "rate-table-ends" for one in check(load(path)).warnings)


def test_a_length_without_its_unit_is_doubted_also_on_the_command_line() -> None:
    (problem,) = [
        one for one in check(loads(DESK, overrides=["clock.run_for=3"])).warnings if one.code == "short-run"
    ]
    # 3 min are less than five times 1 min
    assert problem.message == "the run lasts only 3 min: a case takes 1 min on average even if it never waits"
    assert problem.file == "--set clock.run_for=3"


def test_the_report_is_plain_data() -> None:
    data = json.loads(json.dumps(report(DESK).as_dict()))
    assert data["blueprint"] == "Desk"
    assert data["overview"]["steps"][0]["routes"][0]["share"] == 1.0


def test_who_only_comes_back_comes_at_no_closed_hour() -> None:
    returning = DESK.replace("teams:", "  again: {starts_at: desk, arrivals: returning}\nteams:", 1)
    returning = returning.replace("time:", "comes_back: {share: 5%, after: 1 h, as: again}\n    time:", 1)
    closed = returning.replace("count: 3}", 'count: 4, hours: {open: ["00:00-06:00"]}}')
    told = [problem for problem in report(closed).warnings if problem.code == "arrives-closed"]
    assert [problem.path for problem in told] == ["customers.guest.arrivals"]


def test_the_tables() -> None:
    tables = report(DESK).tables()
    assert list(tables) == ["steps", "routes", "standards", "loads", "week", "theory"]
    assert tables["routes"].to_dict("records") == [
        {"step": "desk", "option": "end served", "words": "end `served`", "share": 1.0, "uses": 1.0}
    ]
    assert tables["loads"]["team"].tolist() == ["clerks", "idle"]


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_every_blueprint_of_the_gallery_is_sound(path: Path) -> None:
    found = check(load(path))
    assert found.ok
    # Nobody is counted as giving up or turned away, so nobody comes to where those go. Where nothing is
    # prescribed yet there are no exceptions.
    idle = {step.step for step in found.overview.steps if step.visits == 0}
    free = [standard.step for standard in found.overview.standards if standard.standardisation == 0]
    idle -= {f"{step} (exception)" for step in free}
    assert idle <= {"offer", "transfer"}


def test_checking_needs_no_heavy_library() -> None:
    code = (
        "import sys, simulator as sim; sim.check(sim.load(sys.argv[1]));"
        "print([name for name in ('pandas', 'numba', 'scipy', 'simpy', 'matplotlib') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(GALLERY[0])], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


LOST = """
blueprint: Desk
clock: {unit: min, run_for: 8 h}
customers: {guest: {starts_at: desk, arrivals: {rate: 10/h}, value: 20}}
teams: {clerks: {count: 2, learning: {rate: 50%, settled_after: 8, experience: 1}}}
steps: {desk: {team: clerks, time: 4 min, next: {end: done}}}
"""


def test_a_value_that_every_end_loses_is_worth_a_second_look() -> None:
    (found,) = [p for p in check(loads(LOST)).warnings if p.code == "value-always-lost"]
    assert found.path == "customers.guest.value"
    assert found.help == "say which ends do: `outcomes: {done: solved}` at the top of the file"
    solved = LOST + "outcomes: {done: solved}\n"
    assert not [p for p in check(loads(solved)).warnings if p.code == "value-always-lost"]


def test_loads_of_members_who_still_learn_are_worth_a_second_look() -> None:
    # The second of eight visits takes 8/2 times as long.
    (found,) = [p for p in check(loads(LOST)).warnings if p.code == "not-settled"]
    assert found.message.endswith("the first visits of `clerks` take 4 times as long")
