"""Where a case goes next: shares, conditions, rounds, the shortest queue, parallel branches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import story


def test_shares_and_the_rest_come_out_as_written(tmp_path: Path) -> None:
    # 20,000 at 30 % / 50 % / rest: the standard error of a share is below 0.0036; four of them is 1.4 %.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: door, arrivals: {every: 1, limit: 20000}}}
        steps:
          door: {time: 0, next: [{end: a, share: 30%}, {end: b, share: 50%}, {end: c}]}
        """,
        clock="run_for: 20001 min",
    )
    outcomes = told.outcomes("guest")
    assert [outcomes.count(end) / 20000 for end in "abc"] == pytest.approx([0.3, 0.5, 0.2], abs=0.014)


def test_the_first_condition_that_holds_decides_and_shares_are_of_what_is_left(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        attributes: {size: {choice: {small: 50%, large: 50%}}}
        customers:
          a: {starts_at: door, arrivals: {every: 1, limit: 2000}}
          b: {starts_at: door, arrivals: {every: 1, limit: 10}}
        steps:
          door:
            time: 0
            next:
              - {end: first, if: customers is b}
              - {end: second, if: size is large}
              - {end: third, share: 50%}
              - {end: fourth}
        """,
        clock="run_for: 3000 min",
    )
    assert set(told.outcomes("b")) == {"first"}
    outcomes = told.outcomes("a")
    size = [attribute.name for attribute in told.plan.attributes].index("size")
    large = told.plan.attributes[size].values.index("large")
    of_a = told.records.cases["customers"] == 0
    is_large = list(told.records.attributes[of_a, size] == large)
    assert [end == "second" for end in outcomes] == is_large
    left = is_large.count(False)
    assert outcomes.count("third") / left == pytest.approx(0.5, abs=0.07)  # four standard errors of 1,000


def test_rounds_are_counted_for_each_case(tmp_path: Path) -> None:
    # 100 % back, at most twice: three visits each, then the rest of the list.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 5]}}}
        teams: {clerks: {unlimited: true}}
        steps:
          desk:
            team: clerks
            time: 1
            next: [{to: desk, share: 100%, rounds: 2, name: again}, {end: served}]
        """,
    )
    assert told.left("guest") == [3, 8]
    assert told.column("desk", "visit") == [1, 2, 3, 1, 2, 3]


def test_without_a_rest_the_share_of_a_used_up_option_falls_to_the_others(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {every: 1, limit: 4000}}}
        steps:
          desk:
            time: 0
            next: [{to: desk, share: 50%, rounds: 1}, {end: a, share: 20%}, {end: b, share: 30%}]
        """,
        clock="run_for: 5000 min",
    )
    # First visit: 20 % a, 30 % b, 50 % again; then 40 % a, 60 % b: in all 40 % a.
    assert told.outcomes("guest").count("a") / 4000 == pytest.approx(0.4, abs=0.031)  # four standard errors


def test_shortest_counts_waiting_and_in_service_and_prefers_the_first_written(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: door, arrivals: {at: [0, 1, 2, 3, 4]}}}
        teams: {x: {count: 1}, y: {count: 1}}
        steps:
          door: {time: 0, next: {shortest: [lane y, lane x]}}
          lane x: {team: x, time: 3.5, next: {end: served}}
          lane y: {team: y, time: 10, next: {end: served}}
        """,
    )
    # y (0:0), x (1:0), y (1:1), then x (2:1), at 4 y has 2 and x has 2 (1 → 4.5, one waiting): y.
    assert told.column("lane y", "ready") == [0, 2, 4]
    assert told.column("lane x", "ready") == [1, 3]


