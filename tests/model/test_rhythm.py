"""After how long a service repeats itself."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

import simulator as sim
from simulator.model.compile import compile_plan
from simulator.model.rhythm import period
from tests.services import written

DESK = """\
blueprint: Desk
clock: {unit: h, start: "Wed 07:00", run_for: 8 w}
customers:
  guest: {starts_at: desk, arrivals: {rate: RATE}}
teams:
  clerks: {STAFF}
steps:
  desk: {team: clerks, time: 5 min, next: {end: served}}
"""


@pytest.mark.parametrize(
    ("rate", "staff", "hours"),
    [
        ("5/h", "count: 1", math.inf),
        ('{"09:00": 5/h, "17:00": 0/h}', "count: 1", 24),
        ("5/h", 'schedule: {"09:00": 1, "17:00": 2}', 24),
        ("5/h", 'count: 1, hours: {open: {Mon-Fri: ["09:00-17:00"]}}', 168),
        ('{"09:00": 5/h, "17:00": 0/h}', 'count: 1, hours: {open: {Mon-Fri: ["09:00-17:00"]}}', 168),
        ("5/h", 'count: 1, hours: {open: {Mon-Sun: ["09:00-17:00"]}}', 24),
        ("5/h", 'count: 1, hours: {open: {Mon-Sun: ["22:00-06:00"]}}', 24),
        ("5/h", 'count: 1, pace: {"13:00": 90%, "17:00": 100%}', 24),
        ('{Sat: {"00:00": 3/h}, Sun: {"00:00": 3/h}}', "count: 1", math.inf),
    ],
)
def test_the_period_of_rates_schedules_and_hours(rate: str, staff: str, hours: float, tmp_path: Path) -> None:
    text = DESK.replace("RATE", rate).replace("STAFF", staff)
    assert period(compile_plan(sim.load(written(tmp_path, text)))) == hours
