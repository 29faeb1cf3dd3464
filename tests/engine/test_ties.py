"""What happens first when several things happen at one moment."""

from __future__ import annotations

from pathlib import Path

from tests.stories import Story, plan_of


def test_a_server_who_is_free_at_the_very_moment_patience_ends_serves(tmp_path: Path) -> None:
    # A 0 → 5. B comes at 1 with patience 4, which ends at 5: work ends first, then B starts at 5.
    # C comes at 1 with the same patience and finds B before it: gives up at 5.
    story = Story(
        plan_of(
            """
            blueprint: Patience
            clock: {unit: min, run_for: 30 min}
            customers:
              guest: {starts_at: desk, arrivals: {at: [0, 1, 1]}, patience: 4}
            teams:
              clerks: {count: 1}
            steps:
              desk: {team: clerks, time: 5, next: {end: served}}
            """,
            tmp_path,
        )
    )
    assert story.outcomes("guest") == ["served", "served", "abandoned"]
    assert story.left("guest") == [5, 10, 5]


def test_no_patience_at_all_is_served_by_somebody_free(tmp_path: Path) -> None:
    story = Story(
        plan_of(
            """
            blueprint: No patience
            clock: {unit: min, run_for: 30 min}
            customers:
              guest: {starts_at: desk, arrivals: {at: [0, 1]}, patience: 0}
            teams:
              clerks: {count: 1}
            steps:
              desk: {team: clerks, time: 5, next: {end: served}}
            """,
            tmp_path,
        )
    )
    assert story.outcomes("guest") == ["served", "abandoned"]
    assert story.left("guest") == [5, 1]


def test_at_one_moment_classes_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    # `alpha` is written last and served first; within a class the lower number.
    story = Story(
        plan_of(
            """
            blueprint: Names
            clock: {unit: min, run_for: 30 min}
            customers:
              beta: {starts_at: desk, arrivals: {at: [0, 0]}}
              alpha: {starts_at: desk, arrivals: {at: [0]}}
            teams:
              clerks: {count: 1}
            steps:
              desk: {team: clerks, time: 5, next: {end: served}}
            """,
            tmp_path,
        )
    )
    assert story.left("alpha") == [5]
    assert story.left("beta") == [10, 15]


def test_a_customer_who_comes_as_the_shift_ends_finds_nobody(tmp_path: Path) -> None:
    # Staff go off (kind 2) before arrivals (kind 3) of the same moment; the next shift starts at 20.
    story = Story(
        plan_of(
            """
            blueprint: Too late
            clock: {unit: min, start: "Mon 00:00", run_for: 30 min}
            customers:
              guest: {starts_at: desk, arrivals: {at: [10]}}
            teams:
              clerks: {schedule: {"00:00": 1, "00:10": 0, "00:20": 1}}
            steps:
              desk: {team: clerks, time: 5, next: {end: served}}
            """,
            tmp_path,
        )
    )
    assert story.waits("desk") == [10]


def test_a_customer_who_comes_as_the_shift_begins_is_served_at_once(tmp_path: Path) -> None:
    story = Story(
        plan_of(
            """
            blueprint: In time
            clock: {unit: min, start: "Mon 00:00", run_for: 30 min}
            customers:
              guest: {starts_at: desk, arrivals: {at: [10]}}
            teams:
              clerks: {schedule: {"00:00": 0, "00:10": 1}}
            steps:
              desk: {team: clerks, time: 5, next: {end: served}}
            """,
            tmp_path,
        )
    )
    assert story.waits("desk") == [0]


def test_arrivals_of_one_moment_are_all_in_line_before_anybody_is_served(tmp_path: Path) -> None:
    # Last in, first out: of the three who come together the last is served first.
    story = Story(
        plan_of(
            """
            blueprint: Together
            clock: {unit: min, run_for: 30 min}
            customers:
              guest: {starts_at: desk, arrivals: {at: [0, 0, 0]}}
            teams:
              clerks: {count: 1}
            steps:
              desk: {team: clerks, time: 5, queue: {order: lifo}, next: {end: served}}
            """,
            tmp_path,
        )
    )
    assert story.left("guest") == [15, 10, 5]
