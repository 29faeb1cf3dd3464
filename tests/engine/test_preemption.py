"""Pre-emption: whose work is interrupted, and how it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import story

EMERGENCY = """
    customers:
      calm: {starts_at: desk, arrivals: {at: [0]}, priority: 2}
      urgent: {starts_at: desk, arrivals: {at: [4]}, priority: 1}
    teams: {clerks: {count: 1}}
    steps:
      desk:
        team: clerks
        time: TIME
        queue: {order: preemptive, interrupted: HOW}
        next: {end: served}
    """


@pytest.mark.parametrize(
    ("how", "end"),
    [("resume", 15), ("restart", 19)],  # 4 done, urgent 4 → 9, then 6 left or all 10 again
)
def test_the_interrupted_goes_on_as_its_step_says(tmp_path: Path, how: str, end: float) -> None:
    body = EMERGENCY.replace("HOW", how).replace("TIME", "{by: customers, calm: 10, urgent: 5}")
    told = story(tmp_path, body)
    assert told.left("urgent") == [9]
    assert told.left("calm") == [end]
    assert told.column("desk", "interruptions") == [1, 0]


def test_redraw_takes_the_next_attempt_and_restart_the_same_draw(tmp_path: Path) -> None:
    time = "{by: customers, calm: {uniform: {low: 20, high: 40}}, urgent: 5}"

    def after(how: str) -> float:
        told = story(tmp_path, EMERGENCY.replace("HOW", how).replace("TIME", time))
        return told.left("calm")[0] - 9

    undisturbed = story(
        tmp_path,
        EMERGENCY.replace("HOW", "resume").replace("TIME", time).replace("at: [4]", "at: [99]"),
    ).left("calm")[0]
    assert after("restart") == pytest.approx(undisturbed, rel=1e-12)
    assert after("resume") == pytest.approx(undisturbed - 4, rel=1e-12)
    assert after("redraw") != pytest.approx(undisturbed, rel=1e-3)
    assert 20 <= after("redraw") <= 40


def test_an_equal_priority_does_not_interrupt(tmp_path: Path) -> None:
    body = EMERGENCY.replace("HOW", "resume").replace("TIME", "10").replace("priority: 1", "priority: 2")
    assert story(tmp_path, body).left("urgent") == [20]


def test_the_lowest_priority_and_then_the_latest_start_is_the_victim(tmp_path: Path) -> None:
    # Three clerks hold a (priority 3, from 0), b (3, from 1), c (2, from 2). Urgent at 5 interrupts b, at 6
    # a, at 7 c.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: desk, arrivals: {at: [0]}, priority: 3}
          b: {starts_at: desk, arrivals: {at: [1]}, priority: 3}
          c: {starts_at: desk, arrivals: {at: [2]}, priority: 2}
          urgent: {starts_at: desk, arrivals: {at: [5, 6, 7]}, priority: 1}
        teams: {clerks: {count: 3}}
        steps: {desk: {team: clerks, time: 20, queue: {order: preemptive}, next: {end: served}}}
        """,
    )
    ends = {member: end for member, _, end, _ in reversed(told.stints("clerks"))}
    assert ends == {1: 6, 2: 5, 3: 7}


def test_it_reaches_over_all_steps_of_the_team(tmp_path: Path) -> None:
    # Work at a plain fifo step counts as having no priority.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: routine, arrivals: {at: [0]}, priority: 1}
          b: {starts_at: alarm, arrivals: {at: [3]}, priority: 2}
        teams: {clerks: {count: 1}}
        steps:
          routine: {team: clerks, time: 10, next: {end: served}}
          alarm: {team: clerks, time: 5, queue: {order: preemptive}, next: {end: served}}
        """,
    )
    assert told.left("b") == [8]
    assert told.left("a") == [15]


def test_nobody_is_interrupted_where_that_frees_too_few(tmp_path: Path) -> None:
    # Big needs both; one of the two is held by an equal: low is left in peace until 10.
    told = story(
        tmp_path,
        """
        customers:
          low: {starts_at: small, arrivals: {at: [0]}, priority: 2}
          equal: {starts_at: small, arrivals: {at: [0]}, priority: 1}
          big: {starts_at: both, arrivals: {at: [1]}, priority: 1}
        teams: {crew: {count: 2}}
        steps:
          small:
            team: crew
            time: {by: customers, equal: 8, otherwise: 10}
            queue: {order: preemptive}
            next: {end: served}
          both: {needs: {crew: 2}, time: 5, queue: {order: preemptive}, next: {end: served}}
        """,
    )
    # At 8 the equal is done, so interrupting low (8 done, 2 left) now frees enough: big 8 → 13, low 13 → 15.
    assert told.left("big") == [13]
    assert told.left("low") == [15]


def test_an_interrupted_visit_does_not_give_up(tmp_path: Path) -> None:
    # Its patience of 1 ended with the first start.
    body = EMERGENCY.replace("HOW", "resume").replace("TIME", "10")
    body = body.replace("priority: 2}", "priority: 2, patience: 1}")
    told = story(tmp_path, body)
    assert told.outcomes("calm") == ["served"]
    assert told.left("calm") == [20]


def test_a_member_who_only_finishes_after_the_shift_is_not_taken(tmp_path: Path) -> None:
    # The shift ends at 2; calm is finished at 10; nobody is there for urgent until 30.
    body = EMERGENCY.replace("HOW", "resume").replace("TIME", "10")
    body = body.replace("{count: 1}", '{schedule: {"00:00": 1, "00:02": 0, "00:30": 1}}')
    told = story(tmp_path, body)
    assert told.left("calm") == [10]
    assert told.left("urgent") == [40]
