"""What the reader of a run's figures is told beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.experiment import course
from tests.services import written

NEVER_EMPTY = """
blueprint: Never empty
clock: {unit: min, run_for: 30 min, WARM_UP, at_end: stop}
customers: {guest: {starts_at: desk, arrivals: {rate: 30/h}}}
teams: {clerks: {count: 1}}
steps: {desk: {team: clerks, time: {exponential: 1 min}, next: {end: served}}}
"""


@pytest.mark.parametrize(("warm_up", "told"), [("warm_up: 5 min", True), ("warm_up: 0 min", False)])
def test_many_short_replications_of_a_service_that_never_empties(
    tmp_path: Path, warm_up: str, told: bool
) -> None:
    blueprint = sim.load(written(tmp_path, NEVER_EMPTY.replace("WARM_UP", warm_up)))
    result = sim.run(blueprint, precision="wait=10%")
    assert result.replications > 100
    assert any("a longer `run_for`" in warning for warning in result.warnings) == told


def test_many_short_replications_that_do_not_reach_the_precision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "LAST_LOOK", 160)
    blueprint = sim.load(written(tmp_path, NEVER_EMPTY.replace("WARM_UP", "warm_up: 5 min")))
    result = sim.run(blueprint, precision="wait=0.3%")
    assert result.warnings == (
        "After 160 replications, the most that are run for a precision, the interval of wait (all) is not "
        "yet as tight as asked for.",
        "Seeking the precision took 160 replications, so each is short beside the time that the service "
        "takes to forget how it began, and figures may be off by a per cent or two; a longer `run_for` gives "
        "truer ones.",
    )
