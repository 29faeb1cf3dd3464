"""Deterministic paths with the arithmetic in the comments: every moment is exact."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import Story, plan_of

ONE_SERVER = """
    blueprint: One server
    clock: {unit: min, start: "Mon 00:00", run_for: 60 min}
    customers:
      guest:
        starts_at: desk
        arrivals: ARRIVALS
    teams:
      clerks: {count: 1}
    steps:
      desk:
        team: clerks
        time: WORK
        queue: QUEUE
        next: {end: served}
    """


def one_server(folder: Path, arrivals: str, work: str, queue: str = "{}", run_for: str = "60 min") -> Story:
    text = ONE_SERVER.replace("ARRIVALS", arrivals).replace("WORK", work).replace("QUEUE", queue)
    return Story(plan_of(text.replace("60 min", run_for), folder))


@pytest.mark.parametrize(
    ("at_shift_end", "end"),
    [
        ("pause", 15),  # 1 → 5 worked 4, off until 9, the other 6: 9 + 6
        ("restart", 19),  # again from 9: 9 + 10
        ("hand over", 15),  # nobody else there: carries on with what is left at 9
        ("finish", 11),  # 1 + 10, two of them after the shift
    ],
)
def test_what_becomes_of_work_at_the_end_of_a_shift(tmp_path: Path, at_shift_end: str, end: float) -> None:
    story = Story(
        plan_of(
            f"""
            blueprint: A break
            clock: {{unit: min, start: "Mon 00:00", run_for: 30 min}}
            customers:
              guest: {{starts_at: desk, arrivals: {{at: [1]}}}}
            teams:
              clerks:
                schedule: {{"00:00": 1, "00:05": 0, "00:09": 1}}
                at_shift_end: {at_shift_end}
            steps:
              desk: {{team: clerks, time: 10, next: {{end: served}}}}
            """,
            tmp_path,
        )
    )
    assert story.left("guest") == [end]
    assert story.column("desk", "work") == [{"restart": 14}.get(at_shift_end, 10)]  # the lost 4 were work too


def test_capacity_1_then_3_then_1(tmp_path: Path) -> None:
    # 1 from 0, 3 from 1, 1 from 2; three at 0, work 2: the first 0 → 2, the others start at 1 and end at 3.
    story = Story(
        plan_of(
            """
            blueprint: Capacity that changes
            clock: {unit: min, start: "Mon 00:00", run_for: 10 min}
            customers:
              guest: {starts_at: desk, arrivals: {at: [0, 0, 0]}}
            teams:
              clerks: {schedule: {"00:00": 1, "00:01": 3, "00:02": 1}}
            steps:
              desk: {team: clerks, time: 2, next: {end: served}}
            """,
            tmp_path,
        )
    )
    assert story.left("guest") == [2, 3, 3]
    # Members 2 and 3 are due at 2 and stay until they have finished at 3; member 1 stays to the end.
    assert story.duty("clerks") == [(1, 0, 10, 10), (2, 1, 2, 3), (3, 1, 2, 3)]


def test_no_queue_at_all_serves_every_second_customer(tmp_path: Path) -> None:
    # Arrivals 1..100, work 1.5, limit 0: served at 1, 3, 5, ...: 50 served, 50 turned away.
    story = one_server(tmp_path, "{every: 1, limit: 100}", "1.5", "{limit: 0, when_full: leave}", "200 min")
    assert story.outcomes("guest") == ["served", "turned_away"] * 50


def test_balking_when_three_are_inside(tmp_path: Path) -> None:
    # At 5, 10, 15 they join (one in service, two waiting); 20 and 25 see two waiting and balk; at 26 the
    # first is done and the second starts (waited 26 - 10 = 16); 30 joins; 35, 40, 45 balk; at 47 the
    # second is done; 50 joins; the watch ends at 51.
    story = Story(
        plan_of(
            """
            blueprint: Balking
            clock: {unit: min, run_for: 51 min, at_end: stop}
            customers:
              guest: {starts_at: desk, arrivals: {every: 5}}
            teams:
              clerks: {count: 1}
            steps:
              desk: {team: clerks, time: 21, queue: {balk: {from: 2}}, next: {end: served}}
            """,
            tmp_path,
        )
    )
    cases = story.records.cases
    balked = [t for t, how in zip(cases["arrived"], story.outcomes("guest"), strict=True) if how == "balked"]
    assert balked == [20, 25, 35, 40, 45]
    assert story.waits("desk")[:2] == [0, 16]
    assert story.outcomes("guest").count("served") == 2
    assert story.outcomes("guest").count("unfinished") == 3


def test_lifo_serves_the_last_comer_first(tmp_path: Path) -> None:
    # Arrivals 1, 2, ...; work 1.6: 1 → 2.6; of {2}: 2 → 4.2; of {3, 4}: 4 → 5.8; of {3, 5}: 5 → 7.4;
    # of {3, 6, 7}: 7.
    story = one_server(tmp_path, "{every: 1}", "1.6", "{order: lifo}", "8 min")
    assert story.served_in_order("desk")[:5] == [1, 2, 4, 5, 7]


def test_parallel_branches_are_joined_when_all_are_done(tmp_path: Path) -> None:
    # Branches of 1, 2, 3, joined at 3, then 0.5: 3.5.
    story = Story(
        plan_of(
            """
            blueprint: Parallel
            clock: {unit: min, run_for: 10 min}
            customers:
              guest: {starts_at: split, arrivals: {at: [0]}}
            steps:
              split:
                time: 0
                next: {parallel: [{to: one}, {to: two}, {to: three}], wait_for: all, then: last}
              one: {time: 1, next: join}
              two: {time: 2, next: join}
              three: {time: 3, next: join}
              last: {time: 0.5, next: {end: served}}
            """,
            tmp_path,
        )
    )
    assert story.left("guest") == [3.5]


@pytest.mark.parametrize(("interrupted", "low"), [("resume", [30, 30]), ("restart", [35, 35])])
def test_preemption_by_jobs_that_need_both(tmp_path: Path, interrupted: str, low: list[float]) -> None:
    # Low: 0 → 2 (2 done, 8 left), 12 → 15 (3 done), then from 25: resume 5 left → 30; restart 10 → 35.
    # High: 2 → 12 and 15 → 25.
    story = Story(
        plan_of(
            f"""
            blueprint: Pre-emption
            clock: {{unit: min, run_for: 60 min}}
            customers:
              low: {{starts_at: small, arrivals: {{at: [0, 0]}}, priority: 2}}
              high: {{starts_at: big, arrivals: {{at: [2, 15]}}, priority: 1}}
            teams:
              crew: {{count: 2}}
            steps:
              small:
                team: crew
                time: 10
                queue: {{order: preemptive, interrupted: {interrupted}}}
                next: {{end: served}}
              big:
                needs: {{crew: 2}}
                time: 10
                queue: {{order: preemptive}}
                next: {{end: served}}
            """,
            tmp_path,
        )
    )
    assert story.left("low") == low
    assert story.left("high") == [12, 25]
    assert story.column("small", "interruptions") == [2, 2]


def test_three_tasks_in_a_row_by_one_person_over_days(tmp_path: Path) -> None:
    # One person works 09:00-17:00 (minutes 540 to 1020 of a day) and pauses overnight. Two customers,
    # at 13:30 and 14:00 (810, 840) on Monday, three tasks of 60 each, and each task queues anew, the
    # oldest ready first.
    #   810  A1 → 870.  At 870 B1 (ready 840) before A2 (ready 870).
    #   870  B1 → 930.  A2 (870) before B2 (930).
    #   930  A2 → 990.  B2 (930) before A3 (990).
    #   990  B2 → 30 done by 1020, pause until Tuesday 09:00 = 1980, 30 left → 2010.
    #   2010 A3 (990) before B3 (2010): → 2070, A leaves.
    #   2070 B3 → 2130, B leaves.
    story = Story(
        plan_of(
            """
            blueprint: Two days
            clock: {unit: min, start: "Mon 00:00", run_for: 2 d}
            customers:
              client: {starts_at: first, arrivals: {at: [810, 840]}}
            teams:
              person:
                schedule: {"09:00": 1, "17:00": 0}
                at_shift_end: pause
            steps:
              first: {team: person, time: 1 h, next: second}
              second: {team: person, time: 1 h, next: third}
              third: {team: person, time: 1 h, next: {end: done}}
            """,
            tmp_path,
        )
    )
    assert story.left("client") == [2070, 2130]
    assert story.column("first", "started") == [810, 870]
    assert story.column("second", "started") == [930, 990]
    assert story.column("third", "started") == [2010, 2070]
    assert story.column("second", "work") == [60, 60]
    assert story.column("second", "finished") == [990, 2010]
