"""The rows of a log as they stand in its file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from simulator.analysis.audit.headers import Columns, Found, find_columns
from simulator.blueprint.csv_text import SEPARATORS, csv_rows, csv_text
from simulator.blueprint.misread import Misread
from simulator.errors import UsageError

#: How spreadsheets say in the first line what separates columns.
_SAID = re.compile(r"^sep=(.)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows below the names of the columns, without blank ones.

    Attributes:
        name: of the file.
        header: the names of the columns.
        found: which is which.
        lines: the number of each row's line in the file, the first one 1.
        cells: the entries of the columns that were found, by their places; empty where there is none.
        long: whether a row has more entries than there are columns.
    """

    name: str
    header: tuple[str, ...]
    found: Found
    lines: list[int]
    cells: dict[int, list[str]]
    long: list[bool]

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, place: int | None) -> list[str]:
        """The entries of a column; empty ones where there is no such column."""
        return [""] * len(self) if place is None else self.cells[place]


def read_rows(path: Path, columns: Columns) -> Rows:
    """Read a CSV file, separated by commas, semicolons, tabs or bars.

    Raises:
        UsageError: there is no such file, it is no CSV file, columns are missing, or it has no row.
    """
    try:
        return _read(_content(path), path.name, columns)
    except Misread as misread:
        (fault,) = misread.faults
        raise UsageError(f"{fault.message}; {fault.help}") from None


def _read(content: bytes, name: str, columns: Columns) -> Rows:
    text = csv_text(content, name)
    first = next((line for line in text.splitlines() if line.strip()), "")
    said = _SAID.match(first)
    separator = said[1] if said else max(SEPARATORS, key=first.count)
    written = ((line, row) for line, row in csv_rows(text, separator, name) if any(row))
    if said:
        next(written)
    _, header = next(written, (0, []))
    if not header:
        raise UsageError(f"{name} is empty; its first row holds the names of the columns")
    found = find_columns(header, columns, name)
    rows = Rows(name, tuple(header), found, [], {place: [] for place in found if place is not None}, [])
    for line, row in written:
        rows.lines.append(line)
        rows.long.append(any(row[len(header) :]))
        for place, cells in rows.cells.items():
            cells.append(row[place] if place < len(row) else "")
    if not rows.lines:
        raise UsageError(f"{name} has no row below the names of its columns")
    return rows


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise UsageError(f"{path} is a folder; name the log, a CSV file") from None
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}; name the log, a CSV file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path} cannot be read: {reason}") from None
