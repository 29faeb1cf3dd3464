"""Where rules meet: shifts and units, keeping and branches, pre-emption and pauses, full queues in a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.engine import endings
from tests.stories import Story, plan_of, story

# -- time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["s", "min", "h", "d", "w"])
@pytest.mark.parametrize("start", ["2024-01-01 00:00", "2024-01-02 07:50", "2024-01-03 12:00"])
def test_every_shift_of_a_schedule_takes_place_whatever_the_unit(
    tmp_path: Path, unit: str, start: str
) -> None:
    # 09:20 to 17:40 are 500 minutes a day; 40 days from any of these moments hold 40 such spans.
    told = Story(
        plan_of(
            f"""
            blueprint: Units
            clock: {{unit: {unit}, start: "{start}", run_for: 40 d}}
            customers: {{guest: {{starts_at: desk, arrivals: {{at: [0]}}}}}}
            teams: {{clerks: {{schedule: {{"09:20": 1, "17:40": 0}}}}}}
            steps: {{desk: {{time: 0, next: {{end: served}}}}}}
            """,
            tmp_path,
        )
    )
    minute = 60 / told.plan.clock.seconds
    worked = [off - on for _, on, _, off in told.duty("clerks")]
    whole = [span for span in worked if span == pytest.approx(500 * minute)]
    assert len(whole) >= 39
    assert sum(worked) == pytest.approx(40 * 500 * minute)


@pytest.mark.parametrize("unit", ["h", "d", "w"])
def test_busyness_changes_at_midnight_when_the_run_starts_in_the_middle_of_a_day(
    tmp_path: Path, unit: str
) -> None:
    def arrivals(unit: str) -> list[float]:
        """In days since the first midnight."""
        text = f"""
            blueprint: Busyness
            clock: {{unit: {unit}, start: "2024-01-01 07:50", run_for: 30 d}}
            busyness: {{today: {{discrete: {{"0": 50%, "2": 50%}}}}}}
            customers: {{guest: {{starts_at: desk, arrivals: {{rate: 48/d, busyness: today}}}}}}
            steps: {{desk: {{time: 0, next: {{end: served}}}}}}
            """
        told = Story(plan_of(text, tmp_path))
        days = told.plan.clock.seconds / 86400
        return [(t * days) + 470 / 1440 for t in told.left("guest")]

    # A day has 96 on the average, or none at all; the unit changes nothing.
    found = arrivals(unit)
    by_day = [sum(int(t) == day for t in found) for day in range(1, 30)]
    assert all(count == 0 or count > 50 for count in by_day)
    assert 5 < by_day.count(0) < 25
    assert found == pytest.approx(arrivals("min"), rel=1e-9)


def test_arrivals_in_any_order_beyond_the_doors_and_limited(tmp_path: Path) -> None:
    # 12 is after the doors, 10 is their close: 1, 3, 9.5 are left, and of these the first two.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [12, 3, 10, 9.5, 1], limit: 2}}}
        steps: {desk: {time: 0, next: {end: served}}}
        """,
        clock="run_for: 10 min",
    )
    assert told.left("guest") == [1, 3]


def test_customers_without_end_at_one_moment_stop_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endings, "MOST_AT_ONCE", 50)
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [1], batch: 1000}}}
        steps: {desk: {time: 0, next: {end: served}}}
        """,
    )
    assert told.records.stopped.startswith("More than 50 of `guest` come at one moment.")
    assert len(told.records.cases) == 50
    assert told.records.end == 1


# -- queues that lead elsewhere -------------------------------------------------------------------


def test_full_queues_that_lead_to_each_other_stop_the_run(tmp_path: Path) -> None:
    # Both are busy from 0 on; the third goes round between the two at one moment.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: left, arrivals: {at: [0]}}
          b: {starts_at: right, arrivals: {at: [0]}}
          c: {starts_at: left, arrivals: {at: [1]}}
        teams: {clerks: {count: 1}, others: {count: 1}}
        steps:
          left: {team: clerks, time: 5, queue: {limit: 0, when_full: {to: right}}, next: {end: served}}
          right: {team: others, time: 5, queue: {limit: 0, when_full: {to: left}}, next: {end: served}}
        """,
    )
    assert "c 1 has come to step `left` 10,000 times" in told.records.stopped
    assert told.records.end == 1


