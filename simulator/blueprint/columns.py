"""Figures from a column of a CSV file beside the blueprint: `{csv: calls.csv, column: arrived}`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from simulator.blueprint.csv_column import WrongRows, read_column
from simulator.blueprint.looks import NUMBER, Wanted, unlike
from simulator.blueprint.misread import Collector, Misread
from simulator.blueprint.reading import Reading
from simulator.blueprint.units import factor
from simulator.names import did_you_mean

T = TypeVar("T")

COLUMN_WORDS = {
    "csv": "A CSV file, from the folder of the blueprint.",
    "column": "The name of a column, as the first row of the file has it.",
}


def column_figures(
    value: dict[str, Any], reading: Reading, read: Callable[[Any, Reading], float]
) -> list[float]:
    """Return the figures of a column, each cell read by `read`, all multiplied by `times` if it is given.

    Raises:
        Misread: the block, the file, the column or a cell is wrong.
    """
    times = factor(value["times"], reading) if "times" in value else 1.0
    block = {word: of for word, of in value.items() if word != "times"}
    return [figure * times for figure in column_cells(block, reading, read)]


def column_cells(value: dict[str, Any], reading: Reading, read: Callable[[Any, Reading], T]) -> list[T]:
    """Return what stands in a column, each cell read by `read`.

    Raises:
        Misread: the block, the file, the column or a cell is wrong.
    """
    collector = Collector()
    for word in value:
        if word not in COLUMN_WORDS:
            collector.add(
                f"a column has no entry `{word}`", did_you_mean(word, COLUMN_WORDS), "unknown-key", word, True
            )
    for word in COLUMN_WORDS:
        if word not in value:
            collector.add(
                f"a column needs `{word}`", "write `{csv: calls.csv, column: arrived}`", "missing-key"
            )
        elif not isinstance(value[word], str):
            collector.read(word, _refuse, value[word])
    collector.close()
    return cells(value["csv"], value["column"], reading, read)


def _refuse(value: Any) -> None:
    raise unlike(Wanted("a text", "calls.csv"), value)


def cells(csv: str, column: str, reading: Reading, read: Callable[[Any, Reading], T]) -> list[T]:
    """Return each cell of a column as `read` reads it; a figure is a number there, not a text.

    Raises:
        Misread: the file or the column is not there, or cells are wrong.
    """
    found = []
    wrong_rows = WrongRows()
    for row, text in read_column(reading.folder / csv, column, reading.files.get(csv)):
        found.append(wrong_rows.read(row, text, _read_cell, f"{csv}, row {row}: ", text, reading, read))
    wrong_rows.close()
    return [value for value in found if value is not None]


def _read_cell(place: str, text: str, reading: Reading, read: Callable[[Any, Reading], T]) -> T:
    cell: Any = float(text) if re.fullmatch(NUMBER, text) else text
    try:
        return read(cell, reading)
    except Misread as misread:
        raise Misread(*(replace(f, message=place + f.message) for f in misread.faults)) from None
