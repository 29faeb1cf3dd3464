"""`sopsim staff`, as the user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import simulator as sim
from simulator.cli.ending import end_of_staffing
from simulator.cli.main import app
from simulator.cli.show import show
from simulator.report.staffing import staffing_blocks
from tests.experiment.staffing.services import FLOODED, TWO_HOURS, TWO_TEAMS
from tests.services import written

FOUND = """\
Two hours 1.0.0, scenario base: the cheapest staffing that meets every service
level. Seed 1, up to 10 replications for a plan.

It takes 90 EUR for 3 h on duty. The present staffing takes 120 EUR for 4 h on
duty and meets them, too. No cheaper plan within the ranges is shown to meet
them, if more staff never makes things worse.

Members on duty
team    from   range  theory  now  plan
clerks  09:00   1..3       3    2     1
        10:00   1..3       3    2     2
Theory: what the search began with.

Service levels
service level  target            plan        slack  other days    now
quick          ≥ 90 %  100 % (98–100)  7.91 points       100 %  100 %
Slack: from the bad end of the interval to the target. Other days: as many
further replications, on which nothing was chosen.

With one member fewer
one fewer of  left  not met        figure  target
clerks 10:00     1  quick: missed  38.9 %  ≥ 90 %

To be noted
  7 plans were simulated on the same customers, 68 replications of 2 h in all.

To run it, put this under `scenarios` of the blueprint:

  cheapest staffing:
    set:
      teams.clerks: {schedule: {"09:00": 1, "10:00": 2}, cost: 30/h}
"""

INTERRUPTED = """\
Two hours 1.0.0, scenario base: the cheapest staffing that meets every service
level. Seed 1, up to 10 replications for a plan.

It was interrupted. The cheapest plan that was shown to meet every service level
by then takes 120 EUR for 4 h on duty. The present staffing takes 120 EUR for 4
h on duty.

Members on duty
team    from   range  theory  now  plan
clerks  09:00   1..3       3    2     2
        10:00   1..3       3    2     2
Theory: what the search began with.

Service levels
service level  target            plan        slack
quick          ≥ 90 %  100 % (98–100)  7.91 points
Slack: from the bad end of the interval to the target.

Not shown, since it was interrupted
  Whether one member fewer would do: of 2 such plans 2 were not tried to the
    end.
  Whether another plan is cheaper, such as one with a member more here and
    fewer there.
  How the plan does on other days.
  How the present staffing does.
  The quantiles of its figures: they come from a run with the plan at the end.

To be noted
  5 plans were simulated on the same customers, 30 replications of 2 h in all.

To run it, put this under `scenarios` of the blueprint:

  cheapest staffing:
    set:
      teams.clerks: {schedule: {"09:00": 2}, cost: 30/h}
"""

#: One clerk cannot do it: see test_staff.py.
TOO_FEW = TWO_TEAMS.replace("clerks: {range: 1..4}", "clerks: {range: 1..1}")


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def staff(file: str | Path, *options: str, code: int = 0) -> str:
    """Run the command with few replications; returns what it printed on stdout."""
    result = CliRunner().invoke(app, ["staff", str(file), "--replications", "10", *options])
    assert result.exit_code == code, result.output
    return result.stdout


def test_the_plan_with_its_evidence(tmp_path: Path) -> None:
    assert staff(written(tmp_path, TWO_HOURS)) == FOUND


def test_no_plan_ends_with_one_and_says_why(tmp_path: Path) -> None:
    told = staff(written(tmp_path, TOO_FEW), code=1)
    assert "No plan that was tried meets every service level; tried: as many as there may\n" in told
    assert (
        "quick\n"
        "  With 1 of `clerks`, the most there may be, they wait at `till`; these are\n"
        "    busy 93 % of the time: let the range go further.\n"
    ) in told
    assert "scenarios" not in told


def test_shifts_are_told_with_their_cost(tmp_path: Path) -> None:
    shifts = 'shifts: {all day: {start: "09:00", length: 2 h, cost: 50}, late: {start: "10:00", length: 1 h}}'
    told = staff(written(tmp_path, TWO_HOURS.replace("per: 1 h}", f"per: 1 h, {shifts}}}")))
    assert (
        "Shifts\n"
        "team    shift    members  cost, EUR\n"
        "clerks  all day        1         50\n"
        "clerks  late           1         30\n"
    ) in told


def test_json_and_text_tell_the_same(tmp_path: Path) -> None:
    told = json.loads(staff(written(tmp_path, TWO_HOURS), "--json"))
    assert told["price"] == {"cost": 90.0, "time": 3.0}
    assert told["simulations"] == 68
    assert [(row["start"], row["count"]) for row in told["staffing"]] == [("09:00", 1), ("10:00", 2)]


def test_json_of_no_plan(tmp_path: Path) -> None:
    told = json.loads(staff(written(tmp_path, TOO_FEW), "--json", code=1))
    assert (told["found"], told["price"], told["set"]) == (False, None, {})
    assert [reason["sla"] for reason in told["reasons"]] == ["quick"]


def test_interrupted_it_says_what_is_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def stop_in_the_fifth_plan(done: int, _: int) -> None:
        if done == 30:
            raise KeyboardInterrupt

    blueprint = sim.load(written(tmp_path, TWO_HOURS))
    staffing = sim.staff(blueprint, replications=10, progress=stop_in_the_fifth_plan)
    show(staffing_blocks(staffing))
    assert end_of_staffing(staffing) == 130
    out, err = capsys.readouterr()
    assert out == INTERRUPTED
    assert err == "Interrupted after 30 replications of 5 plans; the answer is what they showed.\n"


def test_interrupted_before_any_plan_it_shows_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop_in_the_second_plan(done: int, _: int) -> None:
        if done == 15:
            raise KeyboardInterrupt

    blueprint = sim.load(written(tmp_path, TOO_FEW))
    staffing = sim.staff(blueprint, replications=10, progress=stop_in_the_second_plan)
    show(staffing_blocks(staffing))
    assert end_of_staffing(staffing) == 130
    told = " ".join(capsys.readouterr().out.split())
    # One clerk and four packers: 30 + 4 · 12 EUR for an hour; now it is two packers, 24 EUR less.
    assert (
        "It was interrupted before any plan was shown to meet every service level. The plan that came "
        "nearest takes 78 EUR for 5 h on duty; not shown to be met: `quick`. The present staffing takes "
        "54 EUR for 3 h on duty. "
    ) in told
    assert "To run it" not in told


def test_teams_left_alone_are_told_with_the_reason(tmp_path: Path) -> None:
    told = staff(written(tmp_path, FLOODED))
    assert "  `packers` were left as they are: `staffing` does not name them.\n" in told
    kinds = FLOODED.replace("packers: {count: 1}", "packers: {members: [{name: old hand}]}")
    told = staff(written(tmp_path, kinds))
    assert "  `packers` were left as they are: they have kinds of `members`.\n" in told


def test_what_was_found_is_saved(tmp_path: Path) -> None:
    staff(written(tmp_path, TWO_HOURS), "--out", str(tmp_path / "out"))
    lines = (tmp_path / "out/staffing.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].replace('"', "") == "team,days,start,end,low,high,theory,present,count"
    assert lines[1].replace('"', "") == "clerks,,09:00,10:00,1,3,3,2,1"


def test_nothing_to_save_leaves_no_folder(tmp_path: Path) -> None:
    staff(written(tmp_path, TOO_FEW), "--out", str(tmp_path / "out"), code=1)
    assert not (tmp_path / "out").exists()
