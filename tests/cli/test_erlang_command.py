"""`sopsim erlang`, as the user sees it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import simulator as sim
from simulator.cli.main import app


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def erlang(line: str, code: int = 0) -> str:
    """Run the command; returns what it printed, on stderr where it fails."""
    result = CliRunner().invoke(app, ["erlang", *line.split()])
    assert result.exit_code == code, result.output
    told, silent = (result.stderr, result.stdout) if code else (result.stdout, result.stderr)
    assert silent == ""
    return told


def test_erlang_c() -> None:
    assert erlang("--rate 200/h --time 3min --count 14 --within 20s") == (
        "In the long run\n"
        "Erlang C, M/M/14   figure\n"
        "offered load           10\n"
        "utilisation        71.4 %\n"
        "share with a wait  17.4 %\n"
        "wait               7.84 s\n"
        "queue length        0.435\n"
        "within 20 s        88.8 %\n"
        "Wait: of those who are served, on average. Arrivals at random (Poisson), times\n"
        "exponential; all wait as long as it takes.\n"
    )


def test_erlang_a_tells_who_gives_up() -> None:
    told = erlang("--rate 200/h --time 3min --count 14 --patience 5min")
    assert "Erlang A, M/M/14+M  figure\n" in told
    assert "\nabandoned            1.4 %\n" in told
    assert told.endswith("Arrivals at random (Poisson), times\nand patience exponential.\n")


def test_erlang_b_tells_who_is_turned_away() -> None:
    assert erlang("--rate 10/h --time 1h --count 10 --limit 0") == (
        "In the long run\n"
        "Erlang B, M/G/10/10  figure\n"
        "offered load             10\n"
        "utilisation          78.5 %\n"
        "turned away          21.5 %\n"
        "Arrivals at random (Poisson), times of any distribution; who finds all busy is\n"
        "turned away.\n"
    )


def test_the_least_count_stands_among_its_neighbours() -> None:
    # 11 reach 39 %, 12 reach 64 %.
    assert erlang("--rate 200/h --time 3min --within 20s --at-least 50%") == (
        "The least count is 12: 64 % are served within 20 s.\n"
        "\n"
        "Fewer and more, in the long run\n"
        "count  utilisation  with a wait  wait, s  queue length  within 20 s\n"
        "   10        100 %        100 %        -             -          0 %\n"
        "   11       90.9 %       68.2 %      123          6.82         39 %\n"
        "   12       83.3 %       44.9 %     40.4          2.25         64 %\n"
        "   13       76.9 %       28.5 %     17.1         0.951       79.6 %\n"
        "   14       71.4 %       17.4 %     7.84         0.435       88.8 %\n"
        "   15       66.7 %       10.2 %     3.67         0.204       94.1 %\n"
        "With 10 the queue grows for ever. The offered load is 10. Wait: of those who are\n"
        "served, on average. Arrivals at random (Poisson), times exponential; all wait as\n"
        "long as it takes.\n"
    )


def test_the_least_count_for_several_goals_tells_what_each_comes_to() -> None:
    told = erlang(
        "--rate 200/h --time 3min --patience 5min --within 20s --at-least 80% --abandoned-at-most 1%"
    )
    assert told.startswith(
        "The least count is 15: 95.4 % are served within 20 s and 0.751 % give up.\n"
        "\n"
        "Fewer and more, in the long run\n"
        "count  utilisation  with a wait  wait, s  queue length  within 20 s  abandoned\n"
        "   13         75 %       22.6 %     6.91         0.416       85.8 %      2.5 %\n"
    )


def test_a_queue_that_grows_for_ever_has_no_figures() -> None:
    assert erlang("--rate 200/h --time 3min --count 10") == (
        "With 10 the queue grows for ever: the offered load, rate times time, is 10. At\n"
        "least 11 are needed.\n"
    )


def test_as_json_it_is_what_python_has() -> None:
    told = json.loads(erlang("--rate 200/h --time 3min --count 14 --within 20s --json"))
    expected = sim.theory.erlang_c(rate="200/h", time="3 min", count=14, within="20 s")
    assert told == {name: getattr(expected, name) for name in type(expected).__slots__}
    told = json.loads(erlang("--rate 200/h --time 3min --within 20s --at-least 80% --json"))
    assert told["count"] == 14
    assert told["goals"] == {"at_least": 0.8, "abandoned_at_most": None, "turned_away_at_most": None}
    assert [each["count"] for each in told["beside"]] == [12, 13, 14, 15, 16, 17]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "--rate 200 --time 3mins",
            "sopsim: rate: a rate is always per something: `200` says not per what; write\n`200/h`\n"
            "time: unknown unit of time `mins`; did you mean `min`? The units are `s`, `min`,\n"
            "`h`, `d`, `w`\n"
            "give a count, or what shall be reached: within and at least, such as `20 s` and\n`80%`\n",
        ),
        ("--time 3min", "sopsim erlang: missing option `--rate`\nSee `sopsim erlang --help`.\n"),
        (
            "--rate 200/h --time 3min --count 14 --within 20s --at-least 80%",
            "sopsim: --count says how many serve, and a share to be reached asks for it;\n"
            "leave one of them out\n",
        ),
    ],
)
def test_what_cannot_be_asked(line: str, said: str) -> None:
    assert erlang(line, code=2) == said


def test_as_json_what_cannot_be_asked_is_told_fault_by_fault() -> None:
    done = CliRunner().invoke(app, ["erlang", "--rate", "200", "--time", "3mins", "--count", "14", "--json"])
    assert (done.exit_code, done.stderr) == (2, "")
    told = json.loads(done.stdout)
    assert (told["ok"], told["warnings"]) == (False, [])
    assert [error["message"] for error in told["errors"]] == [
        "rate: a rate is always per something: `200` says not per what; write `200/h`",
        "time: unknown unit of time `mins`; did you mean `min`? The units are `s`, `min`, `h`, `d`, `w`",
    ]
