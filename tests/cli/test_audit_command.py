"""`sopsim audit`, as the user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.cli.main import app
from tests.analysis.audit.line import LINE
from tests.experiment.test_audit import CONFORMING, log_of
from tests.services import written

#: Day by day: one that does not do it, one that prints twice, and one as it should be.
CASES = (
    ("take", "look", "both", "print", "hand over"),
    ("take", "do", "look", "both", "print", "print", "hand over"),
    CONFORMING,
)

TOLD = """\
log.csv, 18 rows of 3 cases, held against Line 1.0.0, scenario base. In
brackets: 95 % intervals.

1 of 3 cases conform, 33 % (6–79). Of 18 visits none took too long.

Steps
step       visits        in place  skipped  repeated
take            3  100 % (44–100)        0         0
do              2    67 % (21–94)        1         0
look            3  100 % (44–100)        0         0
both            3  100 % (44–100)        0         0
print           4    75 % (30–95)        0         1
bill            0               -        0         0
hand over       3  100 % (44–100)        0         0
post            0               -        0         0
In place: of what was done or should have been. Repeated: more often than the
routes allow.

Times
step       visits  may take, min  by    too slow  share
take            3              2  time         0    0 %
do              2              4  time         0    0 %
look            3              1  time         0    0 %
both            3              1  time         0    0 %
print           4              3  time         0    0 %
hand over       3              1  time         0    0 %
By its time: what 99 % of visits take at most, as the blueprint has it. Too slow
is no deviation: the case may conform.

Who did it
who  cases      conform  own deviations  too slow
B        3  33 % (6–79)               0         0
H        3  33 % (6–79)               0         0
L        3  33 % (6–79)               0         0
P        3  33 % (6–79)               1         0
T        3  33 % (6–79)               0         0
D        2  50 % (9–91)               0         0
"""


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    log_of(tmp_path, *CASES)
    return written(tmp_path, LINE).name


def audit(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["audit", *arguments])
    assert done.exit_code == code, done.output
    return done.stdout if code == 0 else done.output


def test_the_report(line: str) -> None:
    assert audit(line, "log.csv").startswith(TOLD)


def test_a_report_fits_the_width(line: str) -> None:
    assert max(map(len, audit(line, "log.csv").splitlines())) <= 80


def test_as_json_and_into_a_folder(line: str) -> None:
    told = json.loads(audit(line, "log.csv", "--json", "--out", "out", "--unlogged", "do"))
    # What need not be written down is not skipped; where it is, it counts as ever.
    assert (told["conforming"], told["unlogged"]) == (2, ["do"])
    assert {path.name for path in Path("out").iterdir()} >= {"deviations.csv", "chart.csv", "provenance.json"}


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_chart_is_drawn_and_the_same_each_time(line: str, ending: str) -> None:
    for name in ("one", "two"):
        audit(line, "log.csv", "--plot", f"{name}.{ending}")
    one, two = (Path(f"{name}.{ending}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert len(one) > 1000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.csv",), "sopsim: there is no file none.csv; name the log, a CSV file"),
        (("log.csv", "--case", "cases"), "there is no column `cases` (`--case`); did you mean `case`?"),
        (("log.csv", "--every", "year"), "of every hour, day, week or month, not `year`"),
        (("log.csv", "--tolerance", "much"), "tolerance is 'much'; give a share from 0, such as `50%`"),
        (("log.csv", "--unlogged", "dew"), "there is no step `dew`; known: bill, "),
        (("log.csv", "--plot", "chart.gif"), "a picture ends with .png, .svg, .pdf, not with `.gif`"),
    ],
)
def test_a_mistake_is_told(line: str, arguments: tuple[str, ...], said: str) -> None:
    assert said in " ".join(audit(line, *arguments, code=2).split())


def test_a_mistake_is_an_object_with_json(line: str) -> None:
    told = json.loads(CliRunner().invoke(app, ["audit", line, "none.csv", "--json"]).stdout)
    assert told["ok"] is False
