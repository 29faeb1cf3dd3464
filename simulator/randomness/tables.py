"""Families given by a table of values."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, Self

from simulator.randomness import coding
from simulator.randomness.coding import FamilyCode
from simulator.randomness.family import Family, PartialMoments


@dataclass(frozen=True, slots=True)
class Discrete(Family):
    """Values in increasing order, each with its share > 0; the shares add up to 1."""

    values: tuple[float, ...]
    shares: tuple[float, ...]
    name: ClassVar[str] = "discrete"

    @property
    def mean(self) -> float:
        return math.fsum(share * value for share, value in zip(self.shares, self.values, strict=True))

    @property
    def variance(self) -> float:
        mean = self.mean
        return math.fsum(
            share * (value - mean) ** 2 for share, value in zip(self.shares, self.values, strict=True)
        )

    @property
    def support(self) -> tuple[float, float]:
        return self.values[0], self.values[-1]

    def partial(self, x: float) -> PartialMoments:
        count = bisect_right(self.values, x)
        shares, mean = self.shares[:count], self.mean
        first = math.fsum(share * (v - mean) for share, v in zip(shares, self.values, strict=False))
        second = math.fsum(share * (v - mean) ** 2 for share, v in zip(shares, self.values, strict=False))
        return PartialMoments(math.fsum(shares), math.fsum(self.shares[count:]), first, second)

    def code(self) -> FamilyCode:
        uppers = (*list(accumulate(self.shares))[:-1], 1.0)
        return FamilyCode(coding.DISCRETE, (), self.values + uppers, len(self.values))

    def scaled(self, factor: float) -> Self:
        return type(self)(tuple(value * factor for value in self.values), self.shares)

    def shifted(self, shift: float) -> Self:
        return type(self)(tuple(value + shift for value in self.values), self.shares)

    def words(self) -> str:
        if len(self.values) > 4:
            return f"{len(self.values)} values, mean {self.mean:g}"
        pairs = zip(self.values, self.shares, strict=True)
        return ", ".join(f"{value:g} ({100 * share:g} %)" for value, share in pairs)


@dataclass(frozen=True, slots=True)
class Empirical(Family):
    """Observed values in increasing order, each as likely as another."""

    values: tuple[float, ...]
    name: ClassVar[str] = "empirical"

    @property
    def mean(self) -> float:
        return math.fsum(self.values) / len(self.values)

    @property
    def variance(self) -> float:
        mean = self.mean
        return math.fsum((value - mean) ** 2 for value in self.values) / len(self.values)

    @property
    def support(self) -> tuple[float, float]:
        return self.values[0], self.values[-1]

    def partial(self, x: float) -> PartialMoments:
        count, total, mean = bisect_right(self.values, x), len(self.values), self.mean
        first = math.fsum(value - mean for value in self.values[:count]) / total
        second = math.fsum((value - mean) ** 2 for value in self.values[:count]) / total
        return PartialMoments(count / total, (total - count) / total, first, second)

    def code(self) -> FamilyCode:
        return FamilyCode(coding.EMPIRICAL, (), self.values, len(self.values))

    def scaled(self, factor: float) -> Self:
        return type(self)(tuple(value * factor for value in self.values))

    def shifted(self, shift: float) -> Self:
        return type(self)(tuple(value + shift for value in self.values))

    def words(self) -> str:
        return f"{len(self.values)} values, mean {self.mean:g}"
