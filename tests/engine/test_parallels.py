"""Branches that are not all waited for, and attributes that steps decide."""

from __future__ import annotations

from pathlib import Path

from tests.stories import story

FORK = """
    customers: {file: {starts_at: begin, arrivals: {at: [0]}}}
    teams: {clerks: {count: 3}}
    steps:
      begin: {next: {parallel: [a, b, c], wait_for: WAIT, rest: REST, then: last}}
      a: {team: clerks, time: 2, next: join}
      b: {team: clerks, time: 5, next: join}
      c: {team: clerks, time: 9, next: join}
      last: {time: 1, next: {end: served}}
"""


def fork(wait_for: str, rest: str) -> str:
    return FORK.replace("WAIT", wait_for).replace("REST", rest)


def test_any_branch_is_enough_and_the_others_are_cancelled(tmp_path: Path) -> None:
    # a is done at 2; b and c stop then. Out at 3.
    told = story(tmp_path, fork("any", "cancel"))
    assert told.left("file") == [3]
    assert told.results("b") == told.results("c") == ["cancelled"]
    assert told.stints("clerks") == [(1, 0, 2, "work"), (2, 0, 2, "work"), (3, 0, 2, "work")]


def test_two_of_three_are_enough_and_the_last_is_finished(tmp_path: Path) -> None:
    # Two are done at 5, the last step at 6; the case leaves when c is done too: 9.
    told = story(tmp_path, fork("2", "finish"))
    assert told.column("last", "finished") == [6]
    assert told.left("file") == [9]
    assert told.outcomes("file") == ["served"]


def test_the_others_may_be_done_before_the_main_path_is(tmp_path: Path) -> None:
    # The main path takes 20: until 22. The branches end at 5 and 9 and change nothing.
    told = story(tmp_path, fork("any", "finish").replace("last: {time: 1", "last: {time: 20"))
    assert told.left("file") == [22]


def test_a_cancelled_branch_leaves_its_queue_and_its_members(tmp_path: Path) -> None:
    # One clerk: a is served 0-2, b and c queue; when a is done both are cancelled, and the other case (from
    # 1) starts at 2.
    told = story(
        tmp_path,
        fork("any", "cancel").replace("count: 3", "count: 1").replace("at: [0]", "at: [0, 1]"),
    )
    assert told.column("a", "started") == [0, 2]
    assert told.left("file") == [3, 5]


def test_a_branch_that_nobody_waits_for_may_lose_patience_alone(tmp_path: Path) -> None:
    # One clerk: a 0-2 is enough; b queues behind c? Both b and c lose patience at 1, before a is done: the
    # case leaves then. With patience 3 they lose it at 3, after the case has gone on: it leaves served at
    # 3.
    early = story(
        tmp_path,
        fork("any", "finish").replace("count: 3", "count: 1").replace("at: [0]}", "at: [0]}, patience: 1"),
    )
    assert early.outcomes("file") == ["abandoned"]
    assert early.left("file") == [1]
    late = story(
        tmp_path,
        fork("any", "finish")
        .replace("count: 3", "count: 1")
        .replace("at: [0]}", "at: [0]}, patience: 3")
        .replace("b: {team: clerks, time: 5", "b: {team: clerks, time: 50"),
    )
    assert late.outcomes("file") == ["served"]
    assert late.results("c") == ["abandoned"]


FORK_LEFT_BEHIND = """
    customers: {file: {starts_at: begin, arrivals: {at: [0]}}}
    teams: {clerks: {count: 1}}
    steps:
      begin: {next: {parallel: [a, b], wait_for: any, then: {end: served}}}
      a: {time: 2, next: join}
      b: {time: 5, next: {parallel: [c, d], then: e}}
      c: {time: 1, next: {end: refused}}
      d: {time: 3, next: join}
      e: {time: 4, next: join}
"""


def test_a_fork_that_nobody_waits_for_ends_with_its_last_branch(tmp_path: Path) -> None:
    # Served at 2, with b left behind, which forks at 5. c ends nothing but itself at 6, so that c and d never
    # meet; d is the last thing that is done, at 8.
    told = story(tmp_path, FORK_LEFT_BEHIND)
    assert told.outcomes("file") == ["served"]
    assert told.left("file") == [8]
    assert told.results("e") == []


def test_a_fork_that_nobody_waits_for_is_not_over_before_all_its_branches_begin(tmp_path: Path) -> None:
    # The clerk is busy until 20, so c turns the file away as it comes, at 5: d is done all the same, until 8.
    full = (
        FORK_LEFT_BEHIND.replace("c: {time: 1,", "c: {team: clerks, queue: {limit: 0}, time: 1,")
        .replace("customers: {", "customers: {other: {starts_at: f, arrivals: {at: [0]}}, ")
        .replace("steps:", "steps:\n      f: {team: clerks, time: 20, next: {end: served}}")
    )
    told = story(tmp_path, full)
    assert told.results("c") == ["turned_away"]
    assert told.results("d") == ["done"]
    assert told.left("file") == [8]


def test_the_last_cases_of_a_parallel_when_one_branch_ends_the_case(tmp_path: Path) -> None:
    # b leads out of the service at 5: c is cancelled.
    told = story(
        tmp_path,
        fork("all", "finish").replace(
            "b: {team: clerks, time: 5, next: join}", "b: {team: clerks, time: 5, next: {end: refused}}"
        ),
    )
    assert told.outcomes("file") == ["refused"]
    assert told.left("file") == [5]
    assert told.results("c") == ["cancelled"]


def test_a_step_decides_an_attribute_before_the_way_on(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {file: {starts_at: triage, arrivals: {at: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}}}
        teams: {clerks: {unlimited: true}}
        steps:
          triage:
            team: clerks
            time: 1
            sets: {assigned: {choice: {urgent: 50%, routine: 50%}}}
            next: [{end: at once, if: assigned is urgent}, {end: later}]
        """,
    )
    attribute = told.plan.attributes[0]
    decided = [attribute.values[int(value)] for value in told.records.attributes[:, 0]]
    assert {"urgent", "routine"} == set(decided)
    assert told.outcomes("file") == [{"urgent": "at once", "routine": "later"}[value] for value in decided]


def test_a_priority_by_an_attribute_that_was_decided_here(tmp_path: Path) -> None:
    # Two files are triaged at 0 (urgent by chance 100 % for b): both queue behind a long one until 20; the
    # urgent one is first though its class comes later by name.
    told = story(
        tmp_path,
        """
        priorities: [urgent, routine]
        customers:
          a: {starts_at: triage, arrivals: {at: [1]}, priority: {by: assigned}}
          b: {starts_at: urgent triage, arrivals: {at: [2]}, priority: {by: assigned}}
          long: {starts_at: work, arrivals: {at: [0]}}
        teams: {clerks: {count: 1}}
        steps:
          triage: {sets: {assigned: {choice: {routine: 100%}}}, next: work}
          urgent triage: {sets: {assigned: {choice: {urgent: 100%}}}, next: work}
          work: {team: clerks, time: 20, queue: {order: priority}, next: {end: served}}
        """,
    )
    assert told.left("b") == [40]
    assert told.left("a") == [60]
