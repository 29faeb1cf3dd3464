"""`warm_up: auto`: a pilot finds it, once for all scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.experiment import replicate, warm_up
from simulator.experiment.warm_up import FIRST_PILOT, PILOTS, find_warm_up, with_warm_up
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan
from simulator.report.run import run_blocks
from tests.plans import mmc_plan
from tests.services import written

#: It takes a while to fill: about twenty are inside on the average.
BUSY = """\
blueprint: Busy desk
clock: {unit: min, run_for: 200 h, at_end: stop, warm_up: auto}
customers:
  guest: {starts_at: desk, arrivals: {rate: 57/h}}
teams:
  clerks: {count: 1}
steps:
  desk: {team: clerks, time: {exponential: 1 min}, next: {end: served}}
scenarios:
  two clerks: {set: {teams.clerks.count: 2}}
  in hours: {set: {clock.unit: h}}
  too much: {set: {customers.guest.arrivals.rate: 70/h}}
"""


def test_a_warm_up_that_is_given_is_left_alone(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, BUSY), overrides=["clock.warm_up=2 h"])
    plan = compile_plan(blueprint)
    assert with_warm_up(blueprint, plan, 1, 1) == (plan, None)


def test_the_pilot_has_replications_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = []
    simulate = warm_up.simulate

    def watched(plan: Plan, seed: int, number: int) -> object:
        numbers.append(number)
        return simulate(plan, seed, number)

    monkeypatch.setattr(warm_up, "simulate", watched)
    find_warm_up(mmc_plan(0.8, 1.0, 1), 1, workers=1)
    assert numbers == list(range(FIRST_PILOT, FIRST_PILOT + PILOTS))


def test_a_service_that_empties_at_once_needs_hardly_any() -> None:
    found = find_warm_up(mmc_plan(0.5, 1.0, 2, run_for=5000.0), 1, workers=1)
    assert found.settled
    assert found.length < 500


def test_all_scenarios_have_the_same_cut(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, BUSY))
    base = sim.run(blueprint, replications=2, tables=False)
    other = sim.run(blueprint, replications=2, tables=False, scenario="two clerks")
    in_hours = sim.run(blueprint, replications=2, tables=False, scenario="in hours")
    assert base.warm_up is not None
    assert base.plan.warm_up == base.warm_up.length == other.plan.warm_up
    assert in_hours.plan.warm_up == pytest.approx(base.plan.warm_up / 60)
    assert 0 < base.plan.warm_up < 6000
    assert base.plan.warm_up == round(base.plan.warm_up)  # whole minutes


def test_it_is_shown_and_stands_in_the_provenance(tmp_path: Path) -> None:
    result = sim.run(sim.load(written(tmp_path, BUSY)), replications=2, tables=False)
    assert result.provenance["warm_up"] == {
        "length": result.plan.warm_up,
        "method": "MSER-5",
        "pilot_replications": PILOTS,
    }
    assert "warm up, as a pilot showed)" in str(run_blocks(result))


def test_the_runs_own_customers_are_those_of_a_warm_up_that_is_given(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, BUSY))
    found = sim.run(blueprint, replications=1)
    given = sim.run(blueprint, replications=1, overrides=[f"clock.warm_up={found.plan.warm_up} min"])
    assert found.visits.equals(given.visits)
    assert found.metrics.equals(given.metrics)
    assert "warm_up" not in given.provenance


def test_a_run_that_never_settles_is_told(tmp_path: Path) -> None:
    result = sim.run(sim.load(written(tmp_path, BUSY.replace("57/h", "70/h"))), replications=2, tables=False)
    assert any(text.startswith("The run is too short to tell its warm-up") for text in result.warnings)
    assert result.plan.warm_up <= result.plan.run_for / 2


#: Letters of the whole week, worked off from Monday to Friday; the run ends with a weekend.
OFFICE = """\
blueprint: Office
clock: {unit: h, start: "Mon 00:00", run_for: 8 w, at_end: stop, warm_up: auto}
customers:
  letter: {starts_at: desk, arrivals: {rate: {Mon-Fri: {"08:00": 3/h, "16:00": 0/h}}}}
teams:
  clerks: {count: 2, hours: {open: {Mon-Fri: ["08:00-16:00"]}}}
steps:
  desk: {team: clerks, time: {exponential: 30 min}, next: {end: answered}}
"""


def test_a_service_that_rests_at_the_weekend_settles(tmp_path: Path) -> None:
    # By Friday evening nearly all is done: no week differs from another but by chance.
    result = sim.run(sim.load(written(tmp_path, OFFICE)), replications=2, tables=False)
    assert result.plan.warm_up == 0
    assert not any("too short" in text for text in result.warnings)


def test_a_heap_at_the_start_is_cut_off_by_whole_weeks(tmp_path: Path) -> None:
    # 80 letters of half an hour are 40 h of work, and a week has 80 h for the 3 * 8 * 5 * 0.5 = 60 h that
    # come in it: two weeks.
    heap = OFFICE.replace("starts_at: desk,", "starts_at: desk, backlog: {desk: 80},")
    result = sim.run(sim.load(written(tmp_path, heap)), replications=2, tables=False)
    assert result.plan.warm_up == 2 * 168
    assert result.warm_up is not None
    assert result.warm_up.settled
    assert result.provenance["warm_up"]["method"] == "MSER by periods"


def test_fewer_than_four_weeks_show_no_rhythm(tmp_path: Path) -> None:
    # As in a service without one: a cut of spans of five, 0.84 h each, up to the next minute.
    plan = compile_plan(sim.load(written(tmp_path, OFFICE), overrides=["clock.run_for=25 d"]))
    assert find_warm_up(plan, 1, 1).length % 168 != 0


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_change_nothing(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = mmc_plan(0.9, 1.0, 1, run_for=3000.0)
    here = find_warm_up(plan, 1, 1)
    monkeypatch.setattr(replicate, "_SMALL", 0.0)
    assert find_warm_up(plan, 1, workers) == here


def test_python_has_the_data_of_welchs_plot(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, BUSY), overrides=["clock.warm_up=2 h", "clock.run_for=50 h"])
    found = sim.warm_up(blueprint)
    table = found.welch(neighbours=10)
    assert list(table.columns) == ["time", "inside", "moving_average"]
    assert len(table) == 1000
    assert table.time[0] == pytest.approx(1.5)  # 50 h in 1000 spans of 3 minutes
    assert table.moving_average[500] == pytest.approx(table.inside[490:511].mean())
    assert found.length == sim.warm_up(blueprint, workers=1).length
