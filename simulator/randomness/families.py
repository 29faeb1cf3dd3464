"""Families with elementary formulas: constant, exponential, uniform, triangular, normal, lognormal.

Sources: Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions, volumes 1 and 2 (1994, 1995),
by chapter: 13 normal, 14 lognormal, 19 exponential, 26 uniform; for the triangular Kotz & van Dorp,
Beyond Beta (2004), chapter 1. The moments up to x follow from them by integration.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar, Self

from simulator.randomness import coding
from simulator.randomness.coding import FamilyCode
from simulator.randomness.family import Family, PartialMoments

_ROOT_2 = math.sqrt(2.0)
_ROOT_2_PI = math.sqrt(2.0 * math.pi)


def normal_below(z: float) -> float:
    """P(Z <= z) of the standard normal distribution."""
    return 0.5 * math.erfc(-z / _ROOT_2)


@dataclass(frozen=True, slots=True)
class Constant(Family):
    """Always the same value."""

    value: float
    name: ClassVar[str] = "constant"

    @property
    def mean(self) -> float:
        return self.value

    @property
    def variance(self) -> float:
        return 0.0

    @property
    def support(self) -> tuple[float, float]:
        return self.value, self.value

    def partial(self, x: float) -> PartialMoments:
        return PartialMoments(1.0, 0.0, 0.0, 0.0) if self.value <= x else PartialMoments(0.0, 1.0, 0.0, 0.0)

    def code(self) -> FamilyCode:
        return FamilyCode(coding.CONSTANT, (self.value,))

    def scaled(self, factor: float) -> Self:
        return type(self)(self.value * factor)

    def shifted(self, shift: float) -> Self:
        return type(self)(self.value + shift)

    def words(self) -> str:
        return f"{self.value:g}"


@dataclass(frozen=True, slots=True)
class Exponential(Family):
    """Memoryless; mean > 0."""

    scale: float
    name: ClassVar[str] = "exponential"

    @property
    def mean(self) -> float:
        return self.scale

    @property
    def variance(self) -> float:
        return self.scale**2

    @property
    def support(self) -> tuple[float, float]:
        return 0.0, math.inf

    def partial(self, x: float) -> PartialMoments:
        if x <= 0.0:
            return PartialMoments(0.0, 1.0, 0.0, 0.0)
        m = self.scale
        above = math.exp(-x / m)
        below = -math.expm1(-x / m)
        return PartialMoments(below, above, -x * above, m * m * below - x * x * above)

    def code(self) -> FamilyCode:
        return FamilyCode(coding.EXPONENTIAL, (self.scale,))

    def scaled(self, factor: float) -> Self:
        return type(self)(self.scale * factor)

    def words(self) -> str:
        return f"mean {self.scale:g}"


@dataclass(frozen=True, slots=True)
class Uniform(Family):
    """Evenly between low and high, low < high."""

    low: float
    high: float
    name: ClassVar[str] = "uniform"

    @property
    def mean(self) -> float:
        return 0.5 * (self.low + self.high)

    @property
    def variance(self) -> float:
        return (self.high - self.low) ** 2 / 12.0

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def partial(self, x: float) -> PartialMoments:
        width = self.high - self.low
        s = min(max(x - self.low, 0.0), width)
        return PartialMoments(
            s / width,
            (width - s) / width,
            s * (s - width) / (2.0 * width),
            s * (s * s / 3.0 - s * width / 2.0 + width * width / 4.0) / width,
        )

    def code(self) -> FamilyCode:
        return FamilyCode(coding.UNIFORM, (self.low, self.high))

    def scaled(self, factor: float) -> Self:
        return type(self)(self.low * factor, self.high * factor)

    def words(self) -> str:
        return f"{self.low:g} to {self.high:g}"


@dataclass(frozen=True, slots=True)
class Triangular(Family):
    """A density that rises from low to mode and falls to high, low <= mode <= high, low < high."""

    low: float
    mode: float
    high: float
    name: ClassVar[str] = "triangular"

    @property
    def mean(self) -> float:
        return (self.low + self.mode + self.high) / 3.0

    @property
    def variance(self) -> float:
        up, down = self.mode - self.low, self.high - self.mode
        return (up * up + up * down + down * down) / 18.0

    @property
    def support(self) -> tuple[float, float]:
        return self.low, self.high

    def partial(self, x: float) -> PartialMoments:
        width = self.high - self.low
        if x <= self.low:
            return PartialMoments(0.0, 1.0, 0.0, 0.0)
        if x >= self.high:
            return PartialMoments(1.0, 0.0, 0.0, self.variance)
        if x < self.mode:
            s, d = x - self.low, self.low - self.mean
            slope = 2.0 / (width * (self.mode - self.low))
            below = slope * s * s / 2.0
            first = slope * s * s * (s / 3.0 + d / 2.0)
            second = slope * s * s * (s * s / 4.0 + 2.0 * d * s / 3.0 + d * d / 2.0)
            return PartialMoments(below, 1.0 - below, first, second)
        r, e = self.high - x, self.high - self.mean
        slope = 2.0 / (width * (self.high - self.mode))
        above = slope * r * r / 2.0
        first = -slope * r * r * (e / 2.0 - r / 3.0)
        tail = slope * r * r * (e * e / 2.0 - 2.0 * e * r / 3.0 + r * r / 4.0)
        return PartialMoments(1.0 - above, above, first, self.variance - tail)

    def code(self) -> FamilyCode:
        return FamilyCode(coding.TRIANGULAR, (self.low, self.mode, self.high))

    def scaled(self, factor: float) -> Self:
        return type(self)(self.low * factor, self.mode * factor, self.high * factor)

    def words(self) -> str:
        return f"{self.low:g} to {self.high:g}, most often {self.mode:g}"


@dataclass(frozen=True, slots=True)
class Normal(Family):
    """Mean and standard deviation, sd > 0."""

    centre: float
    sd: float
    name: ClassVar[str] = "normal"

    @property
    def mean(self) -> float:
        return self.centre

    @property
    def variance(self) -> float:
        return self.sd**2

    @property
    def support(self) -> tuple[float, float]:
        return -math.inf, math.inf

    def partial(self, x: float) -> PartialMoments:
        z = (x - self.centre) / self.sd
        density = math.exp(-0.5 * z * z) / _ROOT_2_PI
        below = normal_below(z)
        second = self.sd**2 * (below - z * density)
        return PartialMoments(below, normal_below(-z), -self.sd * density, second)

    def code(self) -> FamilyCode:
        return FamilyCode(coding.NORMAL, (self.centre, self.sd))

    def scaled(self, factor: float) -> Self:
        return type(self)(self.centre * factor, self.sd * factor)

    def words(self) -> str:
        return f"mean {self.centre:g}, sd {self.sd:g}"


@dataclass(frozen=True, slots=True)
class Lognormal(Family):
    """Mean and standard deviation of the value itself, not of its logarithm; both > 0."""

    centre: float
    sd: float
    name: ClassVar[str] = "lognormal"

    @property
    def log_sd(self) -> float:
        """Standard deviation of the logarithm: the root of ln(1 + cv**2)."""
        return math.sqrt(math.log1p((self.sd / self.centre) ** 2))

    @property
    def log_mean(self) -> float:
        """Mean of the logarithm: ln(mean) - ln(1 + cv**2) / 2."""
        return math.log(self.centre) - 0.5 * math.log1p((self.sd / self.centre) ** 2)

    @property
    def mean(self) -> float:
        return self.centre

    @property
    def variance(self) -> float:
        return self.sd**2

    @property
    def support(self) -> tuple[float, float]:
        return 0.0, math.inf

    def partial(self, x: float) -> PartialMoments:
        if x <= 0.0:
            return PartialMoments(0.0, 1.0, 0.0, 0.0)
        m, s = self.centre, self.log_sd
        z = (math.log(x) - self.log_mean) / s
        below, shifted, twice = normal_below(z), normal_below(z - s), normal_below(z - 2.0 * s)
        second = self.sd**2 * twice + m * m * (twice - 2.0 * shifted + below)
        return PartialMoments(below, normal_below(-z), m * (shifted - below), second)

    def code(self) -> FamilyCode:
        return FamilyCode(coding.LOGNORMAL, (self.log_mean, self.log_sd))

    def scaled(self, factor: float) -> Self:
        return type(self)(self.centre * factor, self.sd * factor)

    def words(self) -> str:
        return f"mean {self.centre:g}, cv {self.sd / self.centre:g}"
