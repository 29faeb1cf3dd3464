"""A distribution: its moments, its quantile function, its words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict, Unpack, overload

import numpy as np
from numpy.typing import NDArray

from simulator.randomness import checks
from simulator.randomness.coding import flat_code
from simulator.randomness.families import Constant
from simulator.randomness.part import Part


class Limits(TypedDict, total=False):
    """What every constructor takes besides its own parameters.

    Attributes:
        shift: added to the draw (default 0).
        min: the shifted draw is raised to it (default: no limit).
        max: the shifted draw is lowered to it (default: no limit).
    """

    shift: float
    min: float | None
    max: float | None


@dataclass(frozen=True)
class Distribution:
    """A distribution of a number; made by the functions of `distributions`.

    Immutable, hashable, can be pickled; equal when written equal.

    Attributes:
        parts: one, or those of a mixture, in the order in which u chooses them.
    """

    parts: tuple[Part, ...]

    def __getstate__(self) -> dict[str, tuple[Part, ...]]:
        return {"parts": self.parts}

    @cached_property
    def _moments(self) -> tuple[float, float]:
        if len(self.parts) == 1:
            return self.parts[0].moments()
        moments = [(part.share, *part.moments()) for part in self.parts]
        mean = math.fsum(share * m for share, m, _ in moments)
        return mean, math.fsum(share * (v + (m - mean) ** 2) for share, m, v in moments)

    @property
    def mean(self) -> float:
        """The exact mean, shift and limits included."""
        return self._moments[0]

    @property
    def variance(self) -> float:
        """The exact variance, shift and limits included."""
        return self._moments[1]

    @property
    def minimum(self) -> float:
        """The least value, or minus infinity."""
        return min(part.minimum for part in self.parts)

    @property
    def maximum(self) -> float:
        """The greatest value, or infinity."""
        return max(part.maximum for part in self.parts)

    @property
    def is_constant(self) -> bool:
        """Whether there is only one value."""
        return self.minimum == self.maximum

    @property
    def name(self) -> str:
        """The family, as in the language of blueprints."""
        return self.parts[0].family.name if len(self.parts) == 1 else "mixture"

    def describe(self) -> str:
        """Short words, such as `lognormal, mean 4, cv 0.8`."""
        if len(self.parts) == 1:
            return self.parts[0].words()
        said = "; ".join(f"{100 * part.share:g} % {part.words()}" for part in self.parts)
        return f"mixture of {said}"

    @cached_property
    def code(self) -> NDArray[np.float64]:
        """The flat form that the compiled quantile reads; see `coding`."""
        return flat_code([part.code() for part in self.parts])

    @overload
    def quantile(self, u: float) -> float: ...
    @overload
    def quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]: ...
    def quantile(self, u: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
        """The least value that the distribution stays at or below with probability u.

        A mixture is the exception: u chooses the part, and what is left of it draws from that part.

        Args:
            u: 0 < u < 1, a float or an array of any shape.

        Returns:
            A float, or an array of the same shape; the same bits either way.

        Raises:
            ValueError: a u is not between 0 and 1.
        """
        from simulator.randomness.quantiles import quantile_at, quantiles_at

        if isinstance(u, np.ndarray):
            if not ((u > 0.0) & (u < 1.0)).all():
                raise ValueError("a quantile is asked for a share that is not between 0 and 1")
            flat = np.ascontiguousarray(u, dtype=np.float64).ravel()
            return quantiles_at(flat, self.code).reshape(u.shape)
        if not 0.0 < u < 1.0:
            raise ValueError(f"a quantile is asked for a share that is not between 0 and 1: {u}")
        return quantile_at(float(u), self.code, 0)

    def cdf(self, x: float) -> float:
        """The probability that the value is at most x."""
        return math.fsum(part.share * part.below(x) for part in self.parts)

    def share_below(self, x: float) -> float:
        """The probability that the shifted draw is below x before `min` and `max` cut it.

        `normal(mean=4, sd=2, min=0).share_below(0)` is the share that is cut at 0.
        """
        before = math.nextafter(x, -math.inf)
        uncut = (part.family.partial(before - part.shift) for part in self.parts)
        return math.fsum(part.share * p.below for part, p in zip(self.parts, uncut, strict=True))

    def scaled(self, factor: float) -> Distribution:
        """The distribution of `factor` times the value (shift and limits too).

        Raises:
            ValueError: the factor is negative, or the result too large.
        """
        factor = checks.not_negative(self.name, "factor", factor)
        if factor == 0.0:
            return Distribution((Part(1.0, Constant(0.0)),))
        checks.number(self.name, "scaled mean", self.mean * factor)
        return Distribution(tuple(part.scaled(factor) for part in self.parts))

    def limited(self, **limits: Unpack[Limits]) -> Distribution:
        """The distribution of this value with a shift and limits on top of its own.

        Raises:
            ValueError: a limit is not a finite number, or `min` is above `max`.
        """
        name = self.name
        shift = checks.number(name, "shift", limits.get("shift", 0.0))
        least, most = limits.get("min"), limits.get("max")
        if least is not None:
            least = checks.number(name, "min", least)
        if most is not None:
            most = checks.number(name, "max", most)
        if least is not None and most is not None:
            checks.increasing(name, ("min", least), ("max", most))
        if shift == 0.0 and least is None and most is None:
            return self
        return Distribution(tuple(part.limited(shift, least, most) for part in self.parts))
