"""Satisfaction in whole runs: measured beside everything else, it follows what customers go through."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import simulator as sim
from simulator.analysis.measures import OF_ANSWERS
from tests.services import written

if TYPE_CHECKING:
    import pandas as pd

SERVICE = """
blueprint: Desk
clock: {unit: min, run_for: 8 h}
customers: {guest: {starts_at: desk, arrivals: {rate: 20/h}}}
teams: {clerks: {count: 2}}
TOP
steps:
  desk:
    team: clerks
    time: {exponential: 4 min}
    sop:
      time_measured: without
      standardisation: 60%
      variety: medium
      error: 10%
      errors: {redone: 70%}
    next: {end: served}
"""
TOP = "satisfaction: {expected_wait: 5 min}"


def metrics(folder: Path, *overrides: str, top: str = TOP) -> pd.DataFrame:
    blueprint = sim.load(written(folder, SERVICE.replace("TOP", top)), overrides=list(overrides))
    return sim.run(blueprint, replications=4, seed=1).metrics


def csat(folder: Path, *overrides: str) -> float:
    table = metrics(folder, *overrides)
    rows = (table["measure"] == "csat") & (table["scope"] == "case") & (table["statistic"] == "mean")
    return float(table[rows]["value"].iloc[0])


def test_to_measure_it_changes_nothing_else(tmp_path: Path) -> None:
    import pandas as pd

    without, beside = metrics(tmp_path, top=""), metrics(tmp_path)
    own = beside["measure"].isin([measure.name for measure in OF_ANSWERS])
    assert own.any()
    pd.testing.assert_frame_equal(without, beside[~own].reset_index(drop=True))


@pytest.mark.parametrize(
    "better",
    [
        "teams.clerks.count=4",
        "satisfaction.expected_wait=15 min",
        "steps.desk.sop.error=0%",
        "steps.desk.sop.variety=none",
        "steps.desk.satisfaction.tangibles=90%",
    ],
)
def test_a_better_service_satisfies_more(tmp_path: Path, better: str) -> None:
    assert csat(tmp_path, better) > csat(tmp_path)


@pytest.mark.parametrize(
    "worse",
    ["satisfaction.drift=99%", "steps.desk.satisfaction.wait_is=unoccupied", "steps.desk.sop.compliance=50%"],
)
def test_a_worse_one_less(tmp_path: Path, worse: str) -> None:
    assert csat(tmp_path, worse) < csat(tmp_path)


def test_scenarios_are_compared_by_it(tmp_path: Path) -> None:
    text = SERVICE.replace("TOP", TOP) + (
        "scenarios: {more staff: {set: {teams.clerks.count: 4}}}\nobjective: {highest: csat}\n"
    )
    ranking = sim.compare(sim.load(written(tmp_path, text)), replications=4, seed=1).ranking
    assert ranking is not None
    assert (ranking.measure, ranking.lowest) == ("csat", False)
    assert ranking.standings[0].scenario == "more staff"


def test_a_survey_finds_what_is_so_but_for_whom_it_asks(tmp_path: Path) -> None:
    from simulator.analysis.satisfaction.survey import span

    result = sim.run(sim.load(written(tmp_path, SERVICE.replace("TOP", TOP))), replications=4, seed=1)
    asked = result.survey(2_000)
    assert list(asked.columns) == ["answer", "recommendation", "ease"]
    assert asked.equals(result.survey(2_100).iloc[:2_000])
    table = result.metrics
    every = table[(table["scope"] == "case") & (table["statistic"] == "mean")].set_index("measure")["value"]
    least, most = span(every["csat"], 2_000, 0.999)
    assert least <= (asked["answer"] >= 4).mean() <= most
    least, most = span(every["ces_easy"], 2_000, 0.999)
    assert least <= (asked["ease"] >= 5).mean() <= most
    spread = 100 / 2_000**0.5  # of a score of −100 or 100 at most, 3.3 of them
    nps = 100 * ((asked["recommendation"] >= 9).mean() - (asked["recommendation"] <= 6).mean())
    assert abs(nps - every["nps"]) <= 3.3 * spread


def test_a_survey_needs_satisfaction_and_somebody_to_ask(tmp_path: Path) -> None:
    blueprint = sim.load(written(tmp_path, SERVICE.replace("TOP", "")))
    with pytest.raises(sim.UsageError, match="satisfaction is not measured"):
        sim.run(blueprint, replications=1).survey(10)
    one = SERVICE.replace("TOP", TOP).replace("rate: 20/h", "at: [479]")
    nobody = one.replace("run_for: 8 h", "run_for: 8 h, at_end: stop").replace("{exponential: 4 min}", "1 h")
    with pytest.raises(sim.UsageError, match="there are none"):
        sim.run(sim.load(written(tmp_path, nobody)), replications=1).survey(10)
