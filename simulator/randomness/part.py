"""A family with its shift and limits: one part of a distribution."""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.randomness.coding import PartCode
from simulator.randomness.family import Family, PartialMoments

_NOTHING = PartialMoments(0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Part:
    """The value min(max(draw + shift, least), most), for a share of all draws.

    Attributes:
        share: of all draws, 0 < share <= 1.
        family: of the draw.
        shift: added to it.
        least, most: where the value is cut; None is no limit.
    """

    share: float
    family: Family
    shift: float = 0.0
    least: float | None = None
    most: float | None = None

    @property
    def minimum(self) -> float:
        """The least value."""
        return self._cut(self.family.support[0] + self.shift)

    @property
    def maximum(self) -> float:
        """The greatest value."""
        return self._cut(self.family.support[1] + self.shift)

    def moments(self) -> tuple[float, float]:
        """Mean and variance of the value.

        With l and h the limits less the shift and Y the draw cut to l..h, less a pivot:
        E[Y] = (l - pivot) P(X <= l) + E[X - pivot; l < X <= h] + (h - pivot) P(X > h), and E[Y**2] likewise.
        The pivot is the limit where the mean is beyond one, so that little cancels.
        """
        family = self.family
        low, high = family.support
        lower, upper = _NOTHING, PartialMoments(1.0, 0.0, 0.0, family.variance)
        if self.least is not None and low + self.shift < self.least:
            low = self.least - self.shift
            lower = family.partial(low)
        if self.most is not None and high + self.shift > self.most:
            high = self.most - self.shift
            upper = family.partial(high)
        pivot = min(max(family.mean, low), high)
        mean = second = 0.0
        if lower.below > 0.0:
            mean += (low - pivot) * lower.below
            second += (low - pivot) ** 2 * lower.below
        if upper.above > 0.0:
            mean += (high - pivot) * upper.above
            second += (high - pivot) ** 2 * upper.above
        inside = lower.above - upper.above if lower.above < 0.5 else upper.below - lower.below
        off, first = family.mean - pivot, upper.first - lower.first
        mean += first + off * inside
        second += upper.second - lower.second + 2.0 * off * first + off * off * inside
        return self._cut(pivot + self.shift + mean), max(second - mean * mean, 0.0)

    def below(self, x: float) -> float:
        """P(value <= x)."""
        if self.most is not None and x >= self.most:
            return 1.0
        if self.least is not None and x < self.least:
            return 0.0
        return self.family.partial(x - self.shift).below

    def limited(self, shift: float, least: float | None, most: float | None) -> Part:
        """This part with another shift and limits on top of its own, which makes one of each again."""
        inner = self.least, self.most
        low, high = (None if end is None else _cut(end + shift, least, most) for end in inner)
        shifted = self.family.shifted(shift)
        return replace(
            self,
            family=self.family if shifted is None else shifted,
            shift=self.shift + shift if shifted is None else 0.0,
            least=least if low is None else low,
            most=most if high is None else high,
        )

    def scaled(self, factor: float) -> Part:
        """The part of `factor` times the value, factor > 0."""
        least = None if self.least is None else self.least * factor
        most = None if self.most is None else self.most * factor
        return Part(self.share, self.family.scaled(factor), self.shift * factor, least, most)

    def code(self) -> PartCode:
        """The form that the compiled quantile reads; rounding cannot lead out of the support."""
        return PartCode(self.share, self.family.code(), self.shift, self.minimum, self.maximum)

    def words(self) -> str:
        """`lognormal, mean 4, cv 0.8, at most 60`."""
        between = " " if self.family.name == "constant" else ", "
        said = [f"{self.family.name}{between}{self.family.words()}"]
        if self.shift:
            said.append(f"shifted by {self.shift:g}")
        if self.least is not None:
            said.append(f"at least {self.least:g}")
        if self.most is not None:
            said.append(f"at most {self.most:g}")
        return ", ".join(said)

    def _cut(self, value: float) -> float:
        return _cut(value, self.least, self.most)


def _cut(value: float, least: float | None, most: float | None) -> float:
    if least is not None:
        value = max(value, least)
    if most is not None:
        value = min(value, most)
    return value
