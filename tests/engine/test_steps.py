"""What happens at a step: hand-off, limits, patience, who serves, what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import story


def test_a_hand_off_is_part_of_the_wait_and_not_of_the_queue(tmp_path: Path) -> None:
    # Ready at 0, handed off until 3; the clerk is free: starts at 3.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0]}}}
        teams: {clerks: {count: 1}}
        steps: {desk: {team: clerks, time: 5, hand_off: 3, next: {end: served}}}
        """,
    )
    assert told.column("desk", "queued") == [3]
    assert told.waits("desk") == [3]
    assert told.left("guest") == [8]


def test_patience_begins_after_the_hand_off(tmp_path: Path) -> None:
    # 1 is served 2 → 12. 2 is handed off at 3 and gives up at 3 + 4 = 7.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1]}, patience: 4}}
        teams: {clerks: {count: 1}}
        steps: {desk: {team: clerks, time: 10, hand_off: 2, next: {end: served}}}
        """,
    )
    assert told.left("guest") == [12, 7]
    assert told.outcomes("guest") == ["served", "abandoned"]


def test_who_gives_up_may_go_elsewhere_and_wait_there_with_fresh_patience(tmp_path: Path) -> None:
    # 2 comes at 1, gives up at 5, waits at `other` for its clerk until 8 (patience would end at 9), 8 → 18.
    told = story(
        tmp_path,
        """
        customers:
          guest: {starts_at: desk, arrivals: {at: [0, 1]}, patience: 4}
          first: {starts_at: other, arrivals: {at: [0]}}
        teams: {clerks: {count: 1}, others: {count: 1}}
        steps:
          desk: {team: clerks, time: 30, gives_up: {to: other}, next: {end: served}}
          other: {team: others, time: {by: customers, first: 8, otherwise: 10}, next: {end: helped}}
        """,
    )
    assert told.results("desk") == ["done", "abandoned"]
    assert told.outcomes("guest") == ["served", "helped"]
    assert told.left("guest") == [30, 18]


def test_a_step_has_its_own_patience_or_none(tmp_path: Path) -> None:
    # The class would give up after 1; `desk` says endless: 2 waits until 10.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 0]}, patience: 1}}
        teams: {clerks: {count: 1}}
        steps: {desk: {team: clerks, time: 10, patience: endless, next: {end: served}}}
        """,
    )
    assert told.left("guest") == [10, 20]


def test_a_limit_counts_only_those_who_really_wait(tmp_path: Path) -> None:
    # Three come at once to two free clerks and a queue of no length: two start, the third is turned away.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 0, 0]}}}
        teams: {clerks: {count: 2}}
        steps: {desk: {team: clerks, time: 5, queue: {limit: 0}, next: {end: served}}}
        """,
    )
    assert told.outcomes("guest") == ["served", "served", "turned_away"]


def test_a_limit_counts_free_members_whom_another_step_will_take(tmp_path: Path) -> None:
    # `first` (ready at 0, an earlier name) takes the one free clerk of both steps, so `second` is full for
    # its customer of the same moment.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: first, arrivals: {at: [0]}}
          b: {starts_at: second, arrivals: {at: [0]}}
        teams: {clerks: {count: 1}}
        steps:
          first: {team: clerks, time: 5, next: {end: served}}
          second: {team: clerks, time: 5, queue: {limit: 0}, next: {end: served}}
        """,
    )
    assert told.outcomes("b") == ["turned_away"]


def test_a_full_queue_sends_elsewhere(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1, 2]}}}
        teams: {clerks: {count: 1}}
        steps:
          desk: {team: clerks, time: 10, queue: {limit: 1, when_full: {to: machine}}, next: {end: served}}
          machine: {time: 3, next: {end: by machine}}
        """,
    )
    assert told.outcomes("guest") == ["served", "served", "by machine"]
    assert told.left("guest") == [10, 20, 5]
    assert told.results("desk") == ["done", "done", "turned_away"]


def test_first_free_takes_the_team_written_first(tmp_path: Path) -> None:
    # An expert for 1, a generalist for 2; at 5 both are free again and 3 gets the expert.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 0, 6]}}}
        teams: {experts: {count: 1}, generalists: {count: 1}}
        steps: {desk: {first_free: [generalists, experts], time: 5, next: {end: served}}}
        """,
    )
    names = [told.plan.teams[int(team)].name for team in told.column("desk", "team")]
    assert names == ["generalists", "experts", "generalists"]


