"""Those who wait too long: escalations, deadlines, and the place of a callback."""

from __future__ import annotations

from pathlib import Path

from tests.stories import story


def test_who_queues_too_long_goes_to_somebody_else(tmp_path: Path) -> None:
    # The clerk is busy 0-20. The second comes at 1 and goes to the supervisor at 6: until 9. Its clock
    # stops when it starts: the first, served at once, is never sent.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1]}}}
        teams: {clerks: {count: 1}, supervisors: {count: 1}}
        steps:
          desk: {team: clerks, time: 20, escalate: {after: 5, to: supervisor}, next: {end: served}}
          supervisor: {team: supervisors, time: 3, next: {end: served}}
        """,
    )
    assert told.left("guest") == [20, 9]
    assert told.results("desk") == ["done", "escalated"]


def test_who_queues_too_long_becomes_urgent(tmp_path: Path) -> None:
    # At 10 the clerk is free: c, urgent since 9 (came at 4, after 5), is before b who came at 2 with
    # priority 2.
    told = story(
        tmp_path,
        """
        priorities: [urgent, important, routine]
        customers:
          a: {starts_at: desk, arrivals: {at: [0]}}
          b: {starts_at: calm, arrivals: {at: [2]}, priority: important}
          c: {starts_at: desk, arrivals: {at: [4]}, priority: routine}
        teams: {clerks: {count: 1}}
        steps:
          desk:
            team: clerks
            time: 10
            queue: {order: priority}
            escalate: {after: 5, priority: urgent}
            next: {end: served}
          calm: {team: clerks, time: 10, queue: {order: priority}, next: {end: served}}
        """,
    )
    assert told.left("c") == [20]
    assert told.left("b") == [30]


def test_an_escalation_comes_before_the_end_of_patience_at_the_same_moment(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1]}, patience: 5}}
        teams: {clerks: {count: 1}, supervisors: {count: 1}}
        steps:
          desk: {team: clerks, time: 20, escalate: {after: 5, to: supervisor}, next: {end: served}}
          supervisor: {team: supervisors, time: 3, next: {end: served}}
        """,
    )
    assert told.outcomes("guest") == ["served", "served"]


def test_who_gives_up_joins_another_queue_with_patience_anew(tmp_path: Path) -> None:
    # Patience 5: the second gives up desk at 6 and queues for the other desk, busy until 10, where it lasts
    # to 11.
    told = story(
        tmp_path,
        """
        customers:
          guest: {starts_at: desk, arrivals: {at: [0, 1]}, patience: 5}
          other: {starts_at: side, arrivals: {at: [0]}}
        teams: {clerks: {count: 1}, helpers: {count: 1}}
        steps:
          desk: {team: clerks, time: 20, gives_up: {to: side}, next: {end: served}}
          side: {team: helpers, time: 10, next: {end: served}}
        """,
    )
    assert told.left("guest") == [20, 20]
    assert told.waits("side") == [0, 4]


def test_a_deadline_counts_opening_hours_and_sends_whoever_waits(tmp_path: Path) -> None:
    # Open 00:00-00:10 and 00:30-00:40; 12 open minutes after 1 are over at 33 (9 until 10, then 3). The
    # second waits at the desk (busy until 50) and goes to the manager at 33, done at 35.
    told = story(
        tmp_path,
        """
        hours: {office: {open: ["00:00-00:10", "00:30-00:40"]}}
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1]}}}
        deadlines: {promise: {after: 12, counted_in: office, to: manager}}
        teams: {clerks: {count: 1}, managers: {count: 1}}
        steps:
          desk: {team: clerks, time: 50, next: {end: served}}
          manager: {team: managers, time: 2, next: {end: served}}
        """,
    )
    assert told.left("guest") == [50, 35]


def test_a_deadline_that_passes_during_the_work_acts_as_soon_as_the_case_waits(tmp_path: Path) -> None:
    # Served 0-10 (the deadline is at 5), then it would have to wait at the second desk (busy 0-30): manager
    # 10-12.
    told = story(
        tmp_path,
        """
        customers:
          guest: {starts_at: first, arrivals: {at: [0]}}
          other: {starts_at: second, arrivals: {at: [0]}}
        deadlines: {promise: {after: 5, customers: guest, to: manager}}
        teams: {clerks: {count: 1}, helpers: {count: 1}, managers: {count: 1}}
        steps:
          first: {team: clerks, time: 10, next: second}
          second: {team: helpers, time: 30, next: {end: served}}
          manager: {team: managers, time: 2, next: {end: served}}
        """,
    )
    assert told.left("guest") == [12]


