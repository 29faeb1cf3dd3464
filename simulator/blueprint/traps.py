"""Text that YAML accepts and takes for something else than its writer: commas, colons, dashes, tight signs.

Each function looks at entries as they were read and returns mends, after which the text says what was meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from simulator.blueprint.mending import Edit, Mend
from simulator.blueprint.scalars import NUMBER_AND_UNIT

#: `team:tellers`, `09:00:3`: a name, a colon, and at once the value.
TIGHT_COLON = re.compile(r"(?P<key>[^\W\d][\w -]*|\d{1,2}:\d{2}):(?P<rest>[^\s:/\\].*)")
TIGHT_DASH = re.compile(r"-(?P<rest>[^\W\d\s].*|[{\[\"'].*)")
WIDE_COLON = re.compile(r"(?P<key>[^:：]*)：\s*(?P<rest>.*)")

_WHOLE = re.compile(r"[-+]?\d+")
_NUMBER_AT_END = re.compile(r"(?:(?<=[\s<>=])|^)[-+]?\d+$")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text from place to place, counted from 0; `plain`: a word without quotes."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""
    plain: bool = False

    @property
    def one_line(self) -> bool:
        return self.line == self.end_line


def flow_mapping(entries: Sequence[tuple[Span, Span | None]]) -> list[Mend]:
    """Look at the (name, value) pairs between { and }; the value is None where nothing was written for it."""
    mends: list[Mend] = []
    number = 0
    while number < len(entries):
        key, value = entries[number]
        after = number + 1
        while after < len(entries) and _stray(entries[after]):
            after += 1
        strays = [name for name, _ in entries[number + 1 : after]]
        if value is None and key.plain and key.one_line and (tight := TIGHT_COLON.fullmatch(key.text)):
            mends.append(_space_after_colon(key, tight))
        elif value is not None and value.plain and value.one_line and strays:
            mends.extend(_comma(key, value, strays))
        number = after
    return mends


def flow_list(items: Sequence[Span]) -> list[Mend]:
    """Look at the entries between [ and ]: `[4,5 min, 6 min]` has three for YAML and two for its writer."""
    mends = []
    for first, second in pairwise(items):
        touching = first.end_line == second.line and first.end_column + 1 == second.column
        if touching and first.plain and second.plain and _WHOLE.fullmatch(first.text):
            match = NUMBER_AND_UNIT.fullmatch(second.text)
            if match and match["unit"].strip():
                mends.append(_decimal_comma("", first, second))
    return mends


def block_key(key: Span, lines: Sequence[str]) -> list[Mend]:
    """Look at a name that stands on its own line: `-to: x` is the name `-to` for YAML."""
    if not (key.plain and TIGHT_DASH.fullmatch(key.text)):
        return []
    return [_space_after_dash(key, lines[key.line][key.column :].rstrip())]


def too_far(key: Span, parent: Span, below: str) -> Mend:
    """Return the mend of a name that stands among the entries of the group before its own."""
    now, column = (f"{n} spaces" if n else "no spaces" for n in (key.column, parent.column))
    return Mend(
        f"`{key.text}` is indented too far: it stands among the entries of `{parent.text}`, "
        f"and so `{below}` is given twice",
        f"begin line {key.line + 1} after {column} instead of {now}, as line {parent.line + 1}",
        "indentation",
        key.line,
        key.column,
        (Edit(key.line, 0, key.column, " " * parent.column),),
    )


def block_text(value: Span, own_line: bool, lines: Sequence[str]) -> list[Mend]:
    """Look at a text without quotes that is not between brackets; `own_line`: it begins a line."""
    mends = []
    first = value.line if own_line else value.line + 1
    for number in range(first, value.end_line + 1):
        column = value.column if number == value.line else _indent(lines[number])
        end = value.end_column if number == value.end_line else len(lines[number])
        mends += swallowed_line(number, column, lines[number][column:end], number > value.line)
    if value.one_line and not mends and value.text.endswith(",") and len(value.text) > 1:
        mends.append(
            Mend(
                f"the text `{value.text}` ends with a comma",
                f"outside brackets a comma is part of the text: write {value.text[:-1]}",
                "trailing-comma",
                value.end_line,
                value.end_column - 1,
                (Edit(value.end_line, value.end_column - 1, 1, ""),),
            )
        )
    return mends


def swallowed_line(line: int, column: int, text: str, continues: bool) -> list[Mend]:
    """Look at one line of text that was meant as an entry: `team:tellers`, `team：tellers`, `- to: x`."""
    if tight := TIGHT_COLON.fullmatch(text):
        span = Span(line, column, line, column + len(text), text)
        return [_space_after_colon(span, tight)]
    if wide := WIDE_COLON.fullmatch(text):
        return [wide_colon(line, column, wide)]
    if TIGHT_DASH.fullmatch(text):
        return [_space_after_dash(Span(line, column, line, column + len(text)), text)]
    if continues and text.startswith("- "):
        return [
            Mend(
                "this line begins like an entry of a list, but continues the text above it",
                "let the list begin below a name that has nothing else after its colon; "
                "or put the text above in quotes",
                "swallowed-entry",
                line,
                column,
            )
        ]
    return []


def wide_colon(line: int, column: int, match: re.Match[str]) -> Mend:
    """Return the mend of a full-width colon."""
    at = column + match.start() + len(match["key"])
    length = match.start("rest") - match.end("key")
    return Mend(
        "the full-width colon `：` is a letter like any other to YAML",
        f"write {match['key'].strip()}: {match['rest']}".rstrip(),
        "full-width-sign",
        line,
        at,
        (Edit(line, at, length, ": "),),
    )


def quoted(text: str) -> str:
    """Return a text in double quotes, as YAML reads it."""
    return json.dumps(text, ensure_ascii=False)


def _stray(entry: tuple[Span, Span | None]) -> bool:
    """Whether an entry may be the rest of the text before it: a lone word, no `name:value` of its own."""
    key, value = entry
    return value is None and key.plain and key.one_line and not TIGHT_COLON.fullmatch(key.text)


def _comma(key: Span, value: Span, strays: Sequence[Span]) -> list[Mend]:
    first = strays[0]
    number = _NUMBER_AT_END.search(value.text)
    if number and NUMBER_AND_UNIT.fullmatch(first.text) and value.end_line == first.line:
        digits = replace(value, text=number[0])
        return [_decimal_comma(f"{key.text}: {value.text[: number.start()]}", digits, first)]
    last = strays[-1]
    whole = ", ".join([value.text, *(stray.text for stray in strays)])
    names = " and ".join(f"`{stray.text}`" for stray in strays)
    mend = Mend(
        f"a comma in a text without quotes: {names} {'has' if len(strays) == 1 else 'have'} become "
        f"{'an entry' if len(strays) == 1 else 'entries'} without a value",
        f"if it is one text, write {key.text}: {quoted(whole)}; else give {names} a value",
        "comma-in-text",
        first.line,
        first.column,
        (Edit(value.line, value.column, last.end_column - value.column, quoted(whole)),)
        if value.line == last.line
        else None,
    )
    return [mend]


def _decimal_comma(before: str, first: Span, second: Span) -> Mend:
    written = f"{before}{first.text},{second.text}"
    pointed = f"{before}{first.text}.{second.text}"
    match = NUMBER_AND_UNIT.fullmatch(second.text)
    thousands = (
        match is not None and len(match["number"]) == 3 and not first.text.lstrip("+-").startswith("0")
    )
    cure = f"write {pointed}"
    if thousands:
        whole = f"{before}{first.text}{second.text}"
        cure = f"write {whole} if thousands are meant, {pointed} if the comma is a decimal sign"
    return Mend(
        f"the comma in `{written}` cuts the number in two",
        cure,
        "decimal-comma",
        first.line,
        first.column,
        (Edit(first.end_line, first.end_column, second.column - first.end_column, "" if thousands else "."),),
    )


def _space_after_colon(span: Span, tight: re.Match[str]) -> Mend:
    at = span.column + len(tight["key"]) + 1
    return Mend(
        f"a space is missing after the colon of `{span.text}`",
        f"write `{tight['key']}: {tight['rest']}`",
        "missing-space",
        span.line,
        span.column + len(tight["key"]),
        (Edit(span.line, at, 0, " "),),
    )


def _space_after_dash(span: Span, text: str) -> Mend:
    return Mend(
        f"a space is missing after the dash of `{text}`",
        f"write `- {text[1:]}`",
        "missing-space",
        span.line,
        span.column,
        (Edit(span.line, span.column + 1, 0, " "),),
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
