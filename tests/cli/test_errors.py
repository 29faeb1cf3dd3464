"""What a user sees of a mistake: theirs in a plain sentence, ours with a way to tell us."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import simulator.experiment.run
from simulator.cli.main import app
from tests.services import TICKET_WINDOW, written


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, TICKET_WINDOW)


def mistaken(*arguments: str, code: int = 2) -> str:
    """Run a command that fails; returns what it said on stderr."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


def test_every_problem_of_a_blueprint_and_their_number() -> None:
    text = TICKET_WINDOW.replace("clerks, time", "clerk, time").replace("currency", "currancy")
    written(Path(), text)
    assert mistaken("run", "service.yaml") == (
        "service.yaml:3:1: currancy: a blueprint has no entry `currancy`\n"
        "  3 | currancy: EUR\n"
        "    | ^\n"
        "  did you mean `currency`?\n"
        "\n"
        "service.yaml:10:18: steps.window.team: there is no team or resource `clerk`\n"
        "  10 |   window: {team: clerk, time: 6 min, next: {end: served}}\n"
        "     |                  ^\n"
        "  did you mean `clerks`?\n"
        "\n"
        "2 problems.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rnu",), "sopsim: there is no command `rnu`; did you mean `run`?\n"),
        (("simulate-it",), "sopsim: there is no command `simulate-it`; known: new, check, run, "),
        (
            ("--verson",),
            "sopsim: there is no option `--verson`; did you mean `--version`?\nSee `sopsim --help`.\n",
        ),
        (("run",), "sopsim run: missing argument `FILE`\nSee `sopsim run --help`.\n"),
        (
            ("run", "service.yaml", "--replication", "3"),
            "sopsim run: there is no option `--replication`; did you mean `--replications`?\n",
        ),
        (
            ("explain", "patience", "--json"),
            "sopsim explain: there is no option `--json`\nSee `sopsim explain --help`.\n",
        ),
        (
            ("run", "service.yaml", "--scenario", "two clerks", "--scenario=base"),
            "sopsim: `--scenario` is given twice; give it once\n",
        ),
        (
            ("check", "--scenario", "a", "service.yaml", "--scenario", "b", "--scenario", "c"),
            "sopsim: `--scenario` is given 3 times; give it once\n",
        ),
        (
            ("run", "service.yaml", "--confidence", "95"),
            "sopsim: confidence is '95'; give a share from 50% to 99.9%, such as `90%`\n",
        ),
        (("run", "service.yaml", "extra"), "sopsim run: got unexpected extra argument"),
        (
            ("run", "service.yaml", "--set", "teams.tellers.count", "=", "2"),
            "sopsim run: got unexpected extra argument(s) (= 2); what has spaces in it stands\nin quotes: "
            '--set "teams.tellers.count=2"\n',
        ),
        (
            ("run", "service.yaml", "--scenario", "busy", "day"),
            "sopsim run: got unexpected extra argument(s) (day); what has spaces in it stands\nin quotes: "
            '--scenario "busy day"\n',
        ),
        (("run", "service.yaml", "--seed"), "sopsim run: option `--seed` requires an argument\n"),
        (
            ("run", "service.yaml", "--seed", "x"),
            "sopsim run: invalid value for `--seed`: a whole number is wanted, not `x`\n",
        ),
        (("run", "service.yaml", "--trace", "0"), "sopsim: trace is 0; give a whole number from 1"),
        (("run", "service.yaml", "--seed", "-1"), "sopsim: seed is -1; give a whole number from 0"),
        (
            ("run", "service.yaml", "--replications", "0"),
            "sopsim: replications is 0; give a whole number from 1",
        ),
        (("run", "service.yaml", "--precision", "x"), "sopsim: precision `x`: write what and how much"),
    ],
)
def test_a_wrong_command_line(arguments: tuple[str, ...], said: str) -> None:
    assert mistaken(*arguments).startswith(said)


def test_a_message_is_broken_to_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert mistaken("run", "service.yaml", "--set", "teams.clerks.coumt=2") == (
        "--set teams.clerks.coumt=2:\n"
        "teams.clerks.coumt: a team has no entry\n"
        "`coumt`\n"
        "  did you mean `count` or `cost`?\n"
        "\n"
        "1 problem.\n"
    )
    assert mistaken("run", "service.yaml", "--seed", "x") == (
        "sopsim run: invalid value for `--seed`:\n"
        "a whole number is wanted, not `x`\n"
        "See `sopsim run --help`.\n"
    )


def test_in_a_pipe_it_is_as_wide_as_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    said = mistaken("explain", "zzzqqq")
    assert len(said.splitlines()) == 3
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("command", ["run", "check", "paths"])
def test_a_file_that_is_not_there(command: str) -> None:
    assert "servise.yaml: there is no such file" in mistaken(command, "servise.yaml")
    assert "did you mean `service.yaml`?" in mistaken(command, "servise.yaml")


@pytest.mark.parametrize("command", ["run", "check", "paths"])
def test_a_scenario_that_is_not_there(command: str) -> None:
    assert "did you mean `two clerks`?" in mistaken(command, "service.yaml", "--scenario", "to clerks")


def test_a_path_that_is_not_there() -> None:
    said = mistaken("run", "service.yaml", "--set", "teams.clerk.count=2")
    assert said.startswith("--set teams.clerk.count=2: there is no `clerk` in `teams`")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "--out", "service.yaml"), "service.yaml is a file; results go to a folder"),
        (("staff", "--out", "service.yaml"), "service.yaml is a file; results go to a folder"),
        (("sensitivity", "--out", "service.yaml"), "service.yaml is a file; results go to a folder"),
        (
            ("compare", "--lowest", "cost", "--highest", "wait"),
            "an objective has one figure: lowest or highest, not both",
        ),
        (
            ("sweep",),
            "say what varies: a sweep file, or `--vary teams.tellers.count=3..8`; one of the two",
        ),
    ],
)
def test_as_json_it_is_an_object_too(arguments: tuple[str, ...], message: str) -> None:
    command, *options = arguments
    done = CliRunner().invoke(app, [command, "service.yaml", *options, "--json"])
    assert (done.exit_code, done.stderr) == (2, "")
    assert [error["message"] for error in json.loads(done.stdout)["errors"]] == [message]


def test_our_own_mistake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(simulator.experiment.run, "compile_plan", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = mistaken("run", "service.yaml", code=3)
    (details,) = tmp_path.glob("sopsim-mistake-*.txt")
    assert said == (
        "This is our mistake, not yours.\n"
        "  ZeroDivisionError: division by zero\n"
        f"The details are in {details}.\n"
        "Please send that file to the maintainers of sopsim, with the blueprint if you may.\n"
    )
    told = details.read_text(encoding="utf-8")
    assert "Traceback (most recent call last):" in told
    assert "Python 3." in told


def test_our_own_mistake_shown_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(simulator.experiment.run, "compile_plan", broken)
    monkeypatch.setenv("SOPSIM_DEBUG", "1")
    result = CliRunner().invoke(app, ["run", "service.yaml"])
    assert result.exit_code == 3
    assert "Traceback (most recent call last):" in result.stderr


def test_interrupted_before_there_is_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(simulator.experiment.run, "compile_plan", interrupted)
    assert mistaken("run", "service.yaml", code=130) == "Interrupted.\n"