def test_what_a_case_keeps_does_not_hide_that_it_goes_round(tmp_path: Path) -> None:
    # From 3 on the case keeps its room and goes round at the full desk.
    told = story(
        tmp_path,
        """
        customers:
          busy: {starts_at: desk, arrivals: {at: [0]}}
          guest: {starts_at: room, arrivals: {at: [0]}}
        teams: {clerks: {count: 1}}
        resources: {rooms: {count: 1}}
        steps:
          room: {team: rooms, time: 3, keep: {rooms: desk}, next: desk}
          desk: {team: clerks, time: 5, queue: {limit: 0, when_full: {to: desk}}, next: {end: served}}
        """,
    )
    assert "guest 1 has come to step `desk` 10,000 times" in told.records.stopped
    assert told.stints("rooms") == [(1, 0, 3, "work")]
    assert told.records.notes == ()


def test_giving_up_at_once_to_the_same_queue_stops_the_run(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1]}, patience: 0}}
        teams: {clerks: {count: 1}}
        steps: {desk: {team: clerks, time: 5, gives_up: {to: desk}, next: {end: served}}}
        """,
    )
    assert "guest 2 has come to step `desk` 10,000 times" in told.records.stopped


def test_a_long_row_of_full_queues_is_passed_at_one_moment(tmp_path: Path) -> None:
    # The second customer finds the one clerk of all 300 windows taken and comes to the last step: 1 + 3. The
    # first comes there after 9.
    windows = "".join(
        f"  w{i}: {{team: clerks, time: 9, queue: {{limit: 0, when_full: {{to: w{i + 1}}}}}, next: w300}}\n"
        for i in range(300)
    )
    told = story(
        tmp_path,
        "customers: {guest: {starts_at: w0, arrivals: {at: [0, 1]}}}\n"
        "teams: {clerks: {count: 1}}\n"
        f"steps:\n{windows}  w300: {{time: 3, next: {{end: served}}}}\n",
    )
    assert told.left("guest") == [12, 4]
    assert told.column("w300", "ready") == [9, 1]


def test_parallels_nested_deep_are_joined_at_one_moment(tmp_path: Path) -> None:
    # The innermost takes 2; all 500 joins follow at once, then 1: 3.
    forks = "".join(
        f"  s{i}: {{time: 0, next: {{parallel: [{{to: s{i + 1}}}], then: {'join' if i else 'last'}}}}}\n"
        for i in range(500)
    )
    told = story(
        tmp_path,
        "customers: {guest: {starts_at: s0, arrivals: {at: [0]}}}\n"
        f"steps:\n{forks}  s500: {{time: 2, next: join}}\n  last: {{time: 1, next: {{end: served}}}}\n",
    )
    assert told.left("guest") == [3]


def test_a_limit_counts_the_free_of_every_team_that_may_serve(tmp_path: Path) -> None:
    # Of four at once two start, one waits, one is turned away.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 0, 0, 0]}}}
        teams: {clerks: {count: 1}, others: {count: 1}}
        steps: {desk: {first_free: [others, clerks], time: 5, queue: {limit: 1}, next: {end: served}}}
        """,
    )
    assert told.outcomes("guest") == ["served", "served", "served", "turned_away"]
    assert told.left("guest") == [5, 5, 10, 0]


# -- keeping, and branches ------------------------------------------------------------------------