def test_of_several_free_members_the_longest_idle_serves(tmp_path: Path) -> None:
    # Member 1: 0 → 5, member 2: 1 → 6; at 7 member 3 (idle since 0), at 8 member 1 (since 5), at 9 member 2.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1, 7, 8, 9]}}}
        teams: {clerks: {count: 3}}
        steps: {desk: {team: clerks, time: 5, next: {end: served}}}
        """,
    )
    assert told.column("desk", "member") == [1, 2, 3, 1, 2]


def test_a_fast_member_needs_less_time_and_work_left_keeps_its_measure(tmp_path: Path) -> None:
    # Work 12: the fast one (200 %) needs 6. 0 → 3 is 6 of it done; its shift ends at 3; the slow one
    # (50 %, from 3 on) does the other 6 in 12: 15.
    told = story(
        tmp_path,
        """
        hours:
          early: {open: {Mon-Sun: ["00:00-00:03"]}}
          late: {open: {Mon-Sun: ["00:03-24:00"]}}
        customers: {guest: {starts_at: desk, arrivals: {at: [0]}}}
        teams:
          pair:
            at_shift_end: hand over
            members:
              - {name: fast, count: 1, speed: 200%, hours: early}
              - {name: slow, count: 1, speed: 50%, hours: late}
        steps: {desk: {team: pair, time: 12, next: {end: served}}}
        """,
    )
    assert told.left("guest") == [15]
    assert told.stints("pair") == [(1, 0, 3, "work"), (2, 3, 15, "work")]
    assert told.column("desk", "work") == [15]


def test_several_are_taken_together_or_not_at_all(tmp_path: Path) -> None:
    # 1 holds the doctor 0 → 10. 2 needs doctor and room and takes neither; 3 needs the room alone: 2 → 6.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: talk, arrivals: {at: [0]}}
          b: {starts_at: treat, arrivals: {at: [1]}}
          c: {starts_at: rest, arrivals: {at: [2]}}
        teams: {doctors: {count: 1}}
        resources: {rooms: {count: 1}}
        steps:
          talk: {team: doctors, time: 10, next: {end: served}}
          treat: {needs: {doctors: 1, rooms: 1}, time: 5, next: {end: served}}
          rest: {needs: {rooms: 1}, time: 4, next: {end: served}}
        """,
    )
    assert told.left("c") == [6]
    assert told.left("b") == [15]


