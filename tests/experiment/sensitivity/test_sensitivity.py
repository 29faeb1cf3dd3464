"""`sim.sensitivity`: each input alone at both ends of its range, and all together."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import simulator as sim
from simulator.experiment.sensitivity.inputs import inputs_of
from simulator.experiment.sensitivity.saltelli import saltelli
from simulator.experiment.sweeps import course
from simulator.experiment.sweeps.points import Task
from simulator.experiment.sweeps.work import Outcome, work
from tests.services import FLOODED, TICKET_WINDOW, written

TIME = {"steps.window.time": "5 min..7 min"}
THREE = {"teams.clerks.cost": "20/h..40/h", "teams.clerks.count": "1..2", **TIME}
TWO = {**TIME, "teams.clerks.cost": "20/h..40/h"}


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> sim.Blueprint:
    monkeypatch.chdir(tmp_path)
    return sim.load(written(tmp_path, TICKET_WINDOW))


def rows(found: sim.Sensitivity, *columns: str) -> list[tuple[Any, ...]]:
    return list(found.table[list(columns)].itertuples(index=False, name=None))


def test_a_tornado_without_chance(window: sim.Blueprint) -> None:
    # One comes every 5 minutes. Served in 5, 6, 7 minutes the n-th of eleven waits 0, n - 1, 2 (n - 1)
    # minutes, 0, 5, 10 on average; with two clerks nobody waits; what clerks cost does not matter.
    found = sim.sensitivity(window, THREE, measures=["wait:window"], replications=3)
    assert rows(found, "path", "end", "setting", "value", "baseline", "difference", "word", "swing") == [
        ("steps.window.time", "low", "5 min", 0, 5, -5, "better", 10),
        ("steps.window.time", "high", "7 min", 10, 5, 5, "worse", 10),
        ("teams.clerks.count", "low", "1", 5, 5, 0, "no difference shown", 5),
        ("teams.clerks.count", "high", "2", 0, 5, -5, "better", 5),
        ("teams.clerks.cost", "low", "20/h", 5, 5, 0, "no difference shown", 0),
        ("teams.clerks.cost", "high", "40/h", 5, 5, 0, "no difference shown", 0),
    ]
    assert rows(found, "low", "high")[0] == (-5, -5)
    assert [bar.shows for bar in found.bars["wait:window"]] == [True, True, False]
    assert found.indices.empty
    assert not list(Path().glob("*.sqlite"))  # only points of Sobol are kept


def test_the_swing_counts_the_base_where_both_ends_lie_on_one_side(window: sim.Blueprint) -> None:
    # 8 minutes: the n-th waits 3 (n - 1), 15 on average; 7 minutes: 10; 6 as written: 5.
    found = sim.sensitivity(
        window, {"steps.window.time": "7 min..8 min"}, measures=["wait:window"], replications=1
    )
    assert rows(found, "value", "swing", "word") == [(10, 10, ""), (15, 10, "")]
    assert math.isnan(found.table.low[0])  # of one replication there is no interval
    assert not found.bars["wait:window"][0].shows


def test_the_usual_figures_unless_others_are_asked_for(window: sim.Blueprint) -> None:
    found = sim.sensitivity(window, TIME, replications=2)
    assert [each.label for each in found.measures] == ["wait", "cost", "quick", "short stay"]
    free = sim.load(written(Path(), TICKET_WINDOW.replace(", cost: 30/h", ""), "free.yaml"))
    found = sim.sensitivity(free, TIME, replications=2)
    assert [each.label for each in found.measures] == ["wait", "quick", "short stay"]


def test_a_range_with_steps_ends_where_they_do(window: sim.Blueprint) -> None:
    found = sim.sensitivity(window, {"steps.window.time": "5 min..7 min step 0.75 min"}, replications=1)
    assert list(found.table.setting[:2]) == ["5 min", "6.5 min"]


def test_a_scenario_and_overrides_are_the_base(window: sim.Blueprint) -> None:
    found = sim.sensitivity(
        window,
        TIME,
        measures=["wait:window"],
        scenario="two clerks",
        overrides=["steps.window.time=16 min"],
        replications=2,
    )
    assert found.table.baseline[0] > 0  # two clerks who take 16 minutes
    assert list(found.table.value) == [0, 0]
    assert (found.provenance["scenario"], found.provenance["overrides"]) == (
        "two clerks",
        ["steps.window.time=16 min"],
    )


def test_a_plan_that_the_engine_stops_is_named(tmp_path: Path) -> None:
    calm = FLOODED.replace("60000/min", "1/d")
    found = sim.sensitivity(
        sim.load(written(tmp_path, calm)),
        {"customers.guest.arrivals.rate": "0.0001/min..60000/min"},
        measures=["wait"],
        replications=2,
        workers=1,
    )
    assert "of `customers.guest.arrivals.rate=60000/min` was stopped" in found.stopped
    assert found.replications == 1


def test_the_points_are_two_samples_and_the_first_with_each_input_from_the_second() -> None:
    spread = saltelli(inputs_of(THREE), 4, seed=1).spread
    assert spread is not None
    assert spread.shape == (4 * (3 + 2), 3)
    a, b, *mixed = spread.reshape(5, 4, 3)
    for place, own in enumerate(mixed):
        assert (own[:, place] == b[:, place]).all()
        others = [each for each in range(3) if each != place]
        assert (own[:, others] == a[:, others]).all()
    # Each quarter of each range has one point of either sample.
    assert (np.sort(np.floor(4 * a), axis=0) == np.arange(4)[:, np.newaxis]).all()
    assert (np.sort(np.floor(4 * b), axis=0) == np.arange(4)[:, np.newaxis]).all()


def test_indices_from_end_to_end(window: sim.Blueprint, tmp_path: Path) -> None:
    found = sim.sensitivity(window, TWO, measures=["wait:window", "cost"], sobol=4, replications=1)
    table = found.indices.set_index(["measure", "path", "order"])
    # The wait does not depend on what a clerk costs, at any point.
    for order in ("first", "total"):
        assert tuple(table.loc[("wait", "teams.clerks.cost", order), ["value", "low", "high"]]) == (0, 0, 0)
    assert table.loc[("wait", "steps.window.time", "total"), "value"] > 0
    assert table.loc[("cost", "teams.clerks.cost", "total"), "value"] > 0
    assert found.spread is not None
    # The points of A with another cost are points of their own, so all of the 4 (2 + 2) were run.
    assert found.spread.account.computed == 16
    assert any("4 points in each sample are few" in warning for warning in found.warnings)
    again = sim.sensitivity(window, TWO, measures=["wait:window", "cost"], sobol=4, replications=1)
    assert again.spread is not None
    assert again.spread.account.computed == 0
    assert again.to_json() == found.to_json()


def test_a_figure_that_does_not_vary_has_no_shares(window: sim.Blueprint) -> None:
    found = sim.sensitivity(window, TWO, measures=["arrivals"], sobol=2, replications=1, store=False)
    assert found.indices.value.isna().all()
    assert json.loads(found.to_json())["indices"][0]["value"] is None


def test_ctrl_c_among_the_points_keeps_those_that_are_finished(window: sim.Blueprint) -> None:
    def stop_at_the_fifth_point(done: int, planned: int) -> None:
        if planned == 16 and done == 5:
            raise KeyboardInterrupt

    found = sim.sensitivity(
        window, TWO, measures=["wait"], sobol=4, replications=1, progress=stop_at_the_fifth_point
    )
    assert found.interrupted
    assert len(found.table) == 4
    assert found.indices.empty
    assert "There are no indices yet: 5 of 16 points are finished." in found.warnings
    whole = sim.sensitivity(window, TWO, measures=["wait"], sobol=4, replications=1)
    assert whole.spread is not None
    assert whole.spread.account.computed <= 11
    assert len(whole.indices) == 4


def test_ctrl_c_among_the_replications_leaves_the_points_alone(window: sim.Blueprint) -> None:
    def stop_after_three(done: int, planned: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    found = sim.sensitivity(
        window, TWO, measures=["wait"], sobol=4, replications=9, progress=stop_after_three
    )
    assert (found.interrupted, found.replications, found.spread) == (True, 3, None)


def test_where_a_point_fails_there_are_no_indices(
    window: sim.Blueprint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def third_fails(task: Task) -> Outcome:
        return Outcome(reason="it is too hot") if task.number == 3 else work(task)

    monkeypatch.setattr(course, "work", third_fails)
    with ThreadPoolExecutor(1) as executor:
        found = sim.sensitivity(
            window, TWO, measures=["wait"], sobol=2, replications=1, store=False, executor=executor
        )
    assert found.indices.empty
    assert found.warnings[-1] == (
        "There are no indices: 1 of 8 points failed, the first of them because of this: it is too hot."
    )


def test_everything_is_saved_and_the_same_each_time(window: sim.Blueprint, tmp_path: Path) -> None:
    for name, workers in (("one", 1), ("two", 2)):
        found = sim.sensitivity(
            window, TWO, measures=["wait"], sobol=2, replications=2, store=False, workers=workers
        )
        found.save(tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == [
        "blueprint.resolved.yaml",
        "indices.csv",
        "indices.parquet",
        "provenance.json",
        "sensitivity.csv",
        "sensitivity.parquet",
    ]
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    told = json.loads((tmp_path / "one" / "provenance.json").read_text(encoding="utf-8"))
    assert (told["vary"], told["sobol"]) == (TWO, 2)


@pytest.mark.parametrize(
    ("vary", "messages"),
    [
        ({"teams.clerks.count": "2..1"}, ["the range is empty: 1 is below 2"]),
        ({"teams.clerks.count": "2..2"}, ["the range has one value only, `2`"]),
        ({"steps.window.time": "5..5.4 step 0.5"}, ["the range has one value only, `5`"]),
        ({"teams.clerks.count": "2"}, ["the input has one value in place of a range"]),
        ({"teams.clerks.count": [1, 2]}, ["the input has a list of values in place of a range"]),
        ({"teams.clerk.count": "1..2"}, ["there is no `clerk` in `teams`"]),
        # Both ends and every input are told of at once, the same fault once.
        (
            {"teams.clerks.count": "-2..-1", "teams.clerks.kount": "1..2"},
            ["`-2` is too small", "`-1` is too small", "a team has no entry `kount`"],
        ),
    ],
)
def test_faults_of_ranges(window: sim.Blueprint, vary: dict[str, Any], messages: Sequence[str]) -> None:
    with pytest.raises(sim.BlueprintError) as caught:
        sim.sensitivity(window, vary)
    assert [problem.message for problem in caught.value.problems] == list(messages)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"vary": {}}, "nothing varies; name an input and its range"),
        ({"vary": TIME, "sobol": 4}, "name two or more with their ranges"),
        ({"vary": TWO, "sobol": 5}, "take 4 or 8, not 5"),
        ({"vary": TWO, "sobol": 1}, "sobol is 1; give a whole number from 2"),
        ({"vary": TIME, "measures": ["wiat"]}, "no figure `wiat`; did you mean `wait`"),
        (
            {"vary": TIME, "measures": ["wait:window:max"]},
            "`wait:window:max` has no difference with an interval",
        ),
    ],
)
def test_faults_of_arguments(window: sim.Blueprint, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(sim.UsageError, match=message):
        sim.sensitivity(window, **arguments)