def test_a_branch_uses_the_room_that_another_branch_keeps(tmp_path: Path) -> None:
    # a 0 → 5 keeps the one room; b, which waited for it, has it 5 → 8; then c 8 → 9 frees it.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: split, arrivals: {at: [0]}}}
        resources: {rooms: {count: 1}}
        steps:
          split: {time: 0, next: {parallel: [{to: a}, {to: b}], then: c}}
          a: {team: rooms, time: 5, keep: {rooms: c}, next: join}
          b: {team: rooms, time: 3, next: join}
          c: {team: rooms, time: 1, next: {end: served}}
        """,
    )
    assert told.column("b", "started") == [5]
    assert told.left("guest") == [9]


def test_a_room_kept_serves_one_branch_after_the_other(tmp_path: Path) -> None:
    # First 0 → 5; then both branches want the room: a 5 → 10, b 10 → 13; c 13 → 14.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: first, arrivals: {at: [0]}}}
        resources: {rooms: {count: 1}}
        steps:
          first: {team: rooms, time: 5, keep: {rooms: c}, next: {parallel: [{to: a}, {to: b}], then: c}}
          a: {team: rooms, time: 5, next: join}
          b: {team: rooms, time: 3, next: join}
          c: {team: rooms, time: 1, next: {end: served}}
        """,
    )
    assert told.left("guest") == [14]
    assert told.stints("rooms") == [(1, t, u, "work") for t, u in [(0, 5), (5, 10), (10, 13), (13, 14)]]


KEPT_INTO_TWO_BRANCHES = """
    customers:
      guest: {starts_at: first, arrivals: {at: [0]}}
      other: {starts_at: alone, arrivals: {at: [6]}, priority: 1}
    teams: {clerks: {count: 1}}
    steps:
      first: {team: clerks, time: 5, keep: {clerks: a}, next: {parallel: [{to: a}, {to: b}], then: c}}
      a: {time: 2, next: join}
      b: {team: clerks, time: 10, next: join}
      c: {time: 1, next: {end: served}}
      alone: {team: clerks, time: 3, queue: {order: ORDER}, next: {end: served}}
    """


def test_a_member_at_work_in_a_branch_stays_when_another_branch_ends_the_keeping(tmp_path: Path) -> None:
    # a ends at 7, b has the clerk 5 → 15, then the other customer 15 → 18.
    told = story(tmp_path, KEPT_INTO_TWO_BRANCHES.replace("ORDER", "fifo"))
    assert told.left("guest") == [16]
    assert told.left("other") == [18]


def test_a_member_kept_no_longer_may_be_interrupted(tmp_path: Path) -> None:
    # The keeping ends at 7 with a: the urgent one, there since 6, has the clerk 7 → 10; b has 8 left: 18; 19.
    told = story(tmp_path, KEPT_INTO_TWO_BRANCHES.replace("ORDER", "preemptive"))
    assert told.left("other") == [10]
    assert told.left("guest") == [19]


def test_a_step_keeps_on_what_would_be_free_at_its_end(tmp_path: Path) -> None:
    # a 0 → 5, b 5 → 7 keeps the room on, c 7 → 11, d 11 → 12; the next customer has it 12 → 24.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: a, arrivals: {at: [0, 0]}}}
        resources: {rooms: {count: 1}}
        steps:
          a: {team: rooms, time: 5, keep: {rooms: b}, next: b}
          b: {team: rooms, time: 2, keep: {rooms: d}, next: c}
          c: {time: 4, next: d}
          d: {team: rooms, time: 1, next: {end: served}}
        """,
    )
    assert told.left("guest") == [12, 24]


def test_a_room_kept_for_two_steps_is_free_after_the_later(tmp_path: Path) -> None:
    # a keeps it until c, b until d: a 0 → 2, b 2 → 4, c 4 → 7, d 7 → 8; the next 8 → 16.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: a, arrivals: {at: [0, 0]}}}
        resources: {rooms: {count: 1}}
        steps:
          a: {team: rooms, time: 2, keep: {rooms: c}, next: b}
          b: {team: rooms, time: 2, keep: {rooms: d}, next: c}
          c: {time: 3, next: d}
          d: {time: 1, next: {end: served}}
        """,
    )
    assert told.left("guest") == [8, 16]


