"""When a scenario has paid: from what a run costs less to months."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import simulator as sim
from simulator.report.blocks import Table
from simulator.report.compare import compare_blocks
from tests.services import written

#: Ten letters in six hours, whose visit costs 2 EUR, and nobody who is paid by the hour.
MAIL = """
blueprint: Mail
currency: EUR
clock: {unit: min, run_for: 6 h}
customers: {letter: {starts_at: desk, arrivals: {every: 30 min, limit: 10}}}
teams: {clerks: {count: 1}}
steps: {desk: {team: clerks, time: 1 min, cost: 2, next: {end: served}}}
investment: {once: 800, training: 200, runs_per_year: 240}
scenarios:
  cheaper: {set: {steps.desk.cost: 1.5}}
  slow: {set: {steps.desk.cost: 1.9, investment: {once: 1000, runs_per_year: 240}}}
  dearer: {set: {steps.desk.cost: 3}}
"""


@pytest.fixture
def mail(tmp_path: Path) -> sim.Blueprint:
    return sim.load(written(tmp_path, MAIL))


def test_what_a_run_costs_less_is_reckoned_by_the_month(mail: sim.Blueprint) -> None:
    # Ten visits at half a euro less are 5 EUR a run, 20 runs a month: 100 EUR. 1 000 EUR are back after ten.
    found = sim.compare(mail, ["cheaper", "slow"], replications=2).paybacks
    cheaper, slow = found["cheaper"], found["slow"]
    assert (cheaper.saving, cheaper.month, cheaper.paid) == (pytest.approx(100), 10, 1_000)
    assert (cheaper.npv, cheaper.roi) == (pytest.approx(2_600), pytest.approx(2.6))
    assert cheaper.chance == 1
    # A tenth of a euro: 20 EUR a month, 720 in three years.
    assert (slow.saving, slow.month, slow.chance) == (pytest.approx(20), None, 0)


def test_against_another_baseline(mail: sim.Blueprint) -> None:
    # From 3 to 1.50 EUR a visit: 300 EUR a month.
    found = sim.compare(mail, ["cheaper"], baseline="dearer", replications=2).paybacks
    assert found["cheaper"].against == "dearer"
    assert found["cheaper"].month == 4


def test_to_stay_as_it_is_takes_no_investment(
    tmp_path: Path,
) -> None:
    text = MAIL.replace("investment: {once: 800, training: 200, runs_per_year: 240}\n", "")
    found = sim.compare(sim.load(written(tmp_path, text)), baseline="slow", replications=2)
    assert found.paybacks == {}


def test_two_currencies_cannot_be_set_off(tmp_path: Path) -> None:
    text = MAIL.replace("  cheaper: {set: {steps.desk.cost: 1.5}}", "  abroad: {set: {currency: USD}}")
    found = sim.compare(sim.load(written(tmp_path, text)), "abroad", replications=1)
    assert found.paybacks == {}
    assert compare_blocks(found)


def test_the_report(mail: sim.Blueprint) -> None:
    blocks = compare_blocks(sim.compare(mail, ["cheaper", "slow"], replications=2))
    (table,) = [block for block in blocks if isinstance(block, Table) and block.title == "When it has paid"]
    assert table.rows == (
        ("cheaper", "1,000", "100", "10", "2,600", "260 %", "100 %"),
        ("slow", "1,000", "20", "never", "-280", "-28 %", "0 %"),
    )
    assert "A year has 240 runs of 6 h; 36 months are looked ahead." in table.note


def test_time_that_is_freed_saves_nothing(mail: sim.Blueprint) -> None:
    (table,) = [
        block
        for block in compare_blocks(sim.compare(mail, "dearer", replications=1))
        if isinstance(block, Table) and block.title == "When it has paid"
    ]
    assert "Staff are paid whether they are busy or not" in table.note
    assert "Without intervals" in table.note


def test_json_and_tables_have_it(mail: sim.Blueprint, tmp_path: Path) -> None:
    found = sim.compare(mail, ["cheaper", "slow"], replications=2)
    told = json.loads(found.to_json())["payback"]
    assert [(one["change"], one["month"]) for one in told] == [("cheaper", 10), ("slow", None)]
    found.save(tmp_path / "out")
    lines = (tmp_path / "out" / "payback.csv").read_text(encoding="utf-8").replace('"', "").splitlines()
    assert lines[0].startswith("change,against,saving,saving_low,saving_high,month,month_low,month_high,npv")
    assert lines[2].split(",")[5:8] == ["", "", ""]
