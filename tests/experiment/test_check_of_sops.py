"""A check of a blueprint with SOPs."""

from __future__ import annotations

from simulator.blueprint.load import loads
from simulator.experiment.check import check

DESK = """\
blueprint: Desk
clock: {unit: min, run_for: 8 h}
customers: {guest: {starts_at: desk, arrivals: {rate: 6/h}}}
teams: {clerks: {count: 2}, seniors: {count: 1}}
steps:
  desk:
    team: clerks
    time: {exponential: 4 min}
    sop:
      actions: [{id: enter, do: Enter, standard_time: 4 min, lock: fixed, fits: 90%}]
      exceptions: {team: seniors, time: {exponential: 5 min}}
    next: pay
  pay: {team: clerks, time: {exponential: 1 min}, next: {end: served}}
"""


def test_theory_tells_of_exceptions_behind_the_step_that_has_them() -> None:
    steps = [row.name for row in check(loads(DESK)).theory if row.scope == "step"]
    assert list(dict.fromkeys(steps)) == ["desk", "desk (exception)", "pay"]
