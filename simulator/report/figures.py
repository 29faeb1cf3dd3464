"""The metrics of a result, looked up by what they are about."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.report.numbers import figure, percent, percent_with_interval, with_interval

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of the metrics: its value, its interval (nan where there is none), its unit."""

    value: float
    low: float
    high: float
    unit: str

    def __str__(self) -> str:
        """The value alone: `6.2`, `87 %`, `-` where nobody was measured."""
        form = percent if self.unit == "share" else figure
        return form(self.value, self.low, self.high)

    @property
    def in_full(self) -> str:
        """The value with its interval: `6.2 (5.8–6.6)`."""
        form = percent_with_interval if self.unit == "share" else with_interval
        return form(self.value, self.low, self.high)

    @property
    def with_unit(self) -> str:
        """The value with its unit and interval: `6.2 min (5.8–6.6)`."""
        if self.unit == "share":
            return self.in_full
        value, space, span = self.in_full.partition(" (")
        return f"{value} {self.unit}".rstrip() + space + span

    @property
    def shows(self) -> bool:
        """Whether it is a figure, and not nought."""
        return not math.isnan(self.value) and self.value != 0


MISSING = Value(math.nan, math.nan, math.nan, "")


class Figures:
    """The metrics table, asked by (measure, scope, name, statistic)."""

    def __init__(self, metrics: pd.DataFrame) -> None:
        columns = ("measure", "scope", "name", "statistic", "value", "low", "high", "unit")
        rows = zip(*(metrics[column].tolist() for column in columns), strict=True)
        self._values = {tuple(row[:4]): Value(*row[4:]) for row in rows}

    def get(self, measure: str, scope: str, name: str, statistic: str) -> Value:
        """Return the figure; one without value where there is none."""
        return self._values.get((measure, scope, name, statistic), MISSING)
