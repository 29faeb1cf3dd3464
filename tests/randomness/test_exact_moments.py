"""Means and variances against the integral of the quantile, and against a sample."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise

import numpy as np
import pytest
from scipy import stats

from simulator.randomness.distributions import (
    beta,
    constant,
    discrete,
    empirical,
    erlang,
    exponential,
    gamma,
    lognormal,
    mixture,
    normal,
    pert,
    triangular,
    uniform,
    weibull,
)
from simulator.randomness.philox import uniforms
from simulator.randomness.streams import stream

PLAIN = [
    exponential(3),
    uniform(-2, 9),
    triangular(1, 2, 7),
    triangular(1, 1, 7),
    triangular(-3, 7, 7),
    pert(1, 2, 7),
    normal(4, 2),
    lognormal(4, 0.8),
    lognormal(4, sd=1),
    gamma(4, 0.6),
    gamma(4, 1.5),
    gamma(4, 0.02),
    erlang(4, 3),
    weibull(4, 0.6),
    weibull(shape=0.8, scale=3),
    beta(a=0.6, b=1.4, low=1, high=8),
    beta(4, 1, 0, 9),
]

LIMITS = [
    {},
    {"shift": 2.5},
    {"min": 3.2},
    {"max": 4.1},
    {"min": 2.9, "max": 5.5},
    {"shift": -1.5, "min": 0},
    {"shift": 1, "min": 3.5, "max": 12},
    {"min": 3.9, "max": 4.0},
    {"min": -1000, "max": 1000},
    {"min": 30},
    {"max": -500},
]

MIXED = [
    mixture([(0.1, constant(0)), (0.9, exponential(10))]),
    mixture([(0.3, lognormal(3, 0.5)), (0.7, gamma(9, 0.4))], shift=1, min=3, max=14),
    mixture([(0.5, normal(3, 2, min=0)), (0.5, mixture([(0.2, constant(7)), (0.8, uniform(1, 3))]))], max=6),
    mixture([(0.25, weibull(4, 0.6, max=5)), (0.75, triangular(1, 2, 7, shift=1))]),
]

# Nodes and weights of tanh-sinh quadrature on 0..1 (Takahasi & Mori 1974).
T = np.arange(-280, 281) / 64.0
NEARER = 1.0 / (1.0 + np.exp(np.pi * np.sinh(np.abs(T))))
NODES = np.where(T < 0, NEARER, 1.0 - NEARER)
WEIGHTS = np.pi * np.cosh(T) / 64.0 * NEARER * (1.0 - NEARER)


def kinks(distribution):
    """The u at which the quantile has a corner or a jump."""
    corners = {0.0, 1.0}
    lower = 0.0
    for part, upper in zip(distribution.parts, accumulate(p.share for p in distribution.parts), strict=True):
        inner = [end for end in (part.least, part.most) if end is not None]
        inner += [mode + part.shift for mode in [getattr(part.family, "mode", None)] if mode is not None]
        corners.update(lower + part.share * part.family.partial(x - part.shift).below for x in inner)
        corners.add(min(upper, 1.0))
        lower = upper
    return sorted(corners)


def integrated(distribution):
    """Mean and variance of the quantile over 0 < u < 1, piece by piece."""
    u, weight = [], []
    for low, high in pairwise(kinks(distribution)):
        u.append(low + (high - low) * NODES)
        weight.append((high - low) * WEIGHTS)
    u, weight = np.concatenate(u), np.concatenate(weight)
    inside = (u > 0) & (u < 1)
    values, weight = distribution.quantile(u[inside]), weight[inside]
    mean = math.fsum(values * weight) / math.fsum(weight)
    return mean, math.fsum((values - mean) ** 2 * weight) / math.fsum(weight)


def check(distribution):
    mean, variance = integrated(distribution)
    assert distribution.mean == pytest.approx(mean, rel=1e-10, abs=1e-11)
    assert distribution.variance == pytest.approx(variance, rel=1e-8, abs=1e-11)


@pytest.mark.parametrize("limits", LIMITS, ids=str)
def test_moments_are_those_of_the_quantile(limits):
    for distribution in PLAIN:
        check(distribution.limited(**limits))


@pytest.mark.parametrize("distribution", MIXED, ids=lambda d: d.describe())
def test_moments_of_mixtures_are_those_of_the_quantile(distribution):
    check(distribution)


@pytest.mark.parametrize("cv", [1e-2, 1e-3, 1e-4])
@pytest.mark.parametrize("family", [gamma, lognormal, weibull, normal])
def test_moments_of_narrow_distributions_that_are_cut(family, cv):
    narrow = family(1, cv=cv, min=1 - cv / 2, max=1 + cv)
    mean, variance = integrated(narrow)
    assert narrow.mean == pytest.approx(mean, rel=1e-10)
    assert narrow.variance == pytest.approx(variance, rel=1e-6)


def test_moments_without_limits_are_the_textbook_ones():
    close = pytest.approx
    assert (exponential(3).mean, exponential(3).variance) == (3, 9)
    assert (uniform(2, 8).mean, uniform(2, 8).variance) == (5, 3)
    assert (triangular(1, 2, 6).mean, triangular(1, 2, 6).variance) == close((3, 21 / 18), rel=1e-15)
    assert (pert(1, 2, 6).mean, pert(1, 2, 6).variance) == close((2.5, 1.5 * 3.5 / 7), rel=1e-14)
    assert (normal(-4, 3).mean, normal(-4, 3).variance) == (-4, 9)
    assert (lognormal(30, sd=2).mean, lognormal(30, sd=2).variance) == (30, 4)
    assert (gamma(4, 0.5).mean, gamma(4, 0.5).variance) == (4, 4)
    assert (erlang(6, 4).mean, erlang(6, 4).variance) == (6, 9)
    weibull_mean, weibull_variance = stats.weibull_min(1.7, scale=3).stats("mv")
    assert weibull(shape=1.7, scale=3).mean == close(weibull_mean, rel=1e-14)
    assert weibull(shape=1.7, scale=3).variance == close(weibull_variance, rel=1e-12)
    assert beta(a=2, b=6).mean == 0.25
    assert beta(a=2, b=6).variance == close(2 * 6 / (64 * 9), rel=1e-15)
    assert (constant(4).mean, constant(4).variance) == (4, 0)


def test_a_normal_cut_at_0():
    """E[max(X, 0)] = m P(Z < r) + s p(r), E[max(X, 0)**2] = (m**2 + s**2) P(Z < r) + m s p(r), r = m / s."""
    m, s = 2.0, 3.0
    below, density = stats.norm.cdf(m / s), stats.norm.pdf(m / s)
    mean = m * below + s * density
    cut = normal(m, s, min=0)
    assert cut.mean == pytest.approx(mean, rel=1e-14)
    assert cut.variance == pytest.approx((m * m + s * s) * below + m * s * density - mean**2, rel=1e-13)
    assert cut.share_below(0) == pytest.approx(stats.norm.cdf(-m / s), rel=1e-14)


def test_moments_of_tables_are_weighted_sums():
    values, shares = [1.0, 2.0, 5.0, 9.0], [0.4, 0.1, 0.3, 0.2]
    given = discrete(values, shares)
    assert given.mean == pytest.approx(np.average(values, weights=shares), rel=1e-15)
    assert given.variance == pytest.approx(np.cov(values, aweights=shares, bias=True), rel=1e-15)
    for limits in LIMITS:
        moved = np.clip(
            np.array(values) + limits.get("shift", 0), limits.get("min", -np.inf), limits.get("max", np.inf)
        )
        cut = discrete(values, shares, **limits)
        assert cut.mean == pytest.approx(np.average(moved, weights=shares), rel=1e-14)
        assert cut.variance == pytest.approx(np.cov(moved, aweights=shares, bias=True), rel=1e-13, abs=1e-14)
        observed = empirical(values, **limits)
        assert observed.mean == pytest.approx(np.mean(moved), rel=1e-14)
        assert observed.variance == pytest.approx(np.var(moved), rel=1e-13, abs=1e-14)


def test_limits_far_out():
    assert lognormal(4, 0.8, min=0, max=1e15).variance == pytest.approx(lognormal(4, 0.8).variance, rel=1e-14)
    assert gamma(4, 2.0, max=1e6).variance == pytest.approx(16 * 4, rel=1e-13)
    assert normal(1000, 1e-3, min=0).variance == pytest.approx(1e-6, rel=1e-14)
    # Integrated with 40 digits: 500 + 1.38217823690e-11 and 1.55876221221e-09.
    assert lognormal(4, 0.8, min=500).mean - 500 == pytest.approx(1.38217823690e-11, abs=6e-14)
    assert lognormal(4, 0.8, min=500).variance == pytest.approx(1.55876221221e-09, rel=1e-4)
    heavy = lognormal(1, 5, max=1e6)
    s = math.sqrt(math.log(26))
    z = (math.log(1e6) + s * s / 2) / s
    second = 26 * stats.norm.cdf(z - 2 * s) + 1e12 * stats.norm.sf(z)
    first = stats.norm.cdf(z - s) + 1e6 * stats.norm.sf(z)
    assert heavy.variance == pytest.approx(second - first**2, rel=1e-12)


@pytest.mark.parametrize(
    "distribution", [*PLAIN, *MIXED, normal(4, 2, min=0, max=7)], ids=lambda d: d.describe()
)
def test_a_sample_has_the_mean_and_the_spread(distribution):
    """300,000 draws: means and standard deviations that were 2 % off would be four standard errors away."""
    drawn = distribution.quantile(uniforms(1, 0, stream("sample"), 0, 300_000))
    sd = math.sqrt(distribution.variance)
    error = sd / math.sqrt(drawn.size)
    assert abs(drawn.mean() - distribution.mean) < 4 * error < 0.02 * distribution.mean
    error = np.std((drawn - distribution.mean) ** 2) / math.sqrt(drawn.size)
    assert abs(drawn.var() - distribution.variance) < 4 * error < 0.06 * distribution.variance
