"""`sim.run`: what is run, how often, and what becomes of a run that does not reach its end."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import simulator as sim
from simulator.experiment import course, replicate
from tests.services import CORNER_SHOP, FLOODED, TICKET_WINDOW, written


@pytest.fixture
def shop(tmp_path: Path) -> sim.Blueprint:
    return sim.load(written(tmp_path, CORNER_SHOP))


def value(result: sim.Result, measure: str, scope: str, name: str, statistic: str) -> float:
    table = result.metrics.set_index(["measure", "scope", "name", "statistic"])
    return float(table.loc[(measure, scope, name, statistic), "value"])


def test_a_service_without_chance(tmp_path: Path) -> None:
    result = sim.run(sim.load(written(tmp_path, TICKET_WINDOW)), replications=3)
    assert result.replications == 3
    assert value(result, "wait", "step", "window", "mean") == 5.0
    assert value(result, "arrivals", "case", "all", "count") == 11
    assert value(result, "cost", "team", "clerks", "total") == 30 + 11 / 60 * 30
    assert list(result.cases["wait"][:11]) == list(range(11))


def test_twenty_replications_unless_asked(shop: sim.Blueprint) -> None:
    assert sim.run(shop, tables=False).replications == 20


def test_a_replication_does_not_depend_on_how_many_there_are(shop: sim.Blueprint) -> None:
    two, five = sim.run(shop, replications=2), sim.run(shop, replications=5)
    assert five.visits[five.visits.replication <= 2].equals(two.visits)


def test_the_seed_makes_the_difference(shop: sim.Blueprint) -> None:
    first, same = sim.run(shop, replications=2), sim.run(shop, replications=2)
    other = sim.run(shop, replications=2, seed=2)
    assert first.cases.equals(same.cases)
    assert not first.cases.equals(other.cases)


@pytest.mark.parametrize("workers", [2, 3])
def test_workers_change_no_byte(
    shop: sim.Blueprint, workers: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(replicate, "_SMALL", 0.0)
    sim.run(shop, replications=9, workers=1).save(tmp_path / "one")
    sim.run(shop, replications=9, workers=workers).save(tmp_path / "several")
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "several" / file.name).read_bytes(), file.name


def test_scenario_and_overrides(shop: sim.Blueprint) -> None:
    assert sim.run(shop, scenario="two clerks", replications=1).plan.scenario == "two clerks"
    three = sim.run(shop, overrides=["teams.clerks.count=3"], replications=1)
    assert len(three.plan.teams[0].members) == 3
    assert three.provenance["overrides"] == ["teams.clerks.count=3"]


def test_overrides_come_on_top_of_those_loaded(tmp_path: Path) -> None:
    path = written(tmp_path, CORNER_SHOP)
    loaded = sim.load(path, overrides=["teams.clerks.count=3"])
    result = sim.run(loaded, overrides=["clock.run_for=1 h"], replications=1)
    assert len(result.plan.teams[0].members) == 3
    assert result.plan.run_for == 60


def test_a_scenario_needs_the_file_again(shop: sim.Blueprint) -> None:
    Path(shop.file).unlink()
    assert sim.run(shop, replications=1).replications == 1
    with pytest.raises(sim.UsageError, match="give scenario and overrides to `load`"):
        sim.run(shop, scenario="two clerks")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"replications": 0}, "replications is 0; give a whole number from 1 to 4294967295"),
        ({"replications": 2.5}, "replications is 2.5; give a whole number"),
        ({"replications": True}, "replications is True; give a whole number"),
        ({"seed": -1}, "seed is -1; give a whole number from 0 to 4294967295"),
        ({"seed": 2**32}, "seed is 4294967296; give a whole number from 0 to 4294967295"),
        ({"confidence": 95}, "confidence is 95; give a share from 50% to 99.9%"),
        ({"confidence": "very"}, "confidence is 'very'; give a share"),
        ({"confidence": True}, "confidence is True; give a share"),
        ({"workers": 0}, "workers is 0; give a whole number from 1"),
        ({"replications": 5, "precision": "wait=5%"}, "the number of replications or the precision"),
        ({"precision": "weight=5%"}, "no figure `weight`"),
    ],
)
def test_arguments_out_of_range(shop: sim.Blueprint, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(sim.UsageError, match=said):
        sim.run(shop, **arguments)


def test_a_blueprint_that_cannot_end_is_not_run(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace("next: {end: served}", "next: window")
    with pytest.raises(sim.BlueprintError, match="no way out"):
        sim.run(sim.load(written(tmp_path, text)))


def test_progress_is_told_after_each_replication(shop: sim.Blueprint) -> None:
    told: list[tuple[int, int]] = []
    sim.run(shop, replications=3, tables=False, progress=lambda *step: told.append(step))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_warnings_of_the_check_stand_beside_the_results(shop: sim.Blueprint) -> None:
    (warning,) = sim.run(shop, overrides=["customers.guest.arrivals.rate=45/h"]).warnings
    assert warning.startswith("`clerks` have more work than hours")


def test_few_replications_are_said_to_be_few(shop: sim.Blueprint) -> None:
    assert sim.run(shop, replications=10).warnings == ()
    (nine,) = sim.run(shop, replications=9).warnings
    assert nine.startswith("9 replications are few: intervals are wide and shaky")
    (one,) = sim.run(shop, replications=1).warnings
    assert one.startswith("1 replication is few: intervals are missing")


def test_a_single_long_run_is_said_to_have_its_intervals_from_batches(tmp_path: Path) -> None:
    clock = "{unit: min, run_for: 20 h, warm_up: 1 h, at_end: stop}"
    text = CORNER_SHOP.replace('{unit: min, start: "Mon 09:00", run_for: 2 h}', clock)
    result = sim.run(sim.load(written(tmp_path, text)), replications=1)
    (one,) = result.warnings
    assert one.startswith("The intervals come from a single replication, cut into 20 batches;")


def test_what_happened_in_several_replications_is_told_once(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace("every: 5 min", "rate: 2/h").replace("time: 6 min", "time: 5 w")
    result = sim.run(sim.load(written(tmp_path, text)), replications=12)
    assert re.match(
        r"Customers were left inside in \d+ of 12 replications\. In replication \d: \d customers? w\w+ "
        r"still at step `window` when the run ended 28 days after the doors closed: ",
        result.warnings[0],
    )
    assert sum("still at step" in warning for warning in result.warnings) == 1


@pytest.mark.parametrize("asked", [0.9, "90%", "90 %", "0.9"])
def test_confidence_is_for_the_asking(shop: sim.Blueprint, asked: float | str) -> None:
    usual, other = sim.run(shop), sim.run(shop, confidence=asked)
    assert other.confidence == other.provenance["confidence"] == 0.9
    narrower = (other.metrics.high - other.metrics.low) <= (usual.metrics.high - usual.metrics.low)
    assert narrower[usual.metrics.low.notna()].all()
    assert other.metrics.value.equals(usual.metrics.value)
    assert other.verdicts[0].high < usual.verdicts[0].high


def test_precision_looks_at_the_interval_asked_for(shop: sim.Blueprint) -> None:
    sure, less = (sim.run(shop, precision="wait:till=12%", confidence=c, tables=False) for c in (0.95, 0.5))
    assert less.replications < sure.replications


# -- precision --------------------------------------------------------------------------------------


def test_precision_looks_at_twenty_forty_and_so_on(shop: sim.Blueprint) -> None:
    planned: list[int] = []
    result = sim.run(
        shop, precision="wait:till=12%", tables=False, progress=lambda _, many: planned.append(many)
    )
    assert result.replications in (40, 80, 160)
    assert sorted(set(planned)) == [20 * 2**i for i in range(len(set(planned)))]
    same = sim.run(shop, replications=result.replications, tables=False)
    assert same.metrics.equals(result.metrics)


def test_several_precisions_are_reached_together(shop: sim.Blueprint) -> None:
    one = sim.run(shop, precision="wait:till=20%", tables=False)
    both = sim.run(shop, precision=["wait:till=20%", "wait:till=8%"], tables=False)
    assert one.replications < both.replications
    assert both.replications == sim.run(shop, precision="wait:till=8%", tables=False).replications


def test_a_precision_that_is_not_reached_is_said_so(
    shop: sim.Blueprint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "LAST_LOOK", 40)
    result = sim.run(shop, precision="wait:till=0.1%", tables=False)
    assert result.replications == 40
    assert result.warnings == (
        "After 40 replications, the most that are run for a precision, the interval of wait (till) is not "
        "yet as tight as asked for.",
    )


# -- runs that end early ----------------------------------------------------------------------------


def interrupting(at: int) -> Callable[[int, int], None]:
    def progress(done: int, _: int) -> None:
        if done == at:
            signal.raise_signal(signal.SIGINT)

    return progress


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be raised there")
@pytest.mark.parametrize("small", [10.0, 0.0], ids=["here", "elsewhere"])
def test_ctrl_c_keeps_what_is_finished(
    shop: sim.Blueprint, small: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicate, "_SMALL", small)
    result = sim.run(shop, replications=400, workers=2, progress=interrupting(12))
    assert result.interrupted
    assert result.replications == 12
    assert result.cases.replication.max() == 12
    assert result.warnings == ("Interrupted: these are the results of the first 12 of 400 replications.",)
    assert result.metrics.equals(sim.run(shop, replications=12).metrics)


def test_ctrl_c_before_anything_is_finished(shop: sim.Blueprint, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(replicate, "simulate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sim.run(shop)


def test_a_run_that_the_engine_stops(tmp_path: Path) -> None:
    result = sim.run(sim.load(written(tmp_path, FLOODED)), replications=5)
    assert result.replications == 1
    assert result.stopped.startswith("replication 1 was stopped: More than 100,000 customers wait at step")
    assert result.warnings[:2] == (
        result.stopped[0].upper() + result.stopped[1:],
        "These are the results of 1 of 5 replications, as far as they came.",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_worker_ends_the_run_with_what_is_finished(
    shop: sim.Blueprint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicate, "_SMALL", 0.0)
    monkeypatch.setattr(replicate, "_CHUNK", 1e-6)
    monkeypatch.setattr(course, "_one_of", one_or_die)
    result = sim.run(shop, replications=30, workers=2)
    assert result.replications == 6
    assert "replication 7 was killed" in result.stopped
    assert result.metrics.equals(sim.run(shop, replications=6).metrics)


_one_of = course._one_of


def one_or_die(jobs: tuple[replicate.Job, ...], number: int) -> replicate.Replication:
    """The seventh replication kills its process."""
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return _one_of(jobs, number)
