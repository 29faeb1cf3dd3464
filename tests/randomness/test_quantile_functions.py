"""Quantiles against SciPy, over both tails; that they increase, and give the same bits alone and in a row."""

from __future__ import annotations

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulator.randomness import special
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
from simulator.randomness.shaped import weibull_shape

TAILS = 10.0 ** np.arange(-12.0, -1.0, 0.25)
U = np.concatenate([TAILS, np.linspace(0.02, 0.98, 193), 1.0 - TAILS[::-1]])
SHAPES = [0.05, 0.1, 0.5, 0.9, 1.0, 1.7, 2.0, 5.5, 30.0, 100.0, 1000.0]


def agree(distribution, reference, u=U):
    """Within 1e-10 of SciPy's value plus 1e-14, everywhere."""
    ours = distribution.quantile(u)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = reference(u)
    assert np.isfinite(ours).all()
    off = np.abs(ours - theirs) / (1e-10 * np.abs(theirs) + 1e-14)
    assert off.max() <= 1.0, f"u = {u[off.argmax()]}: {ours[off.argmax()]} and {theirs[off.argmax()]}"


@pytest.mark.parametrize("mean", [1e-6, 0.3, 12.0, 1e9])
def test_exponential(mean):
    agree(exponential(mean), stats.expon(scale=mean).ppf)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-3, 5), (20, 20.001), (-1e9, 1e-9)])
def test_uniform(low, high):
    agree(uniform(low, high), stats.uniform(low, high - low).ppf)


@pytest.mark.parametrize(("low", "mode", "high"), [(0, 0.5, 1), (20, 30, 90), (-4, -4, 1), (-1, 7, 7)])
def test_triangular(low, mode, high):
    width = high - low
    agree(triangular(low, mode, high), stats.triang((mode - low) / width, low, width).ppf)


def test_triangular_with_a_mode_close_to_low_keeps_its_digits():
    """x - mode = (u - p) width / (1 + sqrt((1 - u) / (1 - p))) with p the share below the mode."""
    u, low, mode, high = Fraction(1, 10**9) + Fraction(1, 10**12), 0, Fraction(1, 1000), 10**6
    p = (mode - low) / (high - low)
    root = math.sqrt((1 - u) / (1 - p))
    expected = float(mode) + float((u - p) * (high - low)) / (1 + root)
    assert triangular(0, 1e-3, 1e6).quantile(float(u)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("mean", "sd"), [(0, 1), (16, math.sqrt(3)), (-4, 6), (1e6, 1e-3)])
def test_normal(mean, sd):
    agree(normal(mean, sd), stats.norm(mean, sd).ppf)
    agree(normal(mean, sd, min=0), lambda u: np.maximum(stats.norm(mean, sd).ppf(u), 0))


@pytest.mark.parametrize("cv", [1e-3, 0.1, 0.8, 1.0, 2.5, 10.0])
@pytest.mark.parametrize("mean", [0.02, 4.0, 1e6])
def test_lognormal(mean, cv):
    s = math.sqrt(math.log1p(cv**2))
    agree(lognormal(mean, cv), stats.lognorm(s, scale=mean / math.sqrt(1 + cv**2)).ppf)
    assert lognormal(mean, cv).quantile(0.5) == pytest.approx(mean / math.sqrt(1 + cv**2), rel=1e-14)


@pytest.mark.parametrize("shape", SHAPES)
def test_gamma(shape):
    agree(gamma(4, 1 / math.sqrt(shape)), stats.gamma(shape, scale=4 / shape).ppf)


@pytest.mark.parametrize("shape", [2.0e5, 2.5e5, 3e5])
def test_gamma_of_large_shape_where_scipy_is_still_exact(shape):
    agree(gamma(4, sd=4 / math.sqrt(shape)), stats.gamma(shape, scale=4 / shape).ppf)


@pytest.mark.parametrize("cv", [1e-3, 1e-4, 1e-6])
def test_gamma_of_larger_shape_nears_the_normal(cv):
    """Beyond a shape of about 1e6 SciPy's inverse loses digits, so it cannot be the judge."""
    z = stats.norm.ppf(U)
    skewed = z + (z * z - 1) * cv / 3 + (z**3 - 7 * z) * cv**2 / 36
    assert np.abs(gamma(1, cv).quantile(U) - (1 + cv * skewed)).max() < 20 * cv**4 + 1e-15


