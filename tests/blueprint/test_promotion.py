"""A scenario becomes the next version: comments and order stay, and nothing else is lost."""

from __future__ import annotations

import datetime as dt
import textwrap
from pathlib import Path

import pytest

from simulator.blueprint import gallery
from simulator.blueprint.documents.promotion import promote
from simulator.blueprint.load import load
from simulator.blueprint.scenarios import scenario_names
from simulator.errors import UsageError
from simulator.experiment.run import run

TODAY = dt.date(2026, 6, 1)

DESK = """\
# The desk of the town hall.
blueprint: Desk
version: "1.0.0"      # raised with every change
document:
  owner: head of service
  revisions:
    - {version: "1.0.0", date: "2026-01-05", change: first version}
clock: {unit: min,  run_for: 4 h}

customers:
  guest: {starts_at: desk, arrivals: {rate: 16/h}}   # counted in May
teams:
  # On most days.
  clerks: {count: 1, cost: 30/h}
steps:
  desk:
    team: clerks
    time: {lognormal: {mean: 3 min, cv: 0.8}}   # measured in May
    evidence: receipt
    sop:
      # As written in January.
      actions:
        - {id: greet, do: Greet, standard_time: 1 min, lock: fixed}   # always
        - {id: enter, do: Enter, standard_time: 2 min, fits: 80%, error: 5%}
      errors: {redone: 70%}
    next: {end: served}
scenarios:
  two: {set: {teams.clerks.count: 2}}
  strict:
    set:
      steps.desk.sop.standardisation: 90%
      steps.desk.sop.compliance: 95%
  both: {extends: two, set: {clock.run_for: 5 h}}
"""


def promoted(folder: Path, scenario: str, text: str = DESK) -> str:
    file = folder / "desk.yaml"
    file.write_text(textwrap.dedent(text), encoding="utf-8", newline="")
    return promote(file, scenario, TODAY).text


def test_what_is_not_changed_stays_letter_by_letter(tmp_path: Path) -> None:
    new = promoted(tmp_path, "two")
    assert new == (
        DESK.replace('"1.0.0"      #', '"1.0.1"      #')
        .replace(
            "change: first version}\n",
            "change: first version}\n"
            '    - {version: "1.0.1", date: "2026-06-01", author: head of service, '
            'change: "two: count of team clerks: 1 → 2"}\n',
        )
        .replace("count: 1,", "count: 2,")
        .replace("  two: {set: {teams.clerks.count: 2}}\n", "")
        .replace(
            "  both: {extends: two, set: {clock.run_for: 5 h}}\n", "  both: {set: {clock.run_for: 5 h}}\n"
        )
    )


@pytest.mark.parametrize("scenario", ["two", "strict", "both"])
def test_a_run_of_the_new_version_gives_the_figures_of_the_scenario(scenario: str, tmp_path: Path) -> None:
    new = promoted(tmp_path, scenario)
    before = run(load(tmp_path / "desk.yaml", scenario), replications=3)
    (tmp_path / "new.yaml").write_text(new, encoding="utf-8")
    after = run(load(tmp_path / "new.yaml"), replications=3)
    columns = [name for name in before.metrics.columns if name != "scenario"]
    assert after.metrics[columns].equals(before.metrics[columns])


def test_the_time_stays_measured_under_the_old_sop(tmp_path: Path) -> None:
    new = promoted(tmp_path, "strict")
    sop = new[new.index("    sop:\n") : new.index("    next:")]
    assert sop == textwrap.indent(
        """\
sop:
  # As written in January.
  actions:
    - {id: greet, do: Greet, standard_time: 1 min, lock: fixed}   # always
    - {id: enter, do: Enter, standard_time: 2 min, fits: 80%, error: 5%}
  errors: {redone: 70%}
  standardisation: 90%
  compliance: 95%
  time_measured:
    actions:
      - id: greet
        do: Greet
        standard_time: 1 min
        lock: fixed
      - id: enter
        do: Enter
        standard_time: 2 min
        fits: 80%
        error: 5%
    errors:
      redone: 70%
""",
        "    ",
    )
    assert '\nversion: "1.1.0"      #' in new  # more is prescribed


def test_steps_that_are_dropped_and_split_are_written_where_they_stood(tmp_path: Path) -> None:
    text = """\
    blueprint: Two desks
    clock: {unit: min, run_for: 4 h}
    customers: {guest: {starts_at: first, arrivals: {rate: 10/h}}}
    teams: {clerks: {count: 2}}
    steps:
      # Where they come in.
      first:
        team: clerks
        time: 2 min
        next: second
      # Where they sign.
      second: {team: clerks, time: 1 min, next: {end: served}}
    scenarios:
      one: {drop: [steps.second]}
      three: {split: {first: {hello: {team: clerks, time: 1 min}, ask: {team: clerks, time: 1 min}}}}
    """
    new = promoted(tmp_path, "one", text)
    assert new == textwrap.dedent(
        """\
        blueprint: Two desks
        version: "2.0.0"
        document:
          revisions:
            - version: "2.0.0"
              date: "2026-06-01"
              change: "one: step second removed; next of first: second → {end: served}"
        clock: {unit: min, run_for: 4 h}
        customers: {guest: {starts_at: first, arrivals: {rate: 10/h}}}
        teams: {clerks: {count: 2}}
        steps:
          # Where they come in.
          first:
            team: clerks
            time: 2 min
            next: {end: served}
          # Where they sign.
        scenarios:
          three: {split: {first: {hello: {team: clerks, time: 1 min}, ask: {team: clerks, time: 1 min}}}}
        """
    )
    split = promoted(tmp_path, "three", text.replace("drop: [steps.second]", "set: {teams.clerks.count: 3}"))
    (tmp_path / "new.yaml").write_text(split, encoding="utf-8")
    assert list(load(tmp_path / "new.yaml").steps) == ["hello", "ask", "second"]
    assert "  # Where they sign.\n  second: {team: clerks" in split


