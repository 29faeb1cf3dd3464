"""Distributions as people know them, each with its exact mean, variance and quantile function.

Sampling is `quantile(u)`, never anything else, so that a draw belongs to its address (see `streams`).
Every constructor also takes `shift`, `min` and `max`: the value is min(max(draw + shift, min), max).
Values have the unit of the parameters.

    >>> service = lognormal(mean=4, cv=0.8, max=60)
    >>> service.describe()
    'lognormal, mean 4, cv 0.8, at most 60'
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Unpack

from simulator.randomness import checks
from simulator.randomness.distribution import Distribution, Limits
from simulator.randomness.families import Constant, Exponential, Lognormal, Normal, Triangular, Uniform
from simulator.randomness.family import Family
from simulator.randomness.part import Part
from simulator.randomness.shaped import Beta, Erlang, Gamma, Pert, Weibull, weibull_shape
from simulator.randomness.tables import Discrete, Empirical

__all__ = [
    "Distribution",
    "Limits",
    "beta",
    "constant",
    "discrete",
    "empirical",
    "erlang",
    "exponential",
    "gamma",
    "lognormal",
    "mixture",
    "normal",
    "pert",
    "triangular",
    "uniform",
    "weibull",
]


def _of(family: Family, limits: Limits) -> Distribution:
    return Distribution((Part(1.0, family),)).limited(**limits)


def _mean_and_cv(family: str, mean: float, cv: float | None, sd: float | None) -> tuple[float, float]:
    """Mean and coefficient of variation from whichever of cv and sd is given; mean 0 has cv 0."""
    mean = checks.not_negative(family, "mean", mean)
    if cv is not None and sd is None:
        cv = checks.cv(family, cv)
    elif sd is not None and cv is None:
        sd = checks.not_negative(family, "sd", sd)
        cv = checks.cv(family, sd / checks.positive(family, "mean", mean)) if sd else 0.0
    else:
        raise ValueError(f"{checks.a(family)} distribution takes a mean and one of cv and sd")
    return mean, cv if mean else 0.0


def constant(value: float, **limits: Unpack[Limits]) -> Distribution:
    """Always the same value."""
    return _of(Constant(checks.number("constant", "value", value)), limits)


def exponential(mean: float, **limits: Unpack[Limits]) -> Distribution:
    """Exponential: the time to an event that is equally likely at every moment; mean 0 is the constant 0."""
    mean = checks.not_negative("exponential", "mean", mean)
    return _of(Exponential(mean) if mean else Constant(0.0), limits)


def uniform(low: float, high: float, **limits: Unpack[Limits]) -> Distribution:
    """Uniform: evenly between low and high."""
    low, high = checks.number("uniform", "low", low), checks.number("uniform", "high", high)
    checks.increasing("uniform", ("low", low), ("high", high))
    return _of(Uniform(low, high) if low < high else Constant(low), limits)


def triangular(low: float, mode: float, high: float, **limits: Unpack[Limits]) -> Distribution:
    """Triangular: least, most likely and greatest value."""
    low, mode, high = _three_points("triangular", low, mode, high)
    return _of(Triangular(low, mode, high) if low < high else Constant(low), limits)


def pert(low: float, mode: float, high: float, **limits: Unpack[Limits]) -> Distribution:
    """PERT: least, most likely and greatest value; a beta distribution of mean (low + 4 mode + high) / 6."""
    low, mode, high = _three_points("pert", low, mode, high)
    return _of(Pert.of(low, mode, high) if low < high else Constant(low), limits)


def _three_points(family: str, low: float, mode: float, high: float) -> tuple[float, float, float]:
    points = [("low", low), ("mode", mode), ("high", high)]
    low, mode, high = (checks.number(family, name, value) for name, value in points)
    checks.increasing(family, ("low", low), ("mode", mode), ("high", high))
    return low, mode, high


def normal(
    mean: float, sd: float | None = None, *, cv: float | None = None, **limits: Unpack[Limits]
) -> Distribution:
    """Normal, by mean and sd or cv; give `min=0` where it is a time. sd 0 is the constant."""
    if sd is None:
        mean, cv = _mean_and_cv("normal", mean, cv, sd)
        sd = cv * mean
    elif cv is not None:
        raise ValueError("a normal distribution takes a mean and one of cv and sd")
    mean, sd = checks.number("normal", "mean", mean), checks.not_negative("normal", "sd", sd)
    return _of(Normal(mean, sd) if sd else Constant(mean), limits)


def lognormal(
    mean: float, cv: float | None = None, *, sd: float | None = None, **limits: Unpack[Limits]
) -> Distribution:
    """Lognormal, by mean and cv or sd of the value itself (not of its logarithm). cv 0 is the constant."""
    mean, cv = _mean_and_cv("lognormal", mean, cv, sd)
    if cv == 0.0:
        return _of(Constant(mean), limits)
    return _of(Lognormal(mean, cv * mean if sd is None else float(sd)), limits)


def gamma(
    mean: float, cv: float | None = None, *, sd: float | None = None, **limits: Unpack[Limits]
) -> Distribution:
    """Gamma, by mean and cv or sd. cv 0 is the constant."""
    mean, cv = _mean_and_cv("gamma", mean, cv, sd)
    return _of(Gamma(mean, 1.0 / cv**2) if cv else Constant(mean), limits)


def erlang(mean: float, k: int, **limits: Unpack[Limits]) -> Distribution:
    """Erlang: the sum of k exponential phases, of this mean in all."""
    mean = checks.not_negative("erlang", "mean", mean)
    phases = checks.shape("erlang", "k", k)
    if phases != math.floor(phases):
        raise ValueError(f"the k of an erlang distribution must be a whole number, but is {phases:g}")
    return _of(Erlang(mean, phases) if mean else Constant(0.0), limits)


def weibull(
    mean: float | None = None,
    cv: float | None = None,
    *,
    sd: float | None = None,
    shape: float | None = None,
    scale: float | None = None,
    **limits: Unpack[Limits],
) -> Distribution:
    """Weibull, by mean and cv or sd, or by shape and scale. cv 0 is the constant.

    The shape for a cv is solved numerically, to the last bits.
    """
    if mean is not None and shape is None and scale is None:
        mean, cv = _mean_and_cv("weibull", mean, cv, sd)
        if cv == 0.0:
            return _of(Constant(mean), limits)
        shape = weibull_shape(cv)
        return _of(Weibull(shape, mean / math.gamma(1.0 + 1.0 / shape)), limits)
    if shape is not None and scale is not None and mean is None and cv is None and sd is None:
        shape = checks.shape("weibull", "shape", shape, least=0.05)
        return _of(Weibull(shape, checks.positive("weibull", "scale", scale)), limits)
    raise ValueError("a weibull distribution takes a mean and one of cv and sd, or a shape and a scale")


def beta(
    mean: float | None = None,
    sd: float | None = None,
    low: float = 0.0,
    high: float = 1.0,
    *,
    a: float | None = None,
    b: float | None = None,
    **limits: Unpack[Limits],
) -> Distribution:
    """Beta between low and high, by mean and sd, or by its shapes a and b. sd 0 is the constant."""
    low, high = checks.number("beta", "low", low), checks.number("beta", "high", high)
    checks.increasing("beta", ("low", low), ("high", high))
    if mean is not None and sd is not None and a is None and b is None:
        mean, sd = checks.number("beta", "mean", mean), checks.not_negative("beta", "sd", sd)
        checks.increasing("beta", ("low", low), ("mean", mean), ("high", high))
        if sd == 0.0:
            return _of(Constant(mean), limits)
        return _of(Beta(*_beta_shapes(mean, sd, low, high), low, high), limits)
    if a is not None and b is not None and mean is None and sd is None:
        a, b = checks.shape("beta", "a", a), checks.shape("beta", "b", b)
        return _of(Beta(a, b, low, high) if low < high else Constant(low), limits)
    raise ValueError("a beta distribution takes a mean and an sd, or its shapes a and b")


def _beta_shapes(mean: float, sd: float, low: float, high: float) -> tuple[float, float]:
    """The shapes by moments: a + b = m (1 - m) / v - 1 on the unit interval, a = m (a + b)."""
    most = math.sqrt((mean - low) * (high - mean))
    if sd >= most:
        raise ValueError(
            f"the sd of a beta distribution with mean {mean:g} between {low:g} and {high:g} "
            f"must be below {most:g}, but is {sd:g}"
        )
    if sd < checks.CVS[0] * (high - low):
        raise ValueError(
            f"the sd of a beta distribution between {low:g} and {high:g} must be 0 "
            f"or at least {checks.CVS[0] * (high - low):g}, but is {sd:g}"
        )
    total = (most / sd) ** 2 - 1.0
    a, b = ((end / (high - low)) * total for end in (mean - low, high - mean))
    if min(a, b) < checks.SHAPES[0]:
        raise ValueError(
            f"a beta distribution between {low:g} and {high:g} with mean {mean:g} and sd {sd:g} would be "
            f"all but its two ends (shapes {a:g} and {b:g}); give these as a discrete distribution"
        )
    return a, b


def discrete(values: Sequence[float], weights: Sequence[float], **limits: Unpack[Limits]) -> Distribution:
    """Some values, each with its weight; the weights are shares and add up to 1.

    The order in which they are given does not matter: u goes through the values in increasing order.
    """
    if len(values) != len(weights):
        raise ValueError(
            f"a discrete distribution needs one weight for each value, but has {len(values)} values "
            f"and {len(weights)} weights"
        )
    shares = checks.shares("discrete", "weight", weights)
    by_value: dict[float, float] = {}
    for value, share in zip(values, shares, strict=True):
        value = checks.number("discrete", "value", value)
        by_value[value] = by_value.get(value, 0.0) + share
    kept = [value for value in sorted(by_value) if by_value[value] > 0.0]
    if len(kept) == 1:
        return _of(Constant(kept[0]), limits)
    return _of(Discrete(tuple(kept), tuple(by_value[value] for value in kept)), limits)


def empirical(values: Sequence[float], **limits: Unpack[Limits]) -> Distribution:
    """Values that were observed, each as likely as another; nothing between them is drawn.

    The quantile is the order statistic: of n values the one of rank ceil(n u).
    """
    if len(values) == 0:
        raise ValueError("an empirical distribution needs at least one value")
    observed = tuple(sorted(checks.number("empirical", "value", value) for value in values))
    return _of(Empirical(observed) if observed[0] < observed[-1] else Constant(observed[0]), limits)


def mixture(parts: Sequence[tuple[float, Distribution]], **limits: Unpack[Limits]) -> Distribution:
    """One of several distributions, each with its share; the shares add up to 1.

    The u chooses the part, in the order given, and its remainder (u - lower) / share draws from it. Shift
    and limits of the mixture come on top of those of its parts.
    """
    shares = checks.shares("mixture", "share", [share for share, _ in parts])
    flat = [
        Part(share * part.share, part.family, part.shift, part.least, part.most)
        for share, (_, distribution) in zip(shares, parts, strict=True)
        for part in distribution.parts
        if share > 0.0
    ]
    if len(flat) == 1:
        flat = [Part(1.0, flat[0].family, flat[0].shift, flat[0].least, flat[0].most)]
    return Distribution(tuple(flat)).limited(**limits)
