"""Where in the file a way on stands, beside those that an SOP adds."""

from __future__ import annotations

from pathlib import Path

from simulator.model.checks.facts import option_path
from tests.stories import plan_of

DESK = """
    blueprint: Desk
    clock: {unit: min, run_for: 2 h}
    customers: {guest: {starts_at: desk, arrivals: {every: 30 min}}}
    teams: {clerks: {count: 1}}
    steps:
      desk:
        team: clerks
        time: 8 min
        sop:
          time_measured: without
          actions: [{id: greet, do: Greet, standard_time: 1 min, lock: fixed, fits: 50%, error: 5%}]
          exceptions: {then: {end: sent home}}
          errors: {redone: {share: 50%, to: desk}}
        next: [{share: 10%, end: lost}, {end: served}]
"""


def test_ways_on_are_numbered_as_they_are_written(tmp_path: Path) -> None:
    # Those that the SOP adds stand before all others and are not counted.
    (desk,) = plan_of(DESK, tmp_path).steps
    assert [option_path(desk, option) for option in desk.route] == [
        "steps.desk.sop.exceptions",
        "steps.desk.sop.errors",
        "steps.desk.next.1",
        "steps.desk.next.2",
    ]
