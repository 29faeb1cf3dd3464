"""What a family of distributions knows about itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, NamedTuple, Self

from simulator.randomness.coding import FamilyCode


class PartialMoments(NamedTuple):
    """What lies on either side of an x, the moments taken about the mean of the whole.

    Attributes:
        below: P(X <= x).
        above: P(X > x), with its own digits where it is small.
        first: E[X - mean; X <= x].
        second: E[(X - mean)**2; X <= x].
    """

    below: float
    above: float
    first: float
    second: float


class Family(ABC):
    """One family with its parameters, before shift and limits. Subclasses are frozen dataclasses.

    Attributes:
        name: one word, as in the language of blueprints.
    """

    __slots__ = ()
    name: ClassVar[str]

    @property
    @abstractmethod
    def mean(self) -> float:
        """The mean."""

    @property
    @abstractmethod
    def variance(self) -> float:
        """The variance."""

    @property
    @abstractmethod
    def support(self) -> tuple[float, float]:
        """The least and the greatest value, plus or minus infinity where there is none."""

    @abstractmethod
    def partial(self, x: float) -> PartialMoments:
        """The moments up to a finite x."""

    @abstractmethod
    def code(self) -> FamilyCode:
        """The form that the compiled quantile reads."""

    @abstractmethod
    def scaled(self, factor: float) -> Self:
        """The family of `factor` times the draw, factor > 0."""

    def shifted(self, shift: float) -> Self | None:  # noqa: ARG002
        """The family of the draw plus `shift`, where the values are few and must meet exactly; else None."""
        return None

    @abstractmethod
    def words(self) -> str:
        """The parameters in short words, such as `mean 4, cv 0.8`."""
