"""One unquoted word of YAML: which value it is (YAML 1.2 core rules), and whether it is a trap.

A trap is a word that other YAML readers, or a person, take for something else. It is always answered by
"write it in quotes" (or "write it with a point"), never guessed at silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.blueprint.tree import Scalar

_INT = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEX = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INF = re.compile(r"([-+]?)\.(inf|Inf|INF)")
_NAN = re.compile(r"\.(nan|NaN|NAN)")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

#: Python refuses to read longer whole numbers, and nothing in a service is counted in so many digits.
_DIGITS = 300

_CLOCK = re.compile(r"[-+]?\d{1,3}(:[0-5]\d){1,2}(\.\d*)?")
_LEADING_ZERO = re.compile(r"[-+]?0\d+")
_UNDERSCORES = re.compile(r"[-+]?\d[\d_]*_[\d_]*(\.\d*)?")
#: What may follow a number: a unit of time, a percent sign, a currency, "per" something.
_UNIT = (
    r"\s*(%|((s|secs?|seconds?|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?|[A-Z]{3}|[€$£¥])?"
    r"(\s*/\s*[A-Za-z]+)?))"
)
NUMBER_AND_UNIT = re.compile(rf"(?P<number>\d+)(?P<unit>{_UNIT})")
_DECIMAL_COMMA = re.compile(rf"(?P<whole>[-+]?\d+),(?P<part>\d+)(?P<unit>{_UNIT})")
_TYPOGRAPHIC = "“”„‟«»‹›‘’‚‛「」『』＂＇"
_YES_NO = frozenset(
    form for word in ("yes", "no", "on", "off") for form in (word, word.title(), word.upper())
)

#: Spaces that look like one but are none to YAML; in names and values they become an ordinary space.
HARD_SPACES = "\u00a0\u202f\u2007"
_HARD_SPACE = re.compile(f"[{HARD_SPACES}]")


#: The traps that quotes mend.
IN_QUOTES = ("unquoted-time", "unquoted-yes-no")


@dataclass(frozen=True, slots=True)
class Trap:
    """A word that is easily misread.

    Attributes:
        message, help, code: as in `Problem`.
        meant: what the word was most likely meant to be, so that reading can go on.
    """

    message: str
    help: str
    code: str
    meant: Scalar


def resolve(word: str) -> Scalar:
    """Return the value of an unquoted word by the core rules of YAML 1.2.

    A whole number of absurd length stays a text, as does everything that is no number, truth value or null.
    """
    if word in _WORDS:
        return _WORDS[word]
    if _INT.fullmatch(word):
        return int(word) if len(word) <= _DIGITS else word
    if _FLOAT.fullmatch(word):
        return float(word)
    if _OCTAL.fullmatch(word) and len(word) <= _DIGITS:
        return int(word[2:], 8)
    if _HEX.fullmatch(word) and len(word) <= _DIGITS:
        return int(word[2:], 16)
    if match := _INF.fullmatch(word):
        return float(f"{match[1]}inf")
    return float("nan") if _NAN.fullmatch(word) else word


def softened(word: str) -> str:
    """Return an unquoted word with ordinary spaces for hard ones, which nobody sees and nobody means."""
    return _HARD_SPACE.sub(" ", word)


def value_trap(word: str) -> Trap | None:
    """Return what is treacherous about an unquoted value, or None."""
    if trap := key_trap(word):
        return trap
    if match := _DECIMAL_COMMA.fullmatch(word):
        return _decimal_comma(word, match)
    if _LEADING_ZERO.fullmatch(word):
        number = str(int(word)) if len(word) <= _DIGITS else word
        return Trap(
            f"`{word}` begins with a zero, and some YAML readers count such numbers in eights",
            f'write {number} for the number, or "{word}" in quotes for the text',
            "leading-zero",
            resolve(word),
        )
    if _UNDERSCORES.fullmatch(word):
        number = word.replace("_", "")
        return Trap(
            f"`{word}` is a text here, since numbers are written without `_`",
            f"write {number}",
            "underscore-number",
            resolve(number),
        )
    number_wanted = resolve(word)
    too_long = isinstance(number_wanted, str) and _INT.fullmatch(word)
    if too_long or (
        isinstance(number_wanted, float) and abs(number_wanted) == float("inf") and "i" not in word.lower()
    ):
        shown = word if len(word) <= 20 else word[:17] + "..."
        return Trap(
            f"`{shown}` is too large for a number", "write a number of ordinary size", "huge-number", 1
        )
    return None


def needs_quotes(word: str) -> bool:
    """Whether a text, written without quotes, would be read as something else, or is a trap."""
    return not isinstance(resolve(word), str) or value_trap(word) is not None


def key_trap(word: str) -> Trap | None:
    """Return what is treacherous about an unquoted name, or None."""
    if _CLOCK.fullmatch(word):
        return Trap(
            f"the time {word} stands without quotes, and some YAML readers take it for the number "
            f"{_sexagesimal(word)}",
            f'write "{word}" in quotes',
            "unquoted-time",
            word,
        )
    if word in _YES_NO:
        taken = "true" if word.lower() in {"yes", "on"} else "false"
        return Trap(
            f"`{word}` stands without quotes, and many YAML readers take it for the truth value {taken}",
            f'write "{word}" in quotes if the word is meant, {taken} if the truth value is',
            "unquoted-yes-no",
            word,
        )
    if len(word) > 1 and word[0] in _TYPOGRAPHIC and word[-1] in _TYPOGRAPHIC:
        inner = word[1:-1]
        if inner and not any(sign in inner for sign in _TYPOGRAPHIC):
            return Trap(
                f"`{word}` stands in typographic quotes, which are letters like any other to YAML",
                f'write "{inner}" with straight quotes',
                "typographic-quotes",
                inner,
            )
    return None


def name_trap(word: str) -> Trap | None:
    """Return what is treacherous about an unquoted name of an entry, or None."""
    if word.endswith('"') and _CLOCK.fullmatch(word[:-1]):
        return Trap(
            f"`{word}` has a quote at its end and none at its beginning",
            f'write "{word}',
            "open-quote",
            word[:-1],
        )
    return key_trap(word)


def _decimal_comma(word: str, match: re.Match[str]) -> Trap:
    pointed = f"{match['whole']}.{match['part']}{match['unit']}"
    if len(match["part"]) == 3:
        whole = f"{match['whole']}{match['part']}{match['unit']}"
        return Trap(
            f"`{word}` holds a comma, which has no meaning in a number",
            f"write {whole} if thousands are meant, {pointed} if the comma is a decimal sign",
            "decimal-comma",
            resolve(whole),
        )
    return Trap(
        f"`{word}` has a decimal comma, and numbers are written with a point",
        f"write {pointed}",
        "decimal-comma",
        resolve(pointed),
    )


def _sexagesimal(word: str) -> str:
    """Return the number that a YAML 1.1 reader makes of `09:30`: digits in base 60."""
    sign = -1 if word.startswith("-") else 1
    total = 0
    for digits in word.lstrip("+-").split(".")[0].split(":"):
        total = total * 60 + int(digits)
    return str(sign * total)
