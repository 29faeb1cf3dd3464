"""What a report is made of: paragraphs and tables as plain data, without a layout."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.errors import Problem


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose; whoever shows it breaks the lines."""

    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that stay as they are (a story, an excerpt of a file)."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        head: its heading.
        words: whether it holds words (to the left, may be broken) and not figures (to the right, whole).
    """

    head: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts.

    Attributes:
        title: what it is about.
        columns: from left to right.
        rows: a text for each column.
        note: a remark to stand under it, or empty.
        keys: how many columns, from the left, say what a row is about: they stand in every part of a table
            that is broken. An empty one is that of the row above.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    keys: int = 1


@dataclass(frozen=True, slots=True)
class Items:
    """Things with something to say about each.

    Attributes:
        title: what they are.
        items: for each its head and the sentences below it; a head may be empty.
    """

    title: str
    items: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong or strange in a blueprint, with its place in the file."""

    problem: Problem


Block = Paragraph | Lines | Table | Items | Finding
