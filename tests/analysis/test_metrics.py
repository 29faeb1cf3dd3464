"""The metrics table as a whole: its columns, its order, what it is made of."""

from __future__ import annotations

import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from simulator.analysis import (
    METRICS,
    Totals,
    batches_for,
    combine,
    histogram,
    metrics,
    pool,
    reduce,
    samples,
)
from simulator.analysis.measures import measures
from simulator.engine.records import Records
from simulator.engine.simpy_engine import simulate
from simulator.model.plan import Plan
from tests.analysis.logbook import Logbook, figures, shop
from tests.analysis.test_service_levels import sla
from tests.plans import a_class, a_plan, a_step, a_team, bank_branch, exponential, mmc_plan


@pytest.fixture(scope="module")
def branch() -> tuple[Plan, list[Records]]:
    plan = bank_branch()
    return plan, [simulate(plan, 1, replication) for replication in range(1, 13)]


def test_the_columns_are_those_of_the_contract(branch: tuple[Plan, list[Records]]) -> None:
    plan, several = branch
    table = combine(plan, [reduce(plan, r) for r in several])
    assert tuple(table.columns) == METRICS
    assert METRICS == (
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
    )
    assert (table["scenario"] == "base").all()
    assert set(table["scope"]) == {"case", "customers", "step", "team"}
    assert set(table["statistic"]) == {
        *("mean", "mean_of_replications", "sd", "p50", "p90", "p95", "p99", "max"),
        *("share", "count", "rate", "total"),
    }
    assert not table.duplicated(["measure", "scope", "name", "statistic"]).any()


def test_the_order_is_that_of_measures_scopes_and_plan(branch: tuple[Plan, list[Records]]) -> None:
    plan, several = branch
    table = combine(plan, [reduce(plan, r) for r in several])
    assert list(dict.fromkeys(table["measure"])) == [m.name for m in measures(plan)]
    wait = table[table["measure"] == "wait"]
    assert list(dict.fromkeys(zip(wait["scope"], wait["name"], strict=True))) == [
        ("case", "all"),
        ("customers", "business"),
        ("customers", "walk-in"),
        ("step", "adviser"),
        ("step", "counter"),
        ("step", "greet"),
        ("team", "advisers"),
        ("team", "greeters"),
        ("team", "tellers"),
    ]


def test_every_value_lies_in_its_interval(branch: tuple[Plan, list[Records]]) -> None:
    plan, several = branch
    table = combine(plan, [reduce(plan, r) for r in several]).dropna()
    assert len(table) > 300
    assert (table["low"] <= table["value"] + 1e-12).all()
    assert (table["value"] <= table["high"] + 1e-12).all()
    assert (table["low"] >= 0).all()
    assert (table[table["unit"] == "share"]["high"] <= 1).all()


def test_a_prefix_added_up_bit_by_bit_is_the_prefix_combined(branch: tuple[Plan, list[Records]]) -> None:
    plan, several = branch
    reductions = [reduce(plan, r) for r in several]
    totals = Totals(plan)
    for k, reduction in enumerate(reductions, 1):
        totals.add(reduction)
        if k in (1, 5, 12):
            pd.testing.assert_frame_equal(metrics(totals), combine(plan, reductions[:k]), check_exact=True)
    assert len(totals) == 12


