"""The Pareto front: the points that no other beats in two figures at once."""

from __future__ import annotations

import math
from collections.abc import Sequence


def front(pairs: Sequence[tuple[float, float]], *, more: tuple[bool, bool] = (False, False)) -> list[int]:
    """Return the places of the pairs on the front, by the first figure from the best on.

    A pair is on the front where no other is at least as good in both figures and better in one. Pairs that
    are equal are on it together; those with a nan are not on it.

    Args:
        pairs: the two figures of each.
        more: whether more of a figure is better.
    """
    signs = [-1.0 if better else 1.0 for better in more]
    turned = [
        (signs[0] * first, signs[1] * second, place)
        for place, (first, second) in enumerate(pairs)
        if not (math.isnan(first) or math.isnan(second))
    ]
    found: list[int] = []
    best: tuple[float, float] | None = None
    for first, second, place in sorted(turned):
        if best is None or second < best[1] or (first, second) == best:
            best = (first, second)
            found.append(place)
    return found
