"""The cheapest roster, exactly: an integer programme.

The set-covering formulation of G. B. Dantzig (1954), "A comment on Edie's 'Traffic delays at toll booths'",
Operations Research 2, 339–341: the least Σ cost·x with Σ x over the shifts that cover a period at least what
is required there, and no more than is allowed there, x whole numbers. HiGHS solves it by branch and bound
(Q. Huangfu and J. A. J. Hall 2018, Mathematical Programming Computation 10, 119–142), through
`scipy.optimize.milp`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis.window import Floats
from simulator.experiment.rosters.programme import Programme
from simulator.experiment.rosters.shifts import Counts, Shift, check_shifts, coverage, enough
from simulator.experiment.rosters.uncovered import Uncovered, excesses, shortages

#: Costs count to so many decimals. In whole numbers "no dearer" is a constraint without a rounding error.
_DECIMALS = 4


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
    required: Sequence[int],
    shifts: Sequence[Shift],
    *,
    allowed: Sequence[int | None] | None = None,
    repeats: bool = False,
) -> Roster | Uncovered:
    """The cheapest number of each shift such that in every period at least as many are there as required.

    Of rosters that cost the same it is the one with the least time at work, breaks left out; of these the one
    with most members in the first shift, then in the second, and so on: so it does not depend on what the
    solver comes upon first. Costs count to four decimals.

    Args:
        required: members wanted in each period; periods are of one length, such as half an hour.
        shifts: the shifts that may be given, the preferred ones first.
        allowed: the most members that may be there in each period; None is any number.
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
    most = _most(allowed, wanted)
    high = enough(shifts, covers, wanted)
    counts = _cheapest(shifts, covers, wanted, np.full(wanted.size, np.inf), high)
    # A roster that keeps to what is allowed by itself is the cheapest of those that have to.
    if (covers @ counts > most).any():
        over = excesses(shifts, covers, wanted, most, high)
        if over:
            return Uncovered((), over)
        counts = _cheapest(shifts, covers, wanted, most, high)
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


def _most(allowed: Sequence[int | None] | None, wanted: Counts) -> Floats:
    most = np.array([math.inf if each is None else each for each in allowed or [None] * wanted.size])
    if most.shape != wanted.shape or (most < wanted).any():
        raise ValueError("what is allowed is for each period a number from what is required there")
    return most


def _cheapest(shifts: Sequence[Shift], covers: Counts, wanted: Counts, most: Floats, high: Floats) -> Counts:
    """How many have each shift, by cost, then time at work, then the order of the shifts."""
    time = np.array([len(shift.works) for shift in shifts], dtype=np.int64)
    return Programme(covers, wanted.astype(float), most, high).solve((_costs(shifts), time))


def _costs(shifts: Sequence[Shift]) -> Counts:
    costs = np.array([round(shift.cost * 10**_DECIMALS) for shift in shifts], dtype=np.int64)
    return costs // max(int(np.gcd.reduce(costs)), 1) if costs.size else costs
