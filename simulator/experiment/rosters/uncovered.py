"""Why no set of shifts covers what is required."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
class Uncovered:
    """No set of shifts covers what is required; the `shortages` are all the periods that stand against it."""

    shortages: tuple[Shortage, ...]


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
