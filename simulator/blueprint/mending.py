"""Faults of the text that are mended in passing, so that one pass over the file finds the others too.

The user's file is never touched: the mended lines are only what reading goes on with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text` in the place of `length` characters; line and column count from 0."""

    line: int
    column: int
    length: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """A fault, and the edits after which it is no more.

    Attributes:
        message, help, code: as in `Problem`.
        line, column: where it is, from 0.
        edits: what makes it readable; None: nobody can tell what was meant, and reading ends here.
        sure: whether the edits surely restore what was meant. After a doubtful one a further fault is
            more likely ours than the user's.
        path: dotted path of the entry, where it is known.
    """

    message: str
    help: str
    code: str
    line: int
    column: int
    edits: tuple[Edit, ...] | None = None
    sure: bool = True
    path: str = ""


def mended(lines: Sequence[str], mends: Iterable[Mend]) -> list[str]:
    """Return the lines with all edits made; of edits that overlap only the last in the line."""
    result = list(lines)
    edits = sorted({edit for mend in mends for edit in mend.edits or ()}, reverse=True)
    line, left = -1, 0
    for edit in edits:
        if edit.line == line and edit.column + edit.length > left:
            continue
        line, left = edit.line, edit.column
        text = result[line]
        result[line] = text[: edit.column] + edit.text + text[edit.column + edit.length :]
    return result
