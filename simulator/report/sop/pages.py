"""What the documents of a service are made of: pages of headings, paragraphs, tables and a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from simulator.report.blocks import Column, Paragraph, Table

#: Stands where nothing is stated.
NOT_STATED = "—"


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A step in the drawing.

    Attributes:
        name: by which arrows find it.
        text: what stands in it, with its number.
        lane: in which row it stands.
        evidence: what the customer sees or holds there; may be empty.
        may_fail, may_wait: whether something can go wrong there, and whether one may have to wait.
        arrives: whether it is no step: customers arrive there.
    """

    name: str
    text: str
    lane: str
    evidence: str = ""
    may_fail: bool = False
    may_wait: bool = False
    arrives: bool = False

    @property
    def marked(self) -> str:
        """The text, with F for a fail point and W for a wait point (Shostack 1984)."""
        marks = ", ".join(sign for sign, holds in (("F", self.may_fail), ("W", self.may_wait)) if holds)
        return f"{self.text} ({marks})" if marks else self.text


@dataclass(frozen=True, slots=True)
class Drawing:
    """A service blueprint: steps from left to right, each in its lane.

    Attributes:
        boxes: in the order in which a case comes to them.
        arrows: from which step to which, by name.
    """

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[str, str], ...]


Part: TypeAlias = Heading | Paragraph | Table | Drawing


@dataclass(frozen=True, slots=True)
class Page:
    """One document.

    Attributes:
        stem: the name of its file, without an ending.
        title: what it is.
        parts: from top to bottom.
    """

    stem: str
    title: str
    parts: tuple[Part, ...]


def words_table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], note: str = "") -> Table:
    """Return a table of words, with a sign where a cell has none."""
    told = tuple(tuple(cell or NOT_STATED for cell in row) for row in rows)
    return Table(title, tuple(Column(head, words=True) for head in heads), told, note)
