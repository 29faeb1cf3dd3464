"""The numbers look uniform along every part of an address, and independent between addresses.

Each of some 450 p-values of fixed numbers must be above 1e-4: a perfect generator would miss that once in
twenty or thirty choices of the numbers, and these were the first ones tried. Beyond that, Philox4x32-10
passes the tests of BigCrush (Salmon et al. 2011).
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from simulator.randomness.distributions import exponential, gamma, lognormal, normal
from simulator.randomness.philox import uniform, uniform_pair, uniforms
from simulator.randomness.streams import stream

LEAST_P = 1e-4
LENGTH = 20_000
WORK = stream("work", "counter", "walk-in")
BASE = {"seed": 1, "replication": 0, "stream": WORK, "n": 5, "visit": 1, "attempt": 0}
PARTS = ["seed", "replication", "stream", "n", "visit", "attempt"]


def along(part):
    """The numbers met when one part of the address counts up and the rest stays."""
    if part == "stream":
        numbers = [stream("work", f"step {i}", "walk-in") for i in range(LENGTH)]
    else:
        numbers = range(LENGTH)
    return np.array([uniform(**BASE | {part: number}) for number in numbers])


def rows():
    """Rows over n that differ in one part of the address."""
    others = {
        "base": {},
        "next seed": {"seed": 2},
        "seed 65537": {"seed": 65537},
        "next replication": {"replication": 1},
        "seed and replication exchanged": {"seed": 0, "replication": 1},
        "other step": {"stream": stream("work", "adviser", "walk-in")},
        "other class": {"stream": stream("work", "counter", "business")},
        "other purpose": {"stream": stream("patience", "counter", "walk-in")},
        "other branch": {"stream": stream("work", "counter", "walk-in", "x-ray")},
        "next stream": {"stream": WORK + 1},
        "visit 0": {"visit": 0},
        "visit 2": {"visit": 2},
        "redrawn": {"attempt": 1},
    }
    address = {part: value for part, value in BASE.items() if part != "n"}
    return {name: uniforms(first_n=0, count=LENGTH, **address | other) for name, other in others.items()}


ROWS = rows()


def pair_p_value(x, y, cells=16):
    """The p-value of the chi-square test that (x, y) fall evenly into cells x cells."""
    table, _, _ = np.histogram2d(x, y, bins=cells, range=[[0, 1], [0, 1]])
    return stats.chisquare(table.ravel()).pvalue


def check_row(u):
    """Uniform, and each number tells nothing of the following ones."""
    counts, _ = np.histogram(u, bins=100, range=(0, 1))
    assert stats.chisquare(counts).pvalue > LEAST_P
    assert stats.kstest(u, "uniform").pvalue > LEAST_P
    last_bits, _ = np.histogram(u * 2**32 % 1, bins=100, range=(0, 1))
    assert stats.chisquare(last_bits).pvalue > LEAST_P
    for lag in (1, 2, 7):
        assert pair_p_value(u[:-lag], u[lag:]) > LEAST_P
        assert stats.pearsonr(u[:-lag], u[lag:]).pvalue > LEAST_P
    above = u > 0.5
    runs = 1 + np.count_nonzero(above[1:] != above[:-1])
    # Wald & Wolfowitz (1940); with 20,000 numbers the normal approximation is exact enough.
    up, down = np.count_nonzero(above), np.count_nonzero(~above)
    expected = 1 + 2 * up * down / u.size
    sd = np.sqrt((expected - 1) * (expected - 2) / (u.size - 1))
    assert 2 * stats.norm.sf(abs(runs - expected) / sd) > LEAST_P


@pytest.mark.parametrize("part", PARTS)
def test_numbers_are_uniform_along_each_part_of_the_address(part):
    check_row(along(part))


@pytest.mark.parametrize("name", ROWS)
def test_rows_are_uniform(name):
    check_row(ROWS[name])


def test_rows_tell_nothing_of_each_other():
    for one, other in combinations(ROWS, 2):
        x, y = ROWS[one], ROWS[other]
        assert pair_p_value(x, y) > LEAST_P, (one, other)
        assert stats.pearsonr(x, y).pvalue > LEAST_P, (one, other)
        assert stats.spearmanr(x**8, y).pvalue > LEAST_P, (one, other)


def test_the_two_uniforms_of_a_block_tell_nothing_of_each_other():
    pairs = np.array([uniform_pair(1, 0, WORK, n) for n in range(LENGTH)])
    assert pair_p_value(*pairs.T) > LEAST_P
    assert stats.pearsonr(*pairs.T).pvalue > LEAST_P
    check_row(pairs[:, 1])


def test_sums_over_streams_have_the_variance_of_independent_ones():
    """The mean of 50 streams for each n: its variance would show a common part of 1 %."""
    streams = [stream("work", f"step {i}", "walk-in") for i in range(50)]
    total = sum(uniforms(1, 0, one, 0, LENGTH) for one in streams)
    statistic = np.sum((total - 25.0) ** 2) / (50 / 12)
    p = stats.chi2(LENGTH).cdf(statistic)
    assert LEAST_P < p < 1 - LEAST_P


@pytest.mark.parametrize(
    ("distribution", "reference"),
    [
        (exponential(3), stats.expon(scale=3)),
        (normal(4, 2), stats.norm(4, 2)),
        (gamma(4, 0.5), stats.gamma(4, scale=1)),
        (lognormal(np.exp(0.5), sd=np.sqrt((np.e - 1) * np.e)), stats.lognorm(1)),
    ],
)
def test_draws_have_their_distribution(distribution, reference):
    drawn = distribution.quantile(ROWS["base"])
    assert stats.kstest(drawn, reference.cdf).pvalue > LEAST_P


def test_each_part_of_an_address_matters():
    base = uniform(**BASE)
    for part, value in BASE.items():
        assert uniform(**BASE | {part: value + 1}) != base
    drawn = [uniform(**BASE | {part: value + step}) for part, value in BASE.items() for step in range(1, 200)]
    assert len(set(drawn)) == len(drawn)
