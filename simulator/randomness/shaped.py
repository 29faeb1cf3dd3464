"""Families with a shape: gamma and Erlang, Weibull, beta and PERT.

Sources: Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions, chapters 17 gamma, 21 Weibull,
25 beta; for PERT Malcolm, Roseboom, Clark & Fazar (1959) with the weight 4 on the mode and the beta
distribution of that mean. The moments up to x follow from the recurrences of the incomplete gamma and beta
functions (NIST Digital Library of Mathematical Functions 8.8.5, 8.17.20).

SciPy is imported only for the moments of a distribution that is cut somewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Self

from simulator.randomness import coding
from simulator.randomness.coding import FamilyCode
from simulator.randomness.family import Family, PartialMoments


@dataclass(frozen=True, slots=True)
class Gamma(Family):
    """Mean and shape (1 / cv**2), both > 0."""

    centre: float
    shape: float
    name: ClassVar[str] = "gamma"

    @property
    def mean(self) -> float:
        return self.centre

    @property
    def variance(self) -> float:
        return self.centre**2 / self.shape

    @property
    def support(self) -> tuple[float, float]:
        return 0.0, math.inf

    def partial(self, x: float) -> PartialMoments:
        k, t = self.shape, x / self.centre * self.shape
        if t <= 0.0:
            return PartialMoments(0.0, 1.0, 0.0, 0.0)
        from scipy.special import gammainc, gammaincc

        below = float(gammainc(k, t))
        step = gamma_step(k, t)
        second = self.variance * (below + step * (k - 1.0 - t))
        return PartialMoments(below, float(gammaincc(k, t)), -self.centre * step, second)

    def code(self) -> FamilyCode:
        if self.shape == 1.0:
            return FamilyCode(coding.EXPONENTIAL, (self.centre,))
        return FamilyCode(coding.GAMMA, (self.shape, self.centre / self.shape))

    def scaled(self, factor: float) -> Self:
        return type(self)(self.centre * factor, self.shape)

    def words(self) -> str:
        return f"mean {self.centre:g}, cv {1.0 / math.sqrt(self.shape):g}"


def gamma_step(k: float, t: float) -> float:
    """P(k, t) - P(k + 1, t) = t**k exp(-t) / Gamma(k + 1); for large k by Stirling's series (DLMF 5.11.3)."""
    if k < 1000.0:
        return math.exp(k * math.log(t) - t - math.lgamma(k + 1.0))
    d = (t - k) / k
    stirling = 1.0 / (12.0 * k) - 1.0 / (360.0 * k**3)
    return math.exp(-k * (d - math.log1p(d)) - stirling) / math.sqrt(2.0 * math.pi * k)


@dataclass(frozen=True, slots=True)
class Erlang(Gamma):
    """A gamma of whole shape: the sum of so many exponential phases."""

    name: ClassVar[str] = "erlang"

    def words(self) -> str:
        return f"mean {self.centre:g}, k {self.shape:g}"


@dataclass(frozen=True, slots=True)
class Weibull(Family):
    """Shape and scale, both > 0."""

    shape: float
    scale: float
    name: ClassVar[str] = "weibull"

    @property
    def mean(self) -> float:
        return self.scale * math.gamma(1.0 + 1.0 / self.shape)

    @property
    def variance(self) -> float:
        return self.mean**2 * weibull_squared_cv(1.0 / self.shape)

    @property
    def support(self) -> tuple[float, float]:
        return 0.0, math.inf

    def partial(self, x: float) -> PartialMoments:
        if x <= 0.0:
            return PartialMoments(0.0, 1.0, 0.0, 0.0)
        from scipy.special import gammainc

        t = math.exp(min(self.shape * math.log(x / self.scale), 700.0))
        m, v = self.mean, self.variance
        below, above = -math.expm1(-t), math.exp(-t)
        once = float(gammainc(1.0 + 1.0 / self.shape, t))
        twice = float(gammainc(1.0 + 2.0 / self.shape, t))
        second = v * twice + m * m * (twice - 2.0 * once + below)
        return PartialMoments(below, above, m * (once - below), second)

    def code(self) -> FamilyCode:
        if self.shape == 1.0:
            return FamilyCode(coding.EXPONENTIAL, (self.scale,))
        return FamilyCode(coding.WEIBULL, (self.shape, self.scale))

    def scaled(self, factor: float) -> Self:
        return type(self)(self.shape, self.scale * factor)

    def words(self) -> str:
        return f"mean {self.mean:g}, cv {math.sqrt(weibull_squared_cv(1.0 / self.shape)):g}"


