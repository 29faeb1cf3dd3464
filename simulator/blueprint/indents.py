"""Which line stands in the wrong column: the one after whose moving all lines fit together.

A parser complains of the first line that does not fit, which is often the one below the slip. So the lines
are held against a small model of how entries stand below each other; nothing of YAML but columns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.blueprint.complaint import ENTRY, uncommented

#: Lines above and below the complaint that may be the ones out of place.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line that begins an entry.

    Attributes:
        number: in the text, from 0.
        column: of its first sign.
        dashes: how many columns its dashes take.
        inner: column of what stands behind the dashes.
        key: its name, empty where it has none.
        opens: whether nothing stands behind the name, so that its entries follow below.
    """

    number: int
    column: int
    dashes: int
    inner: int
    key: str
    opens: bool


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """Lines to be moved to another column; the smallest is the likeliest.

    Attributes:
        left: lines that do not fit even so.
        odd: how much is unusual after it: names given twice or with nothing below, uneven steps.
        entries: how many lines with an entry are moved.
        rough: how often the column changes from line to line after it.
        shallow: the column where it belongs, below zero: of two that are as likely the deeper.
        distance: from the line of the complaint.
        shift: by how many columns.
        first, last: the lines.
    """

    left: int
    odd: int
    entries: int
    rough: int
    shallow: int
    distance: int
    shift: int
    first: int
    last: int

    @property
    def column(self) -> int:
        """Where the lines belong."""
        return -self.shallow


def out_of_place(lines: Sequence[str], complaint: int, top: Collection[str] = ()) -> Move | None:
    """Return the move after which the line of the complaint fits, or None where no simple one helps.

    Args:
        lines: the text.
        complaint: the line that the parser did not take.
        top: the names that stand at the margin.
    """
    entries = [entry for entry in _entries(lines) if abs(entry.number - complaint) <= _AROUND * 4]
    at = next((i for i, entry in enumerate(entries) if entry.number >= complaint), None)
    if at is None:
        return None
    wrong, _ = _judged(entries, top)
    if not wrong:
        return None
    moves = [
        move
        for first in range(max(at - _AROUND, 0), at + 1)
        for last in _runs(entries, first, at)
        for column in _columns(entries, first)
        if (move := _moved(entries, first, last, column, complaint, top)).left < len(wrong)
    ]
    return min(moves, default=None)


def _runs(entries: Sequence[Line], first: int, at: int) -> list[int]:
    """Return where lines that are moved together may end: the line alone, or as far as the column lasts."""
    last = first
    while last + 1 <= at and entries[last + 1].column == entries[first].column:
        last += 1
    return sorted({first, last, min(last, at - 1)} - {first - 1})


def _columns(entries: Sequence[Line], first: int) -> list[int]:
    """Return the columns to which a line may belong."""
    near = entries[max(first - _AROUND, 0) : first + 2]
    columns = {entry.column for entry in near} | {entry.inner for entry in near}
    columns |= {entry.column + 2 for entry in near if entry.opens}
    return sorted(columns - {entries[first].column})


def _moved(
    entries: Sequence[Line], first: int, last: int, column: int, complaint: int, top: Collection[str]
) -> Move:
    shift = column - entries[first].column
    tried = [_shifted(entry, shift) if first <= i <= last else entry for i, entry in enumerate(entries)]
    wrong, odd = _judged(tried, top)
    ends = entries[first].number, entries[last].number
    distance = min(abs(complaint - entries[i].number) for i in range(first, last + 1))
    rough = sum(above.column != below.column for above, below in pairwise(tried))
    return Move(len(wrong), odd, last - first + 1, rough, -column, distance, abs(shift), *ends)


def _shifted(line: Line, by: int) -> Line:
    return Line(line.number, line.column + by, line.dashes, line.inner + by, line.key, line.opens)


# -- the model ------------------------------------------------------------------------------------


def _judged(entries: Sequence[Line], top: Collection[str]) -> tuple[list[int], int]:
    """Return the lines that fit into no group, and how much else is odd."""
    groups: list[tuple[int, bool, set[str]]] = [(0, False, set())]
    wrong: list[int] = []
    odd = 0
    above: Line | None = None
    for line in entries:
        opened = above is not None and above.opens
        while len(groups) > 1 and groups[-1][0] > line.column:
            groups.pop()
        column, listed, _ = groups[-1]
        deeper = line.column > column
        if deeper and not opened:
            wrong.append(line.number)
        if deeper or (line.dashes and not listed and opened):
            odd += line.column - (above.inner if above else 0) not in (0, 2)
            groups.append((line.column, bool(line.dashes), set()))
        elif listed and not line.dashes and len(groups) > 1 and groups[-2][0] == column:
            groups.pop()  # a list in the column of its name is over
        elif bool(line.dashes) != listed:
            wrong.append(line.number)
        elif opened and above is not None and above.column >= line.column:
            odd += 1
        if line.dashes and line.key:
            groups.append((line.inner, False, set()))
        if line.key:
            names = groups[-1][2]
            odd += line.key in names
            names.add(line.key)
            odd += bool(top) and (line.key in top) != (len(groups) == 1) and (len(groups) == 1)
        above = line
    return wrong, odd


def _entries(lines: Sequence[str]) -> list[Line]:
    """Return the lines that begin an entry; texts and brackets that go on over several are passed over."""
    found: list[Line] = []
    depth = 0
    block = -1
    for number, raw in enumerate(lines):
        text = uncommented(raw).rstrip()
        content = text.lstrip(" ")
        column = len(text) - len(content)
        if not content or (0 <= block < column):
            continue
        block = -1
        before, depth = depth, max(depth + _depth(content), 0)
        if before:
            continue
        dashes = re.match(r"(?:-(?: +|$))*", content)
        inner = column + (dashes.end() if dashes else 0)
        entry = ENTRY.match(text)
        if not entry and inner == column:
            continue  # a text that goes on
        key = entry["key"].strip() if entry else ""
        rest = text[entry.end() :].strip() if entry else ""
        opens = (bool(entry) and not rest) or (not entry and not text[inner:].strip())
        if re.fullmatch(r"[|>][-+\d]*", rest):
            block = column
        found.append(Line(number, column, inner - column, inner, key, opens))
    return found


def _depth(text: str) -> int:
    """Return how many more brackets a line opens than it closes, those in quotes left out."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", text)
    return sum(bare.count(sign) for sign in "{[") - sum(bare.count(sign) for sign in "}]")
