"""`sopsim run`, as the user sees it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

import simulator.experiment.save
from simulator.cli.main import app
from tests.services import FLOODED, TICKET_WINDOW, written

WINDOW = """\
Ticket window 1.0.0, scenario base: 20 replications of 1 h, seed 1. In brackets:
95 % intervals.

In 1 h 11 customers came on average. They waited at window: 5 min on average. Of
2 service levels `quick` is missed and the other is met.

Steps
step    visits  queue
window      11  0.833
Visits of an average replication; the queue's average length over time.

Waits
wait             mean, min  90 % within  95 % within  99 % within
at window                5            9           10           10
visitor, in all          5            9           10           10
From reaching a step until work begins. In all: every visit to every step, added
up.

Teams
team    on duty  utilisation  overtime, min  cost, EUR
clerks        1         93 %             11       35.5
All teams together: 35.5 EUR; for each customer: 3.23 EUR.

Customers
customers  came  inside, min  90 % left within  served
visitor      11           11                15   100 %

Service levels
quick: missed
  wait (window): 45.5 % within 4 min; the target is at least 80 %.
  Counted so: abandoned count as missed; balked and turned away as missed;
    unfinished as missed once past the threshold, else left out.
short stay: met
  time in system: 11 min; the target is at most 15 min.

To be noted
  `clerks` have more work than hours: on average 1.1 would be busy if nobody
    waited, and 1 is on duty (110 %).
"""


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return written(tmp_path, TICKET_WINDOW).name


def sopsim(*arguments: object, code: int = 0) -> tuple[str, str]:
    """Run a command; returns what it printed on stdout and on stderr."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def test_the_whole_report_at_eighty_columns(window: str) -> None:
    out, err = sopsim("run", window)
    assert out == WINDOW
    assert err == ""


