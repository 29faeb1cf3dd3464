"""Quantiles: exact, from histograms, and their intervals."""

from __future__ import annotations

from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.analysis import histogram, pool
from simulator.analysis.histogram import RELATIVE_ERROR, SMALLEST, LogHistogram
from simulator.analysis.pool import Pool, quantiles

SHARES = (0.5, 0.9, 0.95, 0.99)


def pooled(*replications: list[float]) -> Pool:
    found = Pool()
    for values in replications:
        found.add(np.array(values, np.float64))
    return found


def least_that_share_does_not_exceed(values: list[float], share: float) -> float:
    return min(x for x in values if sum(v <= x for v in values) >= share * len(values) - 1e-9)


@given(st.lists(st.lists(st.floats(0, 1e6), max_size=8), min_size=1, max_size=6).filter(any))
@settings(max_examples=100, deadline=None)
def test_a_quantile_is_the_least_value_that_the_share_does_not_exceed(days: list[list[float]]) -> None:
    every = [value for day in days for value in day]
    found = quantiles([pooled(*days)]).value
    assert found.tolist() == [least_that_share_does_not_exceed(every, share) for share in SHARES]


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=200))
@settings(max_examples=200, deadline=None)
def test_a_histogram_is_within_a_thousandth(values: list[float]) -> None:
    n = len(values)
    ranks = np.array([max(1, ceil(share * n)) for share in SHARES])
    exact = np.sort(values)[ranks - 1]
    found = LogHistogram.of(np.array(values)).ranked(ranks)
    assert (np.abs(found - exact) <= RELATIVE_ERROR * exact * (1 + 1e-9) + SMALLEST).all()
    assert (found <= max(values)).all()


def test_a_million_waits_are_within_a_thousandth() -> None:
    random = np.random.default_rng(1)
    values = np.where(random.random(1_000_001) < 0.3, 0.0, random.lognormal(0.0, 2.0, 1_000_001))
    ranks = np.arange(1, len(values) + 1, 997)
    found, exact = LogHistogram.of(values).ranked(ranks), np.sort(values)[ranks - 1]
    assert (found[exact == 0] == 0).all()
    positive = exact > 0
    assert (np.abs(found / np.where(positive, exact, 1) - 1)[positive] <= RELATIVE_ERROR * (1 + 1e-9)).all()


@given(st.lists(st.lists(st.floats(0, 1e3), max_size=20), min_size=2, max_size=6), st.randoms())
@settings(max_examples=50, deadline=None)
def test_histograms_merge_in_any_order(parts: list[list[float]], random: object) -> None:
    made = [LogHistogram.of(np.array(part, np.float64)) for part in parts]
    whole = LogHistogram.of(np.array([v for part in parts for v in part], np.float64))
    random.shuffle(made)  # type: ignore[attr-defined]
    merged = LogHistogram.merged(made)
    assert merged.buckets.tolist() == whole.buckets.tolist()
    assert merged.counts.tolist() == whole.counts.tolist()
    assert merged.highest == whole.highest
    left_first = LogHistogram.merged([LogHistogram.merged(made[:1]), LogHistogram.merged(made[1:])])
    assert left_first.counts.tolist() == whole.counts.tolist()


@pytest.fixture
def small_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values are held only up to a hundred."""
    monkeypatch.setattr(pool, "EXACT_VALUES", 100)
    monkeypatch.setattr(histogram, "EXACT_VALUES", 100)


def days(count: int, size: int = 10) -> list[list[float]]:
    return np.random.default_rng(7).exponential(5.0, (count, size)).tolist()


@pytest.mark.usefixtures("small_memory")
@pytest.mark.parametrize("count", [11, 40, 129, 300])
def test_beyond_its_memory_a_pool_is_within_a_thousandth(count: int) -> None:
    given_days = days(count)
    every = sorted(value for day in given_days for value in day)
    held = pooled(*given_days)
    assert held.folded
    found = quantiles([held])
    value, (low, high) = found.value, found.interval(0.95)
    exact = [every[ceil(share * len(every) - 1e-9) - 1] for share in SHARES]
    assert value == pytest.approx(exact, rel=RELATIVE_ERROR * (1 + 1e-9))
    known = np.minimum(SHARES, 1 - np.array(SHARES)) * len(every) >= 10 - 1e-9
    assert (np.isnan(low) == ~known).all()
    assert (low < value)[known].all()
    assert (value < high)[known].all()


@pytest.mark.usefixtures("small_memory")
def test_the_intervals_of_histograms_are_those_of_the_values(monkeypatch: pytest.MonkeyPatch) -> None:
    given_days = days(40, 30)
    low, high = quantiles([pooled(*given_days)]).interval(0.95)
    monkeypatch.setattr(pool, "EXACT_VALUES", 10**6)
    exact_low, exact_high = quantiles([pooled(*given_days)]).interval(0.95)
    # The ends are values, within a thousandth; neighbours in a bucket may move their share by a hair.
    assert low == pytest.approx(exact_low, rel=0.02)
    assert high == pytest.approx(exact_high, rel=0.02)


@pytest.mark.usefixtures("small_memory")
def test_a_replication_too_large_by_itself_comes_as_a_histogram() -> None:
    held = pooled([1.0, 2.0])
    held.add(LogHistogram.of(np.full(200, 3.0)))
    assert held.n == 202
    assert quantiles([held]).value == pytest.approx([3.0] * 4, rel=RELATIVE_ERROR)


def test_cells_are_taken_together_even_where_only_one_is_a_histogram(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "EXACT_VALUES", 50)
    large, small = pooled(*days(20, 10)), pooled(*[[100.0]] * 20)
    assert large.folded
    assert not small.folded
    value = quantiles([large, small]).value
    assert value[-1] == pytest.approx(100.0, rel=RELATIVE_ERROR)
