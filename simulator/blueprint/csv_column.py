"""A column of a CSV file: the file, the column and the cells, with a sentence for each way to get them wrong.

The separator may be a comma, a semicolon, a tab or a bar; the first row names the columns. In files that
are not separated by commas a decimal comma is read as a point, since that is how spreadsheets of half of
Europe store numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from simulator.blueprint.csv_text import SEPARATORS, csv_rows, csv_text, file_fault
from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.source import neighbours
from simulator.names import did_you_mean

#: A year of calls by the minute has half a million rows; anything larger is another file.
LARGEST_BYTES = 50_000_000

#: So many wrong rows are told, and of the others how many they are.
_ROWS_TOLD = 5

T = TypeVar("T")

_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
_DECIMAL_COMMA = re.compile(r"([-+]?\d+),(\d+)(?=\s*[^\d\s,.]*$)")


class WrongRows:
    """The rows of a file that cannot be read: the first with its fault, some more by what stands in them."""

    def __init__(self) -> None:
        self._first: Misread | None = None
        self._rows: list[tuple[int, str]] = []

    def read(self, row: int, text: str, function: Callable[..., T], *args: Any) -> T | None:
        """Return `function(*args)`, or None and keep the row."""
        try:
            return function(*args)
        except Misread as misread:
            self._first = self._first or misread
            self._rows.append((row, text))
            return None

    def close(self) -> None:
        """Raise what was kept.

        Raises:
            Misread: where there was a wrong row.
        """
        if self._first is None:
            return
        others = [f"row {row} (`{text}`)" for row, text in self._rows[1:_ROWS_TOLD]]
        more = len(self._rows) - _ROWS_TOLD
        said = f"; wrong too: {', '.join(others)}" if others else ""
        said += f" and {more} more row{'s' if more > 1 else ''}" if more > 0 else ""
        raise Misread(*(replace(fault, message=fault.message + said) for fault in self._first.faults))


def read_column(path: Path, column: str, content: bytes | None = None) -> list[tuple[int, str]]:
    """Return the cells of a column, each with the number of its row; the first row of the file is number 1.

    Rows that are blank altogether are passed over.

    Args:
        path: the file; the caller puts the blueprint's folder before it.
        column: the name in the first row, or one that differs in blanks at its ends only.
        content: of the file, where it was read beforehand.

    Raises:
        Misread: the file, the column or a cell is not there; the fault lies at `csv` or at `column`.
    """
    text = _text(path, _content(path) if content is None else content)
    separator = _separator(text, column)
    rows = csv_rows(text, separator, path.name)
    header = next((fields for _, fields in rows if any(fields)), [])
    number = _index(header, column, path.name)
    cells = []
    wrong_rows = WrongRows()
    for row, fields in rows:
        if any(fields):
            cell = wrong_rows.read(row, ",".join(fields), _cell, fields, number, header, row, path.name)
            cells.append((row, cell or ""))
    wrong_rows.close()
    if not cells:
        raise file_fault(f"`{path.name}` has no row below the names of its columns", "", "empty-column")
    if separator != ",":
        cells = [(row, _DECIMAL_COMMA.sub(r"\1.\2", cell)) for row, cell in cells]
    return cells


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None


def _text(path: Path, content: bytes) -> str:
    if len(content) > LARGEST_BYTES:
        raise file_fault(
            f"`{path.name}` is larger than {LARGEST_BYTES // 1_000_000} MB",
            "keep the column that is needed",
            "too-large",
        )
    return csv_text(content, path.name)


def _unreadable(path: Path, error: OSError | ValueError) -> Misread:
    try:
        if path.is_dir():
            return file_fault(f"`{path.name}` is a folder, not a file", "name a CSV file", "folder")
        if not path.parent.is_dir():
            return file_fault(
                f"there is no folder `{path.parent}`",
                "the path counts from the folder of the blueprint",
                "missing-file",
            )
        if not path.exists():
            return file_fault(
                f"there is no file `{path.name}`",
                neighbours(path, (".csv",)) or "there is no CSV file in that folder",
                "missing-file",
            )
    except (OSError, ValueError):  # a name no file can have, or a folder that may not be looked into
        return file_fault("there is no such file", "check the path", "missing-file")
    return file_fault(f"`{path.name}` cannot be read ({error})", "check who may read it", "unreadable")


def _separator(text: str, column: str) -> str:
    """Return the sign that separates the columns: the one by which the first row has the column wanted."""
    first = next((line for line in re.split(r"[\r\n]+", text) if line.strip()), "")
    headers = {sign: first.split(sign) for sign in SEPARATORS}
    for sign, names in headers.items():
        if column.strip() in (name.strip().strip('"') for name in names):
            return sign
    return max(SEPARATORS, key=lambda sign: len(headers[sign]))


def _index(header: list[str], column: str, name: str) -> int:
    wanted = column.strip()
    if header.count(wanted) > 1:
        raise _column_fault(
            f"`{name}` has {header.count(wanted)} columns with the name `{wanted}`",
            "give each column a name of its own in the first row",
            "two-columns",
        )
    if wanted in header:
        return header.index(wanted)
    if not any(header):
        raise file_fault(f"`{name}` is empty", "its first row holds the names of the columns", "empty-file")
    if any(_NUMBER.fullmatch(field) for field in header):
        raise _column_fault(
            f"the first row of `{name}` holds figures, not the names of the columns",
            f"put a row with the names before it, one of them `{wanted}`",
            "no-header",
        )
    raise _column_fault(
        f"`{name}` has no column `{wanted}`",
        did_you_mean(wanted, [field for field in header if field]),
        "no-column",
    )


def _cell(fields: list[str], number: int, header: list[str], row: int, name: str) -> str:
    if any(fields[len(header) :]):
        raise file_fault(
            f"row {row} of `{name}` has {len(fields)} entries, and the first row names {len(header)} columns",
            "write decimal points, not commas; an entry with a comma in it stands in quotes",
            "too-many-cells",
        )
    if number >= len(fields) or not fields[number]:
        raise _column_fault(
            f"row {row} of `{name}` says nothing in the column `{header[number]}`",
            "write a figure there, or delete the row",
            "empty-cell",
        )
    return fields[number]


def _column_fault(message: str, cure: str, code: str) -> Misread:
    return wrong(message, cure, code, at=("column",))
