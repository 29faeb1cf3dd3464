"""How long how many were busy, waiting, inside."""

from __future__ import annotations

from math import isnan

import pytest

from simulator.analysis import OCCUPANCY, Totals, occupancy, reduce
from simulator.model.plan import Plan
from tests.analysis.logbook import Logbook, figures, shop


def a_day(plan: Plan, replication: int, second_until: float) -> Logbook:
    """One teller busy from 0 to 40, the other one from 20 to a moment."""
    book = Logbook(plan, replication).duty("tellers", 1, 0, 100).duty("tellers", 2, 0, 100)
    book.case("walk-in", 0.0, 40.0).visit("counter", 0, 0, 40, team="tellers", member=1)
    book.case("walk-in", 20.0, second_until)
    return book.visit("counter", 20, 20, second_until, team="tellers", member=2)


def test_the_share_of_time_with_each_number_busy() -> None:
    plan = shop()
    totals = Totals(plan)
    totals.add(reduce(plan, a_day(plan, 1, 30.0).records(100.0)))
    totals.add(reduce(plan, a_day(plan, 2, 90.0).records(100.0)))
    table = occupancy(totals)
    assert tuple(table.columns) == OCCUPANCY
    rows = table[(table["measure"] == "busy") & (table["name"] == "tellers")]
    # Two at once: 20 to 30, 20 to 40. One: 0 to 20 and 30 to 40; 0 to 20 and 40 to 90. Nobody: 60; 10.
    assert rows["number"].tolist() == [0, 1, 2]
    assert rows["share"].tolist() == pytest.approx([70 / 200, 100 / 200, 30 / 200])
    assert rows["at_most"].tolist() == pytest.approx([0.35, 0.85, 1.0])
    assert (rows["low"] <= rows["share"]).all()
    assert (rows["share"] <= rows["high"]).all()
    clerks = table[(table["measure"] == "busy") & (table["name"] == "clerks")]
    assert clerks[["number", "share"]].to_numpy().tolist() == [[0, 1.0]]
    assert {"queue_length", "people_inside", "busy"} == set(table["measure"])


def test_a_quantile_over_time_is_the_least_number_not_exceeded_for_that_share() -> None:
    plan = shop()
    found = figures(plan, a_day(plan, 1, 30.0).records(100.0))
    # Nobody for 60 of 100, one for 30, two for 10.
    assert found("busy", "tellers", "p50") == 0
    assert found("busy", "tellers", "p90") == 1  # at most one for 90 in 100
    assert found("busy", "tellers", "p95") == 2
    assert found("busy", "tellers", "max") == 2
    assert isnan(found.row("busy", "tellers", "p95")["low"])


def test_quantiles_over_time_have_intervals_by_sectioning() -> None:
    plan = shop()
    days = [a_day(plan, r, 100.0 if r % 2 else 20.0 + r).records(100.0) for r in range(1, 13)]
    row = figures(plan, *days).row("busy", "tellers", "p90")
    assert row["low"] <= row["value"] <= row["high"]


def test_time_outside_the_window_is_not_counted() -> None:
    plan = shop(warm_up=30.0, at_end="stop", last_call=100.0)
    totals = Totals(plan)
    totals.add(reduce(plan, a_day(plan, 1, 90.0).records(100.0)))
    table = occupancy(totals)
    rows = table[(table["measure"] == "busy") & (table["name"] == "tellers")]
    # From 30 to 100: both to 40, one to 90, then nobody.
    assert rows["share"].tolist() == pytest.approx([10 / 70, 50 / 70, 10 / 70])


def test_in_batches_it_is_the_same_in_all() -> None:
    plan = shop(warm_up=10.0, at_end="stop", last_call=100.0)
    records = a_day(plan, 1, 90.0).records(100.0)
    whole, cut = Totals(plan), Totals(plan)
    whole.add(reduce(plan, records))
    cut.add(reduce(plan, records, batches=20))
    assert occupancy(cut)["share"].tolist() == pytest.approx(occupancy(whole)["share"].tolist())
