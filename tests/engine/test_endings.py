"""How a run ends: after the last customer, at the watch's end, or stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.engine import endings
from tests.stories import story

DESK = """
    customers: {guest: {starts_at: desk, arrivals: {at: [1, 2, 10]}}}
    teams: {clerks: {count: 1}}
    steps: {desk: {team: clerks, time: 6, next: {end: served}}}
    """


def test_the_doors_close_and_those_inside_are_finished(tmp_path: Path) -> None:
    # Nobody is let in at 10 itself; 1 → 7, 7 → 13.
    told = story(tmp_path, DESK, clock="run_for: 10 min")
    assert told.left("guest") == [7, 13]
    assert told.records.end == 13


def test_a_run_lasts_at_least_until_the_doors_close(tmp_path: Path) -> None:
    told = story(tmp_path, DESK, clock="run_for: 50 min")
    assert told.records.end == 50


def test_the_watch_stops_and_counts_those_inside(tmp_path: Path) -> None:
    # What is due at the end itself still happens: 1 → 7.
    told = story(tmp_path, DESK, clock="run_for: 7 min, at_end: stop")
    assert told.outcomes("guest") == ["served", "unfinished"]
    assert told.left("guest") == [7, 7]
    assert told.column("desk", "started") == [1, 7]
    assert told.column("desk", "work") == [6, 0]
    assert told.records.end == 7
    assert told.records.notes == ()


def test_people_inside_and_nobody_on_shift_is_said(tmp_path: Path) -> None:
    # One clerk, for the first three minutes of the year: 1 → 7 in overtime, and nobody for the second.
    told = story(
        tmp_path,
        """
        hours:
          once:
            open: {Mon: ["00:00-00:03"]}
            closed: ["2024-01-08", "2024-01-15", "2024-01-22", "2024-01-29"]
        customers: {guest: {starts_at: desk, arrivals: {at: [1, 2]}}}
        teams: {clerks: {count: 1, hours: once}}
        steps: {desk: {team: clerks, time: 6, next: {end: served}}}
        """,
        clock="run_for: 5 min",
    )
    assert told.outcomes("guest") == ["served", "unfinished"]
    assert told.records.end == 5 + 4 * 7 * 1440
    (note,) = told.records.notes
    assert "1 customer was still at step `desk`" in note
    assert "`clerks`" in note


def test_a_case_that_goes_round_for_ever_stops_the_run(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [1]}}}
        steps:
          desk: {time: 0, next: [{to: desk, if: age < 1 h}, {end: served}]}
        """,
    )
    assert told.outcomes("guest") == ["unfinished"]
    assert "guest 1 has come to step `desk` 10,000 times" in told.records.stopped
    assert len(told.column("desk", "ready")) == 10_000


def test_a_queue_without_bound_stops_the_run_and_keeps_what_was_simulated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endings, "MOST_WAITING", 50)
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {every: 1}}}
        teams: {clerks: {count: 1}}
        steps: {desk: {team: clerks, time: 10, next: {end: served}}}
        """,
        clock="run_for: 1000 min",
    )
    assert "step `desk`" in told.records.stopped
    assert "`clerks`" in told.records.stopped
    # After 57 arrivals 5 are served, one is in service and 51 wait.
    assert told.records.end == 57
    assert told.outcomes("guest") == ["served"] * 5 + ["unfinished"] * 52


def test_work_that_is_too_long_is_not_blamed_on_the_schedule(tmp_path: Path) -> None:
    told = story(tmp_path, DESK.replace("time: 6", "time: 9 w"), clock="run_for: 10 min")
    (note,) = told.records.notes
    assert note == (
        "2 customers were still at step `desk` when the run ended 28 days after the doors closed: what was "
        "left to do took longer than that. Look at the work, and at the hours of `clerks`. "
        "Overtime, utilisation and cost include the time for which they kept members of teams until the run "
        "was given up, 28 days after the doors closed."
    )
