"""Numbers that are drawn from a distribution and rounded to a count."""

from __future__ import annotations

import math

from simulator.randomness.distributions import Distribution

#: Counts up to this are looked at one by one; above it rounding makes no difference to a mean worth telling.
_MOST = 10_000


def mean_count(draw: Distribution) -> float:
    """Mean of a draw rounded to the nearest whole number, a half to the even one; below 0 it is 0.

    The sum over n of the chance that the count is at least n (the mean of a variable that is never negative).
    """
    most = math.ceil(min(draw.maximum, float(_MOST)))
    counted = math.fsum(_chance_of_at_least(draw, n) for n in range(1, most + 1))
    return counted + draw.mean - draw.limited(max=float(most)).mean if draw.maximum > most else counted


def _chance_of_at_least(draw: Distribution, count: int) -> float:
    half = count - 0.5
    # A half is rounded up where that makes the count even.
    return 1.0 - draw.cdf(math.nextafter(half, -math.inf) if count % 2 == 0 else half)