@pytest.mark.parametrize("k", [1, 2, 3, 10, 400])
def test_erlang(k):
    agree(erlang(6, k), stats.gamma(k, scale=6 / k).ppf)


@pytest.mark.parametrize("shape", SHAPES)
def test_weibull(shape):
    agree(weibull(shape=shape, scale=3), stats.weibull_min(shape, scale=3).ppf)


@pytest.mark.parametrize("cv", [1e-6, 1e-3, 0.05, 0.12, 0.13, 0.24, 0.25, 0.5, 1.0, 2.0, 30.0, 1e3])
def test_the_shape_of_a_weibull_has_the_cv_asked_for(cv):
    k = weibull_shape(cv)
    squared = math.expm1(math.lgamma(1 + 2 / k) - 2 * math.lgamma(1 + 1 / k))
    if cv > 0.1:
        assert math.sqrt(squared) == pytest.approx(cv, rel=2e-14)
    else:
        # 1/k + (1 - gamma..)/k**2 ...: the first terms of the expansion about 1/k = 0
        zeta3 = 1.2020569031595943
        x = 1 / k
        log_of_ratio = math.pi**2 / 6 * x**2 - 2 * zeta3 * x**3 + 7 * math.pi**4 / 180 * x**4
        assert math.sqrt(math.expm1(log_of_ratio)) == pytest.approx(cv, rel=30 * x**3 + 1e-14)
    assert math.sqrt(weibull(7, cv).variance) == pytest.approx(7 * cv, rel=1e-13)
    assert weibull(7, cv).mean == pytest.approx(7, rel=1e-14)


@pytest.mark.parametrize("a", SHAPES)
def test_beta(a):
    for b in SHAPES:
        agree(beta(a=a, b=b), stats.beta(a, b).ppf)
    agree(beta(a=a, b=2.5, low=-3, high=11), stats.beta(a, 2.5, -3, 14).ppf)


def test_beta_by_its_moments():
    mean, sd, low, high = 12.0, 3.0, 5.0, 40.0
    given = beta(mean, sd, low, high)
    assert given.mean == pytest.approx(mean, rel=1e-14)
    assert given.variance == pytest.approx(sd**2, rel=1e-13)
    share = (mean - low) / (high - low)
    total = share * (1 - share) / (sd / (high - low)) ** 2 - 1
    agree(given, stats.beta(share * total, (1 - share) * total, low, high - low).ppf)


@pytest.mark.parametrize(("low", "mode", "high"), [(0, 0.5, 1), (20, 30, 90), (-4, -4, 1), (-1, 7, 7)])
def test_pert(low, mode, high):
    width = high - low
    a, b = 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width
    agree(pert(low, mode, high), stats.beta(a, b, low, width).ppf)


def test_discrete_goes_through_its_values_in_increasing_order():
    given = discrete([5, 0, 2, 2, 9], [0.25, 0.5, 0.1, 0.15, 0])
    assert [given.quantile(u) for u in (1e-12, 0.5, 0.5 + 1e-9, 0.75, 0.75 + 1e-9, 1 - 1e-12)] == [
        0,
        0,
        2,
        2,
        5,
        5,
    ]
    values, shares = np.arange(40.0), np.random.default_rng(3).dirichlet(np.ones(40))
    edges = np.cumsum(shares)
    edges[-1] = 1.0
    away = U[np.abs(U[:, None] - edges).min(axis=1) > 1e-13]
    assert (discrete(values, shares).quantile(away) == values[np.searchsorted(edges, away)]).all()


def test_empirical_is_the_order_statistic():
    values = [7.0, 1.0, 4.0, 4.0, 9.5]
    given = empirical(values)
    assert [given.quantile(u) for u in (1e-12, 0.2, 0.21, 0.6, 0.61, 0.8, 0.81)] == [1, 1, 4, 4, 7, 7, 9.5]
    assert (given.quantile(U) == np.quantile(values, U, method="inverted_cdf")).all()