def test_the_slowest_of_several_sets_the_pace(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0]}}}
        teams:
          slow: {members: [{name: s, count: 1, speed: 50%}]}
          fast: {members: [{name: f, count: 1, speed: 200%}]}
        steps: {desk: {needs: {fast: 1, slow: 1}, time: 5, next: {end: served}}}
        """,
    )
    assert told.left("guest") == [10]


KEEPING = """
    customers: {guest: {starts_at: treat, arrivals: {at: [0, 1]}, patience: PATIENCE}}
    teams: {doctors: {count: 1}, nurses: {schedule: {"00:00": 0, "00:20": 1}}}
    resources: {rooms: {count: 1}}
    steps:
      treat: {needs: {doctors: 1, rooms: 1}, time: 5, keep: {rooms: dress}, patience: endless, next: NEXT}
      dress: {needs: {nurses: 1, rooms: 1}, time: 3, next: {end: served}}
      pay: {time: 2, next: {end: paid}}
    """


def test_a_room_is_kept_until_the_end_of_the_step_named(tmp_path: Path) -> None:
    # 1: treated 0 → 5, keeps the room until dressed 20 → 23. 2: treated 23 → 28, dressed 28 → 31.
    told = story(tmp_path, KEEPING.replace("PATIENCE", "endless").replace("NEXT", "dress"))
    assert told.left("guest") == [23, 31]
    assert told.stints("rooms") == [
        (1, 0, 5, "work"),
        (1, 5, 20, "kept"),
        (1, 20, 23, "work"),
        (1, 23, 28, "work"),
        (1, 28, 31, "work"),
    ]


def test_a_room_is_free_when_its_holder_gives_up(tmp_path: Path) -> None:
    # 1 gives up waiting for the nurse at 5 + 4 = 9; 2 is treated 9 → 14 and gives up at 18.
    told = story(tmp_path, KEEPING.replace("PATIENCE", "4").replace("NEXT", "dress"))
    assert told.outcomes("guest") == ["abandoned", "abandoned"]
    assert told.left("guest") == [9, 18]


def test_a_room_is_free_when_the_route_misses_the_step_that_would_free_it(tmp_path: Path) -> None:
    # Both pay at once instead of being dressed: the room is free at 5, so 2 is treated 5 → 10.
    told = story(
        tmp_path,
        KEEPING.replace("PATIENCE", "endless").replace("NEXT", "[{to: pay, share: 100%}, {to: dress}]"),
    )
    assert told.left("guest") == [7, 12]


@pytest.mark.parametrize(
    ("order", "served"),
    [
        ("fifo", [1, 2, 3, 4]),
        ("lifo", [1, 4, 3, 2]),
        ("priority", [1, 3, 2, 4]),  # 3 has priority 1, 2 has 2, 4 has none
        ("shortest", [1, 4, 3, 2]),  # works 10, 9, 8, 7
    ],
)
def test_orders_of_a_queue(tmp_path: Path, order: str, served: list[int]) -> None:
    told = story(
        tmp_path,
        f"""
        customers:
          a: {{starts_at: desk, arrivals: {{at: [0]}}}}
          b: {{starts_at: desk, arrivals: {{at: [1]}}, priority: 2}}
          c: {{starts_at: desk, arrivals: {{at: [2]}}, priority: 1}}
          d: {{starts_at: desk, arrivals: {{at: [3]}}}}
        teams: {{clerks: {{count: 1}}}}
        steps:
          desk:
            team: clerks
            time: {{by: customers, a: 10, b: 9, c: 8, d: 7}}
            queue: {{order: {order}}}
            next: {{end: served}}
        """,
    )
    assert told.served_in_order("desk") == served


def test_random_order_serves_everybody_once_and_not_in_order(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {every: 1, limit: 30}}}
        teams: {clerks: {count: 1}}
        steps: {desk: {team: clerks, time: 3, queue: {order: random}, next: {end: served}}}
        """,
    )
    order = told.served_in_order("desk")
    assert sorted(order) == list(range(1, 31))
    assert order != sorted(order)


def test_steps_that_share_a_team_serve_priority_first_then_who_was_ready_first(tmp_path: Path) -> None:
    # At 10: b (ready 3, no priority), c (ready 2, no priority), d (ready 4, priority 1): d, c, b.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: one, arrivals: {at: [0]}}
          b: {starts_at: one, arrivals: {at: [3]}}
          c: {starts_at: two, arrivals: {at: [2]}}
          d: {starts_at: three, arrivals: {at: [4]}, priority: 1}
        teams: {clerks: {count: 1}}
        steps:
          one: {team: clerks, time: 10, next: {end: served}}
          two: {team: clerks, time: 10, next: {end: served}}
          three: {team: clerks, time: 10, queue: {order: priority}, next: {end: served}}
        """,
    )
    assert told.left("d") == [20]
    assert told.left("c") == [30]
    assert told.left("b") == [40]


def test_a_fifo_queue_does_not_heed_priorities(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: desk, arrivals: {at: [0, 1]}}
          b: {starts_at: desk, arrivals: {at: [2]}, priority: 1}
        teams: {clerks: {count: 1}}
        steps: {desk: {team: clerks, time: 10, next: {end: served}}}
        """,
    )
    assert told.left("b") == [30]


def test_a_team_without_limit_serves_everybody_at_once(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 0, 0]}}}
        teams: {web: {unlimited: true}}
        steps: {desk: {team: web, time: 4, next: {end: served}}}
        """,
    )
    assert told.left("guest") == [4, 4, 4]