def weibull_squared_cv(x: float) -> float:
    """The squared coefficient of variation of a Weibull distribution of shape 1 / x.

    Gamma(1 + 2x) / Gamma(1 + x)**2 - 1. For small x the logarithm of the quotient is taken from the series
    ln Gamma(1 + x) = -gamma x + sum over k >= 2 of zeta(k) (-x)**k / k (Abramowitz & Stegun 6.1.33), in
    which what would cancel is gone.
    """
    if x > 0.2:
        return math.expm1(math.lgamma(1.0 + 2.0 * x) - 2.0 * math.lgamma(1.0 + x))
    terms = (zeta(k) * (-x) ** k * (2.0**k - 2.0) / k for k in range(2, 42))
    return math.expm1(math.fsum(terms))


@cache
def zeta(k: int) -> float:
    """Riemann's zeta function for k >= 2, by Euler-Maclaurin summation from 32 on (DLMF 25.2.9)."""
    n = 32.0
    head = math.fsum(i**-k for i in range(1, 32))
    tail = n ** (1 - k) / (k - 1) + n**-k / 2.0
    tail += k * n ** (-k - 1) / 12.0 - k * (k + 1) * (k + 2) * n ** (-k - 3) / 720.0
    tail += k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * n ** (-k - 5) / 30240.0
    return head + tail


def weibull_shape(cv: float) -> float:
    """The shape of the Weibull distribution with this coefficient of variation, bisected to the last bits."""
    if cv == 1.0:
        return 1.0
    low, high = 0.0, 1.0
    while weibull_squared_cv(high) < cv * cv:
        low, high = high, 2.0 * high
    while True:
        middle = 0.5 * (low + high)
        if middle in (low, high):
            return 1.0 / middle
        if weibull_squared_cv(middle) < cv * cv:
            low = middle
        else:
            high = middle


@dataclass(frozen=True, slots=True)
class Beta(Family):
    """Shapes a and b > 0, stretched over low to high, low < high."""

    a: float
    b: float
    low: float
    high: float
    name: ClassVar[str] = "beta"

    @property
    def mean(self) -> float:
        return (self.low * self.b + self.high * self.a) / (self.a + self.b)

    @property
    def variance(self) -> float:
        s = self.a + self.b
        return (self.high - self.low) ** 2 * (self.a / s) * (self.b / s) / (s + 1.0)

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def partial(self, x: float) -> PartialMoments:
        a, b, s, width = self.a, self.b, self.a + self.b, self.high - self.low
        t, m = (x - self.low) / width, a / s
        if t <= 0.0:
            return PartialMoments(0.0, 1.0, 0.0, 0.0)
        if t >= 1.0:
            return PartialMoments(1.0, 0.0, 0.0, self.variance)
        from scipy.special import betainc, betaincc, betaln

        below = float(betainc(a, b, t))
        # I_t(a, b) - I_t(a + 1, b)
        step = math.exp(a * math.log(t) + b * math.log1p(-t) - float(betaln(a, b))) / a
        rest = width * width * step * m * (2.0 * m - (a + 1.0 + s * t) / (s + 1.0))
        second = self.variance * below + rest
        return PartialMoments(below, float(betaincc(a, b, t)), -width * m * step, second)

    def code(self) -> FamilyCode:
        return FamilyCode(coding.BETA, (self.a, self.b, self.low, self.high))

    def scaled(self, factor: float) -> Self:
        return type(self)(self.a, self.b, self.low * factor, self.high * factor)

    def words(self) -> str:
        return f"{self.low:g} to {self.high:g}, mean {self.mean:g}, sd {math.sqrt(self.variance):g}"


@dataclass(frozen=True, slots=True)
class Pert(Beta):
    """The beta distribution of PERT: its mean is (low + 4 mode + high) / 6."""

    name: ClassVar[str] = "pert"

    @classmethod
    def of(cls, low: float, mode: float, high: float) -> Pert:
        """From the least, most likely and greatest value, low <= mode <= high, low < high."""
        width = high - low
        return cls(1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width, low, high)

    def words(self) -> str:
        mode = self.low + (self.a - 1.0) / 4.0 * (self.high - self.low)
        return f"{self.low:g} to {self.high:g}, most often {mode:g}"
