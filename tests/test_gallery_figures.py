"""Figures of the gallery that can be told by hand or by a formula, as its comments say."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.experiment.result import Result

GALLERY = Path(__file__).parent.parent / "blueprints"


def run(name: str, scenario: str = "base") -> Result:
    return sim.run(sim.load(GALLERY / f"{name}.yaml", scenario=scenario), replications=20, workers=1)


def figure(result: Result, measure: str, name: str, statistic: str) -> tuple[float, float, float]:
    """Value, low and high."""
    table = result.metrics
    rows = table[(table.measure == measure) & (table.name == name) & (table.statistic == statistic)]
    value, low, high = rows[["value", "low", "high"]].to_numpy()[0].tolist()
    return value, low, high


def test_a_ward_of_emergencies_alone_turns_away_as_many_as_erlang_b_says() -> None:
    blocked, offered = 1.0, 2.2 * 4
    for beds in range(1, 13):
        blocked = offered * blocked / (beds + offered * blocked)
    result = run("ward", "emergencies only")
    for measure, name, statistic in (("turned_away", "admit", "share"), ("all_busy", "beds", "mean")):
        _, low, high = figure(result, measure, name, statistic)
        assert low < blocked < high


def test_who_comes_to_the_ward_at_random_finds_it_full_as_often_as_it_is() -> None:
    result = run("ward")
    _, low, high = figure(result, "turned_away", "admit", "share")
    assert low < figure(result, "all_busy", "beds", "mean")[0] < high


def test_doctors_of_the_clinic_are_busy_for_the_work_of_those_who_came() -> None:
    result = run("outpatient_clinic")
    seen = figure(result, "visits", "consult", "count")[0]
    overtime = figure(result, "overtime", "doctors", "total")[0]
    _, low, high = figure(result, "utilisation", "doctors", "mean")
    assert low < seen * (14 + 0.35 * 6) / (2 * 7 * 60 + overtime) < high


def test_tier_two_of_the_help_desk_is_busy_for_what_tier_one_sends_up() -> None:
    result = run("help_desk")
    sent_up = 0.22 * figure(result, "visits", "tier one", "count")[0]
    overtime = figure(result, "overtime", "tier two", "total")[0]
    _, low, high = figure(result, "utilisation", "tier two", "mean")
    assert low < sent_up * 40 / 60 / (2 * 200 + overtime) < high


def test_six_orders_in_a_hundred_come_back_and_some_of_them_again() -> None:
    result = run("complaint_loop")
    orders, complaints, again = (
        figure(result, "arrivals", name, "count")[0] for name in ("order", "complaint", "again")
    )
    assert complaints / orders == pytest.approx(0.06, rel=0.02)
    assert again / orders < 0.06 * 0.15 / (1 - 0.15)
    assert again / orders == pytest.approx(0.06 * 0.15 / (1 - 0.15), rel=0.1)


def test_a_changed_kind_of_work_costs_the_clerks_of_the_back_office_hours() -> None:
    """Less than a set-up at each visit, more than none: absence alone does not explain how busy they are."""
    result = run("back_office")
    work = sum(
        figure(result, "visits", step, "count")[0] * minutes / 60
        for step, minutes in (("assess", 22), ("check", 5))
    )
    set_ups = sum(figure(result, "visits", step, "count")[0] * 3 / 60 for step in ("assess", "check"))
    duty = figure(result, "cost", "clerks", "total")[0] / 38
    busy = figure(result, "utilisation", "clerks", "mean")[0] * duty
    assert work < busy < work + set_ups
