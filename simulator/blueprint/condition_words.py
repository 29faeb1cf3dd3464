"""The words of a condition, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from simulator.blueprint.misread import Fault, Misread

TokenKind = Literal["name", "quoted", "number", "share", "time", "sign", "dot", "open", "close", "end"]

#: Words of the grammar; a name that is one of them stands in quotes.
KEYWORDS = ("and", "or", "not", "is", "between")

_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "==": "="}

_TOKENS = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<time>\d{1,2}:\d{2})
  | (?P<share>-?\d+(?:\.\d+)?\s*%)
  | (?P<number>-?(?:\d+(?:\.\d+)?|\.\d+))
  | (?P<name>[^\W\d][\w-]*)
  | (?P<quoted>'[^']*'|"[^"]*")
  | (?P<sign><=|>=|==|!=|[<>=≤≥≠])
  | (?P<dot>\.)
  | (?P<open>\()
  | (?P<close>\))
    """,
    re.VERBOSE,
)

#: What people compare a yes-or-no attribute with.
YES = frozenset({"yes", "true", "on"})
NO = frozenset({"no", "false", "off"})

#: Signs in words, `amount greater than 3`, and turned round.
SAID_SIGNS = {
    **dict.fromkeys(("greater", "more", "over", "above", "exceeds", "longer", "larger", "bigger"), ">"),
    **dict.fromkeys(("less", "fewer", "under", "below", "shorter", "smaller"), "<"),
    **dict.fromkeys(("equals", "equal"), "="),
    "=>": ">=",
    "=<": "<=",
}

_MEANT = {"&": "and", "|": "or", "!": "not", "~": "not"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign.

    Attributes:
        kind: what it is; `end` after the last.
        text: as written, a quoted name without its quotes, a sign in its plain form.
        at: how many characters stand before it.
    """

    kind: TokenKind
    text: str
    at: int


def fault(message: str, help: str, at: int, code: str = "condition") -> Misread:  # noqa: A002
    """Return the error of a condition at a place in its text."""
    return Misread(Fault(message, help, code, offset=at))


def flag_test(attribute: str, value: str, negated: bool = False) -> str:
    """Return the test of a yes-or-no attribute that was compared with `yes`, `no`, `true` or `false`."""
    return named(attribute) if (value.casefold() in YES) != negated else f"not {named(attribute)}"


def named(name: str) -> str:
    """Return a name as it stands in a condition: in quotes where it is more than one word."""
    plain = re.fullmatch(r"[^\W\d][\w-]*", name) and name not in KEYWORDS
    return name if plain else f"'{name}'"


def written(text: str, start: int, end: int) -> str:
    """Return a condition, a name of several words in it put in quotes, as it is written behind `if:`."""
    inner = f"{text[:start]}'{text[start:end]}'{text[end:]}".strip()
    if '"' not in inner:
        return f'if: "{inner}"'
    if inner[0] not in "'\"":
        return f"if: {inner}"
    return "if: '" + f'{text[:start]}"{text[start:end]}"{text[end:]}'.strip() + "'"


def words(text: str) -> list[Token]:
    """Return the words of a condition, the last one of kind `end`.

    Raises:
        Misread: a sign that the grammar does not know.
    """
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKENS.match(text, at)
        if match is None:
            raise _strange(text, at)
        kind = match.lastgroup
        if kind != "space":
            found.append(Token(kind, _plain(kind, match[0]), at))  # type: ignore[arg-type]
        at = match.end()
    found.append(Token("end", "", len(text)))
    return found


def _plain(kind: str | None, text: str) -> str:
    if kind == "quoted":
        return text[1:-1].strip()
    return _SIGNS.get(text, text)


def _strange(text: str, at: int) -> Misread:
    sign = text[at]
    if sign in _MEANT:
        return fault(f"`{sign}` is no sign of a condition", f"write `{_MEANT[sign]}`", at)
    if sign in "'\"":
        return fault(f"the quote {sign} is never closed", f"close the name with another {sign}", at)
    if sign == ",":
        return fault("`,` is no sign of a condition", "write `and` or `or`; decimals have a point", at)
    if sign in "+*/^":
        return fault(f"`{sign}` is no sign of a condition", "conditions compare, they do not reckon", at)
    return fault(
        f"`{sign}` is no sign of a condition", "write names, numbers, comparisons, `and`, `or`, `not`", at
    )