@pytest.mark.parametrize("memory", [50, 2000])
def test_so_it_is_where_histograms_take_over(
    branch: tuple[Plan, list[Records]], memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With room for 50 values each replication is a histogram by itself, with 2000 some pools become one."""
    plan, several = branch
    exact = combine(plan, [reduce(plan, r) for r in several])
    for module in (samples, pool, histogram):
        monkeypatch.setattr(module, "EXACT_VALUES", memory)
    reductions = [reduce(plan, r) for r in several]
    table = combine(plan, reductions)
    again = combine(plan, pickle.loads(pickle.dumps(reductions)))
    pd.testing.assert_frame_equal(table, again, check_exact=True)
    same = ~table["statistic"].isin(["p50", "p90", "p95", "p99"])
    pd.testing.assert_frame_equal(table[same], exact[same], check_exact=True)
    close = np.isclose(table["value"], exact["value"], rtol=0.001, atol=1e-9, equal_nan=True)
    assert close.all()
    assert len(pickle.dumps(reductions[0].samples.values)) < len(pickle.dumps(np.zeros(2001 * 50)))


def test_the_same_records_give_the_same_bytes(branch: tuple[Plan, list[Records]]) -> None:
    plan, several = branch
    once, twice = pickle.dumps(reduce(plan, several[0])), pickle.dumps(reduce(plan, several[0]))
    assert once == twice


def test_one_replication_has_figures_without_intervals(branch: tuple[Plan, list[Records]]) -> None:
    plan, several = branch
    table = combine(plan, [reduce(plan, several[0])])
    assert table["low"].isna().all()
    assert table["high"].isna().all()
    assert table["value"].notna().any()


def test_more_confidence_is_a_wider_interval(branch: tuple[Plan, list[Records]]) -> None:
    plan, several = branch
    narrow, wide = figures(plan, *several, confidence=0.8), figures(plan, *several, confidence=0.99)
    for statistic in ("mean", "p90", "mean_of_replications"):
        a, b = narrow.row("wait", "counter", statistic), wide.row("wait", "counter", statistic)
        assert a["value"] == b["value"]
        assert b["low"] < a["low"]
        assert a["high"] < b["high"]


def test_a_share_of_nought_has_one_bound_in_all_its_statistics() -> None:
    plan = shop()
    several = []
    for r in range(1, 11):
        book = Logbook(plan, r)
        for _ in range(20):
            book.case("walk-in", 1.0, 2.0)
        several.append(book.records(100.0))
    found = figures(plan, *several)
    share, mean = found.row("abandoned"), found.row("abandoned", "all", "mean_of_replications")
    z2 = 1.959963984540054**2
    assert share["high"] == pytest.approx(z2 / (200 + z2))
    assert mean["high"] == share["high"]
    assert found.row("abandoned", "all", "count")["high"] == pytest.approx(20 * share["high"])
    assert found.row("served")["low"] == pytest.approx(1 - share["high"])


def test_units() -> None:
    plan = shop(unit="h", slas=(sla("wait", step=0, within=5.0),))
    table = combine(plan, [reduce(plan, Logbook(plan).records(100.0))])
    units = {(m, s): u for m, s, u in zip(table["measure"], table["statistic"], table["unit"], strict=True)}
    assert units["time_in_system", "p90"] == "h"
    assert units["arrival_rate", "rate"] == "cases/h"
    assert units["arrivals", "count"] == "cases"
    assert units["visits", "count"] == "visits"
    assert units["abandoned", "share"] == "share"
    assert units["utilisation", "mean"] == "share"
    assert units["cost", "total"] == "EUR"
    assert units["overtime", "total"] == "h"
    assert units["queue_length", "max"] == "visits"
    assert units["busy", "mean"] == "members"
    assert units["wait", "share"] == "share"  # the service level


def test_a_service_level_is_a_row_of_its_scope() -> None:
    plan = shop(slas=(sla("wait", step=0, within=5.0), sla("cost", name="thrift")))
    book = Logbook(plan).case("walk-in", 0.0, 9.0).visit("counter", 0, 4, 9)
    table = combine(plan, [reduce(plan, book.records(100.0))])
    rows = table[table["scope"] == "sla"]
    assert rows[["measure", "name", "statistic", "value", "n"]].to_numpy().tolist() == [
        ["wait", "promise", "share", 1.0, 1],
        ["cost", "thrift", "mean", 0.0, 1],
    ]


def test_a_long_run_by_itself_has_batch_means() -> None:
    plan = mmc_plan(0.8, 1.0, 1, run_for=2000.0)
    plan = a_plan(
        [a_class("walk-in", "counter", 0.7)],
        [a_step("counter", "tellers", exponential(1.0))],
        [a_team("tellers", 1)],
        run_for=4000.0,
        at_end="stop",
        last_call=4000.0,
        warm_up=200.0,
    )
    assert batches_for(plan, 1) == 20
    assert batches_for(plan, 2) == 1
    assert batches_for(bank_branch(), 1) == 1
    records = simulate(plan, 1, 1)
    whole, cut = figures(plan, records), figures(plan, records, batches=20)
    for measure, name in (
        ("wait", "counter"),
        ("queue_length", "counter"),
        ("utilisation", "tellers"),
        ("served", "all"),
        ("arrivals", "all"),
        ("cost", "all"),
        ("throughput", "all"),
    ):
        assert cut(measure, name) == pytest.approx(whole(measure, name), rel=1e-9)
        assert np.isnan(whole.row(measure, name)["low"])
        assert np.isfinite(cut.row(measure, name)["low"])
    assert cut("wait", "counter", "sd") == pytest.approx(whole("wait", "counter", "sd"), rel=1e-9)
    assert cut("wait", "counter", "p99") == whole("wait", "counter", "p99")
    assert cut("wait", "counter", "mean_of_replications") == pytest.approx(whole("wait", "counter"))
    assert np.isnan(cut.row("wait", "counter", "mean_of_replications")["low"])
    # M/M/1: Wq = ρ/(μ − λ) = 0.7/0.3, and L = λ·W = 0.7/0.3.
    wait, inside = cut.row("wait", "counter"), cut.row("people_inside")
    assert wait["low"] < 0.7 / 0.3 < wait["high"]
    assert inside["low"] < 0.7 / 0.3 < inside["high"]


def test_only_a_single_replication_is_cut(branch: tuple[Plan, list[Records]]) -> None:
    plan, several = branch
    with pytest.raises(ValueError, match="only a single replication"):
        combine(plan, [reduce(plan, several[0]), reduce(plan, several[1], 20)])
    with pytest.raises(ValueError, match="only a single replication"):
        combine(plan, [reduce(plan, several[0], 20), reduce(plan, several[1])])


def test_what_was_said_of_the_replications_is_kept() -> None:
    plan = shop()
    totals = Totals(plan)
    totals.add(reduce(plan, Logbook(plan, 1).records(100.0)))
    totals.add(reduce(plan, Logbook(plan, 2).records(50.0, stopped="too many", notes=("nobody came",))))
    assert totals.notes == ((2, ("nobody came",)),)


def test_a_run_that_was_stopped_is_measured_as_far_as_it_went() -> None:
    plan = shop()
    book = Logbook(plan).duty("tellers", 1, 0, 50)
    book.case("walk-in", 0.0, 25.0).visit("counter", 0, 0, 25, team="tellers", member=1)
    found = figures(plan, book.records(50.0, stopped="too many"))
    assert found("utilisation", "tellers") == pytest.approx(0.5)
    assert found("people_inside") == pytest.approx(0.5)
    assert found("arrival_rate") == pytest.approx(1 / 50)


def test_nothing_is_slow_to_import() -> None:
    code = "import sys, simulator.analysis; print([m for m in ('pandas', 'scipy') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