@pytest.mark.parametrize(
    ("condition", "yes"),
    [
        ("'desk'.visits < 2", True),
        ("desk.visits > 1", False),
        ("age > 4 min", True),
        ("age >= 6 min", False),
        ('time between "00:05" and "00:06"', True),
        ('time between "23:00" and "00:05"', False),
        ("other.waiting = 1", True),
        ("other.waiting > 1", False),
        ("other.expected_wait > 19 min", True),  # (1 really waiting + 1) × 10 ÷ 1 = 20
        ("other.expected_wait > 20 min", False),
        ("not (customers is guest and vip) or size < 3", False),
        ("customers is guest and (size ≥ 7 or vip)", True),
    ],
)
def test_conditions_on_the_moment(tmp_path: Path, condition: str, yes: bool) -> None:
    told = story(
        tmp_path,
        f"""
        attributes: {{vip: {{chance: 100%}}, size: 7}}
        customers:
          guest: {{starts_at: desk, arrivals: {{at: [0]}}}}
          crowd: {{starts_at: other, arrivals: {{at: [0, 1]}}}}
        teams: {{clerks: {{count: 1}}}}
        steps:
          desk:
            time: 5
            next:
              - {{end: yes, if: {condition!r}}}
              - {{end: no}}
          other: {{team: clerks, time: 10, next: {{end: served}}}}
        """.replace("{end: yes", '{end: "yes"').replace("{end: no}", '{end: "no"}'),
    )
    assert told.outcomes("guest") == ["yes" if yes else "no"]


PARALLEL = """
    attributes: {needs_b: {chance: CHANCE}}
    customers: {guest: {starts_at: split, arrivals: {at: [0]}, patience: 4}}
    teams: {clerks: {count: 1}, others: {count: 1}}
    steps:
      split:
        time: 0
        next:
          parallel: [{to: a}, {to: b, if: needs_b}]
          wait_for: all
          then: last
      a: {team: clerks, time: 5, next: ROUTE}
      b: {team: others, time: 9, next: join}
      last: {time: 1, next: {end: served}}
    """


def test_only_the_branches_whose_condition_holds_are_waited_for(tmp_path: Path) -> None:
    told = story(tmp_path, PARALLEL.replace("CHANCE", "0%").replace("ROUTE", "join"))
    assert told.left("guest") == [6]
    assert told.results("b") == []


def test_a_case_that_ends_in_a_branch_leaves_as_a_whole(tmp_path: Path) -> None:
    # `a` ends the case at 5; the work at `b` is cancelled then and its member is free.
    told = story(tmp_path, PARALLEL.replace("CHANCE", "100%").replace("ROUTE", "{end: refused}"))
    assert told.left("guest") == [5]
    assert told.outcomes("guest") == ["refused"]
    assert told.results("b") == ["cancelled"]
    assert told.stints("others") == [(1, 0, 5, "work")]


def test_patience_in_a_branch_ends_the_whole_case(tmp_path: Path) -> None:
    body = PARALLEL.replace("CHANCE", "100%").replace("ROUTE", "join")
    body = body.replace("customers: {", "customers: {first: {starts_at: b, arrivals: {at: [0]}}, ")
    # `first` holds the other team 0 → 9 (its route at b is join, so let it have a step of its own).
    body = body.replace("starts_at: b,", "starts_at: c,")
    body = body.replace("      last:", "      c: {team: others, time: 9, next: {end: served}}\n      last:")
    told = story(tmp_path, body)
    assert told.outcomes("guest") == ["abandoned"]
    assert told.left("guest") == [4]
    assert told.results("a") == ["cancelled"]


def test_branches_within_branches(tmp_path: Path) -> None:
    # Outer: a (10) beside inner (b 2, c 3, then d 4 = 7): 10, then last 1.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: split, arrivals: {at: [0]}}}
        steps:
          split: {time: 0, next: {parallel: [{to: a}, {to: again}], wait_for: all, then: last}}
          again: {time: 0, next: {parallel: [{to: b}, {to: c}], wait_for: all, then: d}}
          a: {time: 10, next: join}
          b: {time: 2, next: join}
          c: {time: 3, next: join}
          d: {time: 4, next: join}
          last: {time: 1, next: {end: served}}
        """,
    )
    assert told.column("d", "ready") == [3]
    assert told.left("guest") == [11]


def test_a_visit_is_counted_within_its_branch(tmp_path: Path) -> None:
    # The same step in two branches: two first visits, with draws of their own.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: split, arrivals: {at: [0]}}}
        steps:
          split:
            time: 0
            next: {parallel: [{to: check, name: left}, {to: check, name: right}], wait_for: all, then: last}
          check: {time: {exponential: 5}, next: join}
          last: {time: 0, next: {end: served}}
        """,
    )
    assert told.column("check", "visit") == [1, 1]
    first, second = told.column("check", "finished")
    assert first != second
    assert told.left("guest") == [max(first, second)]
