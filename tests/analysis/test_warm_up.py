"""Where a series has settled, on series of which it is known."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis.warm_up import (
    BATCH,
    OBSERVATIONS,
    Truncation,
    averaged,
    inside_over_time,
    moving_average,
    mser5,
    mser_by_periods,
)
from simulator.randomness.philox import uniforms
from tests.analysis.logbook import Logbook, shop


def fives(*means: float) -> np.ndarray:
    """A series of which the means of five are these."""
    return np.repeat(np.array(means), BATCH) + np.tile([-2.0, -1.0, 0.0, 1.0, 2.0], len(means))


def errors(means: np.ndarray) -> list[float]:
    """The squared standard error after each cut, as the formula says."""
    return [
        float(((means[d:] - means[d:].mean()) ** 2).sum() / (len(means) - d) ** 2) for d in range(len(means))
    ]


def test_by_hand() -> None:
    # Without a cut Ȳ = 29/11: Σ = 81 + 5 + 45 - 29²/11 = 54.55, over 121: 0.451. After one Ȳ = 2, Σ = 10,
    # over 100: 0.1. After two Ȳ = 19/9: Σ = 49 - 361/9 = 8.89, over 81: 0.1097.
    found = mser5(fives(9, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3))
    assert (found.cut, found.settled) == (5, True)


def test_a_start_that_is_another_level_is_cut_to_the_batch() -> None:
    found = mser5(fives(*[0.0] * 30, *[10.0] * 170))
    assert (found.cut, found.settled) == (150, True)


def test_a_constant_series_needs_no_cut() -> None:
    assert mser5(np.full(1000, 3.0)).cut == 0


def test_large_numbers_lose_no_digits() -> None:
    assert mser5(fives(*[1e9] * 30, *[1e9 + 10.0] * 170)).cut == 150


def test_what_grows_to_the_end_has_not_settled() -> None:
    found = mser5(np.arange(1000.0))
    assert not found.settled
    assert found.cut <= 500


def test_a_level_reached_only_in_the_second_half_is_too_late() -> None:
    assert not mser5(fives(*[0.0] * 130, *[10.0] * 70)).settled


def test_it_is_the_least_error_of_the_first_half() -> None:
    noise = uniforms(1, 1, 12345, 1, 1000)
    series = noise + 4 * np.exp(-np.arange(1000) / 80)
    means = series.reshape(200, 5).mean(axis=1)
    found = mser5(series)
    assert found.settled
    assert found.cut == 5 * int(np.argmin(errors(means)[:101]))
    assert 150 < found.cut < 450  # e to the -2 and the -5.6: the start has faded into the noise


def test_a_few_observations_tell_nothing() -> None:
    assert mser5(np.array([1.0, 2.0, 3.0])) == mser5(np.array([]))
    assert not mser5(np.array([1.0])).settled


def test_by_hand_in_periods() -> None:
    # Nothing cut: the first moments 9, 3, 1, 3 have the mean 4, Σ = 25 + 1 + 9 + 1 = 36, over 3 · 4 · 2²:
    # 0.75. One period: 3, 1, 3, Σ = 19 - 7²/3 = 2.67, over 2 · 3 · 2²: 0.111. Two: Σ = 2, over 1 · 2 · 2²:
    # 0.25.
    found = mser_by_periods(np.array([9.0, 0, 3, 0, 1, 0, 3, 0]), 4)
    assert (found.cut, found.settled) == (2, True)


def weeks(*levels: float) -> np.ndarray:
    """A week for each level, 35 spans a day, busier and calmer by turns, with nobody at the weekend."""
    return np.concatenate(
        [[*(np.tile([-1.0, 1.0, 1.0, -1.0, 0.0], 35) + level), *[0.0] * 70] for level in levels]
    )


def test_a_calm_weekend_at_the_end_is_no_reason_to_cut() -> None:
    # With all in weekends but the last: without spread, and so without error.
    series = weeks(*[10.0, 11.0] * 4)
    assert not mser5(series).settled
    found = mser_by_periods(series, 8)
    assert (found.cut, found.settled) == (0, True)


def test_a_start_within_a_rhythm_is_cut_to_the_week() -> None:
    # Levels 30 and 20 before 10, 11, ...: two weeks of 245 spans.
    found = mser_by_periods(weeks(30.0, 20.0, *[10.0, 11.0] * 3), 8)
    assert (found.cut, found.settled) == (2 * 245, True)


def test_what_grows_from_week_to_week_has_not_settled() -> None:
    # About their means k levels in a row have Σ = k (k² - 1) / 12 a moment: the error is as k + 1, so it
    # is least for the fewest weeks.
    assert not mser_by_periods(weeks(*range(10, 18)), 8).settled


def test_the_same_week_again_and_again_needs_no_cut() -> None:
    assert mser_by_periods(weeks(*[10.0] * 4), 4) == Truncation(0, settled=True)


def test_the_number_inside_is_a_mean_of_each_span() -> None:
    # In spans of 0.1: one from 0 to 10.05, another from 10 to the end.
    plan = shop()
    book = Logbook(plan).case("walk-in", 0.0, 10.05).case("walk-in", 10.0, 100.0, "unfinished")
    inside = inside_over_time(book.records(100.0), 100.0)
    assert len(inside) == OBSERVATIONS
    assert inside[:100] == pytest.approx(1)
    assert inside[100] == pytest.approx(1 + 0.5)
    assert inside[101:] == pytest.approx(1)


def test_series_are_averaged_moment_by_moment() -> None:
    assert averaged([np.array([1.0, 2.0]), np.array([3.0, 6.0])]).tolist() == [2.0, 4.0]


def test_the_moving_average_has_the_neighbours_there_are() -> None:
    # One neighbour to both sides: 1; (1 + 2 + 6)/3; (2 + 6 + 1)/3; nothing at the end.
    found = moving_average(np.array([1.0, 2.0, 6.0, 1.0]), 1)
    assert found[:3] == pytest.approx([1.0, 3.0, 3.0])
    assert np.isnan(found[3])
    # Two: the second value has one neighbour before it, so one behind it.
    assert moving_average(np.array([1.0, 2.0, 6.0, 1.0, 5.0]), 2)[:3] == pytest.approx([1.0, 3.0, 3.0])
