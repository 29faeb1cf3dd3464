"""Piecewise constant functions of time."""

from __future__ import annotations

from itertools import islice
from math import inf

import pytest

from simulator.timeline import Timeline


def test_a_cycle_is_seen_from_the_moment_at_which_the_run_starts() -> None:
    # A day of 24: 3 from 9, 5 from 11, 0 from 17; the run starts at 10.
    day = Timeline.cyclic([(9, 3), (11, 5), (17, 0)], 24, 10)
    assert [day.at(t) for t in (0, 0.99, 1, 6.9, 7, 22.9, 23, 24, 25)] == [3, 3, 5, 5, 0, 0, 3, 3, 5]


def test_before_the_first_entry_the_last_one_of_the_evening_holds() -> None:
    day = Timeline.cyclic([(9, 3), (17, 1)], 24, 0)
    assert [day.at(t) for t in (0, 8.9, 9, 17)] == [1, 1, 3, 1]


@pytest.mark.parametrize("seconds", [60, 3600, 86_400, 604_800])
def test_the_value_at_a_change_is_that_of_the_piece_which_begins_there(seconds: int) -> None:
    # Entries at 09:20 and 17:40 of a day, in minutes, hours, days, weeks: most are no exact number.
    day = Timeline.cyclic([(33_600 / seconds, 1), (63_600 / seconds, 0)], 86_400 / seconds, 0)
    for start, _, value in islice(day.pieces(), 3000):
        assert day.at(start) == value


def test_equal_neighbours_are_one_entry() -> None:
    assert Timeline.cyclic([(9, 2), (12, 2), (17, 2)], 24, 3) == Timeline.constant(2)


def test_changes_are_the_moments_of_a_new_value() -> None:
    day = Timeline.cyclic([(9, 3), (17, 1)], 24, 9)
    assert list(islice(day.changes(), 4)) == [(0, 3), (8, 1), (24, 3), (32, 1)]


def test_a_constant_has_one_piece_without_end() -> None:
    assert list(Timeline.constant(4).pieces()) == [(0, inf, 4)]


def test_closed_spans_are_zero_and_cut_the_pieces() -> None:
    shop = Timeline((0, 8), (2, 0), 24, closed=((4, 6), (20, 30)))
    pieces = list(islice(shop.pieces(), 8))
    assert pieces == [
        (0, 4, 2),
        (4, 6, 0),
        (6, 8, 2),
        (8, 20, 0),
        (20, 24, 0),
        (24, 30, 0),
        (30, 32, 2),
        (32, 48, 0),
    ]
    assert [shop.at(t) for t in (3.9, 4, 6, 25, 30)] == [2, 0, 2, 0, 2]


def test_the_integral_adds_the_areas() -> None:
    # 2 for 8, 0 for 16, again; of [4, 28]: 2·4 + 0 + 2·4
    shop = Timeline((0, 8), (2, 0), 24)
    assert shop.integral(4, 28) == 16
    assert shop.mean(0, 24) == 16 / 24
    assert shop.scaled(3).integral(4, 28) == 48


@pytest.mark.parametrize(
    ("times", "values", "period"),
    [((), (), inf), ((1.0,), (2.0,), inf), ((0.0, 0.0), (1.0, 2.0), inf), ((0.0, 5.0), (1.0, 2.0), 5.0)],
)
def test_a_timeline_without_sense_is_refused(
    times: tuple[float, ...], values: tuple[float, ...], period: float
) -> None:
    with pytest.raises(ValueError, match="timeline"):
        Timeline(times, values, period)
