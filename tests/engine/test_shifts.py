"""Who is on duty: schedules, hours, overtime, pauses of several."""

from __future__ import annotations

from pathlib import Path

from tests.stories import story


def test_overtime_goes_straight_on_when_the_next_shift_calls(tmp_path: Path) -> None:
    # Off at 5, back at 9, busy 1 → 11: one shift with overtime 5 → 9, then on duty from 9.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [1, 2]}}}
        teams: {clerks: {schedule: {"00:00": 1, "00:05": 0, "00:09": 1}}}
        steps: {desk: {team: clerks, time: 10, next: {end: served}}}
        """,
        clock="run_for: 30 min",
    )
    assert told.left("guest") == [11, 21]
    assert told.duty("clerks") == [(1, 0, 5, 9), (1, 9, 30, 30)]


def test_the_highest_number_leaves_first_even_if_it_alone_is_busy(tmp_path: Path) -> None:
    # Member 1 (longest idle) takes the first, 2 the second at 1. At 3 the schedule falls to 1: member 2
    # finishes at 11 and leaves; member 1, free at 10, takes the third.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1, 4]}}}
        teams: {clerks: {schedule: {"00:00": 2, "00:03": 1}}}
        steps: {desk: {team: clerks, time: 10, next: {end: served}}}
        """,
        clock="run_for: 30 min",
    )
    assert told.column("desk", "member") == [1, 2, 1]
    assert told.duty("clerks") == [(1, 0, 30, 30), (2, 0, 3, 11)]


def test_hours_with_a_break_and_a_closed_day(tmp_path: Path) -> None:
    # Open 09:00-12:00 and 13:00-17:00; Tuesday closed. A customer at 11:50 (710) works 60: 10 before the
    # break, 50 after: 13:50 (830). One on Monday at 18:00 is served on Wednesday at 09:00.
    told = story(
        tmp_path,
        """
        hours: {office: {open: {Mon-Fri: ["09:00-12:00", "13:00-17:00"]}, closed: ["2024-01-02"]}}
        customers: {guest: {starts_at: desk, arrivals: {at: [710, 1080]}}}
        teams: {clerks: {count: 1, hours: office, at_shift_end: pause}}
        steps: {desk: {team: clerks, time: 60, next: {end: served}}}
        """,
        clock="run_for: 3 d",
    )
    wednesday_nine = 2 * 1440 + 540
    assert told.left("guest") == [830, wednesday_nine + 60]


def test_work_of_two_pauses_until_both_are_back(tmp_path: Path) -> None:
    # Together from 0; the doctor is away 4 → 10, the nurse 6 → 12: 4 done, the other 6 from 12: 18.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: ward, arrivals: {at: [0]}}}
        teams:
          doctors: {schedule: {"00:00": 1, "00:04": 0, "00:10": 1}, at_shift_end: pause}
          nurses: {schedule: {"00:00": 1, "00:06": 0, "00:12": 1}, at_shift_end: pause}
        steps: {ward: {needs: {doctors: 1, nurses: 1}, time: 10, next: {end: served}}}
        """,
    )
    assert told.left("guest") == [18]
    assert told.stints("doctors") == [(1, 0, 4, "work"), (1, 10, 12, "paused"), (1, 12, 18, "work")]
    assert told.stints("nurses") == [(1, 0, 4, "work"), (1, 4, 6, "paused"), (1, 12, 18, "work")]
    assert told.column("ward", "work") == [10]


def test_a_handed_over_visit_is_first_in_line_again(tmp_path: Path) -> None:
    # 1 is interrupted at 5 (5 left) and goes back to its place before 2: 9 → 14, then 2: 14 → 24.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1]}}}
        teams: {clerks: {schedule: {"00:00": 1, "00:05": 0, "00:09": 1}, at_shift_end: hand over}}
        steps: {desk: {team: clerks, time: 10, next: {end: served}}}
        """,
    )
    assert told.left("guest") == [14, 24]


def test_members_with_hours_of_their_own(tmp_path: Path) -> None:
    # The early one serves until 10 and finishes what it has; the late one is there from 8.
    told = story(
        tmp_path,
        """
        hours:
          early: {open: {Mon-Sun: ["00:00-00:10"]}}
          late: {open: {Mon-Sun: ["00:08-24:00"]}}
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1, 2, 3]}}}
        teams:
          clerks:
            members:
              - {name: early, count: 1, hours: early}
              - {name: late, count: 1, hours: late}
        steps: {desk: {team: clerks, time: 6, next: {end: served}}}
        """,
    )
    # early: 0 → 6, 6 → 12; late: 8 → 14, 14 → 20
    assert told.column("desk", "member") == [1, 1, 2, 2]
    assert told.left("guest") == [6, 12, 14, 20]


def test_who_sits_by_paused_work_goes_home_at_the_end_of_the_shift(tmp_path: Path) -> None:
    # The doctor pauses 4 → 20; the nurse would finish what she has, but nothing is being done: off 6 → 15.
    # Four are done by 4, the other 6 from 20: 26.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: room, arrivals: {at: [0]}}}
        teams:
          doctors: {schedule: {"00:00": 1, "00:04": 0, "00:20": 1}, at_shift_end: pause}
          nurses: {schedule: {"00:00": 1, "00:06": 0, "00:15": 1}, at_shift_end: finish}
        steps: {room: {needs: {doctors: 1, nurses: 1}, time: 10, next: {end: served}}}
        """,
        clock="run_for: 30 min",
    )
    assert told.left("guest") == [26]
    assert told.duty("nurses") == [(1, 0, 6, 6), (1, 15, 30, 30)]
    assert told.stints("nurses") == [
        (1, 0, 4, "work"),
        (1, 4, 6, "paused"),
        (1, 15, 20, "paused"),
        (1, 20, 26, "work"),
    ]
