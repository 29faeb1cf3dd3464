"""The event log: XES names, local ISO times, life cycle."""

from __future__ import annotations

import pandas as pd
import pytest

from simulator.analysis.events import event_log
from tests.analysis.logbook import Logbook, shop

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
