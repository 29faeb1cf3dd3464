"""Tables for people: names, units, missing values."""

from __future__ import annotations

from math import nan
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulator.analysis.tables import cases_table, duty_table, levels_table, staff_table, visits_table
from simulator.engine.records import Records
from simulator.engine.simpy_engine import simulate
from simulator.model.plan import Plan
from simulator.randomness.distributions import constant
from tests.analysis.logbook import Logbook
from tests.plans import a_class, a_plan, a_step, a_team, bank_branch, end


def plan_with_attributes() -> Plan:
    return a_plan(
        [a_class("business", "counter"), a_class("walk-in", "counter")],
        [a_step("counter", "tellers", constant(5.0), end("served")), a_step("wait here")],
        [a_team("robots", unlimited=True, cost=0.5), a_team("tellers", 2, cost=1.5)],
        attributes={"age": "number", "channel": ("mail", "phone"), "complex": "flag", "cost": "number"},
        run_for=100.0,
    )


def a_day(plan: Plan, replication: int = 1) -> Records:
    book = Logbook(plan, replication)
    book.case("walk-in", 1.0, 8.0, attributes=(42.0, 1.0, 1.0, 9.0))
    book.visit("counter", 1, 3, 8, team="tellers", member=2, interruptions=1)
    book.case("business", 2.0, 4.0, "abandoned", attributes=(nan, nan, nan, nan))
    book.visit("counter", 2, finished=4, result="abandoned")
    book.case("business", 90.0, 100.0, "unfinished", attributes=(7.0, 0.0, 0.0, 1.0))
    book.visit("counter", 90, 90, 100, team="tellers", member=1, result="unfinished")
    return book.duty("tellers", 1, 0, 100).duty("tellers", 2, 0, 50, 52).records(100.0)


def test_cases_have_names_and_what_they_met() -> None:
    plan = plan_with_attributes()
    table = cases_table(plan, a_day(plan))
    assert list(table.columns) == [
        *("replication", "case", "customers", "number", "slot", "arrived", "left", "outcome", "parent"),
        *("age", "channel", "complex", "attribute_cost"),
        *("wait", "time_in_system", "cost"),
    ]
    assert table["customers"].tolist() == ["walk-in", "business", "business"]
    assert table["number"].tolist() == [1, 1, 2]
    assert table["outcome"].tolist() == ["served", "abandoned", "unfinished"]
    assert table["channel"].astype(object).where(table["channel"].notna(), None).tolist() == [
        "phone",
        None,
        "mail",
    ]
    assert table["complex"].tolist() == [True, pd.NA, False]
    assert table["attribute_cost"].tolist()[::2] == [9.0, 1.0]
    assert table["wait"].tolist()[::2] == [2.0, 0.0]
    assert np.isnan(table["wait"][1])
    assert table["time_in_system"].tolist()[:2] == [7.0, 2.0]
    assert np.isnan(table["time_in_system"][2])
    assert table["cost"].tolist() == [7.5, 0.0, 15.0]


def test_visits_have_names() -> None:
    plan = plan_with_attributes()
    table = visits_table(plan, a_day(plan))
    assert list(table.columns) == [
        *("replication", "case", "customers", "step", "visit", "branch", "ready", "handed", "queued"),
        *("started", "finished", "wait", "work", "team", "member", "batch", "option", "outcome"),
        "interruptions",
    ]
    first, second = table.iloc[0], table.iloc[1]
    assert (first["customers"], first["step"], first["team"], first["member"]) == (
        *("walk-in", "counter"),
        *("tellers", "2"),
    )
    assert (first["wait"], first["work"], first["outcome"], first["branch"]) == (2.0, 5.0, "done", "")
    assert pd.isna(second["team"])
    assert pd.isna(second["member"])
    assert second["outcome"] == "abandoned"