def test_a_callback_keeps_the_place_in_the_queue(tmp_path: Path) -> None:
    # The agent is busy 0-20. b (at 1, patience 5) gives up at 6 and is called back: its place is that of 1,
    # before c who came at 2 and before d of 7. b 20-24, c 24-28, d 28-32.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: long, arrivals: {at: [0]}}
          b: {starts_at: answer, arrivals: {at: [1]}, patience: 5}
          c: {starts_at: answer, arrivals: {at: [2]}}
          d: {starts_at: answer, arrivals: {at: [7]}}
        teams: {agents: {count: 1}}
        steps:
          long: {team: agents, time: 20, next: {end: served}}
          answer: {team: agents, time: 4, gives_up: {to: offer}, next: {end: served}}
          offer: {next: {callback: answer}}
        """,
    )
    assert told.left("b") == [24]
    assert told.left("c") == [28]
    assert told.left("d") == [32]
    assert told.results("answer") == ["abandoned", "done", "done", "done"]


def test_who_is_not_reached_is_called_again_from_the_end_of_the_line(tmp_path: Path) -> None:
    # Never reached (100 %), two tries: b's turn is at 20 (put behind c) and at 24: given up then.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: long, arrivals: {at: [0]}}
          b: {starts_at: offer, arrivals: {at: [1]}}
          c: {starts_at: answer, arrivals: {at: [2]}}
        teams: {agents: {count: 1}}
        steps:
          long: {team: agents, time: 20, next: {end: served}}
          answer: {team: agents, time: 4, next: {end: served}}
          offer: {next: {callback: answer, unreachable: 100%, tries: 2}}
        """,
    )
    assert told.left("c") == [24]
    assert told.left("b") == [24]
    assert told.outcomes("b") == ["abandoned"]
    assert "unreachable" in told.results("answer")


def test_who_is_overdue_does_not_wait_for_a_batch(tmp_path: Path) -> None:
    # Overdue at 5, on the way until 8. The bus is free, but needs two: the case goes to the taxi, 8-11.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: way, arrivals: {at: [0]}}}
        teams: {drivers: {count: 2}}
        steps:
          way: {time: 8, next: bus}
          bus: {team: drivers, batch: {size: 2, wait: 30}, time: 4, next: {end: served}}
          taxi: {team: drivers, time: 3, next: {end: served}}
        deadlines: {promise: {after: 5, to: taxi}}
        """,
    )
    assert told.left("guest") == [11]
    assert told.results("bus") == ["escalated"]


def test_who_is_overdue_does_not_wait_for_a_call_back(tmp_path: Path) -> None:
    # The agent is busy 0-20. The guest, overdue at 5, would be called back from 8 on: it goes to the
    # supervisor instead, 8-11.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: long, arrivals: {at: [0]}}
          guest: {starts_at: way, arrivals: {at: [0]}}
        teams: {agents: {count: 1}, supervisors: {count: 1}}
        steps:
          long: {team: agents, time: 20, next: {end: served}}
          way: {time: 8, next: {callback: answer}}
          answer: {team: agents, time: 4, next: {end: served}}
          supervisor: {team: supervisors, time: 3, next: {end: served}}
        deadlines: {promise: {after: 5, to: supervisor, customers: guest}}
        """,
    )
    assert told.left("guest") == [11]
    assert told.results("answer") == ["escalated"]


def test_a_call_back_is_escalated_but_loses_no_patience(tmp_path: Path) -> None:
    # The agent is busy 0-20. b (patience 5) gives up at 6 and is to be called back; after 8 minutes on the
    # list, at 14, the supervisor does it: 14-17.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: long, arrivals: {at: [0]}}
          b: {starts_at: answer, arrivals: {at: [1]}, patience: 5}
        teams: {agents: {count: 1}, supervisors: {count: 1}}
        steps:
          long: {team: agents, time: 20, next: {end: served}}
          answer:
            team: agents
            time: 4
            gives_up: {to: offer}
            escalate: {after: 8, to: supervisor}
            next: {end: served}
          offer: {next: {callback: answer}}
          supervisor: {team: supervisors, time: 3, next: {end: served}}
        """,
    )
    assert told.left("b") == [17]
    assert told.results("answer") == ["abandoned", "escalated"]


def test_a_call_back_has_the_place_that_its_work_gives_it(tmp_path: Path) -> None:
    # The agent is busy 0-20. Shortest first: b, to be called back, needs 2; c needs 4. b 20-22, c 22-26.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: long, arrivals: {at: [0]}}
          b: {starts_at: offer, arrivals: {at: [3]}}
          c: {starts_at: answer, arrivals: {at: [2]}}
        teams: {agents: {count: 1}}
        steps:
          long: {team: agents, time: 20, next: {end: served}}
          answer:
            team: agents
            queue: {order: shortest}
            time: {by: customers, b: 2, otherwise: 4}
            next: {end: served}
          offer: {next: {callback: answer}}
        """,
    )
    assert (told.left("b"), told.left("c")) == ([22], [26])
