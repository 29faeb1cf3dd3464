"""The generator against its published known answers and against a second implementation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.randomness.address import AddressError
from simulator.randomness.philox import philox4x32, uniform, uniform_pair, uniforms
from tests.randomness import philox_reference

ALL_ONES = 0xFFFFFFFF

# philox4x32-10 of the file kat_vectors of Random123 (D. E. Shaw Research).
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ALL_ONES,) * 4, (ALL_ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]

words = st.integers(0, 2**32 - 1)
halves = st.integers(0, 2**16 - 1)
addresses = st.tuples(words, words, st.integers(0, 2**64 - 1), words, halves, halves)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_known_answers(counter, key, answer):
    assert philox4x32(*counter, *key) == answer
    assert philox_reference.philox(counter, key) == answer


@given(addresses)
@settings(max_examples=300, deadline=None)
def test_uniforms_equal_those_of_plain_python(address):
    expected = philox_reference.uniform_pair(*address)
    assert uniform_pair(*address) == expected
    assert uniform(*address) == expected[0]


@given(addresses)
@settings(max_examples=100, deadline=None)
def test_uniforms_lie_strictly_between_0_and_1_on_the_grid_of_half_steps(address):
    for u in uniform_pair(*address):
        assert 0.0 < u < 1.0
        assert (u * 2**53) % 2 == 1
        assert 1.0 - (1.0 - u) == u


@given(words, words, st.integers(0, 2**64 - 1), st.integers(0, 2**32 - 40), halves, halves)
@settings(max_examples=30, deadline=None)
def test_a_row_has_the_bits_of_its_members(seed, replication, stream, first, visit, attempt):
    row = uniforms(seed, replication, stream, first, 33, visit, attempt)
    alone = [uniform(seed, replication, stream, first + i, visit, attempt) for i in range(33)]
    assert row.dtype == np.float64
    assert row.tolist() == alone


def test_a_row_may_be_empty_and_may_reach_the_last_number():
    assert uniforms(1, 0, 7, 0, 0).shape == (0,)
    assert uniforms(1, 0, 7, 2**32 - 2, 2)[1] == uniform(1, 0, 7, 2**32 - 1)


def test_a_visit_is_the_first_and_an_attempt_is_0_unless_said():
    assert uniform(1, 2, 3, 4) == uniform(1, 2, 3, 4, visit=1, attempt=0)
    assert uniforms(1, 2, 3, 4, 1)[0] == uniform(1, 2, 3, 4)


GOOD = {"seed": 1, "replication": 0, "stream": 5, "n": 3, "visit": 1, "attempt": 0}
RANGES = [
    ("seed", "seed", 2**32),
    ("replication", "replication", 2**32),
    ("stream", "stream", 2**64),
    ("n", "customer's number", 2**32),
    ("visit", "visit", 2**16),
    ("attempt", "attempt", 2**16),
]


@pytest.mark.parametrize(("part", "words", "end"), RANGES)
@pytest.mark.parametrize("draw", [uniform, uniform_pair])
def test_parts_of_an_address_have_their_ranges(part, words, end, draw):
    draw(**GOOD | {part: 0})
    draw(**GOOD | {part: end - 1})
    for bad in (-1, end):
        with pytest.raises(AddressError) as error:
            draw(**GOOD | {part: bad})
        assert str(error.value) == f"the {words} must be a whole number from 0 to {end - 1}, but is {bad}"


def test_a_row_must_not_run_over_the_end():
    with pytest.raises(AddressError, match="customer's number must be a whole number"):
        uniforms(1, 0, 7, 2**32 - 2, 3)
    with pytest.raises(AddressError, match="cannot be negative, but is -1"):
        uniforms(1, 0, 7, 0, -1)
