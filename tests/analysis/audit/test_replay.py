"""Which rows of steps the routes allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.analysis.audit.positions import Positions
from simulator.analysis.audit.replay import Replay
from tests.analysis.audit.line import Line
from tests.stories import plan_of

STRAIGHT = "take, do, look, both, print, hand over"


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


@pytest.mark.parametrize(
    "row",
    [
        STRAIGHT,
        "take, do, look, both, print, bill, hand over",
        "take, do, look, both, bill, print, hand over",
        "take, do, look, do, look, both, print, hand over",  # once again
        "take, do, look, both, print, post",  # has given up waiting before it was handed over
    ],
)
def test_a_way_that_the_routes_allow_conforms(line: Line, row: str) -> None:
    assert Replay(line.positions).conforms(line.row(row))


@pytest.mark.parametrize(
    "row",
    [
        "take, look, both, print, hand over",  # one is left out
        "take, do, look, both, hand over",  # of the parallel nothing
        "take, do, look, both, bill, hand over",  # what is always printed is not
        "take, do, look, both, print, hand over, bill",  # after the join
        "take, do, look, both, print, print, hand over",
        "take, do, look, do, look, do, look, both, print, hand over",  # twice again
        "take, do, look, both, print",  # not to the end
        "do, look, both, print, hand over",
        "take, do, look, both, print, hand over, post",
    ],
)
def test_another_does_not(line: Line, row: str) -> None:
    assert not Replay(line.positions).conforms(line.row(row))


def test_of_a_step_that_leaves_no_trace_it_is_taken_that_it_was_done(line: Line) -> None:
    unlogged = Replay(Positions(line.plan, line.row("both")))
    assert unlogged.conforms(line.row("take, do, look, print, hand over"))
    assert not unlogged.conforms(line.row("take, do, look, hand over"))


BRANCHES = """
    blueprint: Branches
    clock: {unit: min, run_for: 1 d}
    customers:
      guest: {starts_at: start, arrivals: {every: 30 min}}
    teams:
      clerks: {count: 9}
    steps:
      start:
        team: clerks
        time: 2 min
        next: {parallel: [{to: a}, {to: b}, {to: c}], wait_for: 2, rest: %s, then: last}
      a: {team: clerks, time: 3 min, next: join}
      b: {team: clerks, time: 3 min, next: join}
      c: {team: clerks, time: 9 min, next: [{end: refused, share: 10%%}, {to: join}]}
      last: {team: clerks, time: 1 min, next: {end: served}}
"""


@pytest.mark.parametrize(
    ("rest", "row", "allowed"),
    [
        ("cancel", "start a b last", True),
        ("cancel", "start a b c last", True),  # c was begun and cancelled
        ("cancel", "start a last", False),
        ("cancel", "start a b last c", False),
        ("cancel", "start c", True),  # refused there; a and b are cancelled
        ("finish", "start a b last c", True),  # finished after the case went on
        ("finish", "start a b last", False),
        ("finish", "start a c", True),
    ],
)
def test_who_goes_on_before_all_branches_are_done(tmp_path: Path, rest: str, row: str, allowed: bool) -> None:
    plan = plan_of(BRANCHES % rest, tmp_path)
    names = [step.name for step in plan.steps]
    assert Replay(Positions(plan)).conforms([names.index(name) for name in row.split()]) == allowed


OVERDUE = """
    blueprint: Overdue
    clock: {unit: min, run_for: 1 d}
    customers:
      guest: {starts_at: work, arrivals: {every: 30 min}, priority: 2}
      urgent: {starts_at: work, arrivals: {every: 60 min}, priority: 1}
    teams:
      clerks: {count: 1}
      seniors: {count: 1}
    steps:
      work: {team: clerks, time: 20 min, queue: {order: ORDER}, next: last}
      last: {team: seniors, time: 1 min, queue: {limit: 3, when_full: {to: rescue}}, next: {end: served}}
      rescue: {team: seniors, time: 5 min, next: {end: saved}}
    deadlines:
      long: {after: 30 min, to: rescue}
"""


@pytest.mark.parametrize("order", ["preemptive", "fifo"])
def test_who_is_overdue_goes_elsewhere_from_where_it_waits(tmp_path: Path, order: str) -> None:
    plan = plan_of(OVERDUE.replace("ORDER", order), tmp_path)
    names = [step.name for step in plan.steps]
    replay = Replay(Positions(plan))
    for row, allowed in (
        ("rescue", True),  # was overdue before it was its turn
        ("work last", True),
        ("work rescue", True),  # before the last step
        ("work last rescue", False),  # there nobody is interrupted
    ):
        assert replay.conforms([names.index(name) for name in row.split()]) == allowed


BATCH = """
    blueprint: Batch
    clock: {unit: min, run_for: 1 d}
    customers:
      guest: {starts_at: ask, arrivals: {every: 30 min}, patience: 5 min}
    teams:
      clerks: {count: 1}
    steps:
      ask: {team: clerks, time: 1 min, next: ride}
      ride: {time: 9 min, batch: {size: 4}, next: pay}
      pay: {team: clerks, time: 1 min, patience: endless, next: {end: served}}
"""


def test_who_waits_for_a_batch_or_for_somebody_may_lose_patience(tmp_path: Path) -> None:
    plan = plan_of(BATCH, tmp_path)
    names = [step.name for step in plan.steps]
    replay = Replay(Positions(plan))
    for row, allowed in (("ask", True), ("ask ride", False), ("ask ride pay", True), ("ask pay", False)):
        assert replay.conforms([names.index(name) for name in row.split()]) == allowed