def test_an_action_that_is_dropped_goes_with_its_line_and_is_named(tmp_path: Path) -> None:
    text = DESK.replace("  two: {set", "  silent: {drop: [steps.desk.sop.actions.greet]}\n  two: {set")
    new = promoted(tmp_path, "silent", text)
    assert "        - {id: greet, do: Greet, standard_time: 1 min, lock: fixed}   # always\n" not in new
    assert 'change: "silent: action greet of desk removed"' in new
    assert "      # As written in January.\n      actions:\n        - {id: enter" in new


def test_the_ends_of_lines_and_chinese_names_stay(tmp_path: Path) -> None:
    text = DESK.replace("Desk\n", "柜台\n").replace("clerks", "柜员").replace("\n", "\r\n")
    (tmp_path / "desk.yaml").write_bytes(text.encode())
    new = promote(tmp_path / "desk.yaml", "strict", TODAY).text
    assert new.count("\n") == new.count("\r\n")
    assert "  柜员: {count: 1, cost: 30/h}\r\n" in new


def test_the_last_scenario_takes_its_block_with_it(tmp_path: Path) -> None:
    text = DESK[: DESK.index("  strict:")]
    assert "scenarios" not in promoted(tmp_path, "two", text)


def test_a_version_of_the_document_is_raised_there(tmp_path: Path) -> None:
    text = DESK.replace('version: "1.0.0"      # raised with every change\n', "").replace(
        "  owner: head", '  version: "3.0.0"\n  owner: head'
    )
    new = promoted(tmp_path, "two", text)
    assert '\n  version: "3.0.1"\n' in new
    assert "\nversion:" not in new


@pytest.mark.parametrize(
    ("text", "scenario", "sentence"),
    [
        (DESK, "base", "`base` is the blueprint as it is"),
        (DESK.replace("count: 2}}", "count: 1}}"), "two", "the scenario `two` changes nothing"),
        (DESK.replace('"1.0.0"      #', "spring #"), "two", "`spring` is not a version of three numbers"),
    ],
)
def test_what_cannot_be_promoted_is_told(text: str, scenario: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=sentence):
        promoted(tmp_path, scenario, text)


def test_scenarios_that_no_longer_fit_the_new_version_are_left_out(tmp_path: Path) -> None:
    text = DESK + "  silent: {drop: [steps.desk.sop.actions.greet]}\n"
    text += "  greeting: {set: {steps.desk.sop.actions.greet.standard_time: 30 s}}\n"
    text += "  long greeting: {extends: greeting, set: {teams.clerks.count: 3}}\n"
    (tmp_path / "desk.yaml").write_text(text, encoding="utf-8")
    found = promote(tmp_path / "desk.yaml", "silent", TODAY)
    assert found.left_out == ("greeting", "long greeting")
    assert "greeting" not in found.text[found.text.index("scenarios:") :]
    assert "  two:" in found.text


def test_a_value_that_is_used_twice_is_not_changed_in_both_places(tmp_path: Path) -> None:
    text = DESK.replace("teams:\n", "teams:\n  others: &many {count: 1, cost: 30/h}\n").replace(
        "  clerks: {count: 1, cost: 30/h}", "  clerks: *many"
    )
    with pytest.raises(UsageError, match="write out what stands behind `&` and `\\*`"):
        promoted(tmp_path, "two", text)


@pytest.mark.parametrize("entry", gallery.entries(), ids=lambda entry: entry.name)
def test_every_scenario_of_the_gallery_can_be_promoted(entry: gallery.Entry) -> None:
    """What is written is read again and held against what it should say before it is handed over."""
    tree = load(entry.file).tree
    assert tree is not None
    for scenario in scenario_names(tree)[1:]:
        text = promote(entry.file, scenario, TODAY).text
        first = next(line for line in entry.file.read_text(encoding="utf-8").splitlines() if "#" in line)
        assert text.startswith(first)


MODULES = """\
blueprint: Two halls
clock: {unit: min, run_for: 4 h}
customers: {guest: {starts_at: hall, arrivals: {rate: 10/h}}}
teams: {clerks: {count: 1}}
sop: {compliance: 90%, effects: {faster: 20%}}
modules:
  talk:
    starts_at: ask
    steps:
      ask:
        team: clerks
        time: {exponential: 3 min}
        sop: {standardisation: 50%, variety: low, error: 5%, errors: {redone: 60%}}
        next: leave
steps:
  hall: {use: talk, next: again}
  again: {use: talk, set: {ask.time: 1 min}, next: {end: served}}
scenarios:
  all: {set: {sop.compliance: 60%, modules.talk.steps.ask.sop.standardisation: 80%}}
"""


def test_what_all_sops_say_and_what_modules_say_give_the_same_figures_too(tmp_path: Path) -> None:
    new = promoted(tmp_path, "all", MODULES)
    assert "sop: {compliance: 60%, effects: {faster: 20%}}\n" in new
    before = run(load(tmp_path / "desk.yaml", "all"), replications=3)
    (tmp_path / "new.yaml").write_text(new, encoding="utf-8")
    after = run(load(tmp_path / "new.yaml"), replications=3)
    columns = [name for name in before.metrics.columns if name != "scenario"]
    assert after.metrics[columns].equals(before.metrics[columns])
    base = run(load(tmp_path / "desk.yaml"), replications=3)
    assert not base.metrics[columns].equals(before.metrics[columns])
