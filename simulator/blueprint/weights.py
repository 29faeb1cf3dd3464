"""Weights, which together are the whole."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.blueprint.misread import Fault, Path

#: Sums of weights this near to one are rounding.
_ROUNDING = 1e-9


def weights_fault(weights: Iterable[float], place: Path = ()) -> Fault | None:
    """Return that weights do not add up to 100 %, and by how much; None where they do."""
    total = sum(weights)
    if abs(total - 1) <= _ROUNDING:
        return None
    return Fault(
        f"the weights add up to {100 * total:.6g}%",
        f"they must add up to 100%: {'raise' if total < 1 else 'lower'} some of them by "
        f"{100 * abs(1 - total):.6g}% in all",
        "weights",
        place,
    )
