"""Draws: the value of an address whatever was asked before, and however it was computed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.randomness import draws
from simulator.randomness.address import AddressError
from simulator.randomness.distributions import (
    constant,
    discrete,
    empirical,
    exponential,
    gamma,
    lognormal,
    mixture,
    normal,
    pert,
)
from simulator.randomness.draws import BLOCK, KEPT, Draws
from simulator.randomness.philox import uniform
from simulator.randomness.streams import stream

WORK = stream("work", "counter", "walk-in")
KINDS = [
    None,
    constant(4),
    exponential(3),
    normal(2, 3, min=0),
    lognormal(4, 0.8),
    gamma(4, 0.6),
    pert(1, 2, 6),
    discrete([0, 1], [0.8, 0.2]),
    empirical([1, 1, 2, 5]),
    mixture([(0.1, constant(0)), (0.9, exponential(1000))], max=2000),
]


def at(distribution, n, visit=1, attempt=0):
    """The value of an address of the seed 1, replication 2, computed by itself."""
    u = uniform(1, 2, WORK, n, visit, attempt)
    return u if distribution is None else distribution.quantile(u)


@pytest.mark.parametrize("distribution", KINDS)
def test_the_visit_that_is_mostly_asked_for_makes_no_difference(distribution):
    drawn = Draws(1, 2, WORK, distribution, visit=0)
    for visit in (0, 1):
        for n in (*range(2 * BLOCK), 2**32 - 1):
            assert drawn.at(n, visit) == at(distribution, n, visit)


@pytest.mark.parametrize("distribution", KINDS)
def test_every_value_is_the_quantile_at_the_uniform_of_its_address(distribution):
    drawn = Draws(1, 2, WORK, distribution)
    asked = [(n, 1, 0) for n in (*range(3 * BLOCK), 10**6, 2**32 - 1)]
    asked += [
        (n, visit, attempt) for n in (0, 5, 511, 2**32 - 1) for visit in (0, 1, 2) for attempt in (0, 1)
    ]
    for address in asked:
        assert drawn.at(*address) == at(distribution, *address)


@pytest.mark.parametrize("distribution", KINDS)
def test_the_order_of_asking_does_not_matter(distribution):
    asked = [(n, visit, 0) for n in range(0, (KEPT + 6) * BLOCK, 7) for visit in (1, 1, 2)]
    shuffled = list(asked)
    random.Random(7).shuffle(shuffled)
    one, other = Draws(1, 2, WORK, distribution), Draws(1, 2, WORK, distribution)
    forward = {address: one.at(*address) for address in asked}
    assert {address: other.at(*address) for address in shuffled} == forward
    assert {address: one.at(*address) for address in reversed(asked)} == forward


@given(st.lists(st.integers(0, 40 * BLOCK), max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_path_through_the_blocks_gives_the_same_values(path):
    drawn = Draws(1, 2, WORK)
    for n in path:
        for near in range(n, n + 20):
            assert drawn.at(near) == uniform(1, 2, WORK, near)


def test_memory_stays_bounded():
    drawn = Draws(1, 2, WORK, exponential(3))
    for n in range(60 * BLOCK):
        drawn.at(n)
    for n in range(0, 10**6, BLOCK):
        drawn.at(n)
    assert len(drawn._blocks) <= KEPT
    assert len(drawn._asked) <= KEPT


def test_a_constant_answers_without_drawing(monkeypatch):
    monkeypatch.setattr(draws, "_kernels", lambda: pytest.fail("something was drawn"))
    for distribution in (constant(4), normal(3, 1, min=9, max=9), lognormal(4, 0)):
        drawn = Draws(1, 2, WORK, distribution)
        for n in range(2 * BLOCK):
            assert drawn.at(n) == drawn.at(n, 2) == drawn.at(n, 1, 3) == distribution.mean


@pytest.mark.parametrize("distribution", [None, constant(4), exponential(3)])
def test_addresses_have_their_ranges(distribution):
    drawn = Draws(2**32 - 1, 2**32 - 1, 2**64 - 1, distribution)
    drawn.at(2**32 - 1, 2**16 - 1, 2**16 - 1)
    for bad in ((-1,), (2**32,), (0, -1), (0, 2**16), (0, 1, -1), (0, 1, 2**16)):
        for _ in range(2 * draws.ASKED):
            with pytest.raises(AddressError):
                drawn.at(*bad)
    for run in ((-1, 0, 0), (2**32, 0, 0), (0, -1, 0), (0, 2**32, 0), (0, 0, -1), (0, 0, 2**64)):
        with pytest.raises(AddressError):
            Draws(*run, distribution)
