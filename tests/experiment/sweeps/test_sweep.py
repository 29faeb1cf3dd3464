"""Sweeps from end to end: figures, the store, failed points, executors."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import simulator as sim
from simulator.experiment.sweeps import course
from simulator.experiment.sweeps.work import Outcome, work
from tests.services import CORNER_SHOP, TICKET_WINDOW, written


class Here(Executor):
    """Does what is submitted at once, in this thread; counts it, and can be told what to do instead."""

    def __init__(self, instead: Callable[[int], Any] | None = None) -> None:
        self.ran: list[int] = []
        self._instead = instead

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        (task,) = args
        self.ran.append(task.number)
        future: Future[Any] = Future()
        try:
            future.set_result((self._instead and self._instead(task.number)) or fn(task))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder we are in, where the store comes to lie."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def window(folder: Path) -> sim.Blueprint:
    return sim.load(written(folder))


def swept(blueprint: sim.Blueprint, vary: Any, executor: Executor | None = None, **more: Any) -> sim.Sweep:
    more = {"replications": 2, **more}
    return sim.sweep(blueprint, vary, executor=executor or Here(), workers=1, **more)


def waits(sweep: sim.Sweep) -> list[float]:
    return [round(wait, 9) for wait in sweep.wide("wait")["wait"]]


def test_every_point_is_a_run_of_its_own(window: sim.Blueprint) -> None:
    """Visitors come at minutes 5, 10, ... 55; of work w one clerk keeps the n-th waiting (n - 1)(w - 5) min.

    That is 0 to 10 min, 5 on average, of 6 min of work, twice as long of 7; two clerks keep nobody waiting.
    """
    found = swept(window, {"teams.clerks.count": [1, 2], "steps.window.time": ["6 min", "7 min"]})
    assert waits(found) == [5, 10, 0, 0]
    assert list(found.table.columns) == [
        "point", "teams.clerks.count", "steps.window.time",
        "measure", "scope", "name", "statistic", "value", "low", "high", "unit", "n",
    ]  # fmt: skip
    assert found.table["teams.clerks.count"].dtype == int
    assert sorted(found.table["point"].unique()) == [1, 2, 3, 4]


def test_the_figures_are_those_of_run(folder: Path) -> None:
    shop = sim.load(written(folder, CORNER_SHOP))
    found = swept(shop, {"teams.clerks.count": range(1, 3)}, seed=7, replications=5)
    for number in (1, 2):
        own = found.table[found.table["point"] == number].drop(columns=["point", "teams.clerks.count"])
        override = f"teams.clerks.count={number}"
        run = sim.run(shop, overrides=[override], seed=7, replications=5)
        pd.testing.assert_frame_equal(
            own.reset_index(drop=True), run.metrics.drop(columns="scenario"), check_dtype=False
        )
        verdicts = found.slas[found.slas["point"] == number]["verdict"]
        assert list(verdicts) == [verdict.verdict for verdict in run.verdicts]


def test_processes_of_our_own_give_the_same_bytes(folder: Path) -> None:
    shop = sim.load(written(folder, CORNER_SHOP))
    vary = {"teams.clerks.count": [1, 2, 3], "customers.guest.arrivals.rate": ["20/h", "30/h"]}
    swept(shop, vary, store=False).save("here")
    sim.sweep(shop, vary, replications=2, store=False, workers=2).save("there")
    names = sorted(path.name for path in Path("here").iterdir())
    assert names == [
        "blueprint.resolved.yaml", "failed.csv", "failed.parquet", "metrics.csv", "metrics.parquet",
        "provenance.json", "slas.csv", "slas.parquet", "wide.csv", "wide.parquet",
    ]  # fmt: skip
    for name in names:
        assert (Path("here") / name).read_bytes() == (Path("there") / name).read_bytes(), name


def test_a_sweep_begun_again_answers_from_the_store(window: sim.Blueprint) -> None:
    first = swept(window, {"teams.clerks.count": [1, 2]})
    assert Path("service.sopsim.sqlite").is_file()
    assert first.computed == 2
    executor = Here()
    again = swept(window, {"teams.clerks.count": [1, 2]}, executor)
    assert (executor.ran, again.computed) == ([], 0)
    assert again.to_json() == first.to_json()


def test_a_larger_sweep_runs_only_what_is_new(window: sim.Blueprint) -> None:
    """Also where another path varies besides: what counts is what was run, not how it was asked for."""
    swept(window, {"teams.clerks.count": [1, 2]})
    executor = Here()
    swept(window, {"steps.window.time": ["6 min", "7 min"], "teams.clerks.count": range(1, 4)}, executor)
    assert executor.ran == [3, 4, 5, 6]


def test_the_same_point_twice_is_run_once(window: sim.Blueprint) -> None:
    class Later(ThreadPoolExecutor):
        ran = 0

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            self.ran += 1
            return super().submit(fn, *args, **kwargs)

    with Later(1) as executor:
        found = sim.sweep(
            window, {"teams.clerks.count": [1, 1, 2]}, replications=1, executor=executor, workers=4
        )
    assert executor.ran == 2
    assert list(found.wide("wait")["point"]) == [1, 2, 3]


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 2},
        {"replications": 3},
        {"confidence": 0.9},
        {"scenario": "two clerks"},
        {"overrides": ["sla.quick.within=5 min"]},
    ],
)
def test_other_conditions_are_run_anew(window: sim.Blueprint, change: dict[str, Any]) -> None:
    swept(window, {"steps.window.time": ["6 min"]})
    executor = Here()
    swept(window, {"steps.window.time": ["6 min"]}, executor, **change)
    assert executor.ran == [1]


def test_another_version_runs_anew(window: sim.Blueprint, monkeypatch: pytest.MonkeyPatch) -> None:
    swept(window, {"teams.clerks.count": [1]})
    monkeypatch.setattr("simulator.experiment.sweeps.points.__version__", "0.0.9")
    executor = Here(lambda number: Outcome(reason="never mind"))
    swept(window, {"teams.clerks.count": [1]}, executor)
    assert executor.ran == [1]


def test_a_changed_blueprint_never_gets_stale_answers(folder: Path) -> None:
    path = written(folder)
    before = swept(sim.load(path), {"teams.clerks.count": [1]})
    path.write_text(TICKET_WINDOW.replace("time: 6 min", "time: 7 min"), encoding="utf-8")
    after = swept(sim.load(path), {"teams.clerks.count": [1]})
    assert after.computed == 1
    assert waits(after) == [2 * waits(before)[0]]  # each waits twice as long: 7 - 5 in place of 6 - 5 min


def test_a_comment_is_no_change(folder: Path) -> None:
    path = written(folder)
    swept(sim.load(path), {"teams.clerks.count": [1]})
    path.write_text(f"# to be discussed\n{TICKET_WINDOW}", encoding="utf-8")
    assert swept(sim.load(path), {"teams.clerks.count": [1]}).computed == 0


CALLS = TICKET_WINDOW.replace("{every: 5 min}", "{at: {csv: calls.csv, column: minute}}")


def test_changed_data_never_get_stale_answers(folder: Path) -> None:
    (folder / "calls.csv").write_text("minute\n0\n1\n", encoding="utf-8")
    shop = sim.load(written(folder, CALLS))
    before = swept(shop, {"teams.clerks.count": [1]})
    assert waits(before) == [2.5]  # nobody before the first; 6 min of work less 1 min for the second
    assert swept(shop, {"teams.clerks.count": [1]}).computed == 0
    (folder / "calls.csv").write_text("minute\n0\n2\n", encoding="utf-8")
    assert waits(swept(sim.load(folder / "service.yaml"), {"teams.clerks.count": [1]})) == [2.0]


def test_data_go_along_to_where_the_points_are_run(folder: Path) -> None:
    """Another machine has no such file: here it is gone before the first point is run."""
    (folder / "calls.csv").write_text("minute\n0\n1\n", encoding="utf-8")
    shop = sim.load(written(folder, CALLS))

    def without(_: int) -> None:
        (folder / "calls.csv").unlink(missing_ok=True)

    assert waits(swept(shop, {"teams.clerks.count": [1]}, Here(without))) == [2.5]


def test_data_can_vary(folder: Path) -> None:
    for name, second in (("calls", 1), ("quiet", 5)):
        (folder / f"{name}.csv").write_text(f"minute\n0\n{second}\n", encoding="utf-8")
    shop = sim.load(written(folder, CALLS))
    path = "customers.visitor.arrivals.at.csv"
    found = swept(shop, {path: ["calls.csv", "quiet.csv", "none.csv"]})
    assert waits(found) == [2.5, 0.5]  # (6 - 1) / 2 and (6 - 5) / 2
    (reason,) = found.failed["reason"]
    assert "there is no file `none.csv`" in reason


def test_points_that_fail_do_not_stop_the_rest(window: sim.Blueprint) -> None:
    found = swept(window, {"teams.clerks.count": [1, -1, 2, "many"]})
    assert list(found.wide("wait")["point"]) == [1, 3]
    assert list(found.failed.columns) == ["point", "teams.clerks.count", "reason"]
    assert list(found.failed["point"]) == [2, 4]
    assert found.failed["reason"].iloc[0].startswith("teams.clerks.count: ")
    assert found.warnings == ("2 of 4 points failed and have no figures.",)


def test_a_point_that_failed_is_not_tried_again(window: sim.Blueprint) -> None:
    first = swept(window, {"teams.clerks.count": [1, -1]})
    executor = Here()
    again = swept(window, {"teams.clerks.count": [1, -1]}, executor)
    assert executor.ran == []
    assert again.failed.equals(first.failed)


def test_a_mistake_of_ours_fails_its_point_alone_and_is_tried_again(
    window: sim.Blueprint, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("simulator.experiment.sweeps.work.run", lambda *_, **__: 1 / 0)
        found = swept(window, {"teams.clerks.count": [1]})
    (reason,) = found.failed["reason"]
    assert reason.startswith("a mistake of sopsim (ZeroDivisionError: division by zero)")
    assert len(swept(window, {"teams.clerks.count": [1]}).failed) == 0


@pytest.mark.parametrize(
    ("vary", "message"),
    [
        ({"teams.clerk.count": [1]}, "there is no `clerk` in `teams`"),
        ({"teams.clerks.count": [1], "steps.door.time": ["1 min"]}, "there is no `door` in `steps`"),
        ({"teams.clerks.cuont": [1, 2]}, "a team has no entry `cuont`"),
        ({"scenarios.two clerks.set": [1]}, "a scenario cannot change scenarios"),
        ({"teams.clerks.schedule": ['{"09:00": 1}']}, "has `count` already"),
    ],
)
def test_a_path_that_leads_nowhere_is_told_before_anything_is_run(
    window: sim.Blueprint, vary: dict[str, Any], message: str
) -> None:
    executor = Here()
    with pytest.raises(sim.BlueprintError, match=message):
        swept(window, vary, executor)
    assert executor.ran == []
    assert not Path("service.sopsim.sqlite").exists()


def test_a_path_may_lead_into_what_another_puts_there(window: sim.Blueprint) -> None:
    found = swept(
        window, {"steps.window.time": ["{exponential: 6 min}"], "steps.window.time.exponential": ["1 min"]}
    )
    assert len(found.failed) == 0


@pytest.mark.parametrize(
    ("measures", "message"),
    [
        (["wait:windw"], "measure: no figure `wait:windw`; did you mean `wait:window`"),
        (["wait:window:p9"], "measure: `wait:window` has no statistic `p9`; did you mean `p90`"),
    ],
)
def test_a_measure_that_there_is_not(window: sim.Blueprint, measures: list[str], message: str) -> None:
    with pytest.raises(sim.UsageError, match=message):
        swept(window, {"teams.clerks.count": [1]}, measures=measures)


def test_a_service_level_that_names_a_missing_step_is_an_error_of_the_blueprint(folder: Path) -> None:
    with pytest.raises(sim.BlueprintError, match="there is no step `windw`"):
        sim.load(written(folder, TICKET_WINDOW.replace("step: window, within", "step: windw, within")))


def test_measures_are_asked_for_by_name_statistic_or_service_level(window: sim.Blueprint) -> None:
    found = swept(window, {"teams.clerks.count": [1]}, measures=["wait:window:max", "quick", "cost"])
    # They wait 0, 1, ... 10 min: five of eleven at most 4. The clerk is paid for the 71 min until the last
    # one leaves (5 + 11 · 6), at 30 an hour: 35.5 for eleven.
    wide = found.wide()
    assert list(wide.columns)[:5] == [
        "point", "teams.clerks.count", "wait:window:max", "wait:window:max low", "wait:window:max high",
    ]  # fmt: skip
    assert wide["wait:window:max"][0] == 10
    assert wide["quick"][0] == pytest.approx(5 / 11, rel=1e-12)
    assert wide["cost"][0] == pytest.approx(35.5 / 11, rel=1e-12)


def test_what_is_shown_unless_somebody_asks(window: sim.Blueprint, folder: Path) -> None:
    found = swept(window, {"teams.clerks.count": [1]})
    assert [each.label for each in found.measures] == ["wait", "cost", "quick", "short stay"]
    free = sim.load(written(folder, TICKET_WINDOW.replace(", cost: 30/h", "")))
    found = swept(free, {"teams.clerks.count": [1]})
    assert [each.label for each in found.measures] == ["wait", "quick", "short stay"]


def test_json_has_the_service_levels_as_run_has_them(window: sim.Blueprint) -> None:
    found = json.loads(swept(window, {"teams.clerks.count": [1]}).to_json())
    run = json.loads(sim.run(window, replications=2).to_json())
    assert found["slas"] == [{"point": 1, "teams.clerks.count": 1, **row} for row in run["slas"]]


def test_a_blueprint_without_service_levels(folder: Path) -> None:
    plain = TICKET_WINDOW.partition("sla:")[0]
    found = swept(sim.load(written(folder, plain)), {"teams.clerks.count": [1, 2]})
    assert (len(found.slas), json.loads(found.to_json())["slas"]) == (0, [])
    found.save("out")
    assert [each.label for each in found.measures] == ["wait", "cost"]


def test_the_front_of_cost_and_wait(window: sim.Blueprint) -> None:
    """One clerk is cheaper, two never keep anybody waiting, three cost more for nothing."""
    found = swept(window, {"teams.clerks.count": [3, 2, 1]})
    assert list(found.pareto("cost", "wait")["teams.clerks.count"]) == [1, 2]
    assert list(found.pareto("cost", "quick")["teams.clerks.count"]) == [1, 2]


def test_lists_side_by_side_and_spread_points(window: sim.Blueprint) -> None:
    found = swept(window, {"teams.clerks.count": [1, 2], "steps.window.time": ["6 min", "7 min"]}, how="zip")
    assert list(found.wide("wait")["steps.window.time"]) == ["6 min", "7 min"]
    spread = swept(
        window, {"teams.clerks.count": "1..2", "steps.window.time": "2 min..6 min"}, how="sobol", points=4
    )
    assert sorted(spread.wide("wait")["teams.clerks.count"]) == [1, 1, 2, 2]


def test_progress_tells_what_was_run_and_what_was_there(window: sim.Blueprint) -> None:
    told: list[tuple[int, int, bool]] = []
    swept(window, {"teams.clerks.count": [1]})
    swept(
        window,
        {"teams.clerks.count": [1, 2]},
        progress=lambda done, planned, seconds: told.append((done, planned, seconds > 0)),
    )
    assert told == [(1, 2, False), (2, 2, True)]


# -- executors that fail --------------------------------------------------------------------------


def killed_at_two(task: Any) -> Outcome:
    if task.number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(task)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_point_that_kills_its_process_twice_fails_alone(
    window: sim.Blueprint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "work", killed_at_two)
    found = sim.sweep(window, {"teams.clerks.count": [1, 2, 3]}, replications=1, workers=2)
    assert list(found.wide("wait")["point"]) == [1, 3]
    (reason,) = found.failed["reason"]
    assert "was killed, perhaps because memory ran out" in reason
    monkeypatch.undo()
    monkeypatch.chdir(Path(window.file).parent)
    assert len(swept(window, {"teams.clerks.count": [1, 2, 3]}, replications=1).failed) == 0


def test_an_executor_that_breaks_loses_nothing_that_was_finished(window: sim.Blueprint) -> None:
    from concurrent.futures import BrokenExecutor

    def breaking(number: int) -> None:
        if number == 3:
            raise BrokenExecutor("the cable was cut")

    with pytest.raises(
        sim.RunError, match=r"the executor is gone: the cable was cut; points finished by then"
    ):
        swept(window, {"teams.clerks.count": [1, 2, 3, 4]}, Here(breaking))
    executor = Here()
    swept(window, {"teams.clerks.count": [1, 2, 3, 4]}, executor)
    assert set(executor.ran) <= {3, 4}


def test_an_executor_that_was_shut_down(window: sim.Blueprint) -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(sim.RunError, match="the executor takes no more work: cannot schedule new futures"):
        swept(window, {"teams.clerks.count": [1]}, executor)


@pytest.mark.parametrize(
    ("environment", "message"),
    [({"numpy": "1.0"}, "a worker has numpy .* in place of 1.0"), ({"sopsim": "9"}, "a worker has sopsim")],
)
def test_workers_with_other_libraries_are_refused(
    window: sim.Blueprint, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], message: str
) -> None:
    from simulator.experiment.sweeps import points

    own = points.of_this_process()
    monkeypatch.setattr(points, "of_this_process", lambda: {**own, **environment})
    with pytest.raises(sim.UsageError, match=message):
        swept(window, {"teams.clerks.count": [1]})


def test_workers_without_sopsim_are_told_of(window: sim.Blueprint) -> None:
    def missing(_: int) -> None:
        raise ModuleNotFoundError("No module named 'simulator'")

    with pytest.raises(sim.UsageError, match="cannot import all they need: No module named 'simulator'"):
        swept(window, {"teams.clerks.count": [1]}, Here(missing))


def test_ctrl_c_keeps_what_is_finished(window: sim.Blueprint) -> None:
    def pressed(number: int) -> None:
        if number == 3:
            signal.raise_signal(signal.SIGINT)

    found = swept(window, {"teams.clerks.count": range(1, 9)}, Here(pressed))
    assert found.interrupted
    assert 1 <= found.finished <= 2
    assert list(found.wide("wait")["point"]) == list(range(1, found.finished + 1))
    assert found.warnings == (f"The results are of {found.finished} of 8 points.",)
    again = swept(window, {"teams.clerks.count": range(1, 9)})
    assert again.computed == 8 - found.finished


def test_two_sweeps_at_once_share_a_store(window: sim.Blueprint) -> None:
    found: list[sim.Sweep] = []

    def go() -> None:
        found.append(swept(window, {"teams.clerks.count": range(1, 9)}))

    sweepers = [threading.Thread(target=go) for _ in range(2)]
    for sweeper in sweepers:
        sweeper.start()
    for sweeper in sweepers:
        sweeper.join()
    assert found[0].to_json() == found[1].to_json()
    assert found[0].finished == 8


def test_without_a_store_nothing_is_left(window: sim.Blueprint, folder: Path) -> None:
    swept(window, {"teams.clerks.count": [1]}, store=False)
    assert [path.name for path in folder.iterdir()] == ["service.yaml"]


def test_an_executor_or_a_cluster(window: sim.Blueprint) -> None:
    with pytest.raises(sim.UsageError, match="give an executor or the address of a Dask scheduler, not both"):
        swept(window, {"teams.clerks.count": [1]}, Here(), dask="tcp://127.0.0.1:1")
