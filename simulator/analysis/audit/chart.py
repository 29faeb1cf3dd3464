"""A control chart of the share of conforming cases over time.

Sources: D. C. Montgomery, *Introduction to Statistical Quality Control*, 7th ed., 2013, section 7.2.1 (the
fraction chart with samples of different sizes: centre ± 3 standard deviations); Western Electric,
*Statistical Quality Control Handbook*, 1956 (eight points in a row on one side of the centre line).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

from simulator.analysis.window import Flags, Floats
from simulator.errors import UsageError
from simulator.model.plan import Clock

Every = Literal["hour", "day", "week", "month"]

EVERY: tuple[Every, ...] = ("hour", "day", "week", "month")

#: So many points in a row on one side are out of control.
RUN = 8

_SIGMAS = 3.0

#: The normal limits are rough where fewer cases are expected on either side.
ENOUGH = 5.0


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the chart.

    Attributes:
        name: of the hour, day, week (its Monday) or month.
        cases: that began in it.
        conforming: of these.
        share: that is.
        low, high: the control limits.
        signal: why it is out of control; empty where it is not.
        rough: whether it has so few cases that its limits are rough.
    """

    name: str
    cases: int
    conforming: int
    share: float
    low: float
    high: float
    signal: Literal["", "below the limits", "above the limits", "run below", "run above"]
    rough: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart: its centre line, and its points in the order of time; those without cases are left out."""

    every: Every
    centre: float
    points: tuple[Point, ...]


def every_of(word: str) -> Every:
    """Return how long a point of the chart lasts.

    Raises:
        UsageError: it is none of `EVERY`.
    """
    for every in EVERY:
        if word == every:
            return every
    raise UsageError(f"a point of the chart is of every {', '.join(EVERY[:-1])} or {EVERY[-1]}, not `{word}`")


def control_chart(began: Floats, conforms: Flags, every: Every, counted_from: Clock | None) -> Chart:
    """Return the chart of the share of conforming cases.

    Args:
        began: when each case began, as local seconds from 1970 on.
        conforms: whether it conforms.
        every: how long a point lasts.
        counted_from: the clock whose start is in the first hour, day, ...; None: points go by their dates.
    """
    numbers = _numbers(began, every)
    found, place = np.unique(numbers, return_inverse=True)
    cases = np.bincount(place, minlength=len(found))
    good = np.bincount(place, weights=conforms, minlength=len(found)).astype(np.int64)
    centre = float(good.sum() / cases.sum()) if cases.sum() else float("nan")
    first = None if counted_from is None else _start(counted_from, every)
    points: list[Point] = []
    side, run = 0, 0
    for number, n, k in zip(found.tolist(), cases.tolist(), good.tolist(), strict=True):
        share, sigma = k / n, sqrt(centre * (1 - centre) / n)
        low, high = max(centre - _SIGMAS * sigma, 0.0), min(centre + _SIGMAS * sigma, 1.0)
        here = int(np.sign(round(share - centre, 12)))
        run = run + 1 if here == side and here else abs(here)
        side = here
        points.append(
            Point(
                name=_name(number, every) if first is None else f"{every} {number - first + 1}",
                cases=n,
                conforming=k,
                share=share,
                low=low,
                high=high,
                signal=_signal(share, low, high, run, side),
                rough=0 < centre < 1 and n * min(centre, 1 - centre) < ENOUGH,
            )
        )
    return Chart(every, centre, tuple(points))


def _signal(
    share: float, low: float, high: float, run: int, side: int
) -> Literal["", "below the limits", "above the limits", "run below", "run above"]:
    if share < low - 1e-12:
        return "below the limits"
    if share > high + 1e-12:
        return "above the limits"
    if run >= RUN:
        return "run below" if side < 0 else "run above"
    return ""


def _numbers(seconds: Floats, every: Every) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The number of the hour, day, week or month of moments."""
    if every == "hour":
        return np.floor(seconds / 3600).astype(np.int64)
    days = np.floor(seconds / 86400).astype(np.int64)
    if every == "day":
        return days
    if every == "week":
        return (days + 3) // 7  # 1970-01-01 was a Thursday
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _start(clock: Clock, every: Every) -> int:
    start = np.array([clock.start], "datetime64[s]").astype(np.int64).astype(np.float64)
    return int(_numbers(start, every)[0])


def _name(number: int, every: Every) -> str:
    if every == "hour":
        return str(np.datetime64(number, "h").astype("datetime64[m]")).replace("T", " ")
    if every == "day":
        return str(np.datetime64(number, "D"))
    if every == "week":
        return str(np.datetime64(7 * number - 3, "D"))
    return str(np.datetime64(number, "M"))
