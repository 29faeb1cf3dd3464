"""`sim.compare`: the same customers in every scenario, and what becomes of a comparison that ends early."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import simulator as sim
from simulator.experiment import replicate
from tests.services import CORNER_SHOP, FLOODED, TICKET_WINDOW, written

FLOODED_TWICE = FLOODED + "scenarios:\n  calm: {set: {customers.guest.arrivals.rate: 1/d}}\n"


@pytest.fixture
def shop(tmp_path: Path) -> sim.Blueprint:
    return sim.load(written(tmp_path, CORNER_SHOP))


def test_a_comparison_without_chance(tmp_path: Path) -> None:
    # One clerk: the n-th of eleven waits n - 1 minutes, 5 on average. Two clerks: nobody waits.
    found = sim.compare(sim.load(written(tmp_path, TICKET_WINDOW)), replications=3)
    table = found.differences.set_index(["measure", "scope", "statistic"])
    wait = table.loc[("wait", "step", "mean")]
    assert (wait.baseline, wait.value, wait.difference, wait.low, wait.high) == (5, 0, -5, -5, -5)
    assert wait.word == "better"
    assert table.loc[("arrivals", "case", "count")].word == "no difference shown"


def test_each_scenario_has_the_figures_of_its_own_run(shop: sim.Blueprint) -> None:
    found = sim.compare(shop, replications=4)
    alone = sim.run(shop, scenario="two clerks", replications=4)
    assert found.metrics[found.metrics.scenario == "two clerks"].reset_index(drop=True).equals(alone.metrics)
    assert found.scenarios == ("two clerks",)
    assert found.baseline == "base"
    assert list(found.slas.scenario) == ["base", "two clerks"]


def test_another_baseline_turns_the_difference_round(shop: sim.Blueprint) -> None:
    one = sim.compare(shop, replications=3).differences
    other = sim.compare(shop, baseline="two clerks", replications=3).differences
    assert list(other.scenario.unique()) == ["base"]
    assert other.difference.fillna(0).tolist() == (-one.difference).fillna(0).tolist()


def test_workers_and_executors_change_no_byte(
    shop: sim.Blueprint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(replicate, "_SMALL", 0.0)
    sim.compare(shop, replications=6, workers=1).save(tmp_path / "one")
    sim.compare(shop, replications=6, workers=2).save(tmp_path / "two")
    with ThreadPoolExecutor(2) as executor:
        sim.compare(shop, replications=6, executor=executor).save(tmp_path / "threads")
    for file in sorted(path.name for path in (tmp_path / "one").iterdir()):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "threads" / file).read_bytes()


def test_ctrl_c_leaves_all_scenarios_with_as_many_replications(shop: sim.Blueprint) -> None:
    def stop_after_three(done: int, planned: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    found = sim.compare(shop, replications=10, progress=stop_after_three)
    assert found.interrupted
    assert found.replications == 3
    assert {len(totals) for totals in found.runs.values()} == {3}
    assert "first 3 of 10" in found.warnings[0]


def test_a_scenario_that_the_engine_stops_is_named(tmp_path: Path) -> None:
    found = sim.compare(sim.load(written(tmp_path, FLOODED_TWICE)), replications=2, baseline="calm")
    assert "of `base` was stopped" in found.stopped
    assert found.replications == 1


def test_an_objective_ranks_the_scenarios(shop: sim.Blueprint) -> None:
    found = sim.compare(shop, replications=20, objective=sim.Objective("wait"))
    assert found.ranking is not None
    assert [standing.scenario for standing in found.ranking.standings] == ["two clerks", "base"]


def test_the_blueprint_may_state_the_objective(tmp_path: Path) -> None:
    stated = "objective: {highest: cost, subject_to: [served within 5 min]}\n"
    shop = sim.load(written(tmp_path, CORNER_SHOP + stated))
    found = sim.compare(shop, replications=10).ranking
    assert found is not None
    assert (found.measure, found.lowest, found.subject_to) == ("cost", False, ("served within 5 min",))
    found = sim.compare(shop, replications=10, objective=sim.Objective("wait")).ranking
    assert found is not None
    assert found.measure == "wait"


def test_json_is_one_object(shop: sim.Blueprint) -> None:
    told = json.loads(sim.compare(shop, replications=3, objective=sim.Objective("cost")).to_json())
    assert told["baseline"] == "base"
    assert told["scenarios"] == ["two clerks"]
    assert {"scenario", "against", "measure", "difference", "low", "high", "word", "pairing"} <= set(
        told["differences"][0]
    )
    assert told["ranking"]["standings"][0]["place"] == "best"
    assert set(told["provenance"]) == {"base", "two clerks"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"scenarios": ["too clerks"]}, "there is no scenario `too clerks`; did you mean `two clerks`?"),
        ({"scenarios": ["base"]}, "there is nothing to hold against `base`"),
        ({"measures": ["wat"]}, "measure: no figure `wat`; did you mean `wait`?"),
        ({"objective": sim.Objective("wat")}, "objective: no figure `wat`"),
        ({"objective": sim.Objective("wait", subject_to=("x",))}, "objective: no service level `x`"),
        ({"replications": 0}, "replications is 0"),
    ],
)
def test_what_cannot_be_asked(shop: sim.Blueprint, asked: dict[str, object], said: str) -> None:
    with pytest.raises(sim.UsageError) as caught:
        sim.compare(shop, **asked)  # type: ignore[arg-type]
    assert said in str(caught.value)


def test_a_blueprint_without_scenarios_is_told_how_to_write_one(tmp_path: Path) -> None:
    alone = sim.load(written(tmp_path, CORNER_SHOP.partition("scenarios:")[0]))
    with pytest.raises(sim.UsageError, match="has no scenarios; write"):
        sim.compare(alone)


def test_an_error_of_any_scenario_is_told_before_anything_runs(tmp_path: Path) -> None:
    text = CORNER_SHOP + "  round: {set: {steps.till.next: till}}\n"
    with pytest.raises(sim.BlueprintError, match="till"):
        sim.compare(sim.load(written(tmp_path, text)))
