"""Queue lengths and people inside; Little's law found twice over."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.analysis.levels import areas, numbers, steps
from simulator.analysis.tables import levels_table, visits_table
from simulator.analysis.window import Window
from simulator.engine.simpy_engine import simulate
from tests.analysis.logbook import Logbook, figures, shop
from tests.plans import bank_branch


def window(start: float, close: float, batches: int = 1) -> Window:
    return Window(start, close, close, np.linspace(start, close, batches + 1))


def test_a_queue_by_hand() -> None:
    # One waits from 2 to 7, another from 3 to 5, one still at the end; closed at 100, over at 103.
    plan = shop()
    book = Logbook(plan)
    book.case("walk-in", 2.0, 9.0).visit("counter", 2, 7, 9)
    book.case("walk-in", 3.0, 5.0, "abandoned").visit("counter", 3, finished=5, result="abandoned")
    book.case("walk-in", 4.0, 4.0, "balked").visit("counter", 4, finished=4, result="balked")
    book.case("business", 98.0, 103.0, "unfinished").visit("counter", 98, finished=103, result="unfinished")
    found = figures(plan, book.records(103.0))
    assert found("queue_length", "counter") == pytest.approx((5 + 2 + 2) / 100)
    assert found("queue_length") == pytest.approx((5 + 2 + 2) / 100)
    assert found("queue_length", "counter", "max") == 2
    assert found("queue_length", "office", "max") == 0
    assert found("people_inside") == pytest.approx((7 + 2 + 2) / 100)
    assert found("people_inside", "walk-in") == pytest.approx((7 + 2) / 100)
    assert found("people_inside", "all", "max") == 2
    assert found.row("people_inside")["unit"] == "cases"


def test_those_of_the_warm_up_stand_in_the_queue_too() -> None:
    plan = shop(warm_up=10.0, at_end="stop", last_call=100.0)
    book = Logbook(plan).case("walk-in", 4.0, 22.0).visit("counter", 4, 20, 22)
    found = figures(plan, book.records(100.0))
    assert found("queue_length", "counter") == pytest.approx(10 / 90)
    assert found("queue_length", "counter", "max") == 1


def test_a_maximum_before_the_warm_up_is_not_seen() -> None:
    plan = shop(warm_up=10.0, at_end="stop", last_call=100.0)
    book = Logbook(plan)
    for _ in range(3):
        book.case("walk-in", 1.0, 9.0).visit("counter", 1, 8, 9)
    book.case("walk-in", 50.0, 60.0).visit("counter", 50, 55, 60)
    assert figures(plan, book.records(100.0))("queue_length", "counter", "max") == 1


def test_one_leaving_as_another_comes_are_not_there_together() -> None:
    found = numbers(np.array([0.0, 5.0]), np.array([5.0, 9.0]), np.array([0, 0]), 1, window(0.0, 10.0))
    assert found.peaks.tolist() == [1, 1]
    assert found.times[0].tolist() == [[1, 9]]


def test_the_peak_of_all_is_not_the_sum_of_the_peaks() -> None:
    start, end = np.array([0.0, 5.0, 6.0]), np.array([5.0, 9.0, 7.0])
    found = numbers(start, end, np.array([0, 1, 1]), 3, window(0.0, 10.0))
    assert found.peaks.tolist() == [1, 2, 0, 2]
    # Of the first: 5 in 10. Of the second: nobody for 6, two from 6 to 7. Of all: nobody from 9 on.
    assert [times.tolist() for times in found.times] == [[[5, 5]], [[6, 3, 1]], [[10]], [[1, 8, 1]]]


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 20), st.integers(0, 2)).map(
        lambda span: (float(span[0]), float(span[0] + span[1]), span[2])
    ),
    max_size=30,
)


@given(spans, st.integers(0, 30))
@settings(max_examples=100, deadline=None)
def test_levels_agree_with_counting_at_every_moment(rows: list[tuple[float, float, int]], since: int) -> None:
    """All moments are whole numbers, so looking in the middle of every unit sees everything."""
    start, end = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    group = np.array([r[2] for r in rows], np.int64)
    moments = np.arange(60) + 0.5
    present = (start[:, None] <= moments) & (moments < end[:, None])
    inside = (moments >= since) & (moments < 50)
    counted = [[present[group == g][:, inside].sum() for g in range(3)]]
    assert areas(start, end, group, 3, window(since, 50.0)).tolist() == counted
    late = moments >= since
    highest = [present[group == g][:, late].sum(axis=0).max(initial=0) for g in range(3)]
    together = present[:, late].sum(axis=0).max(initial=0)
    found = numbers(start, end, group, 3, window(since, 50.0))
    assert found.peaks.tolist() == [*highest, together]
    for own, counted_by_group in zip(
        found.times, [*(present[group == g] for g in range(3)), present], strict=True
    ):
        at_each = np.bincount(counted_by_group[:, inside].sum(axis=0), minlength=own.shape[1])
        assert own[0].tolist() == at_each.tolist()
    times, values = steps(start, end)
    assert (values[np.searchsorted(times, moments, side="right") - 1] == present.sum(axis=0)).all()


def test_batches_share_out_the_area() -> None:
    start, end, group = np.array([1.0, 3.0]), np.array([8.0, 4.0]), np.array([0, 0])
    assert areas(start, end, group, 1, window(0.0, 10.0, 5)).ravel().tolist() == [1, 3, 2, 2, 0]


@pytest.mark.parametrize("replication", [1, 2])
def test_littles_law_holds_in_every_queue(replication: int) -> None:
    """L = λW: the queue's step function integrated, against the waits of everybody cut to the window."""
    plan = bank_branch()
    records = simulate(plan, 1, replication)
    found = figures(plan, records)
    levels, visits = levels_table(plan, records), visits_table(plan, records)
    for step in ("adviser", "counter", "greet"):
        own = levels[(levels["measure"] == "queue_length") & (levels["name"] == step)]
        until = np.append(own["time"].to_numpy()[1:], records.end).clip(max=plan.run_for)
        area = float(((until - own["time"].to_numpy()).clip(min=0) * own["value"].to_numpy()).sum())
        here = visits[(visits["step"] == step) & ~visits["outcome"].isin(["balked", "turned_away"])]
        left = here["started"].fillna(here["finished"]).clip(upper=plan.run_for)
        waited = float((left - here["queued"]).clip(lower=0).sum())
        assert area == pytest.approx(waited, rel=1e-9)
        assert found("queue_length", step) * plan.run_for == pytest.approx(waited, rel=1e-9)


def test_people_inside_are_arrivals_times_time_in_system() -> None:
    plan = bank_branch()
    records = simulate(plan, 1, 3)
    stay = np.minimum(records.cases["left"], plan.run_for) - records.cases["arrived"]
    assert figures(plan, records)("people_inside") * plan.run_for == pytest.approx(stay.sum(), rel=1e-9)
