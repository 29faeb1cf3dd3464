"""Members who learn: each visit to the minute, and somebody new who begins again."""

from __future__ import annotations

from math import log
from pathlib import Path

import pytest

from simulator.randomness.draws import Draws
from simulator.randomness.streams import stream
from tests.stories import Story, story

DESK = """
    customers: {guest: {starts_at: desk, arrivals: {every: 100 min, limit: 6}}}
    teams: {clerks: {count: 1, learning: LEARNING}}
    steps:
      desk: {team: clerks, time: 8 min, SOP next: {end: served}}
"""
DAY = "run_for: 800 min"


def desk(folder: Path, learning: str, sop: str = "", clock: str = DAY) -> Story:
    return story(folder, DESK.replace("LEARNING", learning).replace("SOP", sop), clock)


def test_with_every_doubling_the_time_falls_to_the_rate_until_all_is_learned(tmp_path: Path) -> None:
    told = desk(tmp_path, "{rate: 50%, settled_after: 4, experience: 0}")
    # 8 min · (n/4)^(log₂ ½) = 32/n, from the fourth visit on 8.
    assert told.column("desk", "work") == pytest.approx([32, 16, 32 / 3, 8, 8, 8])


def test_members_are_settled_unless_it_is_said(tmp_path: Path) -> None:
    assert desk(tmp_path, "{rate: 50%, settled_after: 4}").column("desk", "work") == [8] * 6


def test_experience_counts_from_the_start(tmp_path: Path) -> None:
    told = desk(tmp_path, "{rate: 50%, settled_after: 4, experience: 1}")
    assert told.column("desk", "work") == pytest.approx([16, 32 / 3, 8, 8, 8, 8])


def test_a_rate_of_one_is_no_learning(tmp_path: Path) -> None:
    assert desk(tmp_path, "{rate: 100%, settled_after: 4, experience: 0}").column("desk", "work") == [8] * 6


def test_a_new_sop_makes_a_part_of_experience_worth_nothing(tmp_path: Path) -> None:
    sop = "sop: {standardisation: 0%, unlearned: 75%},"
    told = desk(tmp_path, "{rate: 50%, settled_after: 4}", sop)
    # One visit of four is still worth something.
    assert told.column("desk", "work") == pytest.approx([16, 32 / 3, 8, 8, 8, 8])


def test_each_step_is_learned_by_itself_and_by_each_member(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {every: 100 min, limit: 3}}}
        teams: {clerks: {count: 1, learning: {rate: 50%, settled_after: 2, experience: 0}}}
        steps:
          desk: {team: clerks, time: 8 min, next: till}
          till: {team: clerks, time: 2 min, next: {end: served}}
        """,
        DAY,
    )
    assert told.column("desk", "work") == [16, 8, 8]
    assert told.column("till", "work") == [4, 2, 2]


def test_an_interruption_teaches_nothing(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers:
          guest: {starts_at: desk, priority: 2, arrivals: {at: [0]}}
          boss: {starts_at: desk, priority: 1, arrivals: {at: [4]}}
        teams: {clerks: {count: 1, learning: {rate: 50%, settled_after: 4, experience: 0}}}
        steps:
          desk: {team: clerks, time: 8 min, queue: {order: preemptive}, next: {end: served}}
        """,
        DAY,
    )
    # Of the guest's work, 32 min in a first visit, 1 of 8 min is done when the boss comes, whose second visit
    # takes 16 min, until 20. Then the last 7 min of work at the speed of a second visit: 14 min.
    assert told.left("boss") == [20]
    assert told.left("guest") == [34]


def test_who_is_new_begins_again_with_what_training_taught(tmp_path: Path) -> None:
    year = 365 * 1440
    told = desk(
        tmp_path,
        "{rate: 50%, settled_after: 4, turnover: 90%, new_members: 1}",
        clock="run_for: 800 min",
    )
    first = -log(1 - Draws(1, 1, stream("leaves of member 1", "clerks")).at(1)) * year / -log(1 - 0.9)
    assert first > 800  # nobody leaves today
    assert told.column("desk", "work") == [8] * 6
    seldom = DESK.replace("100 min", "100 d")
    told = story(
        tmp_path,
        seldom.replace("LEARNING", "{rate: 50%, settled_after: 4, turnover: 90%, new_members: 1}").replace(
            "SOP", ""
        ),
        "run_for: 800 d",
    )
    draws = Draws(1, 1, stream("leaves of member 1", "clerks"))
    leaves, n = [0.0], 0
    while leaves[-1] < 800 * 1440:
        n += 1
        leaves.append(leaves[-1] - log(1 - draws.at(n)) * year / -log(1 - 0.9))
    experience, last, works = 4.0, 0.0, []
    for day in range(100, 700, 100):
        now = day * 1440.0
        if any(last < t <= now for t in leaves[1:]):
            experience = 1.0
        experience, last = experience + 1, now
        works.append(8 / min(experience / 4, 1))
    assert 16 in works
    assert told.column("desk", "work") == pytest.approx(works)
