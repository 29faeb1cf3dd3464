"""The rows of a log as they stand in its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from simulator.analysis.audit.headers import Columns, Found, find_columns
from simulator.blueprint.csv_text import SEPARATORS, csv_rows, csv_text
from simulator.blueprint.misread import Misread
from simulator.errors import UsageError


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows below the names of the columns, without blank ones.

    Attributes:
        name: of the file.
        header: the names of the columns.
        found: which is which.
        lines: the number of each row's line in the file, the first one 1.
        cells: the entries of each row, as many as there are columns.
        long: whether it has more entries than there are columns.
    """

    name: str
    header: tuple[str, ...]
    found: Found
    lines: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    long: tuple[bool, ...]

    def column(self, place: int | None) -> list[str]:
        """The entries of a column; empty ones where there is no such column."""
        return ["" if place is None else row[place] for row in self.cells]


def read_rows(path: Path, columns: Columns) -> Rows:
    """Read a CSV file, separated by commas, semicolons, tabs or bars.

    Raises:
        UsageError: there is no such file, it is no CSV file, columns are missing, or it has no row.
    """
    try:
        text = csv_text(_content(path), path.name)
        first = next((line for line in text.splitlines() if line.strip()), "")
        separator = max(SEPARATORS, key=first.count)
        rows = [(line, row) for line, row in csv_rows(text, separator, path.name) if any(row)]
    except Misread as misread:
        (fault,) = misread.faults
        raise UsageError(f"{fault.message}; {fault.help}") from None
    if not rows:
        raise UsageError(f"{path.name} is empty; its first row holds the names of the columns")
    header = rows[0][1]
    found = find_columns(header, columns, path.name)
    if len(rows) == 1:
        raise UsageError(f"{path.name} has no row below the names of its columns")
    size = len(header)
    return Rows(
        name=path.name,
        header=tuple(header),
        found=found,
        lines=tuple(line for line, _ in rows[1:]),
        cells=tuple((*row[:size], *[""] * (size - len(row))) for _, row in rows[1:]),
        long=tuple(any(row[size:]) for _, row in rows[1:]),
    )


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
