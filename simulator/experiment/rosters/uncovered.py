"""Why no set of shifts covers what is required."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis.window import Floats
from simulator.experiment.rosters.programme import Programme
from simulator.experiment.rosters.shifts import Counts, Shift


@dataclass(frozen=True, slots=True)
class Shortage:
    """A period that cannot be covered.

    Attributes:
        period: which, from 0.
        required: how many are wanted there.
        most: how many can be there when every shift is given as often as it may be.
        shifts: the shifts that cover it, whose `at_most` is too small; none where no shift covers it.
    """

    period: int
    required: int
    most: int
    shifts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excess:
    """A period in which more would be there than may.

    Attributes:
        period: which, from 0.
        allowed: how many may be there.
        there: how many would be.
        shifts: those that would be there, as (shift, members).
    """

    period: int
    allowed: int
    there: int
    shifts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """No set of shifts covers what is required within what is allowed.

    Attributes:
        shortages: all periods that cannot be covered.
        excesses: where all can be, the periods with too many in the sets of shifts that come nearest.
    """

    shortages: tuple[Shortage, ...]
    excesses: tuple[Excess, ...] = ()


def shortages(shifts: Sequence[Shift], covers: Counts, required: Counts) -> tuple[Shortage, ...]:
    """Every period that falls short with all shifts given as often as they may be.

    More of a shift never covers less, so there is a roster exactly where there is no shortage.
    """
    found = []
    for period, wanted in enumerate(required.tolist()):
        here = [shift for shift, covered in zip(shifts, covers[period], strict=True) if covered]
        most = sum(wanted if shift.at_most is None else shift.at_most for shift in here)
        if most < wanted:
            found.append(Shortage(period, wanted, most, tuple(shift.name for shift in here)))
    return tuple(found)


def excesses(
    shifts: Sequence[Shift], covers: Counts, required: Counts, most: Floats, high: Floats
) -> tuple[Excess, ...]:
    """The periods with more than are allowed, where these are as few as can be; none where none need be.

    Args:
        shifts: the shifts that may be given.
        covers: whether a shift covers a period, shape (periods, shifts).
        required, most: members wanted, and allowed, in each period.
        high: how many of each shift are of use at most.
    """
    periods = required.size
    nothing, one_each = np.zeros((periods, periods), dtype=np.int64), np.eye(periods, dtype=np.int64)
    # Behind the shifts stands a column for each period: so many are too many there.
    programme = Programme(
        np.block([[covers, nothing], [covers, -one_each]]),
        np.concatenate([required, np.full(periods, -np.inf)]),
        np.concatenate([np.full(periods, np.inf), most]),
        np.concatenate([high, covers @ high]),
    )
    too_many = np.concatenate([np.zeros(len(shifts), dtype=np.int64), np.ones(periods, dtype=np.int64)])
    counts = programme.solve((too_many, 1 - too_many))[: len(shifts)]
    there = covers @ counts
    return tuple(
        Excess(
            period=int(period),
            allowed=int(most[period]),
            there=int(there[period]),
            shifts=tuple(
                (shift.name, count)
                for shift, count, covered in zip(shifts, counts.tolist(), covers[period], strict=True)
                if covered and count
            ),
        )
        for period in np.flatnonzero(there > most)
    )
