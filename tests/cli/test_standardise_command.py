"""`sopsim standardise`, as the user sees it."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.cli.main import app
from tests.experiment.tradeoff.test_standardise import CALM
from tests.services import written

TOLD = """\
Calm desk 1.0.0, scenario base: `desk` with 0 % to 100 % of the work prescribed,
20 replications of 100 h at each level, seed 1; the same customers come to all.
In brackets: 95 % intervals.

With 100 % prescribed the service has the lowest handle time: 9 min. It is told
from all other levels.

Levels
prescribed  handle time, min  which is  its cv  cost in all
       0 %                10  worse          0        3,000
      50 %               9.5  worse          0        3,000
     100 %                 9  best           0        3,000
Its cv: how much handle times vary, their standard deviation over their mean.

What more of it gains
from           points  handle time, min  which is
0 % to 50 %        50              -0.5  lower
50 % to 100 %      50              -0.5  lower
Each against the level before it.

Texts claim 65 to 85 % as the best range; that is a claim without a source,
unverified, and nothing here is derived from it.
"""


@pytest.fixture
def calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return written(tmp_path, CALM).name


def standardise(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["standardise", *arguments])
    assert done.exit_code == code, done.output
    return done.stdout if code == 0 else done.output


def test_the_report(calm: str) -> None:
    options = ("--levels", "0%,50%,100%", "--lowest", "handle_time")
    assert standardise(calm, *options) == TOLD


def test_as_json(calm: str) -> None:
    told = json.loads(standardise(calm, "--levels", "0%,100%", "--replications", "1", "--json"))
    assert told["levels"] == [0, 1]
    assert told["steps"] == ["desk"]
    assert {row["level"] for row in told["curve"]} == {0, 1}


def test_a_picture_is_the_same_each_time(calm: str, tmp_path: Path) -> None:
    options = ("--levels", "0%,50%,100%", "--replications", "2", "--lowest", "handle_time")
    for name in ("one.svg", "two.svg"):
        standardise(calm, *options, "--plot", name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert "literature claim, unverified" in (tmp_path / "one.svg").read_text(encoding="utf-8")


def test_a_picture_of_several_curves_has_a_line_each(calm: str, tmp_path: Path) -> None:
    options = ("--levels", "0%,100%", "--replications", "2", "--lowest", "handle_time")
    told = standardise(calm, *options, "--elastic", "0%,50%", "--plot", "lines.svg")
    assert "What is best on each curve" in told
    drawn = (tmp_path / "lines.svg").read_text(encoding="utf-8")
    assert drawn.count(">0 % elastic<") == drawn.count(">50 % elastic<") == 1


def test_a_picture_of_another_kind_is_refused_before_anything_runs(calm: str) -> None:
    assert "ends with .png, .svg, .pdf" in standardise(calm, "--plot", "curve.gif", code=2)
    Path("taken.png").mkdir()
    assert "cannot write taken.png: it is a folder" in standardise(calm, "--plot", "taken.png", code=2)


def test_a_step_that_is_not_there(calm: str) -> None:
    assert "did you mean\n`desk`?" in standardise(calm, "dusk", code=2)


def test_a_picture_that_cannot_be_written_takes_no_figure_with_it(
    calm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("matplotlib.figure.Figure.savefig", full)
    options = ("--levels", "0%,100%", "--replications", "2", "--plot", "new/taken.png")
    told = standardise(calm, *options, code=3)
    assert "Levels" in told
    assert "the picture `new/taken.png` cannot be written" in told


def test_no_two_curves_of_a_picture_look_alike(calm: str, tmp_path: Path) -> None:
    # Seven colours and eight shapes: the eighth curve has the colour of the first one, and is dashed.
    shares = ",".join(f"{10 * n}%" for n in range(8))
    options = ("--levels", "0%,100%", "--replications", "2", "--lowest", "handle_time")
    standardise(calm, *options, "--elastic", shares, "--plot", "eight.svg")
    drawn = (tmp_path / "eight.svg").read_text(encoding="utf-8")
    assert all(color.lower() in drawn for color in ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9"))
    assert "stroke-dasharray" in drawn
    assert "with 95 % intervals" in drawn


def test_a_picture_of_cost_has_it_once(calm: str, tmp_path: Path) -> None:
    # What a customer costs is the objective; what all of them do is the same curve in other units.
    options = ("--levels", "0%,100%", "--replications", "2")
    for objective, words in (("cost", "cost per customer"), ("handle_time", "cost in all")):
        standardise(calm, *options, "--lowest", objective, "--plot", "cost.svg")
        drawn = (tmp_path / "cost.svg").read_text(encoding="utf-8")
        assert words in drawn
        assert drawn.count(">cost ") == 1
