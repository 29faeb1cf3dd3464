"""What is refused, and in which words."""

from __future__ import annotations

import math

import pytest

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

NAN, INF = math.nan, math.inf

REFUSED = [
    (lambda: constant(NAN), "the value of a constant distribution must be a finite number, but is nan"),
    (lambda: constant(2e15), "the value of a constant distribution, 2e+15, is beyond 1e+15"),
    (lambda: exponential(-3), "the mean of an exponential distribution cannot be negative, but is -3"),
    (lambda: exponential(INF), "the mean of an exponential distribution must be a finite number, but is inf"),
    (lambda: exponential(-2e15), "the mean of an exponential distribution, -2e+15, is beyond 1e+15"),
    (lambda: uniform(5, 2), "the high of a uniform distribution, 2, is below its low, 5"),
    (lambda: uniform(NAN, 2), "the low of a uniform distribution must be a finite number, but is nan"),
    (lambda: triangular(1, 9, 5), "the high of a triangular distribution, 5, is below its mode, 9"),
    (lambda: triangular(1, 0.5, 5), "the mode of a triangular distribution, 0.5, is below its low, 1"),
    (
        lambda: triangular(1, NAN, 5),
        "the mode of a triangular distribution must be a finite number, but is nan",
    ),
    (lambda: pert(1, 9, 5), "the high of a pert distribution, 5, is below its mode, 9"),
    (lambda: pert(1, 0.5, 5), "the mode of a pert distribution, 0.5, is below its low, 1"),
    (lambda: normal(4, -1), "the sd of a normal distribution cannot be negative, but is -1"),
    (lambda: normal(INF, 1), "the mean of a normal distribution must be a finite number, but is inf"),
    (lambda: normal(4, 1, cv=1), "a normal distribution takes a mean and one of cv and sd"),
    (lambda: normal(4), "a normal distribution takes a mean and one of cv and sd"),
    (lambda: normal(4, cv=-1), "the cv of a normal distribution cannot be negative, but is -1"),
    (lambda: normal(-4, cv=0.1), "the mean of a normal distribution cannot be negative, but is -4"),
    (lambda: lognormal(-4, 0.5), "the mean of a lognormal distribution cannot be negative, but is -4"),
    (lambda: lognormal(4, -0.5), "the cv of a lognormal distribution cannot be negative, but is -0.5"),
    (lambda: lognormal(4, sd=-0.5), "the sd of a lognormal distribution cannot be negative, but is -0.5"),
    (lambda: lognormal(0, sd=2), "the mean of a lognormal distribution must be above 0, but is 0"),
    (lambda: lognormal(4), "a lognormal distribution takes a mean and one of cv and sd"),
    (lambda: lognormal(4, 1, sd=1), "a lognormal distribution takes a mean and one of cv and sd"),
    (
        lambda: lognormal(4, 5000),
        "the cv of a lognormal distribution must be 0 or from 1e-06 to 1000, but is 5000",
    ),
    (lambda: lognormal(4, NAN), "the cv of a lognormal distribution must be a finite number, but is nan"),
    (lambda: gamma(-4, 0.5), "the mean of a gamma distribution cannot be negative, but is -4"),
    (lambda: gamma(4, -0.5), "the cv of a gamma distribution cannot be negative, but is -0.5"),
    (lambda: gamma(4, 1e-9), "the cv of a gamma distribution must be 0 or from 1e-06 to 1000, but is 1e-09"),
    (
        lambda: gamma(4, sd=1e-9),
        "the cv of a gamma distribution must be 0 or from 1e-06 to 1000, but is 2.5e-10",
    ),
    (lambda: gamma(4), "a gamma distribution takes a mean and one of cv and sd"),
    (lambda: erlang(4, 0), "the k of an erlang distribution must be above 0, but is 0"),
    (lambda: erlang(4, 2.5), "the k of an erlang distribution must be a whole number, but is 2.5"),
    (lambda: erlang(4, 1e13), "the k of an erlang distribution must be from 0.001 to 1e+12, but is 1e+13"),
    (lambda: erlang(-4, 2), "the mean of an erlang distribution cannot be negative, but is -4"),
    (lambda: weibull(4, -1), "the cv of a weibull distribution cannot be negative, but is -1"),
    (lambda: weibull(4), "a weibull distribution takes a mean and one of cv and sd"),
    (
        lambda: weibull(4, 1, shape=2),
        "a weibull distribution takes a mean and one of cv and sd, or a shape and a scale",
    ),
    (lambda: weibull(), "a weibull distribution takes a mean and one of cv and sd, or a shape and a scale"),
    (
        lambda: weibull(shape=0.01, scale=2),
        "the shape of a weibull distribution must be from 0.05 to 1e+12, but is 0.01",
    ),
    (lambda: weibull(shape=2, scale=0), "the scale of a weibull distribution must be above 0, but is 0"),
    (lambda: beta(), "a beta distribution takes a mean and an sd, or its shapes a and b"),
    (lambda: beta(0.5, 0.1, a=2, b=3), "a beta distribution takes a mean and an sd, or its shapes a and b"),
    (lambda: beta(a=0, b=3), "the a of a beta distribution must be above 0, but is 0"),
    (lambda: beta(a=2, b=-3), "the b of a beta distribution must be above 0, but is -3"),
    (lambda: beta(a=2, b=3, low=2, high=1), "the high of a beta distribution, 1, is below its low, 2"),
    (lambda: beta(9, 1, 2, 5), "the high of a beta distribution, 5, is below its mean, 9"),
    (lambda: beta(1, 1, 2, 5), "the mean of a beta distribution, 1, is below its low, 2"),
    (
        lambda: beta(4, 3, 2, 8),
        "the sd of a beta distribution with mean 4 between 2 and 8 must be below 2.82843, but is 3",
    ),
    (
        lambda: beta(0.5, 1e-9),
        "the sd of a beta distribution between 0 and 1 must be 0 or at least 1e-06, but is 1e-09",
    ),
    (
        lambda: beta(0.5, 0.49999),
        "a beta distribution between 0 and 1 with mean 0.5 and sd 0.49999 would be all but its two ends "
        "(shapes 2.00006e-05 and 2.00006e-05); give these as a discrete distribution",
    ),
    (
        lambda: discrete([1, 2], [1]),
        "a discrete distribution needs one weight for each value, but has 2 values and 1 weights",
    ),
    (
        lambda: discrete([1, 2], [0.5, 0.6]),
        "the weights of a discrete distribution must add up to 100 %, not 110 %",
    ),
    (lambda: discrete([], []), "the weights of a discrete distribution must add up to 100 %, not 0 %"),
    (
        lambda: discrete([1, 2], [-0.5, 1.5]),
        "the weight of a discrete distribution cannot be negative, but is -0.5",
    ),
    (
        lambda: discrete([1, NAN], [0.5, 0.5]),
        "the value of a discrete distribution must be a finite number, but is nan",
    ),
    (lambda: empirical([]), "an empirical distribution needs at least one value"),
    (
        lambda: empirical([1, INF]),
        "the value of an empirical distribution must be a finite number, but is inf",
    ),
    (
        lambda: mixture([(0.5, constant(1)), (0.4, constant(2))]),
        "the shares of a mixture distribution must add up to 100 %, not 90 %",
    ),
    (lambda: mixture([]), "the shares of a mixture distribution must add up to 100 %, not 0 %"),
    (
        lambda: mixture([(-0.5, constant(1)), (1.5, constant(2))]),
        "the share of a mixture distribution cannot be negative, but is -0.5",
    ),
    (lambda: exponential(4, min=5, max=3), "the max of an exponential distribution, 3, is below its min, 5"),
    (
        lambda: exponential(4, shift=NAN),
        "the shift of an exponential distribution must be a finite number, but is nan",
    ),
    (lambda: gamma(4, 1, max=INF), "the max of a gamma distribution must be a finite number, but is inf"),
    (lambda: gamma(4, 1, min=-2e15), "the min of a gamma distribution, -2e+15, is beyond 1e+15"),
    (lambda: gamma(4, 1).scaled(-1), "the factor of a gamma distribution cannot be negative, but is -1"),
    (lambda: gamma(1e10, 1).scaled(1e10), "the scaled mean of a gamma distribution, 1e+20, is beyond 1e+15"),
]


@pytest.mark.parametrize(("make", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_a_refusal_says_what_is_wrong(make, sentence):
    with pytest.raises(ValueError, match=r"^(the|an?) ") as error:
        make()
    if sentence.endswith("a mean and one of cv and sd"):
        assert str(error.value).startswith(sentence)
    else:
        assert str(error.value) == sentence
