"""Complaints that come of a quote left open, or closed by an apostrophe, put into plain words."""

from __future__ import annotations

import re

from simulator.blueprint.complaint import Complaint, shortened, uncommented
from simulator.blueprint.mending import Edit, Mend

#: A quote left open is looked for so many lines above the one where it came to light.
_FAR_ABOVE = 500

_NAME_LEFT_OPEN = re.compile(r"(?P<quote>[\"'])(?P<name>\d{1,2}:\d{2}|[^\W\d][\w -]*)(?=:(?:\s|$))")
_OPEN_QUOTE = re.compile(r"(?:^|[:,\[{-])\s*(?P<quote>[\"'])")


def quote_open_at_name(at: Complaint) -> Mend | None:
    """`{"09:00: 3, "11:00": 4}`: the quote before a name is closed only by the one before the next."""
    if "quoted scalar" not in at.context and "flow mapping" not in at.context:
        return None
    for line in dict.fromkeys((at.line, at.from_line)):
        text = uncommented(at.lines[line])
        for match in _NAME_LEFT_OPEN.finditer(text):
            sign = match["quote"]
            if text.count(sign) % 2 and not text[: match.start("quote")].count(sign) % 2:
                return at.mend(
                    f"the quote {sign} before `{match['name']}` is never closed",
                    f"write {sign}{match['name']}{sign}",
                    "open-quote",
                    (line, match.start("quote")),
                    (Edit(line, match.end("name"), 0, sign),),
                )
    return None


def open_quote(at: Complaint) -> Mend | None:
    if "quoted scalar" in at.context and "end of stream" in at.problem:
        line, column = at.from_line, at.from_column
    elif "expected" in at.problem and (found := _quote_left_open(at)):
        line, column = found
    else:
        return None
    sign = at.lines[line][column : column + 1]
    text = at.value_from(line, column) or at.lines[line][column:].rstrip()
    return at.mend(
        f"the quote {sign} that opens here is never closed",
        f"write another {sign} at the end of the text: {shortened(text)}{sign}",
        "open-quote",
        (line, column),
        (Edit(line, column + len(text), 0, sign),),
        sure=False,
    )


def _quote_left_open(at: Complaint) -> tuple[int, int] | None:
    """Return the nearest quote, in this line or a few above, that its own line does not close."""
    for line in range(at.line, max(at.line - _FAR_ABOVE, -1), -1):
        text = uncommented(at.lines[line])
        for match in _OPEN_QUOTE.finditer(text):
            if match["quote"] not in text[match.end() :]:
                return line, match.start("quote")
    return None


def apostrophe(at: Complaint, before: str, rest: str) -> str:
    """Return the sentence about `'Don't wait'`, whose apostrophe is a closing quote to YAML."""
    head = re.search(r"(\w+)'$", before)
    tail = re.match(r"\w+", rest)
    if not head or not tail or len(before) != at.column:
        return ""
    return f"the apostrophe in `{head[1]}'{tail[0]}` closes the quote before it"
