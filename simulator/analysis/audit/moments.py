"""The times of a log: dates with the time of day, with or without a time zone, or plain figures.

Plain figures are times in the unit of the blueprint from its start on. Where most of them lie beyond its run,
and between those of the years 2000 and 2099 in a spreadsheet, they are the dates of a spreadsheet: days since
the end of 1899. What is otherwise in such a column cannot be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulator.analysis.window import Flags, Floats
from simulator.errors import UsageError
from simulator.model.plan import Clock

#: A date (year first, or day and month before the year), perhaps a time of day, perhaps a time zone.
_MOMENT = (
    r"^(?:(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"|(?P<a>\d{1,2})(?P<sign>[./-])(?P<b>\d{1,2})(?:[./-](?P<z>\d{4})|\.(?P<yy>\d{2})(?!\d)))"
    r"(?:[T\s]\s*(?P<h>\d{1,2})[:：](?P<min>\d{2})(?:[:：](?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp][Mm])?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?$"
)
#: The end of the year 9999, in seconds: nothing of what is audited is later.
_LAST = 253_402_300_800.0

#: A time of day alone.
_HOUR = r"^\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?$"

#: The days of 2000-01-01 and 2100-01-01 in a spreadsheet, and its day nought.
_SERIAL = (36_526.0, 73_051.0)
_DAY_NOUGHT = np.array(["1899-12-30"], "datetime64[us]")

_NUMBER = r"^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$"


@dataclass(frozen=True, slots=True)
class Moments:
    """Times of a column, in seconds from 1970 on; nan where there is none to be read.

    Attributes:
        seconds: in order on one clock: that of Greenwich where there are time zones.
        local: as written, for the day on which it was.
        zoned: whether it has a time zone.
        plain: whether they are plain figures, in the unit of the blueprint from its start on.
        serial: whether they are the dates of a spreadsheet.
    """

    seconds: Floats
    local: Floats
    zoned: Flags
    plain: bool = False
    serial: bool = False


def moments(
    texts: Sequence[str], clock: Clock, run_for: float, name: str, serial: bool | None = None
) -> Moments:
    """Read the times of a column.

    Args:
        texts: as they stand in the file; empty where nothing stands.
        clock: of the blueprint.
        run_for: how long it is run, in its unit.
        name: of the column, for the error.
        serial: whether plain figures are the dates of a spreadsheet, where that is known.

    Raises:
        UsageError: it cannot be told which figure is the day and which the month, or there are no dates.
    """
    column = pd.Series(list(texts), dtype="str")
    written = column != ""
    figures = written & column.str.match(_NUMBER)
    if 2 * figures.sum() > written.sum():
        found = pd.to_numeric(column.where(figures)).to_numpy(np.float64)
        return _of_figures(found, clock, _are_dates(found, run_for) if serial is None else serial)
    if written.any() and column[written].str.match(_HOUR).all():
        example = column[written].iloc[0]
        raise UsageError(
            f"the column `{name}` has times without dates, such as {example}; write each with its date, as "
            f"2024-03-31 {example}"
        )
    parts = column.str.extract(_MOMENT)
    day, month, year = _dates(parts, name)
    dates = _whole_dates(year, month, day)
    hours, minutes, whole = (_figures(parts[part], 0.0) for part in ("h", "min", "s"))
    half = parts["half"].str.lower()
    afternoon, morning = (half == "pm").to_numpy(), (half == "am").to_numpy()
    hours = np.where(afternoon & (hours < 12), hours + 12, np.where(morning & (hours == 12), 0, hours))
    fraction = pd.to_numeric("0." + parts["f"].fillna("0")).to_numpy(np.float64)
    sound = (hours < 24) & (minutes < 60) & (whole < 60)
    local = np.where(sound, dates + 3600 * hours + 60 * minutes + whole + fraction, np.nan)
    zoned = parts["zone"].notna().to_numpy() & ~np.isnan(local)
    return Moments(local - _offsets(parts["zone"]), local, zoned)


def _are_dates(figures: Floats, run_for: float) -> bool:
    """Whether most of some figures are the dates of a spreadsheet."""
    there = figures[~np.isnan(figures)]
    return bool(2 * ((there > run_for) & _of_a_sheet(there)).sum() > len(there))


def _of_a_sheet(figures: Floats) -> Flags:
    return np.asarray((figures >= _SERIAL[0]) & (figures < _SERIAL[1]), np.bool_)


def _of_figures(figures: Floats, clock: Clock, serial: bool) -> Moments:
    if serial:
        days = np.where(_of_a_sheet(figures), figures, np.nan)
        seconds = np.rint(days * 86_400) + _seconds(_DAY_NOUGHT)[0]  # sheets round to five digits or so
    else:
        seconds = figures * clock.seconds + _seconds(np.array([clock.start], "datetime64[us]"))[0]
    seconds = np.where(np.abs(seconds) < _LAST, seconds, np.nan)
    return Moments(seconds, seconds, np.zeros(len(figures), np.bool_), plain=not serial, serial=serial)


def _figures(column: pd.Series[str], missing: float) -> Floats:
    return pd.to_numeric(column).fillna(missing).to_numpy(np.float64)


def _dates(parts: pd.DataFrame, name: str) -> tuple[Floats, Floats, Floats]:
    """Day, month and year; of `3/4/2024` the day is that of which some are greater than twelve."""
    first, second = _figures(parts["a"], np.nan), _figures(parts["b"], np.nan)
    dotted = (parts["sign"] == ".").to_numpy()
    open_ones = ~np.isnan(first) & ~dotted
    days_first, months_first = (first[open_ones] > 12).sum(), (second[open_ones] > 12).sum()
    if open_ones.any() and days_first == months_first == 0:
        raise UsageError(
            f"the dates in the column `{name}` can be read with the day or with the month first; "
            "write them as 2024-03-31"
        )
    swapped = open_ones & (months_first > days_first)
    short = _figures(parts["yy"], np.nan) + 2000
    late = np.where(np.isnan(short), _figures(parts["z"], np.nan), short)
    year = np.where(np.isnan(first), _figures(parts["y"], np.nan), late)
    month = np.where(np.isnan(first), _figures(parts["m"], np.nan), np.where(swapped, first, second))
    day = np.where(np.isnan(first), _figures(parts["d"], np.nan), np.where(swapped, second, first))
    return day, month, year


def _whole_dates(year: Floats, month: Floats, day: Floats) -> Floats:
    """Midnights in seconds; nan where there is no such date."""
    there = (month >= 1) & (month <= 12) & (day >= 1)  # false for nan
    months = np.where(there, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (np.where(there, day, 1) - 1).astype("timedelta64[D]")
    there &= days.astype("datetime64[M]") == months
    return np.where(there, _seconds(days), np.nan)


def _seconds(moment: npt.NDArray[np.datetime64]) -> Floats:
    return moment.astype("datetime64[us]").astype(np.int64).astype(np.float64) / 1e6


def _offsets(zones: pd.Series[str]) -> Floats:
    """By how many seconds local time is ahead of Greenwich."""
    digits = zones.fillna("").str.replace(r"[^\d+-]", "", regex=True)
    sign = np.where(digits.str.startswith("-"), -1.0, 1.0)
    hours = _figures(digits.str[1:3].replace("", "0"), 0.0)
    minutes = _figures(digits.str[3:5].replace("", "0"), 0.0)
    return np.asarray(sign * (3600 * hours + 60 * minutes), np.float64)