def test_a_step_may_keep_something_until_its_own_next_end(tmp_path: Path) -> None:
    # a 0 → 5, b → 7, a again in the same room 7 → 12, b → 14: there the case leaves. The next: 14 → 28.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: a, arrivals: {at: [0, 0]}}}
        resources: {rooms: {count: 1}}
        steps:
          a: {team: rooms, time: 5, keep: {rooms: a}, next: b}
          b: {time: 2, next: [{to: a, share: 100%, rounds: 1}, {end: served}]}
        """,
    )
    assert told.left("guest") == [14, 28]


DEADLOCK = """
    customers:
      calm: {starts_at: into room, arrivals: {at: [0]}, patience: PATIENCE}
      hasty: {starts_at: to nurse, arrivals: {at: [0]}}
    teams: {nurses: {count: 1}}
    resources: {rooms: {count: 1}}
    steps:
      into room: {team: rooms, time: 5, keep: {rooms: dress}, next: dress}
      dress: {needs: {nurses: 1, rooms: 1}, time: 3, next: {end: served}}
      to nurse: {team: nurses, time: 4, keep: {nurses: wash}, next: wash}
      wash: {needs: {nurses: 1, rooms: 1}, time: 3, next: {end: served}}
    """


@pytest.mark.parametrize("at_end", ["finish", "stop"])
def test_a_deadlock_is_named(tmp_path: Path, at_end: str) -> None:
    # From 5 on one has the room and waits for the nurse, whom the other has, who waits for the room.
    told = story(
        tmp_path, DEADLOCK.replace("PATIENCE", "endless"), clock=f"run_for: 100 min, at_end: {at_end}"
    )
    assert told.outcomes("calm") == told.outcomes("hasty") == ["unfinished"]
    (note,) = told.records.notes
    assert "calm 1 waits at `dress` for `nurses`, kept by hasty 1" in note
    assert "hasty 1 waits at `wash` for `rooms`, kept by calm 1" in note


def test_whoever_gives_up_ends_the_deadlock(tmp_path: Path) -> None:
    # Calm queues at `dress` from 5 and leaves with the room at 5 + 9; hasty is washed 14 → 17.
    told = story(tmp_path, DEADLOCK.replace("PATIENCE", "9"))
    assert told.outcomes("calm") == ["abandoned"]
    assert told.left("hasty") == [17]
    assert told.records.notes == ()


# -- keeping, pausing, and shifts -----------------------------------------------------------------


@pytest.mark.parametrize(("at_shift_end", "end"), [("restart", 30), ("hand over", 26), ("pause", 26)])
def test_a_member_whom_a_case_keeps_goes_home_in_the_middle_of_a_visit(
    tmp_path: Path, at_shift_end: str, end: float
) -> None:
    # talk 0 → 2, then treat from 2 with the same doctor, gone from 6 to 20: 4 of 10 done; again from 20 all
    # 10 (restart) or the other 6.
    told = story(
        tmp_path,
        f"""
        customers: {{guest: {{starts_at: talk, arrivals: {{at: [0]}}}}}}
        teams:
          doctors: {{schedule: {{"00:00": 1, "00:06": 0, "00:20": 1}}, at_shift_end: {at_shift_end}}}
        steps:
          talk: {{team: doctors, time: 2, keep: {{doctors: treat}}, next: treat}}
          treat: {{team: doctors, time: 10, next: {{end: served}}}}
        """,
    )
    assert told.left("guest") == [end]
    assert told.duty("doctors")[0] == (1, 0, 6, 6)


def test_a_room_kept_when_it_closes_stays_open_until_it_is_free(tmp_path: Path) -> None:
    # Closed from 5, open again from 9, kept 2 → 12: one span to 9 with overtime 5 → 9, then on from 9.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: a, arrivals: {at: [0]}}}
        resources: {rooms: {schedule: {"00:00": 1, "00:05": 0, "00:09": 1}, at_shift_end: pause}}
        steps:
          a: {team: rooms, time: 2, keep: {rooms: c}, next: b}
          b: {time: 10, next: c}
          c: {team: rooms, time: 1, next: {end: served}}
        """,
    )
    assert told.left("guest") == [13]
    assert told.duty("rooms") == [(1, 0, 5, 9), (1, 9, 100, 100)]


