"""Shifts that may be given, and the periods in which they cover."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.analysis.window import Floats

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift that any number of members, or so many at most, may be given.

    Attributes:
        name: what it is called.
        start: the period in which it begins, from 0.
        length: from its start to its end in periods, breaks included.
        cost: of one member with this shift.
        breaks: for each break the periods from the start of the shift to it, and its length in periods.
        at_most: members who may have it; None is any number.
    """

    name: str
    start: int
    length: int
    cost: float
    breaks: tuple[tuple[int, int], ...] = ()
    at_most: int | None = None

    @property
    def works(self) -> tuple[int, ...]:
        """The periods of the shift without its breaks, counted from its start."""
        rest = {period for begin, length in self.breaks for period in range(begin, begin + length)}
        return tuple(period for period in range(self.length) if period not in rest)


def check_shifts(shifts: Sequence[Shift], periods: int, repeats: bool) -> None:
    """Refuse shifts that make no sense in so many periods.

    Raises:
        ValueError: with a line for each fault.
    """
    faults = [
        f"shift `{shift.name}`: {fault}" for shift in shifts for fault in _faults(shift, periods, repeats)
    ]
    names = [shift.name for shift in shifts]
    faults += [
        f"{names.count(name)} shifts are called `{name}`"
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if faults:
        raise ValueError("\n".join(faults))


def _faults(shift: Shift, periods: int, repeats: bool) -> list[str]:
    faults = []
    if not 0 <= shift.start < periods:
        faults.append(f"it starts in period {shift.start}; the periods are 0 to {periods - 1}")
    if shift.length < 1:
        faults.append(f"its length is {shift.length}; it takes at least one period")
    elif repeats and shift.length > periods:
        faults.append(f"its length is {shift.length}, more than the {periods} periods that repeat")
    if any(begin < 0 or length < 1 or begin + length > shift.length for begin, length in shift.breaks):
        faults.append("a break lies outside it")
    elif shift.length >= 1 and not shift.works:
        faults.append("it is nothing but breaks")
    if not (math.isfinite(shift.cost) and shift.cost >= 0):
        faults.append(f"its cost is {shift.cost}; it is 0 or more")
    if shift.at_most is not None and shift.at_most < 0:
        faults.append(f"at most {shift.at_most} may have it; that is 0 or more")
    return faults


def coverage(shifts: Sequence[Shift], periods: int, repeats: bool) -> Counts:
    """Whether one member with a shift is there in a period, shape (periods, shifts).

    What goes past the last period covers the first ones where the periods repeat, else nothing.
    """
    covers = np.zeros((periods, len(shifts)), dtype=np.int64)
    for column, shift in enumerate(shifts):
        there = shift.start + np.array(shift.works)
        covers[there % periods if repeats else there[there < periods], column] = 1
    return covers


def enough(shifts: Sequence[Shift], covers: Counts, required: Counts) -> Floats:
    """How many of each shift are of use: what the most demanding of its periods wants, if so many may be."""
    caps = [math.inf if shift.at_most is None else shift.at_most for shift in shifts]
    return np.asarray(np.minimum((covers * required[:, None]).max(axis=0), caps), np.float64)
