"""A service blueprint with its lanes: as a table of words, and as a picture (SVG)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from unicodedata import east_asian_width

from simulator.blueprint.schema.lanes import LANES
from simulator.report.blocks import Table
from simulator.report.sop.pages import Box, Drawing, words_table
from simulator.report.sop.sheet import HIGH, WIDE, Cell, Sheet

EVIDENCE = "Evidence"

#: Which line lies between two lanes (Shostack 1984; Bitner, Ostrom and Morgan 2008).
LINES = {
    "customer": "line of interaction",
    "onstage": "line of visibility",
    "backstage": "line of internal interaction",
}

_LETTERS = 19
_LINES = 3


def lanes_table(drawing: Drawing) -> Table:
    """Return the drawing in words: the steps of each lane, with the lines between the lanes."""
    evidence = [f"{box.evidence} ({box.text})" for box in drawing.boxes if box.evidence]
    rows = [(EVIDENCE, "; ".join(evidence))]
    for lane in LANES:
        rows.append((lane.capitalize(), "; ".join(box.marked for box in drawing.boxes if box.lane == lane)))
        if lane in LINES:
            rows.append((f"··· {LINES[lane]} ···", " "))
    return words_table("", ("Lane", "Steps"), rows, "F: something may fail there. W: one may have to wait.")


def lanes_svg(drawing: Drawing) -> str:
    """Return the drawing as an SVG element, each step in a column of its own."""
    cells = {box.name: Cell(column, 1 + LANES.index(box.lane)) for column, box in enumerate(drawing.boxes)}
    sheet = Sheet([(cells[start], cells[end]) for start, end in drawing.arrows], len(LANES) + 1)
    width, height = sheet.width(len(drawing.boxes)), sheet.height
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lanes" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="Service blueprint">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0 8 4 0 8z" fill="#456"/></marker></defs>',
        *_rows(sheet, width),
    ]
    lines += (f'<path d="{path}" class="arrow" marker-end="url(#tip)"/>' for path in sheet.paths())
    for box in drawing.boxes:
        cell = cells[box.name]
        lines += _box(box, *sheet.corner(cell))
        if box.evidence:
            x, y = sheet.corner(Cell(cell.column, 0))
            lines += _text(box.evidence, x + WIDE / 2, y + HIGH / 2, "evidence")
    return "\n".join([*lines, "</svg>"])


def _rows(sheet: Sheet, width: int) -> Iterator[str]:
    """Yield the names of the lanes and the lines between them."""
    for row, name in enumerate((EVIDENCE, *(lane.capitalize() for lane in LANES))):
        _, y = sheet.corner(Cell(0, row))
        yield f'<text x="8" y="{y + HIGH // 2 + 5}" class="lane">{name}</text>'
    for lane, line in LINES.items():
        y = sheet.line_above(2 + LANES.index(lane))
        yield f'<path d="M0 {y}H{width}" class="line"/>'
        yield f'<text x="8" y="{y - 5}" class="name">{line}</text>'
    yield f'<path d="M0 {sheet.line_above(1)}H{width}" class="rule"/>'


def _box(box: Box, x: int, y: int) -> Iterator[str]:
    yield f"<g><title>{escape(box.text)}</title>"
    round_ends = HIGH // 2 if box.arrives else 6
    yield f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="{round_ends}" class="{box.lane}"/>'
    yield from _text(box.text, x + WIDE / 2, y + HIGH / 2, "step")
    marks = [sign for sign, holds in (("F", box.may_fail), ("W", box.may_wait)) if holds]
    for number, sign in enumerate(marks):
        at = x + WIDE - 10 - 20 * number
        yield f'<circle cx="{at}" cy="{y}" r="9" class="mark{sign}"/>'
        yield f'<text x="{at}" y="{y + 4}" class="mark">{sign}</text>'
    yield "</g>"


def _text(text: str, x: float, y: float, kind: str) -> Iterator[str]:
    """Yield a text in the middle of a place, in a few lines at most."""
    lines = _broken(text)
    for number, line in enumerate(lines):
        at = y + 5 + 16 * (number - (len(lines) - 1) / 2)
        yield f'<text x="{x:g}" y="{at:g}" class="{kind}">{escape(line)}</text>'


def _broken(text: str) -> list[str]:
    """Return a text in a few lines at most, of so many letters; a Chinese character is as wide as two."""
    lines = [""]
    for word in _words(text):
        if lines[-1] and _width(lines[-1] + word.rstrip()) > _LETTERS:
            lines.append("")
        lines[-1] = (lines[-1] + word).lstrip()
    lines = [line.rstrip() for line in lines]
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], _cut(lines[_LINES - 1])]


def _cut(line: str) -> str:
    """Return a line that says that more would follow, no longer than a line may be."""
    while _width(line) >= _LETTERS:
        line = line[:-1].rstrip()
    return f"{line}…"


def _words(text: str) -> Iterator[str]:
    """Yield what may not be broken: words with the space behind them, single wide characters.

    A word that is longer than a line is broken where the line ends.
    """
    word = ""
    for sign in text:
        if word and (_width(sign) > 1 or _width(word + sign.strip()) > _LETTERS):
            yield word
            word = ""
        word += sign
        if sign == " " or _width(sign) > 1:
            yield word
            word = ""
    if word:
        yield word


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