def test_a_paused_visit_that_is_cancelled_leaves_its_member_free(tmp_path: Path) -> None:
    # The clerk is away from 2 to 9 with the visit in the middle; at 4 the case ends in its other branch, so
    # at 9 the clerk serves the next: 9 → 19.
    told = story(
        tmp_path,
        """
        customers:
          guest: {starts_at: split, arrivals: {at: [0]}}
          next: {starts_at: window, arrivals: {at: [1]}}
        teams: {clerks: {schedule: {"00:00": 1, "00:02": 0, "00:09": 1}, at_shift_end: pause}}
        steps:
          split: {time: 0, next: {parallel: [{to: desk}, {to: other}], then: last}}
          desk: {team: clerks, time: 10, next: join}
          other: {time: 4, next: {end: refused}}
          last: {time: 0, next: {end: served}}
          window: {team: clerks, time: 10, next: {end: served}}
        """,
    )
    assert told.left("guest") == [4]
    assert told.column("desk", "work") == [2]
    assert told.left("next") == [19]


def test_a_visit_of_two_teams_handed_over_frees_them_both(tmp_path: Path) -> None:
    # The doctor leaves at 3 with 2 left to do; the nurse serves the next 3 → 7; at 10 both go on: 12.
    told = story(
        tmp_path,
        """
        customers:
          guest: {starts_at: ward, arrivals: {at: [0]}}
          next: {starts_at: desk, arrivals: {at: [1]}}
        teams:
          doctors: {schedule: {"00:00": 1, "00:03": 0, "00:10": 1}, at_shift_end: hand over}
          nurses: {count: 1}
        steps:
          ward: {needs: {doctors: 1, nurses: 1}, time: 5, next: {end: served}}
          desk: {team: nurses, time: 4, next: {end: served}}
        """,
    )
    assert told.left("next") == [7]
    assert told.left("guest") == [12]


# -- pre-emption ----------------------------------------------------------------------------------


def test_whoever_is_at_work_again_after_a_pause_may_be_interrupted(tmp_path: Path) -> None:
    # The doctor is away from 4 to 10 and the nurse sits by. The alarm, which has waited for the nurse since
    # 5, has her 10 → 13, then the other 6: 19.
    told = story(
        tmp_path,
        """
        customers:
          low: {starts_at: ward, arrivals: {at: [0]}, priority: 2}
          urgent: {starts_at: alarm, arrivals: {at: [5]}, priority: 1}
        teams:
          doctors: {schedule: {"00:00": 1, "00:04": 0, "00:10": 1}, at_shift_end: pause}
          nurses: {count: 1}
        steps:
          ward: {needs: {doctors: 1, nurses: 1}, time: 10, queue: {order: preemptive}, next: {end: served}}
          alarm: {team: nurses, time: 3, queue: {order: preemptive}, next: {end: served}}
        """,
    )
    assert told.left("urgent") == [13]
    assert told.left("low") == [19]


def test_overtime_that_becomes_a_shift_again_may_be_interrupted(tmp_path: Path) -> None:
    # The shift ends at 2 and the clerk goes on with calm; urgent, there since 4, interrupts when the next
    # shift begins: 9 → 14; then the other 11: 25.
    told = story(
        tmp_path,
        """
        customers:
          calm: {starts_at: desk, arrivals: {at: [0]}, priority: 2}
          urgent: {starts_at: desk, arrivals: {at: [4]}, priority: 1}
        teams: {clerks: {schedule: {"00:00": 1, "00:02": 0, "00:09": 1}}}
        steps:
          desk:
            team: clerks
            time: {by: customers, calm: 20, urgent: 5}
            queue: {order: preemptive}
            next: {end: served}
        """,
    )
    assert told.left("urgent") == [14]
    assert told.left("calm") == [25]
    assert told.duty("clerks") == [(1, 0, 2, 9), (1, 9, 100, 100)]


