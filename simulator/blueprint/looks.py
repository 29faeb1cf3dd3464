"""What a value looks like, whatever was wanted: the ground of every sentence about a misreading."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from simulator.blueprint.misread import Misread, wrong
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.names import nearest

#: No figure of a service is larger; a larger one is a slip of the keyboard.
LARGEST = 1e12

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
UNIT_WORD = r"[^\W\d_]+"
#: A currency, as far as one shows by its looks.
CURRENCY = r"(?!MIN|SEC|HRS|DAY)(?:[A-Z]{3}|[€$£¥])"
AMOUNT = rf"({NUMBER})\s*({UNIT_WORD})"

#: Words people write for the units of the language.
_UNITS_MEANT = {
    **dict.fromkeys(("sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("m", "mn", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("day", "days"), "d"),
    **dict.fromkeys(("wk", "wks", "week", "weeks"), "w"),
}

_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]

_LOOKS = (
    ("number", re.compile(NUMBER)),
    ("decimal comma", re.compile(r"[+-]?\d+,\d+\b.*")),
    ("money", re.compile(rf"{NUMBER}\s*{CURRENCY}|{CURRENCY}\s*{NUMBER}")),
    ("amount", re.compile(rf"{AMOUNT}(?:\s+{AMOUNT})*")),
    ("share", re.compile(rf"{NUMBER}\s*%")),
    ("time of day", re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")),
    ("date", re.compile(r"\d{4}-\d{2}-\d{2}.*")),
    ("rate", re.compile(rf"{NUMBER}\s*(?:/|per\b)\s*(?:{NUMBER}\s*)?{UNIT_WORD}")),
    ("cost", re.compile(rf"(?:{NUMBER}\s*\S+|\S+\s*{NUMBER})\s*(?:/|per\b)\s*(?:{NUMBER}\s*)?{UNIT_WORD}")),
)

#: How a look is told in a sentence, by what it is.
_TOLD = {
    "number": "`{}` is a bare number",
    "duration": "`{}` is a length of time",
    "money": "`{}` is money",
    "amount": "`{}` is a figure with a unit",
    "share": "`{}` is a share",
    "time of day": "`{}` is a time of day",
    "date": "`{}` is a date",
    "rate": "`{}` is a rate",
    "cost": "`{}` is a cost",
    "truth": "`{}` is a yes or no",
    "nothing": "nothing is written here",
    "list": "a list stands here",
    "block": "a block of entries stands here",
    "text": "`{}` is a text",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of value an entry takes.

    Attributes:
        name: with its article, as in "a duration".
        example: how one is written.
    """

    name: str
    example: str


def look_of(value: Any) -> str:
    """Return what a value looks like: a key of the table of sentences, or `decimal comma`."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, dict):
        return "block"
    if isinstance(value, list | tuple):
        return "list"
    text = str(value).strip()
    if not text:
        return "nothing"
    look = next((name for name, pattern in _LOOKS if pattern.fullmatch(text)), "text")
    if look == "amount" and all(unit in UNIT_SECONDS for _, unit in re.findall(AMOUNT, text)):
        return "duration"
    return look


def shown(value: Any) -> str:
    """Return a scalar as a person wrote it, shortened where it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"{value:g}" if isinstance(value, float) else str(value).strip()
    return text if len(text) <= 60 else text[:57] + "..."


def told(value: Any) -> str:
    """Return "`30/h` is a rate", whatever the value is."""
    return _TOLD.get(look_of(value), _TOLD["text"]).format(shown(value))


def unlike(wanted: Wanted, value: Any, help: str = "") -> Misread:  # noqa: A002
    """Return the error of a value that is of another kind than the one wanted."""
    look = look_of(value)
    if look == "decimal comma":
        return decimal_comma(shown(value))
    advice = _comment(value) or _said(value) or help or f"write {wanted.name}, such as `{wanted.example}`"
    if look == "text":
        return wrong(f"`{shown(value)}` is not {wanted.name}", advice, "wrong-kind")
    return wrong(f"{told(value)}, where {wanted.name} belongs", advice, "wrong-kind")


def _said(value: Any) -> str:
    """Return the cure of a figure with words or signs about it: `>= 90%`, `6 percent`, `ten minutes`."""
    text = str(value).strip() if isinstance(value, str) else ""
    if re.fullmatch(r"\{.*:.*\}|\[.*\]", text):
        return f"take the quotes away: write `{text}`"
    plain = re.sub(r"^[<>=≤≥]+\s*|\s*(?:[;,]|//.*)$", "", text)
    plain = re.sub(r"\s*\b(?:percent|per cent|pct)$", "%", plain)
    words = [
        str(_NUMBERS.index(word)) if word in _NUMBERS else _UNITS_MEANT.get(word, word)
        for word in plain.split()
    ]
    plain = " ".join(words)
    return f"write `{plain}`" if plain != text and look_of(plain) not in {"text", "nothing", "amount"} else ""


def _comment(value: Any) -> str:
    """Return the cure of `25 min#soak`, which is one word to YAML."""
    before, sign, after = str(value).partition("#") if isinstance(value, str) else ("", "", "")
    if not sign or look_of(before) == "text":
        return ""
    return f"a comment begins with a space and a `#`: write `{shown(before)}  # {shown(after)}`"


def decimal_comma(text: str) -> Misread:
    """Return the error of a number with a comma."""
    mended = re.sub(r"(\d),(\d)", r"\1.\2", text)
    return wrong(f"`{text}` has a decimal comma", f"write a point: `{mended}`", "decimal-comma")


def unit_meant(word: str) -> str:
    """Return the unit of time that was meant by a word, or an empty string."""
    if word in UNIT_SECONDS:
        return word
    return _UNITS_MEANT.get(word.casefold()) or next(iter(nearest(word, UNIT_SECONDS)), "")


def unknown_unit(word: str) -> Misread:
    """Return the error of a word that is no unit of time."""
    meant = unit_meant(word)
    known = ", ".join(f"`{unit}`" for unit in UNIT_SECONDS)
    advice = f"did you mean `{meant}`? The units are {known}" if meant else f"the units are {known}"
    return wrong(f"unknown unit of time `{word}`", advice, "unknown-unit")


def figure(value: float | str, *, negative: bool = False) -> float:
    """Return a number, checked.

    Raises:
        Misread: it is not finite, above 1e12, or below zero where that means nothing.
    """
    number = float(value)
    if not math.isfinite(number):
        raise wrong(f"`{shown(value)}` is not a figure to reckon with", "write a number", "not-finite")
    if abs(number) > LARGEST:
        raise wrong(f"`{shown(value)}` is too large", "the largest figure is 1e12", "too-large")
    if number < 0 and not negative:
        raise wrong(f"`{shown(value)}` is below zero", "write a number of 0 or more", "negative")
    return number
