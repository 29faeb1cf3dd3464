"""What a change takes, as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator as sim
from simulator.blueprint.schema.investment import Investment
from tests.services import TICKET_WINDOW, written


def investment(folder: Path, said: str) -> Investment:
    found = sim.load(written(folder, f"{TICKET_WINDOW}investment: {said}\n")).investment
    assert found is not None
    return found


def fault(folder: Path, said: str) -> str:
    with pytest.raises(sim.BlueprintError) as caught:
        investment(folder, said)
    (problem,) = caught.value.problems
    return f"{problem.path}: {problem.message} | {problem.help}"


def test_all_words(tmp_path: Path) -> None:
    found = investment(
        tmp_path,
        "{once: 20000 EUR, training: 5000, per_month: 300, runs_per_year: 250, ramp: 6 months, "
        "horizon: 3 years, discount: 8%}",
    )
    assert (found.once, found.training, found.per_month) == (20_000, 5_000, 300)
    assert (found.runs_per_year, found.horizon, found.discount) == (250, 36, 0.08)
    assert found.ramp is not None
    assert (found.ramp.over, found.ramp.shape) == (6, "even")


def test_what_is_not_said(tmp_path: Path) -> None:
    found = investment(tmp_path, "{once: 0, runs_per_year: 52.2}")
    assert (found.training, found.per_month, found.discount) == (0, 0, 0)
    assert (found.ramp, found.horizon) == (None, 36)


@pytest.mark.parametrize(
    ("said", "months"), [("1 month", 1), ("1 year 6 months", 18), ("1.5 years", 18), ("50 years", 600)]
)
def test_months_and_years(tmp_path: Path, said: str, months: int) -> None:
    found = investment(tmp_path, f"{{once: 1, runs_per_year: 1, ramp: {{over: {said}, shape: exponential}}}}")
    assert found.ramp is not None
    assert (found.ramp.over, found.ramp.shape) == (months, "exponential")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("{runs_per_year: 250}", "an investment needs `once`"),
        ("{once: 5}", "an investment needs `runs_per_year`"),
        ("{once: 5, runs_per_year: 0}", "a year has no such run | write how many, such as `250`"),
        (
            "{once: 5, runs_per_year: 250, ramp: 6}",
            "ramp: `6` says not of what | write `6 months`",
        ),
        ("{once: 5, runs_per_year: 250, horizon: 2.5 months}", "write `2 months` or `3 months`"),
        ("{once: 5, runs_per_year: 250, horizon: 0 months}", "`0 months` is no time at all"),
        ("{once: 5, runs_per_year: 250, horizon: 51 years}", "more than fifty years"),
        (
            "{once: 5, runs_per_year: 250, horizon: 30 d}",
            "`30 d` is a length of time, where a number of",
        ),
        ("{once: 5, runs_per_year: 250, ramp: soon}", "write months or years, such as `6 months`, `3 years`"),
        ("{once: 5 GBP, runs_per_year: 250}", "write all money in EUR"),
    ],
)
def test_misread(tmp_path: Path, said: str, sentence: str) -> None:
    assert sentence in fault(tmp_path, said)


def test_more_runs_than_a_year_has_room_for(tmp_path: Path) -> None:
    # A run of an hour: 366 × 24 of them.
    assert fault(tmp_path, "{once: 5, runs_per_year: 8785}") == (
        "investment.runs_per_year: 8785 runs of 0.04167 days are more than a year | "
        "write how many runs like this one a year has, at most 8784"
    )
    assert investment(tmp_path, "{once: 5, runs_per_year: 8784}").runs_per_year == 8784
