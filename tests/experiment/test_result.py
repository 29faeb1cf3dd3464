"""What a run hands back."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

import simulator as sim
from simulator.experiment.stories import stories
from tests.services import CORNER_SHOP, TICKET_WINDOW, written


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> sim.Result:
    return sim.run(sim.load(written(tmp_path_factory.mktemp("window"), TICKET_WINDOW)), replications=12)


def test_json_is_the_object_that_is_documented(result: sim.Result) -> None:
    found = json.loads(result.to_json())
    assert list(found) == [
        "blueprint",
        "version",
        "scenario",
        "seed",
        "replications",
        "confidence",
        "engine",
        "metrics",
        "slas",
        "warnings",
        "provenance",
    ]
    assert [list(sla) for sla in found["slas"]] == [list(result.slas.columns)] * 2
    quick, short_stay = found["slas"]
    assert (quick["measure"], quick["step"], quick["customers"], quick["team"]) == ("wait", "window", "", "")
    assert (quick["within"], quick["sense"], quick["abandoned"]) == (4, "at_least", "as missed")
    assert (short_stay["within"], short_stay["sense"], short_stay["abandoned"]) == (None, "at_most", "")
    assert (quick["name"], quick["attainment"], quick["verdict"]) == ("quick", 5 / 11, "missed")
    assert (short_stay["attainment"], short_stay["target"], short_stay["verdict"]) == (11, 15, "met")
    assert list(found["metrics"][0]) == [
        "scenario",
        "measure",
        "scope",
        "name",
        "statistic",
        "value",
        "low",
        "high",
        "unit",
        "n",
    ]
    assert len(found["metrics"]) == len(result.metrics)


def test_json_has_null_for_figures_that_do_not_exist(tmp_path: Path) -> None:
    result = sim.run(sim.load(written(tmp_path, TICKET_WINDOW)), replications=1)
    found = json.loads(result.to_json())
    assert found["slas"][0]["low"] is None
    assert found["metrics"][0]["high"] is None


def test_service_levels_as_a_table(result: sim.Result) -> None:
    assert list(result.slas["verdict"]) == ["missed", "met"]
    assert list(result.slas["within"].isna()) == [False, True]


def test_a_table_without_service_levels_is_empty(tmp_path: Path) -> None:
    text = TICKET_WINDOW.partition("sla:")[0]
    result = sim.run(sim.load(written(tmp_path, text)), replications=1)
    assert result.slas.empty
    assert "verdict" in result.slas


def test_levels_and_event_log_on_request(result: sim.Result) -> None:
    levels = result.levels()
    queue = levels[(levels.measure == "queue_length") & (levels.scope == "step") & (levels.replication == 1)]
    assert queue["value"].max() == 2
    log = result.event_log()
    assert log["case:concept:name"].iloc[0] == "1/visitor 1"
    assert log["time:timestamp"].iloc[0] == "2024-01-01T09:11:00.000000"


def test_tables_that_were_not_kept(tmp_path: Path) -> None:
    result = sim.run(sim.load(written(tmp_path, CORNER_SHOP)), replications=1, tables=False)
    for ask in (lambda: result.cases, lambda: result.visits, lambda: result.staff, result.levels):
        with pytest.raises(sim.UsageError, match="run it with tables=True"):
            ask()


def test_a_result_is_short_to_look_at(result: sim.Result) -> None:
    assert repr(result) == "<Result of 'Ticket window', scenario 'base', seed 1, replications 12>"


def test_a_result_travels_between_processes(result: sim.Result) -> None:
    again = pickle.loads(pickle.dumps(result))
    assert again.metrics.equals(result.metrics)
    assert again.cases.equals(result.cases)


def test_stories_are_spread_over_the_customers(result: sim.Result) -> None:
    told = stories(result, 3)
    assert [story[0] for story in told] == [
        "09:05  visitor 1 arrives",
        "09:20  visitor 4 arrives",
        "09:40  visitor 8 arrives",
    ]


def test_stories_do_not_need_the_tables(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, CORNER_SHOP))
    kept, dropped = (sim.run(blueprint, replications=1, tables=tables) for tables in (True, False))
    assert stories(kept, 2) == stories(dropped, 2)


def test_there_are_no_more_stories_than_customers(result: sim.Result) -> None:
    assert len(stories(result, 99)) == 11
