"""Cases served together: by number, by time, by the clock."""

from __future__ import annotations

from pathlib import Path

from tests.stories import story

SERVICE = """
    customers: {guest: {starts_at: bus, arrivals: {at: [0, 2, 5, 6, 7]}, CLASS}}
    teams: {drivers: {count: 1}}
    steps: {bus: {team: drivers, batch: {BATCH}, work: WORK, time: 4, next: {end: served}}}
"""


def service(batch: str, work: str = "per batch", of_class: str = "priority: 1") -> str:
    return SERVICE.replace("BATCH", batch).replace("WORK", work).replace("CLASS", of_class)


def test_a_batch_goes_when_it_is_full(tmp_path: Path) -> None:
    # Full at 2 and 6; the fifth waits for ever, with nobody to fill the batch.
    told = story(tmp_path, service("size: 2"))
    assert told.left("guest")[:4] == [6, 6, 10, 10]
    assert told.outcomes("guest")[4] == "unfinished"
    assert told.column("bus", "queued")[:4] == [2, 2, 6, 6]
    assert told.column("bus", "batch") == [1, 1, 2, 2, 0]
    assert told.column("bus", "work") == [2, 2, 2, 2, 0]


def test_after_a_while_a_batch_goes_as_it_is(tmp_path: Path) -> None:
    # Size 3: 0, 2 and 5 go at 5 (until 9); 6 and 7 at 6 + 10 = 16 (until 20).
    told = story(tmp_path, service("size: 3, wait: 10"))
    assert told.left("guest") == [9, 9, 9, 20, 20]


def test_at_its_hours_a_batch_goes_as_it_is(tmp_path: Path) -> None:
    # At 00:06 those of 0, 2, 5 and 6 (who comes at that very moment is not there yet: batches go before
    # arrivals): three until 10; at 00:30 the others until 34.
    told = story(tmp_path, service('at: ["00:06", "00:30"]'))
    assert told.left("guest") == [10, 10, 10, 34, 34]


def test_work_per_case_adds_up(tmp_path: Path) -> None:
    # Two at 2: 4 + 4 until 10; two at 6, served from 10 until 18.
    told = story(tmp_path, service("size: 2", work="per case"))
    assert told.left("guest")[:4] == [10, 10, 18, 18]
    assert told.column("bus", "work")[:4] == [4, 4, 4, 4]


def test_who_loses_patience_leaves_the_batch_and_the_others_go(tmp_path: Path) -> None:
    # The driver is busy 2-6 with the first two. The third and fourth are a batch at 6 and start at once.
    # With a driver busy until 20 they queue from 6 and the third (patience 10) gives up at 16, the fourth
    # too.
    told = story(
        tmp_path,
        """
        customers:
          long: {starts_at: long way, arrivals: {at: [0]}}
          guest: {starts_at: bus, arrivals: {at: [1, 2]}, patience: {discrete: {5: 50%, 30: 50%}}}
        teams: {drivers: {count: 1}}
        steps:
          long way: {team: drivers, time: 20, next: {end: served}}
          bus: {team: drivers, batch: {size: 2}, time: 4, next: {end: served}}
        """,
        seed=3,
    )
    outcomes = told.outcomes("guest")
    for outcome, left in zip(outcomes, told.left("guest"), strict=True):
        assert left == {"abandoned": 7, "served": 24}[outcome]


def test_the_lead_may_leave_and_the_next_leads(tmp_path: Path) -> None:
    # Patience of the class: impatient 5 from 1 on, patient none. Both are a batch at 2; at 6 the impatient
    # lead leaves, and the patient one is served alone from 20.
    told = story(
        tmp_path,
        """
        customers:
          long: {starts_at: long way, arrivals: {at: [0]}}
          a impatient: {starts_at: bus, arrivals: {at: [1]}, patience: 5}
          b patient: {starts_at: bus, arrivals: {at: [2]}}
        teams: {drivers: {count: 1}}
        steps:
          long way: {team: drivers, time: 20, next: {end: served}}
          bus: {team: drivers, batch: {size: 2}, time: 4, next: {end: served}}
        """,
    )
    assert told.outcomes("a impatient") == ["abandoned"]
    assert told.left("a impatient") == [6]
    assert told.left("b patient") == [24]
    assert told.column("bus", "work") == [0, 4]


def test_a_batch_is_interrupted_as_one(tmp_path: Path) -> None:
    # Begun at 2 for two; off shift 4-10 with `hand over`: 2 done, the other 2 from 10: until 12.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: bus, arrivals: {at: [0, 2]}}}
        teams: {drivers: {schedule: {"00:00": 1, "00:04": 0, "00:10": 1}, at_shift_end: hand over}}
        steps: {bus: {team: drivers, batch: {size: 2}, time: 4, next: {end: served}}}
        """,
    )
    assert told.left("guest") == [12, 12]
    assert told.column("bus", "interruptions") == [1, 1]
    assert told.column("bus", "work") == [2, 2]


def test_a_batch_needs_nobody(tmp_path: Path) -> None:
    # A ferry without a team: full at 2, across at 6.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: ferry, arrivals: {at: [0, 2]}}}
        teams: {drivers: {count: 1}}
        steps:
          ferry: {batch: {size: 2}, time: 4, next: taxi}
          taxi: {team: drivers, time: 1, next: {end: served}}
        """,
    )
    assert told.left("guest") == [7, 8]