def test_nobody_is_interrupted_whom_another_makes_needless(tmp_path: Path) -> None:
    # Urgent needs two of three; the one with the lowest priority alone is too few, and the pair frees enough
    # without it: pair 0 → 4 and, after 4 → 7, the other 6 until 13.
    told = story(
        tmp_path,
        """
        customers:
          lowest: {starts_at: one, arrivals: {at: [0]}, priority: 3}
          pair: {starts_at: two, arrivals: {at: [0]}, priority: 2}
          urgent: {starts_at: two, arrivals: {at: [4]}, priority: 1}
        teams: {crew: {count: 3}}
        steps:
          one: {team: crew, time: 10, queue: {order: preemptive, interrupted: restart}, next: {end: served}}
          two:
            needs: {crew: 2}
            time: {by: customers, urgent: 3, otherwise: 10}
            queue: {order: preemptive}
            next: {end: served}
        """,
    )
    assert told.left("urgent") == [7]
    assert told.left("lowest") == [10]
    assert told.left("pair") == [13]


def test_the_shortest_keeps_its_place_when_it_is_interrupted(tmp_path: Path) -> None:
    # Long (10) is interrupted at 8 with 2 left; its place is that of 10, so mid (5) goes first: 9 → 14, 16.
    told = story(
        tmp_path,
        """
        customers:
          long: {starts_at: desk, arrivals: {at: [0]}}
          mid: {starts_at: desk, arrivals: {at: [1]}}
          urgent: {starts_at: alarm, arrivals: {at: [8]}, priority: 1}
        teams: {clerks: {count: 1}}
        steps:
          desk:
            team: clerks
            time: {by: customers, long: 10, mid: 5, otherwise: 1}
            queue: {order: shortest}
            next: {end: served}
          alarm: {team: clerks, time: 1, queue: {order: preemptive}, next: {end: served}}
        """,
    )
    assert told.left("mid") == [14]
    assert told.left("long") == [16]


def test_work_that_is_interrupted_without_end_is_counted_or_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An urgent customer of 1 each 2: the low one works every other minute, and is interrupted at 2, 4, 6, ...
    body = """
        customers:
          low: {starts_at: desk, arrivals: {at: [0]}, priority: 2}
          urgent: {starts_at: desk, arrivals: {every: 2}, priority: 1}
        teams: {clerks: {count: 1}}
        steps:
          desk:
            team: clerks
            time: {by: customers, low: 34000, urgent: 1}
            queue: {order: preemptive, interrupted: HOW}
            next: {end: served}
        """
    told = story(tmp_path, body.replace("HOW", "resume"), clock="run_for: 70000 min")
    # 2 done by 2, then 1 in each of the spans 3 to 4, 5 to 6, ...: the 34,000th ends at 2 + 2 × 33,998.
    assert told.left("low") == [67_998]
    assert told.column("desk", "interruptions")[0] == 33_998
    monkeypatch.setattr(endings, "MOST_REDRAWS_OF_A_VISIT", 30)
    told = story(tmp_path, body.replace("HOW", "redraw"), clock="run_for: 70000 min")
    assert "low 1 has been interrupted at step `desk` 30 times" in told.records.stopped
    assert told.records.end == 62


# -- what conditions ask --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("{by: big, 'yes': 5, otherwise: 50}", "short"),  # all of the class are big: 1 waits, 2 × 5 = 10
        ("{by: big, 'no': 5, otherwise: 50}", "long"),  # 2 × 50
        ("{by: customers, guest: 5}", "short"),  # not of this class: the mean of those written, 2 × 5
        (
            "{by: customers, guest: 5, asking: 50, otherwise: 5}",
            "long",
        ),  # of this class, though it never comes
    ],
)
def test_the_expected_wait_reckons_with_the_mean_work_of_the_class(
    tmp_path: Path, time: str, expected: str
) -> None:
    told = story(
        tmp_path,
        f"""
        attributes: {{big: {{chance: 100%}}}}
        customers:
          guest: {{starts_at: desk, arrivals: {{at: [0, 0]}}}}
          asking: {{starts_at: door, arrivals: {{at: [1]}}}}
        teams: {{clerks: {{count: 1}}}}
        steps:
          desk: {{team: clerks, time: {time}, next: {{end: served}}}}
          door: {{time: 0, next: [{{end: long, if: desk.expected_wait > 20}}, {{end: short}}]}}
        """,
    )
    assert told.outcomes("asking") == [expected]


