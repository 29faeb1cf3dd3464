"""What a distribution says of itself, and how it is changed, copied and compared."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
from scipy import stats

from simulator.randomness.distributions import (
    Distribution,
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

INF = math.inf

# distribution, name, words, least and greatest value
SAID = [
    (constant(4), "constant", "constant 4", 4, 4),
    (exponential(3), "exponential", "exponential, mean 3", 0, INF),
    (uniform(2, 8.5), "uniform", "uniform, 2 to 8.5", 2, 8.5),
    (triangular(20, 30, 90), "triangular", "triangular, 20 to 90, most often 30", 20, 90),
    (pert(20, 30, 90), "pert", "pert, 20 to 90, most often 30", 20, 90),
    (normal(16, 2, min=0), "normal", "normal, mean 16, sd 2, at least 0", 0, INF),
    (normal(10, cv=0.2), "normal", "normal, mean 10, sd 2", -INF, INF),
    (lognormal(4, 0.8), "lognormal", "lognormal, mean 4, cv 0.8", 0, INF),
    (lognormal(4, sd=1, shift=2), "lognormal", "lognormal, mean 4, cv 0.25, shifted by 2", 2, INF),
    (gamma(18, 0.6, max=90), "gamma", "gamma, mean 18, cv 0.6, at most 90", 0, 90),
    (gamma(18, sd=9), "gamma", "gamma, mean 18, cv 0.5", 0, INF),
    (erlang(6, 3), "erlang", "erlang, mean 6, k 3", 0, INF),
    (weibull(4, 0.5), "weibull", "weibull, mean 4, cv 0.5", 0, INF),
    (weibull(4, sd=2), "weibull", "weibull, mean 4, cv 0.5", 0, INF),
    (weibull(shape=1, scale=4), "weibull", "weibull, mean 4, cv 1", 0, INF),
    (beta(12, 3, 5, 40), "beta", "beta, 5 to 40, mean 12, sd 3", 5, 40),
    (discrete([0, 1], [0.8, 0.2]), "discrete", "discrete, 0 (80 %), 1 (20 %)", 0, 1),
    (discrete(range(1, 6), [0.2] * 5), "discrete", "discrete, 5 values, mean 3", 1, 5),
    (empirical([3, 1, 2]), "empirical", "empirical, 3 values, mean 2", 1, 3),
    (
        mixture([(0.1, constant(0)), (0.9, exponential(1000))]),
        "mixture",
        "mixture of 10 % constant 0; 90 % exponential, mean 1000",
        0,
        INF,
    ),
]
ALL = [said[0] for said in SAID]


@pytest.mark.parametrize(("distribution", "name", "words", "least", "greatest"), SAID, ids=str)
def test_a_distribution_says_what_it_is(distribution, name, words, least, greatest):
    assert distribution.name == name
    assert distribution.describe() == words
    assert (distribution.minimum, distribution.maximum) == (least, greatest)
    assert distribution.is_constant == (least == greatest)


CONSTANTS = [
    (exponential(0), 0),
    (uniform(3, 3), 3),
    (triangular(3, 3, 3), 3),
    (pert(3, 3, 3), 3),
    (normal(-3, 0), -3),
    (normal(3, cv=0), 3),
    (lognormal(3, 0), 3),
    (lognormal(0, 0.5), 0),
    (lognormal(0, sd=0), 0),
    (gamma(3, 0), 3),
    (gamma(3, sd=0), 3),
    (erlang(0, 2), 0),
    (weibull(3, 0), 3),
    (beta(3, 0, 2, 9), 3),
    (beta(a=1, b=2, low=3, high=3), 3),
    (discrete([3, 4], [1, 0]), 3),
    (discrete([3, 3], [0.5, 0.5]), 3),
    (empirical([3, 3, 3]), 3),
    (mixture([(0.5, constant(3)), (0.5, constant(3))]), 3),
    (mixture([(0, exponential(9)), (1, constant(3))]), 3),
    (constant(1, shift=2), 3),
    (constant(1, min=3), 3),
    (exponential(4, min=3, max=3), 3),
    (uniform(10, 20, max=3), 3),
    (exponential(4).scaled(0), 0),
]


@pytest.mark.parametrize(("distribution", "value"), CONSTANTS, ids=str)
def test_without_spread_it_is_a_constant(distribution, value):
    assert distribution.is_constant
    assert distribution.mean == distribution.minimum == distribution.maximum == value
    assert distribution.variance == 0
    assert distribution.quantile(0.3) == value
    assert distribution.quantile(np.array([1e-12, 0.999])).tolist() == [value, value]


@pytest.mark.parametrize("distribution", ALL, ids=str)
def test_a_distribution_can_be_pickled_hashed_and_compared(distribution):
    u = np.array([1e-9, 0.2, 0.7, 1 - 1e-9])
    before = pickle.dumps(distribution)
    values, mean = distribution.quantile(u), distribution.mean
    copy = pickle.loads(pickle.dumps(distribution))
    assert copy == distribution
    assert hash(copy) == hash(distribution)
    assert copy.quantile(u).tolist() == values.tolist()
    assert copy.mean == mean
    assert pickle.dumps(distribution) == before
    with pytest.raises(AttributeError):
        distribution.parts = ()
    with pytest.raises(ValueError, match="read-only"):
        distribution.code[0] = 2


def test_distributions_written_alike_are_equal():
    assert lognormal(4, 0.5) == lognormal(mean=4.0, cv=0.5) == lognormal(4, sd=2)
    assert lognormal(4, 0.5) != lognormal(4, 0.5, max=60)
    assert lognormal(4, 0.5) != gamma(4, 0.5)
    assert gamma(6, sd=3) == gamma(6, 0.5)
    assert normal(10, 2) == normal(10, cv=0.2)
    assert discrete([2, 1], [0.25, 0.75]) == discrete([1, 2], [0.75, 0.25])
    assert empirical([2, 1, 3]) == empirical((3, 2, 1)) == empirical(np.array([1.0, 2.0, 3.0]))
    assert exponential(4).limited() is not None
    assert exponential(4).limited(shift=0, min=None, max=None) == exponential(4)
    assert len({exponential(4), exponential(4.0), exponential(5)}) == 2


@pytest.mark.parametrize("distribution", ALL, ids=str)
@pytest.mark.parametrize("factor", [0.25, 1, 3.7])
def test_scaling_scales_every_value(distribution, factor):
    u = np.linspace(0.001, 0.999, 101)
    scaled = distribution.scaled(factor)
    assert scaled.quantile(u) == pytest.approx(factor * distribution.quantile(u), rel=1e-13)
    assert scaled.mean == pytest.approx(factor * distribution.mean, rel=1e-14)
    assert scaled.variance == pytest.approx(factor**2 * distribution.variance, rel=1e-14)
    assert scaled.name == distribution.name


def test_scaling_takes_shift_and_limits_along():
    given = exponential(3, shift=1, min=2, max=9).scaled(2)
    assert given == exponential(6, shift=2, min=4, max=18)


def test_limits_come_one_on_top_of_the_other():
    given = normal(5, 3, min=0).limited(shift=2, max=10).limited(min=3)
    assert given == normal(5, 3, shift=2, min=3, max=10)
    assert normal(5, 3, min=0, max=4).limited(min=6) == normal(5, 3, min=6, max=6)
    assert normal(5, 3, max=4).limited(shift=-1, min=6).is_constant
    given = mixture([(0.5, constant(1)), (0.5, exponential(3, shift=1))], shift=2, min=4)
    assert given == mixture([(0.5, constant(3, min=4)), (0.5, exponential(3, shift=3, min=4))])


CDFS = [
    (exponential(3), stats.expon(scale=3)),
    (uniform(2, 8), stats.uniform(2, 6)),
    (triangular(2, 3, 9), stats.triang(1 / 7, 2, 7)),
    (pert(2, 3, 9), stats.beta(1 + 4 / 7, 1 + 24 / 7, 2, 7)),
    (normal(4, 2), stats.norm(4, 2)),
    (gamma(4, 0.6), stats.gamma(1 / 0.36, scale=4 * 0.36)),
    (gamma(4, 0.01), stats.gamma(1e4, scale=4e-4)),
    (lognormal(4, 0.8), stats.lognorm(math.sqrt(math.log(1.64)), scale=4 / math.sqrt(1.64))),
    (weibull(shape=1.7, scale=4), stats.weibull_min(1.7, scale=4)),
]


@pytest.mark.parametrize(("distribution", "reference"), CDFS, ids=[d.describe() for d, _ in CDFS])
def test_the_share_up_to_a_value(distribution, reference):
    for x in (-3.0, 0.0, 1e-9, 2.0, 2.7, 3.9, 4.0, 4.1, 8.0, 9.0, 31.0, 1e12, -INF, INF):
        assert distribution.cdf(x) == pytest.approx(reference.cdf(x), rel=1e-12, abs=1e-300)
        assert distribution.share_below(x) == pytest.approx(reference.cdf(x), rel=1e-9, abs=1e-300)
    moved = distribution.limited(shift=1, min=3.5, max=6)
    assert moved.cdf(3.4) == 0
    assert moved.cdf(5) == pytest.approx(reference.cdf(4), rel=1e-12)
    assert moved.cdf(6) == 1
    assert moved.share_below(3.5) == pytest.approx(reference.cdf(2.5), rel=1e-12)


def test_the_share_up_to_a_value_that_has_a_share_itself():
    given = discrete([1, 2, 4], [0.2, 0.3, 0.5], shift=0.1)
    assert [given.cdf(x) for x in (1, 1.1, 2.1, 4.0, 4.1)] == pytest.approx([0, 0.2, 0.5, 0.5, 1])
    assert [given.share_below(x) for x in (1.1, 2.1, 4.1)] == pytest.approx([0, 0.2, 0.5])
    both = mixture([(0.1, constant(0)), (0.9, exponential(1000))])
    assert both.cdf(0) == 0.1
    assert both.share_below(0) == 0
    assert both.cdf(1000) == pytest.approx(0.1 + 0.9 * -math.expm1(-1))
    assert constant(3, shift=0.1).cdf(3.1) == 1


@pytest.mark.parametrize("distribution", ALL, ids=str)
def test_the_share_up_to_a_quantile_is_its_u(distribution):
    for u in (0.01, 0.3, 0.5, 0.93):
        share = distribution.cdf(distribution.quantile(u))
        if distribution.name in ("constant", "discrete", "empirical", "mixture"):
            assert share >= u - 1e-12
        else:
            assert share == pytest.approx(u, rel=1e-12)


def test_a_table_may_be_long():
    values = np.random.default_rng(2).gamma(2.0, 3.0, 100_000)
    given = empirical(values)
    assert isinstance(given, Distribution)
    assert given.mean == pytest.approx(values.mean(), rel=1e-13)
    assert given.quantile(0.5) == np.quantile(values, 0.5, method="inverted_cdf")
