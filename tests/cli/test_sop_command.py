"""`sopsim sop`, as the user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.cli.main import app

DESK = """\
blueprint: Desk
version: "1.0.0"
document: {owner: head of service, review: "2026-03-01"}
clock: {unit: min, run_for: 8 h}
customers: {guest: {starts_at: desk, arrivals: {rate: 6/h}}}
teams: {clerks: {count: 1}}
steps:
  desk:
    team: clerks
    time: 3 min
    sop:
      id: D-1
      actions:
        - {id: greet, do: Greet, standard_time: 1 min}
        - {id: enter, do: Enter, standard_time: 2 min, lock: fixed, check: seen, record: log}
    next: {end: served}
"""


@pytest.fixture(autouse=True)
def _place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    Path("desk.yaml").write_text(DESK, encoding="utf-8")


def sop(*options: str) -> tuple[str, str]:
    """Run the command; returns what it printed on stdout and on stderr."""
    result = CliRunner().invoke(app, ["sop", "desk.yaml", *options])
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def refused(*options: str) -> str:
    """Run the command; returns why it does not."""
    result = CliRunner().invoke(app, ["sop", "desk.yaml", *options])
    assert result.exit_code == 2
    return " ".join(result.stderr.split())


def test_the_documents_are_printed_and_how_much_they_lack_is_told_beside_them() -> None:
    shown, told = sop("--today", "2026-06-01")
    assert shown.startswith("# Desk: process description\n")
    listed, _ = sop("--lint", "--today", "2026-06-01")
    assert "review was due" not in shown
    many = sum(line.startswith("desk.yaml:") for line in listed.splitlines())
    assert told == f"{many} things are lacking; --lint lists them.\n"


def test_lint_alone_prints_only_what_is_lacking() -> None:
    shown, told = sop("--lint", "--today", "2026-02-01")
    assert told == ""
    assert shown.count("document: it has no") == 7  # id, effective, approved_by, scope, records, ...
    assert "review was due" not in shown
    assert "review was due" in sop("--lint", "--today", "2026-03-02")[0]


def test_documents_are_written_to_a_folder_and_not_over_others() -> None:
    shown, _ = sop("--out", "papers", "--format", "html")
    assert shown.splitlines() == [
        f"Wrote {Path('papers') / name}."
        for name in ("1-process.html", "2-01-desk.html", "3-exceptions.html")
    ]
    assert "is there already and stays as it is" in refused("--out", "papers", "--format", "html")
    sop("--out", "papers", "--format", "html", "--overwrite")


def test_one_step_alone() -> None:
    shown, _ = sop("--step", "desk")
    assert shown.startswith("# D-1 desk\n")
    assert shown.count("\n# ") == 0


def test_word_needs_a_folder() -> None:
    assert "name a folder for it: --out documents" in refused("--format", "docx")
    assert "there is no format `pdf` here" in refused("--format", "pdf")


def test_what_changed_since_an_older_version() -> None:
    new = DESK.replace("        - {id: greet, do: Greet, standard_time: 1 min}\n", "").replace(
        "time: 3 min", "time: 2 min"
    )
    Path("old.yaml").write_text(DESK, encoding="utf-8")
    Path("desk.yaml").write_text(new, encoding="utf-8")
    shown, _ = sop("--diff", "old.yaml", "--today", "2026-06-01")
    assert shown == (
        "Desk 1.0.0 (desk.yaml) against 1.0.0 (old.yaml).\n"
        "\n"
        "What changed\n"
        "change                        weight\n"
        "time of desk: 3 min → 2 min   patch\n"
        "action greet of desk removed  major\n"
        "\n"
        "old.yaml:14:11: steps.desk.sop.actions.greet: action `greet` of `desk` is gone, and no revision\n"
        "speaks of it\n"
        "  14 |         - {id: greet, do: Greet, standard_time: 1 min}\n"
        "     |           ^\n"
        "  customers may miss it: keep it, or name it in a row of `revisions` of the new version\n"
        "\n"
        "Next version: 2.0.0 (something is removed, or comes in another order). The new file says 1.0.0;\n"
        'write `version: "2.0.0"`.\n'
        "\n"
        "To be added to `revisions` of the document:\n"
        "\n"
        '    - {version: "2.0.0", date: "2026-06-01", author: head of service, change: "action greet of desk '
        'removed; time of desk: 3 min → 2 min"}\n'
    )


def test_a_row_that_is_there_is_not_proposed_again_and_names_what_is_gone() -> None:
    row = '{version: "2.0.0", date: "2026-05-01", change: nobody greets}'
    new = DESK.replace("        - {id: greet, do: Greet, standard_time: 1 min}\n", "")
    new = new.replace('"2026-03-01"}', f'"2026-03-01", revisions: [{row}]}}').replace('"1.0.0"', '"2.0.0"')
    Path("old.yaml").write_text(DESK, encoding="utf-8")
    Path("desk.yaml").write_text(new.replace("nobody greets", "greet is left out"), encoding="utf-8")
    shown, _ = sop("--diff", "old.yaml")
    assert shown.endswith("Next version: 2.0.0 (something is removed, or comes in another order).\n")
    assert "is gone" not in shown


def test_nothing_changed() -> None:
    shown, _ = sop("--diff", "desk.yaml")
    assert shown == (
        "Desk 1.0.0 (desk.yaml) against 1.0.0 (desk.yaml).\n\nNext version: 1.0.0 (nothing changed).\n"
    )


def test_lint_and_diff_are_asked_one_by_one() -> None:
    assert "ask for one of them" in refused("--lint", "--diff", "desk.yaml")
    assert "--today is a date, such as 2026-05-01, not `tomorrow`" in refused("--today", "tomorrow")


def test_all_of_it_as_json() -> None:
    told = json.loads(sop("--json", "--today", "2026-06-01")[0])
    assert list(told["documents"]) == ["1-process.md", "2-01-desk.md", "3-exceptions.md"]
    assert told["written"] == []
    assert told["lacks"] == json.loads(sop("--lint", "--json", "--today", "2026-06-01")[0])["lacks"]
    told = json.loads(sop("--json", "--out", "papers", "--step", "desk")[0])
    assert (told["documents"], told["written"]) == ({}, [str(Path("papers") / "2-01-desk.md")])


def test_what_changed_as_json() -> None:
    Path("old.yaml").write_text(DESK.replace("lock: fixed", "lock: fixed, mandatory: true"), encoding="utf-8")
    shown, _ = sop("--diff", "old.yaml", "--json", "--today", "2026-06-01")
    told = json.loads(shown)
    what = "`mandatory` of action `enter` of `desk`"
    assert told["changes"] == [{"kind": "changed", "what": what, "weight": "major", "was": "true", "now": ""}]
    assert [of["message"] for of in told["warnings"]] == [
        f"{what}: true → nothing, and no revision speaks of it"
    ]
    assert (told["old"], told["new"], told["next"]) == ("1.0.0", "1.0.0", "2.0.0")
    assert told["revision"] == {
        "version": "2.0.0",
        "date": "2026-06-01",
        "author": "head of service",
        "change": "mandatory of action enter of desk: true → nothing",
    }


def test_what_is_wrong_as_json() -> None:
    result = CliRunner().invoke(app, ["sop", "desk.yaml", "--format", "docx", "--json"])
    assert result.exit_code == 2
    assert json.loads(result.stdout)["ok"] is False
