"""What people read stands as it was written."""

from __future__ import annotations

import textwrap

from simulator.blueprint.load import loads
from simulator.experiment.check import CheckReport, check

SHOP = """\
blueprint: Shop
clock: {unit: min, start: "Mon 09:00", run_for: 8 h}
customers:
  walk-in: {starts_at: till, arrivals: {rate: {"09:00": 6/h, "12:00": 9/h}}}
  business: {starts_at: office, arrivals: {rate: {"09:00": 6/h, "12:00": 3/h}}}
teams:
  tellers: {schedule: {"09:00": 2, "12:00": 3}}
  bosses: {schedule: {"09:00": 1, "12:00": 2}}
resources:
  booths: {count: 2}
steps:
  till: {team: tellers, time: {exponential: 1 min}, next: {end: served}}
  office: {needs: {bosses: 1, booths: 1}, time: {exponential: 1 min}, next: {end: served}}
"""


def found(text: str) -> CheckReport:
    return check(loads(textwrap.dedent(text)))


def test_classes_and_teams() -> None:
    overview = found(SHOP).overview
    assert [row.customers for row in overview.classes] == ["walk-in", "business"]
    assert [row.step for row in overview.steps] == ["till", "office"]
    assert [row.team for row in overview.loads] == ["tellers", "bosses", "booths"]
    assert list(dict.fromkeys(row.name for row in overview.week)) == [
        "tellers",
        "bosses",
        "walk-in",
        "business",
    ]


def test_classes_at_one_step() -> None:
    rows = found(
        """\
        blueprint: Desk
        clock: {unit: min, run_for: 8 h}
        customers:
          walk-in: {starts_at: desk, arrivals: {rate: 6/h}}
          business: {starts_at: desk, arrivals: {rate: 6/h}, priority: 1}
        teams:
          clerks: {count: 1}
        steps:
          desk: {team: clerks, time: {exponential: 1 min}, queue: {order: priority}, next: {end: served}}
        """
    ).theory
    waits = [
        row.customers for row in rows if (row.scope, row.measure, row.statistic) == ("step", "wait", "mean")
    ]
    assert waits == ["", "walk-in", "business"]


def test_figures_of_theory() -> None:
    steady = SHOP.replace('{"09:00": 6/h, "12:00": 9/h}', "6/h").replace(
        '{"09:00": 6/h, "12:00": 3/h}', "6/h"
    )
    steady = steady.replace('{schedule: {"09:00": 2, "12:00": 3}}', "{count: 2}")
    steady = steady.replace('{schedule: {"09:00": 1, "12:00": 2}}', "{count: 1}")
    rows = found(steady.replace("needs: {bosses: 1, booths: 1}", "team: bosses")).theory
    assert list(dict.fromkeys((row.scope, row.name) for row in rows)) == [
        ("team", "tellers"),
        ("team", "bosses"),
        ("step", "till"),
        ("step", "office"),
        ("customers", "walk-in"),
        ("customers", "business"),
    ]
