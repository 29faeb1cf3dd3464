"""A service blueprint with its lanes: as a table of words, and as a picture (SVG)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from unicodedata import east_asian_width

from simulator.report.blocks import Table
from simulator.report.sop.pages import Box, Drawing, words_table
from simulator.report.sop.process import ARRIVAL, LANES

EVIDENCE = "Evidence"

#: Which line lies between two lanes (Shostack 1984; Bitner, Ostrom and Morgan 2008).
LINES = {
    "customer": "line of interaction",
    "onstage": "line of visibility",
    "backstage": "line of internal interaction",
}

_LEFT, _COLUMN, _ROW = 120, 170, 92
_WIDE, _HIGH = 140, 52
_LETTERS = 19
_TOP = 12


def lanes_table(drawing: Drawing) -> Table:
    """Return the drawing in words: the steps of each lane, with the lines between the lanes."""
    evidence = [f"{box.evidence} ({box.text})" for box in drawing.boxes if box.evidence]
    rows = [(EVIDENCE, "; ".join(evidence))]
    for lane, name in LANES.items():
        rows.append((name, "; ".join(box.marked for box in drawing.boxes if box.lane == lane)))
        if lane in LINES:
            rows.append((f"··· {LINES[lane]} ···", " "))
    return words_table("", ("Lane", "Steps"), rows, "F: something may fail there. W: one may have to wait.")


def lanes_svg(drawing: Drawing) -> str:
    """Return the drawing as an SVG element, each step in a column of its own."""
    width = _LEFT + _COLUMN * len(drawing.boxes)
    height = 2 * _TOP + _ROW * (len(LANES) + 1)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lanes" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="Service blueprint">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0 8 4 0 8z" fill="#456"/></marker></defs>',
        *_rows(width),
    ]
    columns = {box.name: number for number, box in enumerate(drawing.boxes)}
    lanes = {box.name: box.lane for box in drawing.boxes}
    for start, end in drawing.arrows:
        lines.append(_arrow(_place(columns[start], lanes[start]), _place(columns[end], lanes[end])))
    for number, box in enumerate(drawing.boxes):
        lines += _box(box, *_place(number, box.lane))
        if box.evidence:
            x, _ = _place(number, box.lane)
            lines += _text(box.evidence, x + _WIDE / 2, _TOP + _ROW / 2, "evidence")
    return "\n".join([*lines, "</svg>"])


def _rows(width: int) -> Iterator[str]:
    """Yield the names of the lanes and the lines between them."""
    for number, name in enumerate((EVIDENCE, *LANES.values())):
        yield f'<text x="8" y="{_TOP + _ROW * number + _ROW // 2 + 5}" class="lane">{name}</text>'
    for number, (_, line) in enumerate(LINES.items(), start=2):
        y = _TOP + _ROW * number
        yield f'<path d="M0 {y}H{width}" class="line"/>'
        yield f'<text x="8" y="{y - 5}" class="name">{line}</text>'
    yield f'<path d="M0 {_TOP + _ROW}H{width}" class="rule"/>'


def _place(column: int, lane: str) -> tuple[int, int]:
    """Return the left upper corner of a box."""
    row = 1 + list(LANES).index(lane)
    return _LEFT + _COLUMN * column, _TOP + _ROW * row + (_ROW - _HIGH) // 2


def _box(box: Box, x: int, y: int) -> Iterator[str]:
    round_ends = 26 if box.name == ARRIVAL else 6
    yield f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="{round_ends}" class="{box.lane}"/>'
    yield from _text(box.text, x + _WIDE / 2, y + _HIGH / 2, "step")
    marks = [sign for sign, holds in (("F", box.may_fail), ("W", box.may_wait)) if holds]
    for number, sign in enumerate(marks):
        at = x + _WIDE - 10 - 20 * number
        yield f'<circle cx="{at}" cy="{y}" r="9" class="mark{sign}"/>'
        yield f'<text x="{at}" y="{y + 4}" class="mark">{sign}</text>'


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return an arrow: straight to the next column, in a bow over others, and from below on the way back."""
    (x0, y0), (x1, y1) = start, end
    middle = _HIGH // 2
    if x1 > x0:
        bow = -60 if y0 == y1 and x1 - x0 > _COLUMN else 0
        a, b = x0 + _WIDE, x1
        return (
            f'<path d="M{a} {y0 + middle}C{a + 30} {y0 + middle + bow} {b - 30} {y1 + middle + bow} '
            f'{b} {y1 + middle}" class="arrow" marker-end="url(#tip)"/>'
        )
    a, b, under = x0 + _WIDE // 2, x1 + _WIDE // 2 + (20 if x0 != x1 else 40), y1 + _HIGH
    out, turn = (y0, y0 - 30) if y1 < y0 else (y0 + _HIGH, y0 + _HIGH + 34)
    return (
        f'<path d="M{a} {out}C{a} {turn} {b} {under + 34} {b} {under}" class="arrow" marker-end="url(#tip)"/>'
    )


def _text(text: str, x: float, y: float, kind: str) -> Iterator[str]:
    """Yield a text in the middle of a place, in at most two lines."""
    lines = _broken(text)
    for number, line in enumerate(lines):
        at = y + 5 + 16 * (number - (len(lines) - 1) / 2)
        yield f'<text x="{x:g}" y="{at:g}" class="{kind}">{escape(line)}</text>'


def _broken(text: str) -> list[str]:
    """Return a text in at most two lines of so many letters; a Chinese character is as wide as two."""
    lines = [""]
    for word in _words(text):
        if lines[-1] and _width(lines[-1] + word) > _LETTERS:
            lines.append("")
        lines[-1] = (lines[-1] + word).lstrip()
    if len(lines) > 2:
        lines = [lines[0], lines[1].rstrip() + "…"]
    return [line.rstrip() for line in lines]


def _words(text: str) -> Iterator[str]:
    """Yield what may not be broken: words with the space behind them, and single wide characters."""
    word = ""
    for sign in text:
        if _width(sign) > 1:
            if word:
                yield word
            yield sign
            word = ""
            continue
        word += sign
        if sign == " ":
            yield word
            word = ""
    if word:
        yield word


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
