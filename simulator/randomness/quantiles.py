"""The compiled quantile: one scalar function over the flat code of a distribution, and its loop.

Formulas: Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions (1994, 1995). Differences from
1 are taken with log1p, so that both tails keep their digits.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from simulator.randomness import coding
from simulator.randomness.compiled import compiled
from simulator.randomness.special import beta_quantile, gamma_quantile, normal_quantile

_BELOW_1 = 1.0 - 2.0**-53
_ABOVE_0 = 2.0**-54

_LARGE_SHAPE = 2e5

# Below it the inverse of SciPy may answer nan; no draw comes near.
_LEAST_OF_BETA = 1e-250

_RECORD = coding.RECORD
_CONSTANT = coding.CONSTANT
_EXPONENTIAL = coding.EXPONENTIAL
_UNIFORM = coding.UNIFORM
_TRIANGULAR = coding.TRIANGULAR
_NORMAL = coding.NORMAL
_LOGNORMAL = coding.LOGNORMAL
_GAMMA = coding.GAMMA
_WEIBULL = coding.WEIBULL
_BETA = coding.BETA
_EMPIRICAL = coding.EMPIRICAL


@compiled
def triangular_quantile(u: float, low: float, mode: float, high: float) -> float:
    """Smallest x with P(X <= x) >= u of the triangular distribution, low < high."""
    width, rise, fall = high - low, mode - low, high - mode
    if u * width < rise:
        return min(low + math.sqrt(u * width * rise), mode)
    # high - root, written so that nothing cancels where the mode is far from high.
    root = math.sqrt((1.0 - u) * width * fall)
    return mode + fall * max(u * width - rise, 0.0) / (fall + root) if fall > 0.0 else mode


@compiled
def large_gamma_quantile(u: float, shape: float) -> float:
    """The quantile of the gamma distribution of scale 1 and a shape of 200,000 or more.

    The expansion of Cornish & Fisher in powers of 1 / sqrt(shape) (Fisher & Cornish 1960, Technometrics 2;
    Abramowitz & Stegun 26.2.49). Its error here is below 1e-15 of the value; the general inverse
    loses digits as the shape grows.
    """
    z = normal_quantile(u, 0)
    z2 = z * z
    root = math.sqrt(shape)
    half = (z2 - 7.0) * z / 36.0
    one = (16.0 - (3.0 * z2 + 7.0) * z2) / 810.0
    three_halves = ((9.0 * z2 + 256.0) * z2 - 433.0) * z / 38880.0
    return shape + root * z + (z2 - 1.0) / 3.0 + (half + (one + three_halves / root) / root) / root


@compiled
def table_quantile(u: float, code: NDArray[np.float64], first: int, count: int) -> float:
    """The first of `count` values, from code[first] on, whose upper end (they follow) is not below u."""
    low, high = 0, count - 1
    while low < high:
        middle = (low + high) // 2
        if code[first + count + middle] < u:
            low = middle + 1
        else:
            high = middle
    value: float = code[first + low]
    return value


@compiled
def family_quantile(u: float, code: NDArray[np.float64], start: int, record: int) -> float:
    """The draw of the part whose record stands at code[record], before shift and limits."""
    kind = int(code[record])
    a: float = code[record + 1]
    b: float = code[record + 2]
    c: float = code[record + 3]
    d: float = code[record + 4]
    if kind == _EXPONENTIAL:
        return -a * math.log1p(-u)
    if kind == _LOGNORMAL:
        return math.exp(a + b * normal_quantile(u, 0))
    if kind == _CONSTANT:
        return a
    if kind == _UNIFORM:
        return a + (b - a) * u
    if kind == _TRIANGULAR:
        return triangular_quantile(u, a, b, c)
    if kind == _NORMAL:
        return a + b * normal_quantile(u, 0)
    if kind == _GAMMA:
        if a >= _LARGE_SHAPE:
            return b * large_gamma_quantile(u, a)
        return b * gamma_quantile(a, u, 0)
    if kind == _WEIBULL:
        return b * math.pow(-math.log1p(-u), 1.0 / a)
    if kind == _BETA:
        return c + (d - c) * beta_quantile(a, b, max(u, _LEAST_OF_BETA), 0)
    first, count = start + int(a), int(b)
    if kind == _EMPIRICAL:
        observed: float = code[first + max(math.ceil(u * count), 1) - 1]
        return observed
    return table_quantile(u, code, first, count)


@compiled
def quantile_at(u: float, code: NDArray[np.float64], start: int) -> float:
    """The quantile at 0 < u < 1 of the distribution whose code begins at code[start]."""
    parts = int(code[start])
    part = 0
    if parts > 1:
        while code[start + 1 + part] < u:
            part += 1
        lower = code[start + part] if part else 0.0
        u = (u - lower) / (code[start + 1 + part] - lower)
        u = min(max(u, _ABOVE_0), _BELOW_1)
    record = start + 1 + parts + _RECORD * part
    shift: float = code[record + 5]
    least: float = code[record + 6]
    most: float = code[record + 7]
    return min(max(family_quantile(u, code, start, record) + shift, least), most)


@compiled
def quantiles_at(u: NDArray[np.float64], code: NDArray[np.float64]) -> NDArray[np.float64]:
    """The quantile at each of a row of u; the same bits as `quantile_at` gives one by one."""
    drawn = np.empty(u.size)
    for i in range(u.size):
        drawn[i] = quantile_at(u[i], code, 0)
    return drawn
