"""Who comes back."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.randomness.distributions import Distribution


@dataclass(frozen=True, slots=True)
class ComesBack:
    """A share of those who finish the step come back later as somebody new.

    Attributes:
        share: how many do.
        after: how much later.
        customers: index of the class as which they come.
    """

    share: float
    after: Distribution
    customers: int
