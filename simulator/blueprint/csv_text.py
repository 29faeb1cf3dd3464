"""The text of a CSV file and its rows, with a sentence for each way to get them wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from simulator.blueprint.misread import Misread, wrong

#: The signs that may separate columns.
SEPARATORS = (",", ";", "\t", "|")


def csv_text(content: bytes, name: str) -> str:
    """Return the text of a file called `name`: UTF-8, or UTF-16 with its mark.

    Raises:
        Misread: it is something else; the fault lies at `csv`.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise file_fault(
            f"`{name}` is an Excel file, not a CSV file",
            "store the sheet as “CSV UTF-8” and name that",
            "not-text",
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16", name)
    if b"\0" in content:
        raise file_fault(f"`{name}` is no text", "name a CSV file", "not-text")
    return _decoded(content, "utf-8-sig", name)


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise file_fault(
            f"`{name}` is not stored as UTF-8: row {row} holds a letter that cannot be read",
            "store it as UTF-8 (in Excel: “CSV UTF-8”)",
            "wrong-encoding",
        ) from None


def csv_rows(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a file called `name`, each with the number of its line, the first one 1.

    Raises:
        Misread: a quote is never closed, or the like; the fault lies at `csv`.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for fields in reader:
            yield reader.line_num, [field.strip() for field in fields]
    except csv.Error as error:
        raise file_fault(
            f"`{name}` cannot be read as CSV at row {reader.line_num} ({error})",
            "look there for a quote that is never closed",
            "not-csv",
        ) from None


def file_fault(message: str, cure: str, code: str) -> Misread:
    """Return the error of a fault of the file as a whole."""
    return wrong(message, cure, code, at=("csv",))
