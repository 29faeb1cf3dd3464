"""What is left of a search for staff that Ctrl-C ends, or the loss of a process."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import simulator as sim
from simulator.experiment import replicate
from simulator.experiment.processes import WorkerLostError
from simulator.experiment.staffing import staff as staff_module
from simulator.report.blocks import Paragraph
from simulator.report.staffing import staffing_blocks
from tests.experiment.staffing.services import SMALL, TWO_HOURS, TWO_TEAMS
from tests.services import written

#: The search of TWO_HOURS: 3 and 3 clerks with 10 replications, a glance of 4 at each plan with one fewer, 2
#: and 2 with 10 (28 so far), a glance at 1 and 2 and at 2 and 1 (36), then 10 of both (48), a glance at 1 and
#: 1 and then 10 of it (58); and 10 replications of the plan that is found, 1 and 2, on other days.
ALL = 68

ALL_DAY, LATE = '{start: "09:00", length: 2 h, cost: 50}', '{start: "10:00", length: 1 h}'
SHIFTS = TWO_HOURS.replace("per: 1 h}", f"per: 1 h, shifts: {{all day: {ALL_DAY}, late: {LATE}}}}}")


def interrupted(folder: Path, text: str, at: int, replications: int = 10, **asked: object) -> sim.Staffing:
    """The search whose progress raises at this replication what Ctrl-C raises."""

    def progress(done: int, _: int) -> None:
        if done == at:
            raise KeyboardInterrupt

    blueprint = sim.load(written(folder, text))
    return sim.staff(blueprint, replications=replications, progress=progress, **asked)  # type: ignore[arg-type]


def test_the_cheapest_plan_that_was_shown_is_kept(tmp_path: Path) -> None:
    staffing = interrupted(tmp_path, TWO_HOURS, 30)
    assert (staffing.interrupted, staffing.finished, staffing.found) == (True, False, True)
    assert staffing.plan == {"clerks": {"09:00": 2, "10:00": 2}}
    assert (staffing.simulations, staffing.tried) == (30, 5)
    assert staffing.price is not None
    assert staffing.price.cost == 120.0  # (2 + 2) h · 30 EUR
    assert [verdict.verdict for verdict in staffing.verdicts] == ["met"]
    assert not staffing.proven
    assert staffing.overrides == ('teams.clerks={schedule: {"09:00": 2}, cost: 30/h}',)
    assert staffing.unshown == (
        "whether one member fewer would do: of 2 such plans 2 were not tried to the end",
        "whether another plan is cheaper, such as one with a member more here and fewer there",
        "how the plan does on other days",
        "how the present staffing does",
        "the quantiles of its figures: they come from a run with the plan at the end",
    )


def test_plans_that_were_to_come_next_count_as_not_tried(tmp_path: Path) -> None:
    # The eleventh replication is the first one of 2 and 3 clerks; that of 3 and 2 would come later.
    staffing = interrupted(tmp_path, TWO_HOURS, 11)
    assert staffing.plan == {"clerks": {"09:00": 3, "10:00": 3}}
    assert staffing.tried == 2
    assert staffing.neighbours.empty
    assert staffing.unshown[0] == (
        "whether one member fewer would do: of 2 such plans 2 were not tried to the end"
    )


def test_its_figures_are_those_of_a_run_with_as_many_replications(tmp_path: Path) -> None:
    staffing = interrupted(tmp_path, SMALL["by the hour"], 45, replications=40)
    done = staffing.result.replications
    again = sim.run(sim.load(tmp_path / "service.yaml", overrides=staffing.overrides), replications=done)
    assert staffing.verdicts == again.verdicts
    means = again.metrics.statistic.isin(("mean", "share", "count"))
    assert staffing.metrics[means].equals(again.metrics[means])
    assert staffing.result.warnings[0] == (
        f"Interrupted: these are the results of the first {done} of 40 replications."
    )
    assert f"whether the plan meets them in all 40 replications, too: it does in {done}" in staffing.unshown


def test_without_one_the_plan_that_came_nearest_is_shown(tmp_path: Path) -> None:
    # One clerk for all is what there may be: 3 of 11 wait no longer than 2 minutes, see test_staff.py. The
    # packers make no difference to that; the first plan tried is the one with the most of them.
    staffing = interrupted(tmp_path, TWO_TEAMS.replace("clerks: {range: 1..4}", "clerks: {range: 1..1}"), 15)
    assert (staffing.interrupted, staffing.finished, staffing.found) == (True, False, False)
    assert staffing.plan == {"clerks": {"": 1}, "packers": {"": 4}}
    assert [verdict.verdict for verdict in staffing.verdicts] == ["missed", "met"]
    assert staffing.verdicts[0].attainment == pytest.approx(3 / 11)
    assert staffing.price is not None
    assert staffing.price.cost == 78.0  # 30 + 4 · 12
    assert staffing.overrides == ()
    assert staffing.unshown[0] == (
        "whether any plan meets every service level; this one has 10 of 10 replications"
    )
    with pytest.raises(sim.UsageError, match="no plan to be saved"):
        staffing.save(tmp_path / "out")


def test_a_plan_with_few_replications_is_shown_too(tmp_path: Path) -> None:
    staffing = interrupted(tmp_path, TWO_HOURS, 4)
    assert not staffing.found
    assert staffing.plan == {"clerks": {"09:00": 3, "10:00": 3}}
    assert staffing.result.replications == 4
    assert staffing.unshown[0] == (
        "whether any plan meets every service level; this one has 4 of 10 replications"
    )


def test_before_anything_is_finished_there_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raised(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(replicate, "simulate", raised)
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path, TWO_HOURS, 0)


def test_a_finished_search_keeps_its_proof(tmp_path: Path) -> None:
    staffing = interrupted(tmp_path, TWO_HOURS, ALL - 5)
    assert (staffing.interrupted, staffing.finished, staffing.proven) == (True, True, True)
    assert staffing.plan == {"clerks": {"09:00": 1, "10:00": 2}}
    assert list(staffing.neighbours["count"]) == [1]
    # Five replications on other days are too few for a verdict.
    assert (staffing.fresh, staffing.present_verdicts) == ((), ())
    assert staffing.unshown[0] == "how the plan does on other days"


def test_other_days_that_were_finished_are_kept(tmp_path: Path) -> None:
    staffing = interrupted(tmp_path, TWO_HOURS, ALL)
    whole = sim.staff(sim.load(tmp_path / "service.yaml"), replications=10)
    assert staffing.fresh == whole.fresh
    assert staffing.unshown[0] == "how the present staffing does"


def test_ctrl_c_in_the_last_run_leaves_what_the_search_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raised(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(staff_module, "run", raised)
    staffing = sim.staff(sim.load(written(tmp_path, TWO_HOURS)), replications=10)
    assert (staffing.interrupted, staffing.proven) == (True, True)
    assert [verdict.verdict for verdict in staffing.present_verdicts] == ["met"]
    assert staffing.unshown == (
        "the quantiles of its figures: they come from a run with the plan at the end",
    )


def test_without_a_plan_in_shifts_the_one_by_period_is_kept(tmp_path: Path) -> None:
    # By period it takes 58 replications; the third of the first plan in shifts is the last one.
    staffing = interrupted(tmp_path, SHIFTS, 61)
    assert staffing.found
    assert staffing.plan == {"clerks": {"09:00": 1, "10:00": 2}}
    assert staffing.shifts == ()
    assert staffing.unshown[0] == (
        "which shifts would have so many there: the numbers are what each period needs"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be raised there")
@pytest.mark.parametrize("small", [10.0, 0.0], ids=["here", "elsewhere"])
def test_ctrl_c_is_the_same_here_and_elsewhere(
    small: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicate, "_SMALL", small)
    staffing = sim.staff(
        sim.load(written(tmp_path, TWO_HOURS)), replications=10, workers=2, progress=_ctrl_c(30)
    )
    assert staffing.interrupted
    assert staffing.simulations == 30
    assert staffing.plan == {"clerks": {"09:00": 2, "10:00": 2}}


def _ctrl_c(at: int) -> Callable[[int, int], None]:
    def progress(done: int, _: int) -> None:
        if done == at:
            signal.raise_signal(signal.SIGINT)

    return progress


def test_what_is_saved_and_told_as_json(tmp_path: Path) -> None:
    staffing = interrupted(tmp_path, TWO_HOURS, 30, tables=True)
    staffing.save(tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"staffing.csv", "scenario.yaml", "metrics.csv", "slas.csv", "provenance.json"} <= names
    assert "cases.csv" not in names
    told = json.loads(staffing.to_json())
    assert (told["found"], told["finished"], told["interrupted"]) == (True, False, True)
    assert told["unshown"] == list(staffing.unshown)
    assert told["present_slas"] == []


def test_what_was_shown_outlasts_a_process_that_is_lost(tmp_path: Path) -> None:
    def progress(done: int, _: int) -> None:
        if done == 30:
            raise WorkerLostError(-9, "replication 3")

    blueprint = sim.load(written(tmp_path, TWO_HOURS))
    staffing = sim.staff(blueprint, replications=10, progress=progress)
    # As where Ctrl-C comes there.
    assert (staffing.interrupted, staffing.finished, staffing.found) == (False, False, True)
    assert staffing.stopped.startswith("the process that worked on replication 3 was killed")
    assert staffing.plan == {"clerks": {"09:00": 2, "10:00": 2}}
    assert json.loads(staffing.to_json())["stopped"] == staffing.stopped
    told = " ".join(block.text for block in staffing_blocks(staffing) if isinstance(block, Paragraph))
    assert "It was stopped, since a process was lost. The cheapest plan that was shown" in told


def test_a_process_that_is_lost_at_once_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise WorkerLostError(-9, "replication 1")

    monkeypatch.setattr(replicate, "simulate", lost)
    with pytest.raises(WorkerLostError, match="replication 1 was killed"):
        sim.staff(sim.load(written(tmp_path, TWO_HOURS)), replications=10, workers=1)
