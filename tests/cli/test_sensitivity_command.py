"""`sopsim sensitivity`, as the user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import simulator as sim
from simulator.cli.ending import end_of_sensitivity
from simulator.cli.main import app
from tests.services import CORNER_SHOP, TICKET_WINDOW, written

TORNADO = """\
Ticket window 1.0.0, scenario base: what depends on `steps.window.time` (5
min..7 min), `teams.clerks.count` (1..2) and `teams.clerks.cost` (20/h..40/h),
20 replications of 1 h each, seed 1; the same customers come each time. In
brackets: 95 % intervals; those of a table hold all at once.

wait:window, min: 5 with the blueprint as it is
input         value  wait:window, min  difference  which is
window.time   5 min                 0          -5  better
              7 min                10          +5  worse
clerks.count      1                 5           0  no difference shown
                  2                 0          -5  better
clerks.cost    20/h                 5           0  no difference shown
               40/h                 5           0  no difference shown
Over its range no difference is shown by `clerks.cost`.

quick: 45.5 % with the blueprint as it is
input         value   quick  difference  which is
window.time   5 min   100 %       +54.5  better
              7 min  27.3 %       -18.2  worse
clerks.count      1  45.5 %           0  no difference shown
                  2   100 %       +54.5  better
clerks.cost    20/h  45.5 %           0  no difference shown
               40/h  45.5 %           0  no difference shown
Shares differ in points of a hundred. Over its range no difference is shown by
`clerks.cost`.
"""

TIME = ("--vary", "steps.window.time=5 min..7 min")
COST = ("--vary", "teams.clerks.cost=20/h..40/h")


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return written(tmp_path, TICKET_WINDOW).name


def sensitivity(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["sensitivity", *arguments])
    assert done.exit_code == code, done.output
    return done.stdout


def test_the_tornado(window: str) -> None:
    # One comes every 5 minutes. Served in 6 minutes the n-th of eleven waits n - 1 minutes, 5 on average, and
    # 5 of 11 wait up to 4 minutes, 45.5 %; in 7 minutes 2 (n - 1), 10 on average, and 3 of 11 wait so long.
    count = ("--vary", "teams.clerks.count=1..2")
    measures = ("--measure", "wait:window", "--measure", "quick")
    assert sensitivity(window, *TIME, *count, *COST, *measures) == TORNADO


def test_the_indices_of_sobol(window: str, tmp_path: Path) -> None:
    measures = ("--measure", "wait:window", "--measure", "arrivals")
    told = sensitivity(window, *TIME, *COST, *measures, "--sobol", "2", "--replications", "1")
    assert max(map(len, told.splitlines())) <= 80
    _, _, shares = told.partition("Where the variation of wait:window comes from\n")
    lines = shares.splitlines()
    assert lines[0].split() == ["input", "alone", "with", "others"]
    assert [line.split()[0] for line in lines[1:3]] == ["window.time", "clerks.cost"]
    assert lines[2].split()[1:] == ["0", "%", "0", "%"]  # what a clerk costs keeps nobody waiting
    prose = " ".join(shares.split())
    assert "All inputs vary together over their ranges: " in prose
    assert " % of the variation of wait:window comes from `window.time` alone, " in prose
    assert "arrivals does not vary when all inputs vary together over their ranges." in prose
    assert (tmp_path / "service.sopsim.sqlite").is_file()
    sensitivity(window, *TIME, *COST, "--sobol", "2", "--replications", "1", "--store", "kept.sqlite")
    assert (tmp_path / "kept.sqlite").is_file()


def test_as_json(window: str) -> None:
    found = json.loads(sensitivity(window, *TIME, "--measure", "wait:window", "--json", "--seed", "7"))
    assert (found["seed"], found["replications"], found["paths"]) == (7, 20, ["steps.window.time"])
    assert [(row["end"], row["setting"], row["difference"]) for row in found["sensitivity"]] == [
        ("low", "5 min", -5),
        ("high", "7 min", 5),
    ]
    assert (found["measures"], found["indices"]) == (["wait:window"], [])
    assert found["provenance"]["vary"] == {"steps.window.time": "5 min..7 min"}


def test_everything_is_saved(window: str, tmp_path: Path) -> None:
    sensitivity(window, *TIME, "--out", "results")
    names = {path.name for path in (tmp_path / "results").iterdir()}
    assert {"sensitivity.csv", "indices.parquet", "blueprint.resolved.yaml", "provenance.json"} <= names


def test_with_chance_the_intervals_stand_in_brackets(tmp_path: Path, window: str) -> None:
    shop = written(tmp_path, CORNER_SHOP, "shop.yaml").name
    told = sensitivity(shop, "--vary", "teams.clerks.count=2..3", "--set", "teams.clerks.cost=9/h")
    assert "scenario base, with `teams.clerks.cost=9/h`: what" in " ".join(told.split())
    assert " to -" in told  # (-2.1 to -1.2)
    assert max(map(len, told.splitlines())) <= 80


def test_ctrl_c_among_the_points_says_how_to_go_on(window: str, capsys: pytest.CaptureFixture[str]) -> None:
    def stop_at_the_second_point(done: int, planned: int) -> None:
        if (done, planned) == (2, 8):
            raise KeyboardInterrupt

    found = sim.sensitivity(
        sim.load(window),
        {"steps.window.time": "5 min..7 min", "teams.clerks.cost": "20/h..40/h"},
        sobol=2,
        replications=1,
        workers=1,
        progress=stop_at_the_second_point,
    )
    assert end_of_sensitivity(found) == 130
    told = " ".join(capsys.readouterr().err.split())
    assert told == "Interrupted after 2 of 8 points; the same command goes on from there."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "nothing varies; name an input and its range, such as `teams.tellers.count=3..5`"),
        (("--vary", "teams.clerks.count=2..1"), "the range is empty: 1 is below 2"),
        (("--vary", "teams.clerks.count=2"), "the input has one value in place of a range"),
        (("--vary", "teams.clerk.count=1..2"), "there is no `clerk` in `teams`"),
        (("--vary", "teams.clerks.count=-1..2"), "`-1` is too small"),
        (("--vary", "teams.clerks.count=1..2", "--sobol", "64"), "name two or more with their ranges"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(window: str, arguments: tuple[str, ...], message: str) -> None:
    done = CliRunner().invoke(app, ["sensitivity", window, *arguments])
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())
    assert done.stdout == ""
