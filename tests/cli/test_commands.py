"""The commands beside `run`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from simulator import __version__
from simulator.blueprint import gallery
from simulator.cli.main import app
from tests.services import TICKET_WINDOW, written


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def sopsim(*arguments: str, code: int = 0) -> tuple[str, str]:
    """Run a command; returns what it printed on stdout and on stderr."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def test_version() -> None:
    assert sopsim("--version") == (f"sopsim {__version__}\n", "")


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_names_every_command(arguments: tuple[str, ...]) -> None:
    out, _ = sopsim(*arguments)
    for command in ("new", "check", "run", "staff", "sop", "promote", "erlang", "explain", "schema", "paths"):
        assert f"\n  {command} " in out
    assert "..." not in out.partition("Commands:")[2]


# -- new --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("new",), ("new", "--list"), ("new", "anything", "--list")])
def test_new_lists_the_gallery_with_what_each_is_for(arguments: tuple[str, ...]) -> None:
    out, _ = sopsim(*arguments)
    for entry in gallery.entries():
        assert entry.name in out
        assert entry.purpose.split()[0] in out
    assert list(Path().iterdir()) == []


def test_new_copies_and_says_what_to_type_next() -> None:
    out, _ = sopsim("new", "my_branch")
    assert (
        out == "Wrote my_branch.yaml.\n"
        "Beside it sopsim.schema.json, by which editors complete and check while you type.\n"
        "Next: sopsim check my_branch.yaml, then sopsim run my_branch.yaml.\n"
    )
    assert Path("my_branch.yaml").read_bytes() == gallery.entry("bank_branch").file.read_bytes()


def test_new_quotes_a_name_for_the_shell() -> None:
    out, _ = sopsim("new", "my branch.yaml")
    assert out.splitlines()[-1] == "Next: sopsim check 'my branch.yaml', then sopsim run 'my branch.yaml'."


def test_new_refuses_to_overwrite() -> None:
    Path("my_branch.yaml").write_text("mine", encoding="utf-8")
    _, err = sopsim("new", "my_branch", code=2)
    assert err == "sopsim: my_branch.yaml is there already and stays as it is; choose another name\n"
    assert Path("my_branch.yaml").read_text(encoding="utf-8") == "mine"


def test_new_from_an_unknown_entry() -> None:
    _, err = sopsim("new", "mine", "--from", "bank_brunch", code=2)
    assert err == "sopsim: the gallery has no `bank_brunch`; did you mean `bank_branch`?\n"


# -- check ------------------------------------------------------------------------------------------


def test_check_reads_the_blueprint_back() -> None:
    written(Path(), TICKET_WINDOW)
    out, err = sopsim("check", "service.yaml")
    assert err == ""
    assert out.startswith("Ticket window 1.0.0, scenario base: can be run.\n\nWho comes\n")
    assert "  `window`: `clerks` (1), 6 min, first come first served; then end `served`.\n" in out
    assert "clerks        1.1        1  110 %     Mon 09:00      120 %\n" in out
    assert (
        "1 thing is worth a second look:\n\nservice.yaml:8:11: teams.clerks: `clerks` have more work" in out
    )


def test_check_takes_scenarios_and_changes() -> None:
    written(Path(), TICKET_WINDOW)
    out, _ = sopsim("check", "service.yaml", "--scenario", "two clerks", "--set", "teams.clerks.count=4")
    assert "`clerks` (4)" in out
    assert out.endswith("Nothing is strange about it.\n")


def test_check_tells_the_assumptions() -> None:
    written(Path(), TICKET_WINDOW)
    out, _ = sopsim("check", "service.yaml", "--assumptions")
    told = out.partition("\nAssumptions\n")[2]
    assert "\nloss aversion: 2.25 (verified)\n  A loss weighs so many times as much" in told
    assert "\nvariety: none 100 %, low 90 %, medium 75 %, high 50 % (assumed)\n" in told
    assert "\n  Set by `sop.effects.faster`.\n" in told
    found = json.loads(sopsim("check", "service.yaml", "--assumptions", "--json")[0])
    assert found["assumptions"][0]["values"] == [0.1]
    assert found["assumptions"][0]["status"] == "assumed"


def test_check_as_json() -> None:
    written(Path(), TICKET_WINDOW)
    out, err = sopsim("check", "service.yaml", "--json")
    found = json.loads(out)
    assert err == ""
    assert found["ok"] is True
    assert found["errors"] == []
    assert found["warnings"][0]["path"] == "teams.clerks"
    assert found["overview"]["steps"][0]["step"] == "window"


def test_check_as_json_of_what_cannot_be_read() -> None:
    written(Path(), TICKET_WINDOW.replace("clerks, time", "clerk, time"))
    out, err = sopsim("check", "service.yaml", "--json", code=2)
    found = json.loads(out)
    assert err == ""
    assert found["ok"] is False
    assert found["errors"][0]["path"] == "steps.window.team"
    assert found["errors"][0]["line"] == 10


def test_check_of_what_cannot_be_run() -> None:
    written(Path(), TICKET_WINDOW.replace("next: {end: served}", "next: window"))
    out, err = sopsim("check", "service.yaml", code=2)
    assert out == ""
    assert err.startswith(
        "service.yaml:10:45: steps.window.next: no way out: `window` leads only back to\nitself\n  10 | "
    )
    assert err.endswith("\n1 problem.\n")
    out, err = sopsim("check", "service.yaml", "--json", code=2)
    assert json.loads(out)["ok"] is False
    assert err == ""


# -- explain, schema, paths -------------------------------------------------------------------------


def test_explain_a_word() -> None:
    out, _ = sopsim("explain", "patience")
    assert out.startswith("patience\n")
    assert "default  endless" in out


def test_explain_an_unknown_word() -> None:
    out, err = sopsim("explain", "patienc", code=2)
    assert out == ""
    assert err == "sopsim: `patienc` is no word of the language; did you mean `patience`?\n"


def test_schema_is_a_schema() -> None:
    out, _ = sopsim("schema")
    jsonschema.Draft202012Validator.check_schema(json.loads(out))


def test_paths_can_be_set() -> None:
    written(Path(), TICKET_WINDOW)
    out, _ = sopsim("paths", "service.yaml")
    assert "teams.clerks.count = 1\n" in out
    assert "steps.window.time = 6 min\n" in out


def test_paths_under_a_scenario_as_json() -> None:
    written(Path(), TICKET_WINDOW)
    out, _ = sopsim("paths", "service.yaml", "--scenario", "two clerks", "--json")
    assert json.loads(out)["teams.clerks.count"] == 2
    assert json.loads(out)["steps.window.time"] == "6 min"
    assert json.loads(out)["clock.start"] == "Mon 09:00"


def test_explain_takes_several_words() -> None:
    out, _ = sopsim("explain", "four", "eyes")
    assert "docs/how-to/people.md, Whoever decided must not check" in out
