"""Figures and lists in words, as reports and problems say them."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.blueprint.reading import UNIT_SECONDS

UNIT_NAMES = {"s": "s", "min": "min", "h": "h", "d": "days", "w": "weeks"}
#: What is estimated to be more than this is only told to be.
_MOST_ESTIMATED = 1_000_000

_OF_ONE = {**UNIT_NAMES, "d": "day", "w": "week"}


def figure(value: float) -> str:
    """Three digits that count, and none after the point from a hundred on: `0.0312`, `4.25`, `1234`."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def percent(share: float) -> str:
    """A share in per cent: `6 %`, `12.5 %`, `1234 %`."""
    return f"{figure(100 * share)} %"


def estimated(value: float) -> str:
    """An estimate without an interval, by two digits: `2.4`, `74`, `1,200`, `more than a million`."""
    if value > _MOST_ESTIMATED:
        return "more than a million"
    return f"{float(f'{value:.2g}'):,.7g}"


def handy_unit(value: float, unit: str) -> tuple[str, float]:
    """The unit in which a time is best said, and how many of it are one `unit`.

    That is its own unit from 1 to 100 of it, else the largest of which it is at least one: 0.5 h are 30 min.
    """
    if value == 0 or 1 <= abs(value) < 100:
        return unit, 1.0
    seconds = abs(value) * UNIT_SECONDS[unit]
    best = next((name for name in ("d", "h", "min") if seconds >= UNIT_SECONDS[name]), "s")
    return best, UNIT_SECONDS[unit] / UNIT_SECONDS[best]


def duration(value: float, unit: str) -> str:
    """A time with its unit: `4 min`, `1 day`, `3 days`."""
    handy, each = handy_unit(value, unit)
    said = figure(value * each)
    return f"{said} {(_OF_ONE if said == '1' else UNIT_NAMES)[handy]}"


def listed(words: Iterable[str]) -> str:
    """Words in a sentence: `a, b and c`."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def quoted(names: Iterable[str]) -> str:
    """Names in a sentence: `` `a`, `b` and `c` ``."""
    return listed(f"`{name}`" for name in names)