def test_a_mixture_draws_from_the_part_with_what_is_left_of_u():
    first, second, third = constant(0), exponential(10), gamma(3, 0.5)
    given = mixture([(0.1, first), (0.5, second), (0.4, third)])
    for u in (0.05, 0.1):
        assert given.quantile(u) == 0
    for u in (0.1000001, 0.35, 0.59):
        assert given.quantile(u) == second.quantile((u - 0.1) / (0.6 - 0.1))
    for u in (0.600001, 0.8, 1 - 1e-12):
        assert given.quantile(u) == third.quantile((u - 0.6) / (1 - 0.6))
    assert np.isfinite(given.quantile(np.array([5e-324, 2.0**-53, 1 - 2.0**-53]))).all()


def test_a_mixture_of_mixtures():
    inner = mixture([(0.25, constant(1)), (0.75, uniform(2, 4))], shift=1)
    given = mixture([(0.2, constant(0)), (0.8, inner)], min=2.5, max=4.5)
    for u in (0.1, 0.3, 0.45, 0.7, 0.95):
        nested = 0.0 if u <= 0.2 else inner.quantile((u - 0.2) / 0.8)
        assert given.quantile(u) == pytest.approx(min(max(nested, 2.5), 4.5), rel=1e-14)


def test_shift_and_limits_come_after_the_draw():
    plain = normal(10, 4).quantile(U)
    assert (normal(10, 4, shift=3).quantile(U) == plain + 3).all()
    assert (normal(10, 4, shift=3, min=8, max=15).quantile(U) == np.clip(plain + 3, 8, 15)).all()
    twice = normal(10, 4, shift=3, min=8, max=15).limited(shift=-2, min=7, max=12)
    assert twice.quantile(U) == pytest.approx(np.clip(np.clip(plain + 3, 8, 15) - 2, 7, 12), rel=1e-14)


FAMILIES = [
    exponential(3),
    uniform(-2, 9),
    triangular(1, 2, 7),
    triangular(1, 1, 7),
    pert(1, 2, 7),
    normal(4, 2),
    normal(4, 2, min=0, max=7, shift=0.5),
    lognormal(4, 0.8),
    gamma(4, 0.6),
    gamma(4, 3),
    gamma(4, 1e-4),
    erlang(4, 3),
    weibull(4, 0.6),
    beta(a=0.3, b=0.4),
    beta(4, 1, 0, 9),
    discrete([1, 2, 5], [0.2, 0.3, 0.5]),
    empirical([3, 1, 2, 2]),
]


@pytest.mark.parametrize("distribution", FAMILIES, ids=str)
def test_quantiles_increase_with_u(distribution):
    rng = np.random.default_rng(5)
    u = np.sort(np.concatenate([U, rng.random(20_000), 0.1353352832366127 * (1 + 1e-13 * rng.random(500))]))
    steps = np.diff(distribution.quantile(u))
    # The last digits of a special function may waver where it changes its formula.
    assert (steps >= -1e-12 * np.abs(distribution.quantile(u[1:]))).all()


@pytest.mark.parametrize(
    "distribution", [*FAMILIES, mixture([(0.3, FAMILIES[0]), (0.7, FAMILIES[7])])], ids=str
)
def test_a_row_of_any_shape_has_the_bits_of_its_members(distribution):
    u = np.random.default_rng(9).random((30, 20))
    row = distribution.quantile(u.T)
    assert row.shape == (20, 30)
    assert row.tolist() == [[distribution.quantile(float(one)) for one in line] for line in u.T]
    assert isinstance(distribution.quantile(0.25), float)


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
@settings(max_examples=200, deadline=None)
def test_quantiles_are_numbers_within_the_support(u):
    for distribution in FAMILIES:
        assert distribution.minimum <= distribution.quantile(u) <= distribution.maximum


@pytest.mark.parametrize("u", [0.0, 1.0, -0.1, 1.1, math.nan])
def test_a_quantile_is_for_shares_between_0_and_1(u):
    with pytest.raises(ValueError, match="not between 0 and 1"):
        exponential(3).quantile(u)
    with pytest.raises(ValueError, match="not between 0 and 1"):
        exponential(3).quantile(np.array([0.5, u]))


def test_an_unknown_scipy_is_refused_in_words(monkeypatch):
    with pytest.raises(ImportError, match=r"SciPy [\d.]+ does not offer ndtrix of 1 numbers"):
        special.special("ndtrix", 1)
    with pytest.raises(ImportError, match="does not offer gammaincinv of 3 numbers to compiled code"):
        special.special("gammaincinv", 3)