def test_a_case_that_leaves_from_another_branch_leaves_its_batch(tmp_path: Path) -> None:
    # Both fork into bus and clock; the clock of the first ends its case at 3, when the batch (from 1) is in
    # service: the second goes on alone, until 5. Of the 2 done by 3 each has one, the rest is the second's.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: begin, arrivals: {at: [0]}}
          b: {starts_at: begin, arrivals: {at: [1]}}
        teams: {drivers: {count: 1}}
        steps:
          begin: {next: {parallel: [bus, clock], then: {end: served}}}
          bus: {team: drivers, batch: {size: 2}, time: 4, next: join}
          clock:
            time: {by: customers, a: 3, b: 1}
            next: [{end: gone, if: customers is a}, {to: end of clock}]
          end of clock: {next: join}
        """,
    )
    assert told.outcomes("a") == ["gone"]
    assert told.left("b") == [5]
    assert told.column("bus", "work") == [1, 3]
    assert told.stints("drivers") == [(1, 1, 3, "work"), (1, 3, 5, "work")]


def test_each_of_a_batch_has_its_own_patience(tmp_path: Path) -> None:
    # The driver is away until 10. hasty (at 1) and calm (at 0) are a batch at 1; calm leads and waits on,
    # hasty, with a patience of 3, gives up at 4. calm goes alone 10-14.
    told = story(
        tmp_path,
        """
        customers:
          calm: {starts_at: bus, arrivals: {at: [0]}}
          hasty: {starts_at: bus, arrivals: {at: [1]}, patience: 3}
        teams: {drivers: {schedule: {"00:00": 0, "00:10": 1}}}
        steps: {bus: {team: drivers, batch: {size: 2}, time: 4, next: {end: served}}}
        """,
    )
    assert told.left("calm") == [14]
    assert (told.left("hasty"), told.outcomes("hasty")) == ([4], ["abandoned"])


def test_two_branches_of_a_case_in_one_batch_end_as_the_first_of_them_says(tmp_path: Path) -> None:
    # Both branches of the one guest ride 0-4 together. The first to be done is enough and cancels the other,
    # which was served until that very moment.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: door, arrivals: {at: [0]}}}
        teams: {drivers: {count: 1}}
        steps:
          door:
            next:
              parallel: [{to: bus, name: one}, {to: bus, name: two}]
              wait_for: any
              rest: cancel
              then: {end: served}
          bus: {team: drivers, batch: {size: 2}, time: 4, next: join}
        """,
    )
    assert told.left("guest") == [4]
    assert told.results("bus") == ["done", "cancelled"]
    assert told.column("bus", "work") == [2, 2]
    assert told.stints("drivers") == [(1, 0, 4, "work")]


def test_patience_runs_while_a_batch_gathers(tmp_path: Path) -> None:
    # a comes at 0 and would wait 3: gone at 3, before b comes at 4. b and c (at 5) are a batch at 5: until 9.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: bus, arrivals: {at: [0]}, patience: 3}
          b: {starts_at: bus, arrivals: {at: [4]}, patience: 3}
          c: {starts_at: bus, arrivals: {at: [5]}}
        teams: {drivers: {count: 1}}
        steps: {bus: {team: drivers, batch: {size: 2}, time: 4, next: {end: served}}}
        """,
    )
    assert (told.left("a"), told.outcomes("a")) == ([3], ["abandoned"])
    assert told.left("b") == told.left("c") == [9]


def test_an_escalation_counts_from_the_gathering_and_a_batch_is_as_urgent_as_its_most_urgent(
    tmp_path: Path,
) -> None:
    # The clerk is busy 0-12. letter 1 (at 0) is urgent from 5 on, while it gathers; full at 10, the batch is
    # before the guest of priority 2 who has waited since 3: letters 12-16, guest 16-18.
    told = story(
        tmp_path,
        """
        customers:
          long: {starts_at: long way, arrivals: {at: [0]}}
          letter: {starts_at: sort, arrivals: {at: [0, 10]}}
          guest: {starts_at: desk, arrivals: {at: [3]}, priority: 2}
        teams: {clerks: {count: 1}}
        steps:
          long way: {team: clerks, time: 12, next: {end: served}}
          sort:
            team: clerks
            batch: {size: 2}
            queue: {order: priority}
            escalate: {after: 5, priority: 1}
            time: 4
            next: {end: served}
          desk: {team: clerks, queue: {order: priority}, time: 2, next: {end: served}}
        """,
    )
    assert told.left("letter") == [16, 16]
    assert told.left("guest") == [18]
