"""What a value has to know about its blueprint to be read: the unit, the currency, the folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: Length of each unit of time in seconds.
UNIT_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0, "w": 604_800.0}

#: A Monday at midnight: t = 0 of a blueprint that names no start.
DEFAULT_START = dt.datetime(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """The surroundings of every value of one blueprint.

    Attributes:
        unit: unit of a bare duration: `s`, `min`, `h`, `d` or `w`.
        currency: as the blueprint names it; may be empty.
        folder: where the files that a blueprint names are looked for.
        files: the content of such files that were read beforehand, by the name in the blueprint.
        start: the moment that is t = 0.
        dated: whether the blueprint named a date; otherwise only weekday and time of day mean something.
    """

    unit: str = "min"
    currency: str = ""
    folder: Path = field(default_factory=Path)
    start: dt.datetime = DEFAULT_START
    dated: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    @property
    def seconds(self) -> float:
        """Length of the unit in seconds."""
        return UNIT_SECONDS[self.unit]

    @property
    def year(self) -> float:
        """Length of a year of 365 days in the unit."""
        return 365 * self.day

    @property
    def day(self) -> float:
        """Length of a day in the unit."""
        return UNIT_SECONDS["d"] / self.seconds

    @property
    def week(self) -> float:
        """Length of a week in the unit."""
        return UNIT_SECONDS["w"] / self.seconds

    @property
    def since_midnight(self) -> float:
        """From midnight of the day of t = 0 to t = 0, in the unit."""
        start = self.start
        return (start.hour * 3600 + start.minute * 60 + start.second) / self.seconds

    @property
    def since_monday(self) -> float:
        """From Monday midnight of the week of t = 0 to t = 0, in the unit."""
        start = self.start
        since = start.weekday() * 86_400 + start.hour * 3600 + start.minute * 60 + start.second
        return since / self.seconds  # divided once, as the entries of a week are

    def moment(self, when: dt.datetime) -> float:
        """From t = 0 to a date and time, in the unit; negative before the start."""
        return (when - self.start).total_seconds() / self.seconds
