"""The event log: XES names, local ISO times, life cycle."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from simulator.analysis.events import event_log
from tests.analysis.logbook import Logbook, shop
from tests.stories import story

COLUMNS = [
    *("case:concept:name", "concept:name", "time:timestamp", "start_timestamp"),
    *("org:resource", "lifecycle:transition"),
]


def test_a_visit_is_an_event() -> None:
    plan = shop(start="2026-01-05T09:00:00")
    book = Logbook(plan).case("walk-in", 1.0, 8.5)
    book.visit("counter", 1, 3, 8.5, team="tellers", member=2)
    log = event_log(plan, book.records(100.0))
    assert list(log.columns) == COLUMNS
    assert log.iloc[0].tolist() == [
        *("walk-in 1", "counter", "2026-01-05T09:08:30.000000", "2026-01-05T09:03:00.000000"),
        *("tellers 2", "complete"),
    ]


@pytest.mark.parametrize(
    ("result", "started", "finished", "transition", "minute"),
    [
        ("done", 3, 8, "complete", 8),
        ("abandoned", None, 8, "withdraw", 8),
        ("balked", None, 1, "withdraw", 1),
        ("turned_away", None, 1, "withdraw", 1),
        ("cancelled", None, 8, "withdraw", 8),
        ("escalated", None, 8, "withdraw", 8),
        ("unreachable", None, 8, "withdraw", 8),
        ("cancelled", 3, 8, "ate_abort", 8),
        ("unfinished", 3, 100, "start", 3),
        ("unfinished", None, 100, "schedule", 1),
    ],
)
def test_how_a_visit_ended(
    result: str, started: float | None, finished: float, transition: str, minute: int
) -> None:
    plan = shop()
    book = Logbook(plan).case("walk-in", 1.0, finished)
    if started is None:
        book.visit("counter", 1, finished=finished, result=result)
    else:
        book.visit("counter", 1, started, finished, team="tellers", member=1, result=result)
    event = event_log(plan, book.records(100.0)).iloc[0]
    assert event["lifecycle:transition"] == transition
    assert event["time:timestamp"] == f"2024-01-01T09:{minute:02}:00.000000"
    assert pd.isna(event["start_timestamp"]) == (started is None)
    assert pd.isna(event["org:resource"]) == (started is None)


def test_cases_of_several_replications_have_names_of_their_own() -> None:
    plan = shop()
    several = [
        Logbook(plan, r).case("walk-in", 1.0, 8.0).visit("counter", 1, 3, 8).records(100.0) for r in (1, 2)
    ]
    assert event_log(plan, several)["case:concept:name"].tolist() == ["1/walk-in 1", "2/walk-in 1"]


def test_units_of_the_clock_are_heeded() -> None:
    plan = shop(unit="h", start="2024-02-28T22:00:00")
    book = Logbook(plan).case("walk-in", 0.0, 27.0).visit("counter", 0, 0, 27)
    log = event_log(plan, book.records(100.0))
    assert log["time:timestamp"].tolist() == ["2024-03-01T01:00:00.000000"]


def test_nothing_happened() -> None:
    plan = shop()
    assert event_log(plan, Logbook(plan).records(100.0)).empty


def test_no_event_ends_before_it_starts_nor_before_the_case_came(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        priorities: [urgent]
        customers:
          booked:
            starts_at: desk
            arrivals: {appointments: {first: "00:05", last: "01:00", every: 7, no_show: 30%, early_late: -3}}
          guest:
            starts_at: desk
            arrivals: {every: 6 min}
            hours: {open: ["00:10-01:30"]}
            when_closed: wait
            backlog: {desk: 2}
          complaint: {starts_at: office, arrivals: returning}
        teams: {clerks: {count: 1, breakdowns: {every: 20, repair: 5}}, managers: {count: 1}}
        steps:
          desk:
            team: clerks
            time: 8
            escalate: {after: 20, to: office}
            comes_back: {share: 50%, after: 10, as: complaint}
            next: [{parallel: [{to: post}, {to: file}], wait_for: any, rest: cancel, then: office}]
          post: {time: 3, next: join}
          file: {team: managers, batch: {size: 2, wait: 2}, time: 4, next: join}
          office: {team: managers, time: 4, queue: {limit: 1, when_full: block}, next: {end: served}}
        """,
        clock="run_for: 100 min, at_end: stop",
    )
    log = event_log(told.plan, told.records)
    assert set(log["lifecycle:transition"]) == {"complete", "withdraw", "ate_abort", "start", "schedule"}
    started = log.dropna(subset="start_timestamp")
    assert (started["start_timestamp"] <= started["time:timestamp"]).all()
    assert (log["time:timestamp"] >= "2024-01-01T00:00").all()
    assert "guest waiting already 1" in set(log["case:concept:name"])
