"""What becomes of members: pace, set-up, absence, breakdowns."""

from __future__ import annotations

from pathlib import Path

from simulator.model.streams import ABSENCE, member_stream
from simulator.randomness.draws import Draws
from tests.stories import story


def test_the_pace_of_the_hour_counts_for_those_who_begin_then(tmp_path: Path) -> None:
    # 100 % until 00:10, 50 % from then on. Begun at 5: 10 at full speed, until 15 though the pace has
    # fallen. The next begins at 15 at half speed: until 35.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [5, 6]}}}
        teams: {clerks: {count: 1, pace: {"00:00": 100%, "00:10": 50%}}}
        steps: {desk: {team: clerks, time: 10, next: {end: served}}}
        """,
    )
    assert told.left("guest") == [15, 35]


def test_going_to_another_step_takes_setting_up(tmp_path: Path) -> None:
    # One member. a 0-4 (first of all: nothing to set up), b: 2 + 4 until 10, b: until 14, a: 3 + 4 until 21.
    told = story(
        tmp_path,
        """
        customers:
          x: {starts_at: a, arrivals: {at: [0, 3]}}
          y: {starts_at: b, arrivals: {at: [1, 2]}}
        teams: {clerks: {count: 1}}
        steps:
          a: {team: clerks, time: 4, set_up: 3, next: {end: served}}
          b: {team: clerks, time: 4, set_up: 2, next: {end: served}}
        """,
    )
    assert told.left("y") == [10, 14]
    assert told.left("x") == [4, 21]


def test_who_is_away_on_a_day_is_replaced_by_nobody(tmp_path: Path) -> None:
    # Three days, a schedule of two: on each day those are on duty whose number of that day is not below 50 %.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0]}}}
        teams: {clerks: {count: 2, absence: {chance: 50%}}}
        steps: {desk: {team: clerks, time: 1, next: {end: served}}}
        """,
        clock="run_for: 8 d",
    )
    day = 1440
    team = told.plan.teams[0]
    expected = []
    for member in (1, 2):
        drawn = Draws(1, 1, member_stream(ABSENCE, team, member).number)
        days = [t for t in range(8) if drawn.at(t) >= 0.5]
        assert 0 < len(days) < 8
        expected += [(member, t * day, (t + 1) * day) for t in days]
    spans = [
        (member, t, min(t + day, off))
        for member, on, _, off in told.duty("clerks")
        for t in range(int(on), int(off), day)
    ]
    assert spans == expected


def test_a_breakdown_pauses_the_work_and_the_clock_runs_on_shift_only(tmp_path: Path) -> None:
    # Fails after 6 on shift, repair 4: the work of 10 begun at 0 is 6 done at 6, goes on at 10 until 14.
    # The clock begins anew at 10: down 16-20. The second, begun at 14, is 2 done then, the rest 20-28, of
    # it down 26-30: 32.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1]}}}
        teams: {machines: {count: 1, breakdowns: {every: 6, repair: 4}}}
        steps: {desk: {team: machines, time: 10, next: {end: served}}}
        """,
        clock="run_for: 35 min",
    )
    assert told.left("guest") == [14, 32]
    assert told.stints("machines") == [
        (1, 0, 6, "work"),
        (1, 6, 10, "down"),
        (1, 10, 14, "work"),
        (1, 14, 16, "work"),
        (1, 16, 20, "down"),
        (1, 20, 26, "work"),
        (1, 26, 30, "down"),
        (1, 30, 32, "work"),
    ]
    assert told.column("desk", "work") == [10, 10]


def test_a_breakdown_clock_stands_while_off_shift(tmp_path: Path) -> None:
    # On 0-4 and from 20 on; fails after 6 on shift: at 22, mended at 25 (off shift a repair would go on).
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [21]}}}
        teams: {machines: {schedule: {"00:00": 1, "00:04": 0, "00:20": 1}, breakdowns: {every: 6, repair: 3}}}
        steps: {desk: {team: machines, time: 2, next: {end: served}}}
        """,
        clock="run_for: 26 min",
    )
    assert told.left("guest") == [26]
    assert told.stints("machines") == [(1, 21, 22, "work"), (1, 22, 25, "down"), (1, 25, 26, "work")]


def test_nobody_gets_a_broken_one_and_the_idle_one_serves(tmp_path: Path) -> None:
    # Both fail after 5 on shift. The first arrives at 6, when both are down until 9: starts then.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [6]}}}
        teams: {machines: {count: 2, breakdowns: {every: 5, repair: 4}}}
        steps: {desk: {team: machines, time: 2, next: {end: served}}}
        """,
        clock="run_for: 12 min",
    )
    assert told.column("desk", "started") == [9]


def test_more_urgent_work_does_not_interrupt_what_a_breakdown_has_stopped(tmp_path: Path) -> None:
    # The plain one is begun at 0 and stopped 4-10; the urgent one comes at 5 and cannot have the broken
    # machine. At 10 the plain work goes on and is interrupted at once: urgent 10-13, then plain, 6 left:
    # 13-14 (fails at 14, after 4 on shift since 10), 20-24 and 30-31.
    told = story(
        tmp_path,
        """
        customers:
          plain: {starts_at: desk, arrivals: {at: [0]}, priority: 2}
          urgent: {starts_at: fast, arrivals: {at: [5]}, priority: 1}
        teams: {machines: {count: 1, breakdowns: {every: 4, repair: 6}}}
        steps:
          desk: {team: machines, time: 10, queue: {order: preemptive}, next: {end: served}}
          fast: {team: machines, time: 3, queue: {order: preemptive}, next: {end: served}}
        """,
        clock="run_for: 40 min",
    )
    assert told.left("urgent") == [13]
    assert told.left("plain") == [31]


def test_the_shift_of_a_broken_one_ends(tmp_path: Path) -> None:
    # Down 4-8, the shift ends at 6: it goes home in the middle of the repair, and the paused work waits
    # until it is back at 20: 4 done, 6 left, the clock began anew at its return: 20-24, down until 28,
    # 28-30.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0]}}}
        teams: {machines: {schedule: {"00:00": 1, "00:06": 0, "00:20": 1}, breakdowns: {every: 4, repair: 4}}}
        steps: {desk: {team: machines, time: 10, next: {end: served}}}
        """,
        clock="run_for: 40 min",
    )
    assert told.duty("machines")[0] == (1, 0, 6, 6)
    assert told.left("guest") == [30]
