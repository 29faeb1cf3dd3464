"""The cheapest roster, exactly: an integer programme.

The set-covering formulation of G. B. Dantzig (1954), "A comment on Edie's 'Traffic delays at toll booths'",
Operations Research 2, 339–341: the least Σ cost·x with Σ x over the shifts that cover a period at least what
is required there, x whole numbers. HiGHS solves it by branch and bound (Q. Huangfu and J. A. J. Hall 2018,
Mathematical Programming Computation 10, 119–142), through `scipy.optimize.milp`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.errors import RunError
from simulator.experiment.rosters.shifts import Counts, Shift, check_shifts, coverage
from simulator.experiment.rosters.uncovered import Uncovered, shortages

#: Costs count to so many decimals. In whole numbers "no dearer" is a constraint without a rounding error.
_DECIMALS = 4

#: Sums up to this the solver holds apart with certainty.
_GREATEST_SUM = 100_000


@dataclass(frozen=True, slots=True)
class Roster:
    """How many members are given each shift.

    Attributes:
        counts: members with each shift, in the order of the shifts.
        cover: members there in each period.
        slack: how many more these are than required.
        cost: of all together.
    """

    counts: tuple[int, ...]
    cover: tuple[int, ...]
    slack: tuple[int, ...]
    cost: float


def cheapest_roster(
    required: Sequence[int], shifts: Sequence[Shift], *, repeats: bool = False
) -> Roster | Uncovered:
    """The cheapest number of each shift such that in every period at least as many are there as required.

    Of rosters that cost the same it is the one with the least time at work, breaks left out; of these the one
    with most members in the first shift, then in the second, and so on: so it does not depend on what the
    solver comes upon first. Costs count to four decimals.

    Args:
        required: members wanted in each period; periods are of one length, such as half an hour.
        shifts: the shifts that may be given, the preferred ones first.
        repeats: whether the periods come again and again, such as a week: then a shift that goes past the
            last one covers the first ones. Else what goes past it covers nothing.

    Returns:
        The roster, or why there is none.

    Raises:
        ValueError: the shifts or the requirement make no sense; a line for each fault.
        RunError: the solver gave up.
    """
    wanted = _whole(required)
    check_shifts(shifts, wanted.size, repeats)
    covers = coverage(shifts, wanted.size, repeats)
    short = shortages(shifts, covers, wanted)
    if short:
        return Uncovered(short)
    counts = _Programme(shifts, covers, wanted).solve()
    cover = covers @ counts
    return Roster(
        counts=tuple(counts.tolist()),
        cover=tuple(cover.tolist()),
        slack=tuple((cover - wanted).tolist()),
        cost=math.fsum(shift.cost * count for shift, count in zip(shifts, counts.tolist(), strict=True)),
    )


def _whole(required: Sequence[int]) -> Counts:
    wanted = np.array(required)
    if wanted.ndim != 1 or wanted.size == 0 or wanted.dtype.kind not in "iu" or (wanted < 0).any():
        raise ValueError("what is required is a whole number of 0 or more for each period, at least one")
    return wanted.astype(np.int64)


class _Programme:
    """The integer programme: covers, and what was found to be the best stays fixed for what comes after."""

    def __init__(self, shifts: Sequence[Shift], covers: Counts, wanted: Counts) -> None:
        self._rows = [covers]
        self._least = [wanted.astype(float)]
        self._most = [np.full(wanted.size, np.inf)]
        # As many as are required at the most demanding of its periods cover all that a shift can.
        enough = (covers * wanted[:, None]).max(axis=0)
        caps = [math.inf if shift.at_most is None else shift.at_most for shift in shifts]
        self._low = np.zeros(len(shifts))
        self._high = np.minimum(enough, caps)
        costs = np.array([round(shift.cost * 10**_DECIMALS) for shift in shifts], dtype=np.int64)
        self._costs = costs // max(int(np.gcd.reduce(costs)), 1) if costs.size else costs
        self._time = np.array([len(shift.works) for shift in shifts], dtype=np.int64)

    def solve(self) -> Counts:
        """The counts: of least cost, then of least time, then the first of all in order."""
        counts = np.zeros(self._low.size, dtype=np.int64)
        if not self._high.any():
            return counts
        for weights in (self._costs, self._time):
            counts = self._best(weights)
            self._keep(weights, int(weights @ counts))
        for columns in self._in_blocks():
            # The first of a block counts for more than all that the later ones can be together.
            weights = np.zeros(counts.size, dtype=np.int64)
            worth = 1
            for column in reversed(columns):
                weights[column] = -worth
                worth *= int(self._high[column]) + 1
            if (counts[columns] < self._high[columns]).any():
                counts = self._best(weights)
            self._low[columns] = self._high[columns] = counts[columns]
        return counts

    def _in_blocks(self) -> Iterator[list[int]]:
        """The shifts in order, as many at a time as their order can be told by one sum."""
        block: list[int] = []
        worth = 1
        for column, high in enumerate(self._high.astype(np.int64).tolist()):
            if block and worth * (high + 1) > _GREATEST_SUM:
                yield block
                block, worth = [], 1
            block.append(column)
            worth *= high + 1
        yield block

    def _keep(self, weights: Counts, value: int) -> None:
        """No more than a sum just found: half a unit above it, since sums are whole numbers."""
        self._rows.append(weights[None, :])
        self._least.append(np.array([-np.inf]))
        self._most.append(np.array([value + 0.5]))

    def _best(self, weights: Counts) -> Counts:
        """Whole numbers with the least Σ weights·x within all constraints."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        rows = np.vstack(self._rows)
        least, most = np.concatenate(self._least), np.concatenate(self._most)
        found = milp(
            weights.astype(float),
            integrality=np.ones(weights.size, dtype=np.int64),
            bounds=Bounds(self._low, self._high),
            constraints=LinearConstraint(csr_array(rows.astype(float)), least, most),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None or found.status != 0:
            raise RunError(f"the solver found no cheapest roster: {found.message}")
        counts = np.asarray(np.rint(found.x)).astype(np.int64)
        # The solver allows for small errors; whole numbers leave no room for them.
        if not ((rows @ counts >= least) & (rows @ counts <= most)).all():
            raise RunError("the solver was not exact enough for these shifts; are costs far apart in size?")
        return counts
