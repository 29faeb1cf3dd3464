"""Wait by cause: every minute of a wait has one cause, and they add up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.analysis.causes import CAUSES, wait_by_cause
from simulator.analysis.columns import Columns
from simulator.analysis.window import Window
from simulator.engine.records import Records
from simulator.engine.simpy_engine import simulate
from simulator.model.plan import BY_CUSTOMERS, Plan, SkillNeeded, WorkBatch
from simulator.randomness.distributions import constant
from tests.analysis.logbook import Figures, Logbook, figures, shop
from tests.plans import a_class, a_plan, a_step, a_team, bank_branch, end


def causes(plan: Plan, records: Records) -> list[dict[str, float]]:
    """The causes of each visit, without those of no time."""
    columns = Columns.of(plan, records, Window.of(plan, records))
    parts = wait_by_cause(plan, records, columns)
    return [
        {name.removeprefix("wait_"): float(part[i]) for name, part in parts.items() if part[i]}
        for i in range(len(records.visits))
    ]


def told(found: Figures, name: str = "all") -> dict[str, float]:
    """The means of the causes, without those of no time."""
    means = {cause.removeprefix("wait_"): found(cause, name) for cause in CAUSES}
    return {cause: mean for cause, mean in means.items() if mean}


def open_shop() -> tuple[Plan, Logbook]:
    """The shop with a teller and the clerk there all day."""
    plan = shop()
    return plan, Logbook(plan).duty("tellers", 1, 0, 100).duty("clerks", 1, 0, 100)


def with_step(plan: Plan, place: int, **fields: Any) -> Plan:
    steps = list(plan.steps)
    steps[place] = replace(steps[place], **fields)
    return replace(plan, steps=tuple(steps))


def test_a_hand_off_is_until_handed_and_blocking_until_there_is_room() -> None:
    # Ready at 1, handed at 4, room at 6, served at 10: 3 + 2 + 4.
    plan, book = open_shop()
    book.case("walk-in", 1.0, 15.0).visit("counter", 1, 10, 15, handed=4, queued=6, team="tellers")
    assert causes(plan, book.records(100.0)) == [{"hand_off": 3, "blocking": 2, "contention": 4}]


def test_at_a_step_that_gathers_batches_it_is_batching() -> None:
    plan, book = open_shop()
    plan = with_step(plan, 0, batch=WorkBatch(size=3))
    book.case("walk-in", 1.0, 15.0).visit("counter", 1, 10, 15, queued=6, team="tellers", batch=1)
    assert causes(plan, book.records(100.0)) == [{"batching": 5, "contention": 4}]


def test_nobody_on_duty_is_off_shift() -> None:
    # The only clerk is there from 0 to 20 and from 60 on: of the wait from 15 to 70 it is 20 to 60.
    plan = shop()
    book = Logbook(plan).duty("clerks", 1, 0, 20).duty("clerks", 1, 60, 100)
    book.case("walk-in", 15.0, 75.0).visit("office", 15, 70, 75, team="clerks", member=1)
    assert causes(plan, book.records(100.0)) == [{"off_shift": 40, "contention": 15}]


def test_of_several_needed_together_all_must_be_there() -> None:
    # The doctor is there from 10 to 40, two rooms from 0 to 20 and from 30 on; one needs both rooms.
    plan = a_plan(
        [a_class("patient", "see")],
        [a_step("see", {"doctors": 1, "rooms": 2}, constant(5.0), end("served"))],
        [a_team("doctors", 1), a_team("rooms", 2, resource=True)],
        run_for=100.0,
    )
    book = Logbook(plan).duty("doctors", 1, 10, 40)
    book.duty("rooms", 1, 0, 100).duty("rooms", 2, 0, 20).duty("rooms", 2, 30, 100)
    book.case("patient", 0.0, 40.0).visit("see", 0, 35, 40, team="doctors")
    # Nobody: 0 to 10 (no doctor) and 20 to 30 (one room); served at 35, so 10 + 5 of contention.
    assert causes(plan, book.records(100.0)) == [{"off_shift": 20, "contention": 15}]


def test_any_team_that_could_serve_is_enough() -> None:
    plan = a_plan(
        [a_class("caller", "answer")],
        [a_step("answer", ["experts", "juniors"], constant(5.0), end("served"))],
        [a_team("experts", 1), a_team("juniors", 1)],
        run_for=100.0,
    )
    book = Logbook(plan).duty("experts", 1, 0, 10).duty("juniors", 1, 20, 100)
    book.case("caller", 5.0, 35.0).visit("answer", 5, 30, 35, team="juniors")
    assert causes(plan, book.records(100.0)) == [{"off_shift": 10, "contention": 15}]


def skilled_plan() -> Plan:
    """Two in a team; of two skills the first member has the first only, the second both."""
    nan = float("nan")
    team = a_team("agents", 2)
    members = (
        replace(team.members[0], skills=(1.0, nan)),
        replace(team.members[1], skills=(1.0, 0.5)),
    )
    plan = a_plan(
        [a_class("billing", "answer"), a_class("technical", "answer")],
        [a_step("answer", "agents", constant(5.0), end("served"))],
        [replace(team, skilled=True, members=members)],
        run_for=100.0,
    )
    needed = SkillNeeded(by=BY_CUSTOMERS, cases={1.0: 1}, otherwise=0)
    return replace(with_step(plan, 0, skill=needed), skills=("billing", "technical"))


def test_who_lacks_the_skill_is_nobody() -> None:
    # Only the first is there until 30; the technical caller waits for the second, the other one does not.
    plan = skilled_plan()
    book = Logbook(plan).duty("agents", 1, 0, 100).duty("agents", 2, 30, 100)
    book.case("technical", 10.0, 45.0).visit("answer", 10, 40, 45, team="agents", member=2)
    book.case("billing", 10.0, 45.0).visit("answer", 10, 40, 45, team="agents", member=1)
    assert causes(plan, book.records(100.0)) == [{"off_shift": 20, "contention": 10}, {"contention": 30}]


def test_without_limit_there_is_always_somebody() -> None:
    plan = a_plan(
        [a_class("caller", "bot")],
        [a_step("bot", "bots", constant(5.0), end("served"))],
        [a_team("bots", unlimited=True)],
        run_for=100.0,
    )
    book = Logbook(plan).case("caller", 5.0, 35.0).visit("bot", 5, 10, 35, team="bots")
    assert causes(plan, book.records(100.0)) == [{"contention": 5}]


def test_from_the_first_who_came_later_and_went_first_it_is_priority() -> None:
    # The walk-in of 1 waits until 20. Served are one of 0 at 5 (it came before), of 3 at 8, of 4 at 14.
    plan, book = open_shop()
    book.case("walk-in", 0.0, 8.0).visit("counter", 0, 5, 8, team="tellers", member=1)
    book.case("walk-in", 1.0, 25.0).visit("counter", 1, 20, 25, team="tellers", member=1)
    book.case("business", 3.0, 14.0).visit("counter", 3, 8, 14, team="tellers", member=1)
    book.case("business", 4.0, 20.0).visit("counter", 4, 14, 20, team="tellers", member=1)
    assert causes(plan, book.records(100.0)) == [
        {"contention": 5},
        {"contention": 7, "priority": 12},
        {"contention": 5},
        {"contention": 10},
    ]


def test_whoever_was_served_before_it_queued_did_not_overtake_it() -> None:
    # Its hand-off lasts until 10; the one of 3 was served at 4.
    plan, book = open_shop()
    book.case("walk-in", 1.0, 25.0).visit("counter", 1, 20, 25, handed=10, team="tellers", member=1)
    book.case("walk-in", 3.0, 20.0).visit("counter", 3, 4, 20, team="tellers", member=1)
    assert causes(plan, book.records(100.0))[0] == {"hand_off": 9, "contention": 10}


def test_at_another_team_nobody_overtakes() -> None:
    plan, book = open_shop()
    book.case("walk-in", 1.0, 25.0).visit("counter", 1, 20, 25, team="tellers", member=1)
    book.case("walk-in", 3.0, 9.0).visit("office", 3, 4, 9, team="clerks", member=1)
    assert causes(plan, book.records(100.0))[0] == {"contention": 19}


def test_off_shift_goes_before_priority() -> None:
    # Overtaken at 10; nobody there from 12 to 18; served at 20: 8 of contention, 6 off shift, 4 of priority.
    plan = shop()
    book = Logbook(plan).duty("tellers", 1, 0, 12).duty("tellers", 1, 18, 100)
    book.case("walk-in", 2.0, 25.0).visit("counter", 2, 20, 25, team="tellers", member=1)
    book.case("business", 10.0, 12.0).visit("counter", 10, 10, 12, team="tellers", member=1)
    assert causes(plan, book.records(100.0))[0] == {"contention": 8, "off_shift": 6, "priority": 4}


def test_an_appointment_waits_for_nothing_before_its_slot() -> None:
    # Comes at 1 for 10, handed at 4, queues from 12, served at 15: 2 of blocking, 3 of contention.
    plan, book = open_shop()
    book.case("walk-in", 1.0, 20.0, slot=10.0)
    book.visit("counter", 1, 15, 20, handed=4, queued=12, team="tellers", member=1)
    book.case("walk-in", 30.0, 40.0, slot=50.0).visit("counter", 30, 35, 40, team="tellers", member=1)
    records = book.records(100.0)
    assert causes(plan, records) == [{"blocking": 2, "contention": 3}, {}]
    assert figures(plan, records)("wait", "counter") == pytest.approx(5 / 2)


def test_the_means_are_those_of_the_waits_they_are_part_of() -> None:
    plan, book = open_shop()
    book.case("walk-in", 1.0, 30.0).visit("counter", 1, 10, 15, handed=4, team="tellers", member=1)
    book.visit("office", 15, 21, 30, team="clerks", member=1)
    book.case("business", 50.0, 55.0).visit("counter", 50, 50, 55, team="tellers", member=1)
    # Never started, or never left: in no wait of a case, so in none of its causes.
    book.case("business", 60.0, 70.0, "abandoned").visit("counter", 60, finished=70, result="abandoned")
    book.case("business", 80.0, 100.0, "unfinished")
    book.visit("counter", 80, 90, 100, team="tellers", member=1, result="unfinished")
    found = figures(plan, book.records(100.0))
    assert told(found) == {"hand_off": 3 / 2, "contention": (6 + 6) / 2}
    assert told(found, "business") == {}
    assert told(found, "counter") == {"hand_off": 3 / 3, "contention": pytest.approx((6 + 10) / 3)}
    assert told(found, "office") == {"contention": 6}
    assert found("wait") == sum(told(found).values())
    assert found.row("wait_contention")["n"] == 2


def test_they_add_up_in_a_simulated_branch_too() -> None:
    plan = bank_branch()
    records = [simulate(plan, 1, replication) for replication in (1, 2)]
    found = figures(plan, *records)
    for name in ("all", "walk-in", "business", "greet", "counter", "adviser"):
        assert sum(told(found, name).values()) == pytest.approx(found("wait", name))
    assert found("wait_priority", "counter") > 0  # business goes first


times = st.integers(0, 30).map(float)
visit = st.tuples(times, times, times, times, st.booleans())


@given(st.lists(visit, max_size=25), st.lists(st.tuples(times, times), max_size=4))
@settings(max_examples=150, deadline=None)
def test_they_add_up_to_the_wait_and_agree_with_counting(
    rows: list[tuple[float, float, float, float, bool]], shifts: list[tuple[float, float]]
) -> None:
    """All moments are whole numbers, so the middle of every unit tells its cause."""
    plan = shop(run_for=200.0)
    book = Logbook(plan)
    for member, (on, length) in enumerate(shifts[:2], 1):
        book.duty("tellers", member, on, on + length)
    for ready, hand_off, blocked, queueing, appointment in sorted(rows):
        handed, queued = ready + hand_off, ready + hand_off + blocked
        start = queued + queueing
        book.case("walk-in", ready, start + 1, slot=ready + 7 if appointment else float("nan"))
        book.visit("counter", ready, start, start + 1, handed=handed, queued=queued, team="tellers")
    records = book.records(200.0)
    columns = Columns.of(plan, records, Window.of(plan, records))
    parts = wait_by_cause(plan, records, columns)
    visits = columns.visits
    wait = np.maximum(visits.started - visits.since, 0)
    assert np.sum(list(parts.values()), axis=0).tolist() == wait.tolist()
    for i in range(len(rows)):
        counted = dict.fromkeys(CAUSES, 0.0)
        overtaking = [
            s
            for s, r in zip(visits.started, visits.ready, strict=True)
            if r > visits.ready[i] and visits.queued[i] <= s < visits.started[i]
        ]
        for moment in np.arange(visits.since[i], visits.started[i]) + 0.5:
            if moment < visits.handed[i]:
                cause = "wait_hand_off"
            elif moment < visits.queued[i]:
                cause = "wait_blocking"
            elif not any(on < moment < on + length for on, length in shifts[:2]):
                cause = "wait_off_shift"
            elif overtaking and moment > min(overtaking):
                cause = "wait_priority"
            else:
                cause = "wait_contention"
            counted[cause] += 1
        assert {cause: float(parts[cause][i]) for cause in CAUSES} == counted
