"""Full steps that block: who is done stays with those who served it until there is room."""

from __future__ import annotations

from pathlib import Path

from tests.stories import story

LINE = """
    customers: {part: {starts_at: cut, arrivals: {at: [0, 0, 0, 0]}}}
    teams: {cutters: {count: 1}, painters: {count: 1}}
    steps:
      cut: {team: cutters, time: 2, next: paint}
      paint: {team: painters, time: 5, queue: {limit: LIMIT, when_full: block}, next: {end: served}}
"""


def test_the_member_is_kept_until_there_is_room(tmp_path: Path) -> None:
    # No room to wait before painting. Part 1 cut 0-2, painted 2-7. Part 2 cut 2-4, blocked until 7, painted
    # 7-12. Part 3 cut 7-9, blocked until 12, painted until 17. Part 4 cut 12-14, painted 17-22.
    told = story(tmp_path, LINE.replace("LIMIT", "0"))
    assert told.left("part") == [7, 12, 17, 22]
    assert told.column("cut", "started") == [0, 2, 7, 12]
    assert told.column("paint", "ready") == [2, 4, 9, 14]
    assert told.column("paint", "queued") == [2, 7, 12, 17]
    assert told.stints("cutters")[:4] == [
        (1, 0, 2, "work"),
        (1, 2, 4, "work"),
        (1, 4, 7, "kept"),
        (1, 7, 9, "work"),
    ]


def test_a_place_to_wait_lets_one_more_go(tmp_path: Path) -> None:
    # One may wait: part 2 waits from 4, part 3 (cut 4-6) is blocked until 7, part 4 is cut 7-9 and blocked
    # to 12.
    told = story(tmp_path, LINE.replace("LIMIT", "1"))
    assert told.left("part") == [7, 12, 17, 22]
    assert told.column("cut", "started") == [0, 2, 4, 7]
    assert told.column("paint", "queued") == [2, 4, 7, 12]


def test_who_arrives_waits_before_the_door(tmp_path: Path) -> None:
    # Nobody is held by those who come from outside: they enter one by one, first come first.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1, 2]}}}
        teams: {clerks: {count: 1}}
        steps: {desk: {team: clerks, time: 5, queue: {limit: 0, when_full: block}, next: {end: served}}}
        """,
    )
    assert told.left("guest") == [5, 10, 15]
    assert told.column("desk", "queued") == [0, 5, 10]


def test_two_full_steps_that_wait_for_each_other_are_named(tmp_path: Path) -> None:
    # Each desk has one clerk and no room. Both are done at 2 and want to the other: neither can ever.
    told = story(
        tmp_path,
        """
        customers:
          east: {starts_at: east desk, arrivals: {at: [0]}}
          west: {starts_at: west desk, arrivals: {at: [0]}}
        teams: {eastern: {count: 1}, western: {count: 1}}
        steps:
          east desk:
            team: eastern
            time: 2
            queue: {limit: 0, when_full: block}
            next: [{end: served, if: customers is west}, west desk]
          west desk:
            team: western
            time: 2
            queue: {limit: 0, when_full: block}
            next: [{end: served, if: customers is east}, east desk]
        """,
    )
    (note,) = told.records.notes
    assert note.startswith(
        "Deadlock: east 1 waits at `west desk` for `western`, kept by west 1; west 1 waits at"
    )
    assert "larger `limit`" in note
    assert note.endswith(
        "Overtime, utilisation and cost include the time for which they kept members of teams until the run "
        "was given up, 28 days after the doors closed."
    )
    assert told.outcomes("east") == ["unfinished"]


def test_a_deadline_takes_a_blocked_case_away_and_frees_its_member(tmp_path: Path) -> None:
    # Part 2 is blocked from 4; its deadline at 5 sends it to the manager: the cutter is free at 5 for part
    # 3, of 1.
    told = story(
        tmp_path,
        """
        customers: {part: {starts_at: cut, arrivals: {at: [0, 0, 1]}}}
        deadlines: {promise: {after: 5, to: manager}}
        teams: {cutters: {count: 1}, painters: {count: 1}, managers: {count: 1}}
        steps:
          cut: {team: cutters, time: 2, next: paint}
          paint: {team: painters, time: 5, queue: {limit: 0, when_full: block}, next: {end: served}}
          manager: {team: managers, time: 1, next: {end: served}}
        """,
    )
    assert told.left("part") == [7, 6, 12]
    assert told.column("cut", "started") == [0, 2, 5]
    assert told.results("paint")[1] == "escalated"


def test_who_is_let_in_keeps_the_order_of_coming(tmp_path: Path) -> None:
    # Two cutters, no room: part 1 painted 2-7; parts 2 and 3 (cut until 2 and 4) are blocked, 2 enters at
    # 7, 3 at 12.
    told = story(tmp_path, LINE.replace("LIMIT", "0").replace("cutters: {count: 1}", "cutters: {count: 2}"))
    assert told.column("paint", "queued") == [2, 7, 12, 17]


def test_nobody_overtakes_those_who_stand_outside(tmp_path: Path) -> None:
    # One may wait. At 5 the desk is free: first (at 0) is done, second (at 1) waits in the line, third (at 2)
    # stands outside. fourth comes from a delay at that very moment, before anybody is called, and stands
    # behind third: they are served 5-10, 10-15 and 15-20.
    told = story(
        tmp_path,
        """
        customers:
          guest: {starts_at: desk, arrivals: {at: [0, 1, 2]}}
          fourth: {starts_at: way, arrivals: {at: [0]}}
        teams: {clerks: {count: 1}}
        steps:
          way: {time: 5, next: desk}
          desk: {team: clerks, time: 5, queue: {limit: 1, when_full: block}, next: {end: served}}
        """,
    )
    assert told.left("guest") == [5, 10, 15]
    assert told.left("fourth") == [20]


def test_those_who_served_a_batch_stay_with_the_first_of_it_for_whom_there_is_no_room(tmp_path: Path) -> None:
    # Parts 1 and 2 are cut together 0-4. Part 1 is painted at once, 4-9, part 2 is blocked and keeps the
    # cutter until 9; parts 3 and 4 are cut only then, 9-13. Part 2 is painted 9-14, part 3 (outside from 13)
    # 14-19, part 4 19-24.
    told = story(
        tmp_path,
        """
        customers: {part: {starts_at: cut, arrivals: {at: [0, 0, 1, 1]}}}
        teams: {cutters: {count: 1}, painters: {count: 1}}
        steps:
          cut: {team: cutters, batch: {size: 2}, time: 4, next: paint}
          paint: {team: painters, time: 5, queue: {limit: 0, when_full: block}, next: {end: served}}
        """,
    )
    assert told.left("part") == [9, 14, 19, 24]
    assert told.stints("cutters") == [
        (1, 0, 4, "work"),
        (1, 4, 9, "kept"),
        (1, 9, 13, "work"),
        (1, 13, 14, "kept"),
    ]
