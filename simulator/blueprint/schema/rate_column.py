"""Arrival rates from a column of a CSV file."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.columns import cells
from simulator.blueprint.forms import Factor, Length, Text
from simulator.blueprint.misread import wrong
from simulator.blueprint.part import Part, read_part
from simulator.blueprint.reading import UNIT_SECONDS, Reading
from simulator.timeline import Timeline


class RateColumn(Part):
    """A rate for each row of a CSV file beside the blueprint, from t = 0 on."""

    noun: ClassVar[str] = "a column of rates"

    csv: Text = Field(description="The file, from the folder of the blueprint.", examples=["ed_arrivals.csv"])
    column: Text = Field(
        description="The column's name, in the first row of the file.", examples=["arrival_rate"]
    )
    per: Literal["s", "min", "h", "d", "w"] = Field(
        description="The unit of time that the figures are per.", examples=["h"]
    )
    each: Length = Field(description="How long each row holds.", examples=["1 h"])
    repeat: Length | None = Field(
        default=None,
        description="After so long the column begins again.",
        examples=["18 h"],
        json_schema_extra={"told_default": "never: the last row holds on"},
    )
    times: Factor = Field(
        default=1.0,
        description="What every figure is multiplied by.",
        examples=["120%"],
        json_schema_extra={"told_default": "100%"},
    )


@dataclass(frozen=True, slots=True)
class RateTable:
    """Rates by row, each held for the same time from t = 0 on.

    Attributes:
        rates: per the blueprint's unit.
        each: how long a row holds.
        repeat: after so long they begin again; infinite: the last one holds on.
    """

    rates: tuple[float, ...]
    each: float
    repeat: float = math.inf

    def timeline(self) -> Timeline:
        """Return the rates as the run sees them."""
        kept = [i for i, rate in enumerate(self.rates) if i == 0 or rate != self.rates[i - 1]]
        kept = [i for i in kept if i * self.each < self.repeat]
        period = self.repeat if len(kept) > 1 else math.inf
        return Timeline(tuple(i * self.each for i in kept), tuple(self.rates[i] for i in kept), period)


def read_rates(value: Any, reading: Reading) -> RateTable:
    """Return the rates of a column.

    Raises:
        Misread: the block, the file or a cell is wrong.
    """
    block = read_part(RateColumn, value, reading)
    figures = cells(block.csv, block.column, reading, units.number)
    if not figures:
        raise wrong(f"the column `{block.column}` has no row", "write a rate in each row", "empty-column")
    per = UNIT_SECONDS[block.per] / reading.seconds
    return RateTable(
        tuple(figure * block.times / per for figure in figures), block.each, block.repeat or math.inf
    )