def test_appointments_returns_batches_ways_on_and_repairs_are_told() -> None:
    plan = plan_with_attributes()
    book = Logbook(plan).duty("tellers", 1, 0, 100).down("tellers", 1, 40.0, 50.0)
    book.case("walk-in", 1.0, 8.0, attributes=[nan] * 4, slot=2.0)
    book.visit("counter", 1, 3, 8, handed=1.5, queued=2.5, batch=4, option="end served")
    book.case("business", 30.0, 30.0, "no_show", attributes=[nan] * 4, slot=30.0, parent=0)
    records = book.records(100.0)
    cases, visits, staff = cases_table(plan, records), visits_table(plan, records), staff_table(plan, records)
    assert cases["slot"].tolist() == [2.0, 30.0]
    assert cases["parent"].tolist() == [-1, 0]
    assert cases["wait"].tolist()[0] == 1.0  # from the slot on
    assert np.isnan(cases["time_in_system"][1])
    visit = visits.iloc[0]
    assert (visit["handed"], visit["queued"], visit["wait"]) == (1.5, 2.5, 1.0)
    assert (visit["batch"], visit["option"]) == (4, "end served")
    assert staff.iloc[0][["case", "start", "end", "kind"]].tolist() == [-1, 40.0, 50.0, "down"]
    assert pd.isna(staff.iloc[0]["step"])


def test_a_visit_that_went_no_further_has_no_way_on() -> None:
    plan = plan_with_attributes()
    assert visits_table(plan, a_day(plan))["option"].tolist() == ["", "", ""]


def test_a_team_without_limit_has_no_members() -> None:
    plan = plan_with_attributes()
    book = (
        Logbook(plan).case("walk-in", 0.0, 9.0, attributes=[nan] * 4).visit("counter", 0, 0, 9, team="robots")
    )
    table = visits_table(plan, book.records(100.0))
    assert table["team"].tolist() == ["robots"]
    assert table["member"].isna().all()


def test_staff_and_duty() -> None:
    plan = plan_with_attributes()
    staff, duty = staff_table(plan, a_day(plan)), duty_table(plan, a_day(plan))
    assert staff[["team", "member", "case", "step", "start", "end", "kind"]].to_numpy().tolist() == [
        ["tellers", "1", 2, "counter", 90.0, 100.0, "work"],
        ["tellers", "2", 0, "counter", 3.0, 8.0, "work"],
    ]
    assert duty[["team", "member", "on", "due", "off"]].to_numpy().tolist() == [
        ["tellers", "1", 0.0, 100.0, 100.0],
        ["tellers", "2", 0.0, 50.0, 52.0],
    ]


def test_levels_are_step_functions() -> None:
    plan = plan_with_attributes()
    table = levels_table(plan, a_day(plan))
    assert list(table.columns) == ["replication", "measure", "scope", "name", "time", "value"]

    def function(measure: str, name: str) -> list[list[float]]:
        rows = table[(table["measure"] == measure) & (table["name"] == name)]
        return rows[["time", "value"]].to_numpy().tolist()

    assert function("queue_length", "counter") == [[0, 0], [1, 1], [2, 2], [3, 1], [4, 0]]
    assert function("queue_length", "wait here") == [[0, 0]]
    assert function("people_inside", "all") == [[0, 0], [1, 1], [2, 2], [4, 1], [8, 0], [90, 1], [100, 0]]
    assert function("people_inside", "walk-in") == [[0, 0], [1, 1], [8, 0]]
    assert function("busy", "tellers") == [[0, 0], [3, 1], [8, 0], [90, 1], [100, 0]]


@pytest.mark.parametrize("make", [cases_table, visits_table, staff_table, duty_table, levels_table])
def test_several_replications_stand_one_after_the_other(make: object, tmp_path: Path) -> None:
    plan = bank_branch()
    several = [simulate(plan, 1, replication) for replication in (1, 2, 3)]
    together = make(plan, several)  # type: ignore[operator]
    apart = pd.concat([make(plan, one) for one in several], ignore_index=True)  # type: ignore[operator]
    pd.testing.assert_frame_equal(together, apart)
    assert together["replication"].unique().tolist() == [1, 2, 3]
    together.to_parquet(tmp_path / "table.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "table.parquet"), together)
    together.to_csv(tmp_path / "table.csv", index=False)
    assert len(pd.read_csv(tmp_path / "table.csv")) == len(together)


def test_nothing_happened() -> None:
    plan = plan_with_attributes()
    nothing = Logbook(plan).records(100.0)
    assert cases_table(plan, nothing).empty
    assert visits_table(plan, nothing).empty
    assert staff_table(plan, nothing).empty
    assert levels_table(plan, nothing)["value"].tolist() == [0] * 8
