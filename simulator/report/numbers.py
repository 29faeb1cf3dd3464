"""Figures as a person reads them: as many digits as their interval bears out, and the unit."""

from __future__ import annotations

import math

#: No figure is shown with more significant digits: nobody reads them.
_SIGNIFICANT = 3

_MOST_DECIMALS = 3

#: The last digit shown is at most half of the half-width, so that rounding does not blur the interval.
_COARSE = 2

#: A chance nearer to none, or to certainty, than this is told as less than that away.
_LEAST_CHANCE = 0.001

#: A chance between this and its opposite is told in whole per cent.
_LITTLE = 0.01

#: An interval as narrow as this against its figure comes from rounding.
_ROUNDING = 1e-9


def figure(value: float, low: float = math.nan, high: float = math.nan) -> str:
    """Return `value` rounded to what its interval bears out: 6.2 of (5.8, 6.6), 62 of (58, 66)."""
    if math.isnan(value):
        return "-"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    shown = f"{value:,.{_decimals(value, low, high)}f}"
    return shown if float(shown.replace(",", "")) else "0"


def interval(value: float, low: float, high: float) -> str:
    """Return `5.8–6.6`, with the digits of the figure it belongs to; empty where there is none to be seen."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    decimals = _decimals(value, low, high)
    shown = [f"{end:,.{decimals}f}" for end in (low, high)]
    return (" to " if low < 0 else "–").join(shown) if shown[0] != shown[1] else ""


def with_interval(value: float, low: float, high: float) -> str:
    """Return `6.2 (5.8–6.6)`."""
    span = interval(value, low, high)
    return f"{figure(value, low, high)} ({span})" if span else figure(value, low, high)


def signed(value: float, low: float, high: float) -> str:
    """Return a difference as `+2.1 (1.8 to 2.4)`; `0` where there is none at all.

    With so many digits that an end which is not nought is not shown as nought: on its side hangs the word.
    """
    if math.isnan(value):
        return "-"
    decimals = _decimals(value, low, high)
    ends = [end for end in (low, high) if math.isfinite(end)]
    while decimals < _MOST_DECIMALS and any(end and not round(end, decimals) for end in ends):
        decimals += 1
    shown = [_plain_nought(f"{number:,.{decimals}f}") for number in (value, *ends)]
    first = f"{'+' if value > 0 and float(shown[0].replace(',', '')) else ''}{shown[0]}"
    if not any(ends) and not value:
        return "0"
    return f"{first} ({' to '.join(shown[1:])})" if len(set(shown)) > 1 and len(ends) > 1 else first


def _plain_nought(shown: str) -> str:
    """`0.0` for `-0.0`: what is rounded to nought has no sign."""
    return shown if float(shown.replace(",", "")) else shown.lstrip("-")


def percent(share: float, low: float = math.nan, high: float = math.nan) -> str:
    """Return a share as `87 %`, with the digits its interval bears out."""
    if math.isnan(share):
        return "-"
    return f"{figure(100 * share, 100 * low, 100 * high)} %"


def percent_with_interval(share: float, low: float, high: float) -> str:
    """Return `87 % (85–89)`."""
    span = interval(100 * share, 100 * low, 100 * high)
    return f"{percent(share, low, high)} ({span})" if span else percent(share, low, high)


def chance(share: float) -> str:
    """Return how likely something is: `87 %`, `0.4 %`, `under 0.1 %`, `over 99.9 %`; 0 % is never."""
    if 0 < share < _LEAST_CHANCE:
        return f"under {percent(_LEAST_CHANCE)}"
    if 1 - _LEAST_CHANCE < share < 1:
        return f"over {percent(1 - _LEAST_CHANCE)}"
    return percent(round(share, 2 if _LITTLE <= share <= 1 - _LITTLE else 3))


def bare(value: float) -> str:
    """Return a number that somebody wrote, as they wrote it: 10, 2.5."""
    return f"{value:,.10g}"


def _decimals(value: float, low: float, high: float) -> int:
    """Decimals of a figure: down to the first digit in which its interval is open, else three significant.

    In no case more than three significant digits, nor more than three decimals.
    """
    half = (high - low) / 2
    size = abs(value)
    has_interval = math.isfinite(half) and half > _ROUNDING * max(size, 1.0)
    size = max(size, half) if has_interval else size
    if size == 0:
        return 0
    most = min(max(0, _SIGNIFICANT - 1 - math.floor(math.log10(size))), _MOST_DECIMALS)
    if has_interval:
        return min(max(0, -math.floor(math.log10(half / _COARSE))), most)
    written = f"{value:.{most}f}".rstrip("0")
    return len(written.partition(".")[2])
