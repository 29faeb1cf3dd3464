"""Complaints about what stands between brackets, put into plain words."""

from __future__ import annotations

import re

from simulator.blueprint.complaint import Complaint, uncommented
from simulator.blueprint.mending import Edit, Mend
from simulator.blueprint.traps import quoted

_CLOSING = {"{": "}", "[": "]"}
_ENDS = ("<stream end>", "<document end>", "<document start>")


def brackets(at: Complaint) -> Mend | None:
    """A bracket that is never closed or wrongly closed; a comma or quotes missing between two."""
    found = at.problem.rpartition("but got ")[2].rpartition("but found ")[2].strip("'")
    if "flow" in at.context and "node content" in at.problem and found in _ENDS:
        opened = _last_open(at)
        return _never_closed(at, *opened) if opened else None
    if "flow mapping" not in at.context and "flow sequence" not in at.context:
        return None
    opened_by = at.lines[at.from_line][at.from_column : at.from_column + 1]
    if opened_by not in _CLOSING:
        return None
    close = _CLOSING[opened_by]
    if found in ("}", "]"):
        return at.mend(
            f"the {opened_by} that opens in line {at.from_line + 1}, column {at.from_column + 1} "
            f"is closed by {found}",
            f"write {close} here, or look for the bracket that is missing between the two",
            "bracket",
        )
    if found in _ENDS or _went_into_the_entries_below(at):
        return _never_closed(at, at.from_line, at.from_column)
    return _colon(at, close) if found == ":" else _missing_comma(at, at.line, at.column)


def _went_into_the_entries_below(at: Complaint) -> bool:
    return at.line > at.from_line and at.own_indent <= len(at.indent(at.from_line))


def _last_open(at: Complaint) -> tuple[int, int] | None:
    """Return the place of the last bracket that nothing closes."""
    places: list[tuple[int, int]] = []
    for line in range(max(at.line - 25, 0), at.line + 1):
        for match in re.finditer(r"[{}\[\]]", uncommented(at.lines[line])):
            if match[0] in _CLOSING:
                places.append((line, match.start()))
            elif places:
                places.pop()
    return places[-1] if places else None


def _never_closed(at: Complaint, line: int, column: int) -> Mend:
    close = _CLOSING[at.lines[line][column]]
    last = at.line if at.line == line or at.content(at.line) == "" else at.line - 1
    while last > line and not at.content(last):
        last -= 1
    text = uncommented(at.lines[last]).rstrip()
    return at.mend(
        f"the {at.lines[line][column]} that opens here is never closed",
        f"write {close} where the group ends",
        "bracket",
        (line, column),
        (Edit(last, len(text), 0, close),),
        sure=False,
    )


def _colon(at: Complaint, close: str) -> Mend:
    """`{x: 1 y: 2}` wants a comma, `{title: Serve: fast}` wants quotes."""
    text = at.text
    start = max(text.rfind(sign, 0, at.column) for sign in ",{[") + 1
    colon = text.find(": ", start, at.column)
    if colon < 0:
        return _missing_comma(at, at.line, at.own_indent)
    value_at = at.value_column(colon + 1)
    between = text[value_at : at.column].strip()
    if "，" in between:
        comma = text.index("，", value_at)
        return at.mend(
            "the full-width comma `，` is a letter like any other to YAML",
            "write an ordinary comma and a space",
            "full-width-sign",
            (at.line, comma),
            (Edit(at.line, comma, 1, ", "),),
        )
    head, _, last = between.rpartition(" ")
    if head and re.fullmatch(r"[\w-]+", last):
        return _missing_comma(at, at.line, at.column - len(last))
    end = min(
        (found for sign in f",{close}" if (found := text.find(sign, at.column)) >= 0), default=len(text)
    )
    value = text[value_at:end].strip()
    return at.mend(
        "a colon followed by a space stands in a text without quotes",
        f"write {quoted(value)} in quotes",
        "colon-in-text",
        edits=(Edit(at.line, value_at, len(value), quoted(value)),),
    )


def _missing_comma(at: Complaint, line: int, column: int) -> Mend:
    end, before = line, at.lines[line][:column].rstrip()
    while not before.strip() and end > 0:
        end -= 1
        before = uncommented(at.lines[end]).rstrip()
    return at.mend(
        "a comma is missing between two entries",
        "write a comma before this entry",
        "missing-comma",
        (line, column),
        (Edit(end, len(before), 0, ","),),
    )
