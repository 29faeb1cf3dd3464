"""A run whose length may be in another unit than was meant."""

from __future__ import annotations

import pytest

from simulator.blueprint.load import loads
from simulator.errors import Problem
from simulator.model.checks import Facts
from simulator.model.checks.length import check_run_is_long_enough
from simulator.model.compile import compile_plan

CHANGING = "{'09:00': 6/h, '11:00': 12/h}"


def found(run_for: str, *, rate: str = "6/h", time: str = "5 min", unit: str = "min") -> list[Problem]:
    blueprint = loads(
        "blueprint: Desk\n"
        f"clock: {{unit: {unit}, start: 'Mon 09:00', run_for: {run_for}}}\n"
        f"customers: {{guest: {{starts_at: desk, arrivals: {{rate: {rate}}}}}}}\n"
        "teams: {clerks: {count: 2}}\n"
        f"steps: {{desk: {{team: clerks, time: {time}, next: {{end: served}}}}}}\n"
    )
    return list(check_run_is_long_enough(blueprint, Facts(compile_plan(blueprint))))


def test_a_run_that_ends_long_before_anything_changes() -> None:
    # 8 min are less than a tenth of the 2 h to 11:00, and more than five times 1 min
    (problem,) = found("8", rate=CHANGING, time="1 min")
    assert (problem.path, problem.code) == ("clock.run_for", "short-run")
    assert problem.message == (
        "the run lasts only 8 min: rates and schedules keep their first values until Mon 11:00"
    )
    assert problem.help == (
        "`8` is in min, the unit of the clock: write `run_for: 8 h` if these are meant, "
        "`run_for: 8 min` if not"
    )


def test_a_run_that_is_over_before_a_few_cases_are() -> None:
    (problem,) = found("8")
    assert problem.message == (
        "the run lasts only 8 min: a case takes 5 min on average even if it never waits"
    )
    (problem,) = found("8", time="5 h", unit="h")
    assert "write `run_for: 8 d` if these are meant, `run_for: 8 h` if not" in problem.help


@pytest.mark.parametrize(
    ("run_for", "more"),
    [
        ("8 min", {}),  # the unit is written
        ("480", {}),
        ("25", {}),  # five times 5 min
        ("12", {"rate": CHANGING, "time": "1 min"}),  # a tenth of 2 h
        ("60", {"rate": CHANGING}),  # an hour of the morning
        ("8", {"time": "1 min"}),  # nothing ever changes
    ],
)
def test_a_length_that_may_well_be_meant(run_for: str, more: dict[str, str]) -> None:
    assert found(run_for, **more) == []
