"""Which points of the space are run: a grid, lists side by side, or points spread evenly over ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.blueprint.tree import Node
from simulator.errors import UsageError
from simulator.experiment.arguments import whole_number
from simulator.experiment.sweeps.axes import Axis
from simulator.experiment.sweeps.values import Range, grid_size
from simulator.names import did_you_mean

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

GRID, ZIP, LATIN, SOBOL = "grid", "zip", "latin hypercube", "sobol"
WAYS = (GRID, ZIP, LATIN, SOBOL)

#: More points than these are only run by somebody who has said so.
MANY = 10_000


@dataclass(frozen=True, slots=True)
class Design:
    """The points of a sweep; each is made when it is asked for.

    Attributes:
        axes: what varies.
        how: one of `WAYS`.
        size: how many points there are.
        spread: for points spread over ranges, how far on its way each path is, points × axes.
    """

    axes: tuple[Axis, ...]
    how: str
    size: int
    spread: npt.NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, place: int) -> tuple[Node, ...]:
        """The values of a point, from 0, one for each axis; on a grid the last axis turns fastest."""
        if self.spread is not None:
            return tuple(
                axis.values.at(float(share))
                for axis, share in zip(self.axes, self.spread[place], strict=True)
            )
        if self.how == ZIP:
            return tuple(axis.values[place] for axis in self.axes)
        found = []
        for axis in reversed(self.axes):
            place, number = divmod(place, len(axis.values))
            found.append(axis.values[number])
        return tuple(reversed(found))


def design(axes: Sequence[Axis], how: str, points: int | None, seed: int, *, yes: bool) -> Design:
    """Return the points of a sweep.

    Args:
        axes: what varies.
        how: `grid` takes every combination, `zip` the first value of each path, then the second, ...;
            `latin hypercube` and `sobol` spread `points` points over the ranges (SciPy's `qmc`, scrambled by
            the seed).
        points: how many, for the last two.
        seed: of the sweep.
        yes: whether somebody has agreed to a great number.

    Raises:
        UsageError: there is nothing to vary, the values do not fit together, or there are too many points.
    """
    if not axes:
        raise UsageError("nothing varies; name a path and its values, such as `teams.tellers.count=3..8`")
    if how not in WAYS:
        raise UsageError(f"there is no way `{how}` to choose points; {did_you_mean(how, WAYS)}")
    if (points is not None) != (how in (LATIN, SOBOL)):
        raise UsageError(
            f"say how many points the {how} shall have: `points: 64`"
            if points is None
            else f"`points` goes with `{LATIN}` and `{SOBOL}`; a {how} has the points that its values give"
        )
    size = _size(axes, how, points)
    if size > MANY and not yes:
        raise UsageError(
            f"these are {size:,} points; take fewer values, or say that so many are meant (`--yes`)"
        )
    spread = None if points is None else _spread(how, len(axes), size, seed)
    return Design(tuple(axes), how, size, spread)


def _size(axes: Sequence[Axis], how: str, points: int | None) -> int:
    if points is not None:
        size = whole_number("points", points, 1)
        return power_of_two(size) if how == SOBOL else size
    for axis in axes:
        if isinstance(axis.values, Range) and not axis.values.has_steps:
            raise UsageError(
                f"`{axis.path}` goes over a range without steps; say how far apart the values are, "
                "such as `0.5..1 step 0.1`"
            )
    if how == GRID:
        return grid_size([axis.values for axis in axes])
    lengths = {len(axis.values) for axis in axes}
    if len(lengths) > 1:
        told = ", ".join(f"`{axis.path}` {len(axis.values)}" for axis in axes)
        raise UsageError(f"values side by side must be equally many for each path; here there are: {told}")
    return lengths.pop()


def power_of_two(size: int) -> int:
    """Return `size` as it is.

    Raises:
        UsageError: it is no power of two, with which alone points of Sobol lie evenly.
    """
    if size & (size - 1):
        below = 1 << (size.bit_length() - 1)
        raise UsageError(
            f"points of Sobol are even only in powers of two: take {below} or {2 * below}, not {size}"
        )
    return size


def _spread(how: str, axes: int, size: int, seed: int) -> npt.NDArray[np.float64]:
    from scipy.stats import qmc

    if how == SOBOL:
        return qmc.Sobol(axes, scramble=True, rng=seed).random_base2(size.bit_length() - 1)
    return qmc.LatinHypercube(axes, rng=seed).random(size)