@pytest.mark.parametrize("columns", [20, 33, 60, 80, 200])
def test_it_fits_whatever_width_there_is(window: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out, _ = sopsim("run", window, "--replications", 2)
    assert max(map(len, out.splitlines())) <= columns
    assert all(line == line.rstrip() for line in out.splitlines())


def test_a_table_too_wide_goes_on_below(window: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    out, _ = sopsim("run", window, "--replications", 10)
    assert (
        "wait             mean, min  90 % within\n"
        "at window                5            9\n"
        "visitor, in all          5            9\n"
        "\n"
        "wait             95 % within  99 % within\n"
        "at window                 10           10\n"
        "visitor, in all           10           10\n"
    ) in out


def test_a_narrow_window_stacks_the_tables(window: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    out, _ = sopsim("run", window, "--replications", 10)
    assert "at window\n  mean, min: 5\n  90 % within: 9\n" in out


def test_chinese_names_stand_in_straight_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len

    text = TICKET_WINDOW.partition("sla:")[0].replace("window", "综合业务窗口").replace("clerks", "柜员")
    path = written(tmp_path, text)
    monkeypatch.setenv("COLUMNS", "80")
    out, _ = sopsim("run", path)
    lines = out.splitlines()
    start = lines.index("Steps")
    assert cell_len(lines[start + 1]) == cell_len(lines[start + 2])
    assert lines[start + 2].startswith("综合业务窗口")


def test_long_names_are_folded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "the window at the very end of the corridor on the second floor where nobody ever looks"
    path = written(tmp_path, TICKET_WINDOW.partition("sla:")[0].replace(" window", f" {name}"))
    monkeypatch.setenv("COLUMNS", "80")
    out, _ = sopsim("run", path)
    assert max(map(len, out.splitlines())) <= 80
    assert "nobody ever looks" in " ".join(out.split())


def test_the_options_reach_the_run(window: str) -> None:
    out, _ = sopsim(
        "run",
        window,
        *("--scenario", "two clerks"),
        *("--set", "teams.clerks.count=3"),
        *("--set", "clock.run_for=2 h"),
        *("--replications", 3),
        *("--seed", 5),
        *("--confidence", "90%"),
        *("--workers", 1),
    )
    assert " ".join(out.split()).startswith(
        "Ticket window 1.0.0, scenario two clerks, with `teams.clerks.count=3` and `clock.run_for=2 h`: "
        "3 replications of 2 h, seed 5. In brackets: 90 % intervals."
    )
    assert "clerks        3" in out


def test_precision_in_place_of_a_number(window: str) -> None:
    out, _ = sopsim("run", window, "--precision", "wait:window=5%")
    assert "20 replications" in out


def test_json_is_one_object_and_nothing_else(window: str) -> None:
    out, err = sopsim("run", window, "--json")
    assert json.loads(out)["blueprint"] == "Ticket window"
    assert err == ""


def test_stories_behind_the_report(window: str) -> None:
    out, _ = sopsim("run", window, "--trace", 1)
    assert out == WINDOW + (
        "\nThe story of a customer of the first replication\n\n"
        "09:05  visitor 1 arrives\n"
        "09:05  visitor 1 starts at window with clerks 1\n"
        "09:11  visitor 1 is done at window, 6.0 min of work\n"
        "09:11  visitor 1 leaves: served, 6.0 min in all\n"
    )


@pytest.mark.parametrize("arguments", [("--trace",), ("--trace", "--seed", "1")])
def test_the_number_of_stories_may_be_left_out(window: str, arguments: tuple[str, ...]) -> None:
    out, _ = sopsim("run", window, *arguments)
    assert "The stories of 3 customers" in out


def test_stories_have_no_place_in_json(window: str) -> None:
    out, err = sopsim("run", window, "--json", "--trace", code=2)
    assert json.loads(out)["errors"][0]["message"] == "--trace has no place in --json; leave one of them out"
    assert err == ""


def test_tables_to_a_folder(window: str) -> None:
    out, err = sopsim("run", window, "--out", "results")
    assert out == WINDOW
    assert err == f"Saved in results{os.sep}\n"
    assert (Path("results") / "cases.csv").is_file()


def test_tables_to_a_folder_beside_json(window: str) -> None:
    out, err = sopsim("run", window, "--out", "results", "--json")
    assert json.loads(out)["blueprint"] == "Ticket window"
    assert err == f"Saved in results{os.sep}\n"


def test_json_of_what_cannot_be_run(tmp_path: Path) -> None:
    path = written(tmp_path, TICKET_WINDOW.replace("next: {end: served}", "next: window"))
    out, err = sopsim("run", path, "--json", code=2)
    found = json.loads(out)
    assert err == ""
    assert list(found) == ["ok", "errors", "warnings"]
    assert "no way out" in found["errors"][0]["message"]


def test_a_folder_that_will_not_do_is_told_before_the_run(window: str) -> None:
    out, err = sopsim("run", window, "--out", ".", code=2)
    assert out == ""
    assert "holds other things than results of sopsim" in err


def test_a_full_disk_does_not_take_the_report_along(window: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(simulator.experiment.save, "_write_csv", full)
    out, err = sopsim("run", window, "--out", "results", code=3)
    assert out == WINDOW
    assert err == "sopsim: the results could not be saved to results: No space left on device\n"


def test_fail_on_sla(window: str) -> None:
    sopsim("run", window, code=0)
    out, err = sopsim("run", window, "--fail-on-sla", code=1)
    assert out == WINDOW
    assert err == "Missed: quick.\n"
    sopsim("run", window, "--fail-on-sla", "--scenario", "two clerks", code=0)


def test_a_run_that_is_stopped_shows_what_there_is(tmp_path: Path) -> None:
    out, err = sopsim("run", written(tmp_path, FLOODED), code=3)
    assert out.startswith("Flooded desk 1.0.0, scenario base: 1 replication of 300 d")
    assert err.startswith(
        "sopsim: replication 1 was stopped: More than 100,000 customers wait at step `desk`"
    )
