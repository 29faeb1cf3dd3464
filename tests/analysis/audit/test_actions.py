"""How the actions of an SOP were done, and how long visits took."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.analysis.audit.actions import action_deviations
from simulator.analysis.audit.headers import Columns
from simulator.analysis.audit.log import read_log
from simulator.analysis.audit.order import at_once
from simulator.analysis.audit.slow import limits, too_slow
from simulator.analysis.audit.visits import Visits, visits_of
from simulator.model.plan import Plan
from tests.stories import plan_of

COUNTER = """\
blueprint: Counter
clock: {unit: min, start: "2024-03-04 09:00", run_for: 1 d}
customers:
  guest: {starts_at: counter, arrivals: {every: 30 min}}
teams:
  tellers: {count: 2}
steps:
  counter:
    team: tellers
    time: 4 min
    sop:
      actions:
        - {id: identify, do: Greet, standard_time: 30 s, lock: fixed}
        - {id: chat, do: Talk, standard_time: 30 s, lock: free}
        - {id: enter, do: Enter, standard_time: 2 min, lock: elastic}
        - {id: close, do: Close, standard_time: 1 min, lock: fixed}
      REDONE
    next: desk
  desk: {team: tellers, time: {exponential: 3 min}, next: {end: served}}
"""


def plan(folder: Path, redone: str = "compliance: 92%") -> Plan:
    return plan_of(COUNTER.replace("REDONE", redone), folder)


def visits(folder: Path, of: Plan, activities: str, end: str = "") -> Visits:
    """The visits of a case that does so, an activity each minute."""
    rows = [
        f"1,{name},2024-03-04 09:{minute:02},{end}" for minute, name in enumerate(activities.split(", "), 10)
    ]
    path = folder / "log.csv"
    path.write_text("\n".join(("case,activity,time,end", *rows)), encoding="utf-8")
    return visits_of(read_log(path, of, Columns()), at_once(of))


def found(folder: Path, activities: str, redone: str = "compliance: 92%") -> list[tuple[str, str, int]]:
    of = plan(folder, redone)
    names = ["identify", "chat", "enter", "close"]
    deviations = action_deviations(of, visits(folder, of, activities))
    return [(one.kind, names[one.action], one.line) for one in deviations]


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        ("identify, enter, close", []),
        ("identify, chat, enter, close", []),
        ("chat, identify, chat, enter, close", []),  # what is free is nobody's business
        ("identify, close", [("skipped", "enter", 0)]),
        ("enter, identify, close", [("out of order", "identify", 3)]),
        ("enter, close, identify", [("out of order", "identify", 4)]),
        ("identify, enter, enter, close", [("repeated", "enter", 4)]),
        ("counter: identify, counter, Counter: enter, close", []),
        ("counter", []),  # the log tells of no action of the step
    ],
)
def test_actions_that_every_visit_has_to_do(
    tmp_path: Path, activities: str, expected: list[tuple[str, str, int]]
) -> None:
    assert found(tmp_path, activities) == expected


def test_what_is_redone_within_the_visit_is_not_repeated(tmp_path: Path) -> None:
    assert found(tmp_path, "identify, enter, enter, close", "errors: {redone: 70%}") == []


@pytest.mark.parametrize(
    ("activities", "steps"),
    [
        ("identify, enter, desk", ["counter", "desk"]),
        ("counter, identify, enter, desk", ["counter", "desk"]),
        ("identify, enter, counter, desk", ["counter", "desk"]),  # written down when it was done
        ("identify, desk, enter", ["counter", "desk", "counter"]),
        ("counter, counter", ["counter", "counter"]),
        ("counter, identify, counter", ["counter", "counter"]),
    ],
)
def test_actions_belong_to_the_visit_in_which_they_are_done(
    tmp_path: Path, activities: str, steps: list[str]
) -> None:
    of = plan(tmp_path)
    assert [of.steps[step].name for step in visits(tmp_path, of, activities).step] == steps


def test_a_visit_is_too_slow_beyond_its_standard_times_and_the_tolerance(tmp_path: Path) -> None:
    of = plan(tmp_path)
    counter, desk = limits(of, 0.5)
    assert (counter.time, counter.standard) == (360.0, True)  # 30 s + 30 s + 2 min + 1 min, and half more
    # The 99 % quantile of an exponential time of 3 min is 3 min · ln 100 = 13.8155 min.
    assert (desk.time, desk.standard) == (pytest.approx(828.931, abs=1e-3), False)
    for end, slow in (("2024-03-04 09:16:00", False), ("2024-03-04 09:16:01", True), ("", False)):
        assert too_slow(visits(tmp_path, of, "counter", end), limits(of, 0.5)).tolist() == [slow]
