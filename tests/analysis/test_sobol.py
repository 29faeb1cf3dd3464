"""Sobol's indices of figures that are made up, so that the shares are known."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from simulator.analysis.sobol import sobol_indices

#: Every pair of points of the corners of a square, so that all means are exact.
A1, A2, B1, B2 = np.array(list(product((-1.0, 1.0), repeat=4))).T


def test_a_sum_is_shared_out_by_the_variances_of_its_parts() -> None:
    # y = 3 a + b, where a and b are -1 or 1: the variance is 9 + 1, of which a has 0.9, alone and in all.
    indices = sobol_indices(
        3 * A1 + A2, 3 * B1 + B2, np.stack([3 * B1 + A2, 3 * A1 + B2]), confidence=0.95, seed=1
    )
    assert [[index.order for index in both] for both in indices] == [["first", "total"]] * 2
    values = [[index.value for index in both] for both in indices]
    assert values == [[pytest.approx(0.9), pytest.approx(0.9)], [pytest.approx(0.1), pytest.approx(0.1)]]
    assert all(index.low <= index.value <= index.high for both in indices for index in both)
    assert all(index.low < index.high for both in indices for index in both)


def test_what_inputs_do_only_together_is_in_the_total_alone() -> None:
    # y = a b: either alone tells nothing of y, and with the other all of it.
    indices = sobol_indices(A1 * A2, B1 * B2, np.stack([B1 * A2, A1 * B2]), confidence=0.9, seed=1)
    assert [[index.value for index in both] for both in indices] == [[pytest.approx(0), pytest.approx(1)]] * 2


def test_an_input_that_does_nothing_has_no_share() -> None:
    # y = a
    indices = sobol_indices(A1, B1, np.stack([B1, A1]), confidence=0.9, seed=1)
    assert [(index.value, index.low, index.high) for index in indices[1]] == [(0, 0, 0)] * 2


def test_what_varies_by_rounding_only_has_no_indices() -> None:
    five = 5 + 1e-13 * A1
    indices = sobol_indices(five, 5 + 0 * A1, np.stack([five, five]), confidence=0.9, seed=1)
    assert all(np.isnan([index.value, index.low, index.high]).all() for both in indices for index in both)


def test_the_interval_is_that_of_the_seed() -> None:
    def found(seed: int) -> object:
        return sobol_indices(3 * A1 + A2, 3 * B1 + B2, np.stack([3 * B1 + A2, 3 * A1 + B2]), 0.95, seed)

    assert found(1) == found(1)
    assert found(1) != found(2)