def test_the_expected_wait_where_an_attribute_divides_the_class(tmp_path: Path) -> None:
    # 25 % of 8 and 75 % of 4 are 5; one waits: 2 × 5 = 10.
    told = story(
        tmp_path,
        """
        attributes: {big: {chance: 25%}}
        customers:
          guest: {starts_at: desk, arrivals: {at: [0, 0]}}
          asking: {starts_at: door, arrivals: {at: [1]}}
        teams: {clerks: {count: 1}}
        steps:
          desk: {team: clerks, time: {by: big, "yes": 8, otherwise: 4}, next: {end: served}}
          door:
            time: 0
            next:
              - {end: right, if: desk.expected_wait > 9.999 and desk.expected_wait < 10.001}
              - {end: wrong}
        """,
    )
    assert told.outcomes("asking") == ["right"]


def test_the_expected_wait_has_no_end_while_nobody_is_on_shift(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers:
          asking: {starts_at: door, arrivals: {at: [0, 12]}}
          late: {starts_at: desk, arrivals: {at: [90]}}
        teams: {clerks: {schedule: {"00:00": 0, "00:10": 1}}}
        steps:
          desk: {team: clerks, time: 5, next: {end: served}}
          door: {time: 0, next: [{end: long, if: desk.expected_wait > 4 w}, {end: short}]}
        """,
    )
    assert told.outcomes("asking") == ["long", "short"]


def test_a_condition_never_holds_of_an_attribute_that_a_class_has_not(tmp_path: Path) -> None:
    # Neither `size > 3` nor `size <= 3` holds of those without a size, so `not` of both does.
    told = story(
        tmp_path,
        """
        customers:
          sized: {starts_at: door, arrivals: {at: [0]}, attributes: {size: 7}}
          other: {starts_at: door, arrivals: {at: [0]}}
        steps:
          door:
            time: 0
            next: [{end: a, if: size > 3}, {end: b, if: not size > 3 and not size <= 3}, {end: c}]
        """,
    )
    assert told.outcomes("sized") == ["a"]
    assert told.outcomes("other") == ["b"]


# -- what is written down -------------------------------------------------------------------------


def test_a_team_without_limit_has_no_member_to_name(tmp_path: Path) -> None:
    # `web` stands first among those needed and has no members; `zed` 1 and 2 are in the stints.
    told = story(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 0]}}}
        teams: {web: {unlimited: true}, zed: {count: 3}}
        steps: {desk: {needs: {zed: 1, web: 1}, time: 5, next: {end: served}}}
        """,
    )
    assert [told.plan.teams[int(team)].name for team in told.column("desk", "team")] == ["web", "web"]
    assert told.column("desk", "member") == [0, 0]
    assert told.stints("zed") == [(1, 0, 5, "work"), (2, 0, 5, "work")]


def test_those_left_inside_are_told_step_by_step(tmp_path: Path) -> None:
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: one, arrivals: {at: [0]}}
          b: {starts_at: two, arrivals: {at: [0, 0]}}
          c: {starts_at: walk, arrivals: {at: [0]}}
        teams: {clerks: {count: 0}, others: {schedule: {"00:00": 0, "00:01": 1, "00:02": 0}, hours: never}}
        hours: {never: {open: {Mon: ["00:05-00:06"]}}}
        steps:
          one: {team: others, time: 5, next: {end: served}}
          two: {team: others, time: 5, next: {end: served}}
          walk: {time: 9 w, next: {end: served}}
        """,
    )
    one, two, walk = told.records.notes
    assert one.startswith("1 customer was still at step `one`")
    assert two.startswith("2 customers were still at step `two`")
    assert two.endswith(
        "nobody of `others` was on duty after the doors had closed. Look at the schedules of `others`."
    )
    assert walk.endswith("it takes longer than that.")
