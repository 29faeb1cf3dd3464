"""Conditions: a small grammar, read into the tree of `condition_tree`; never evaluated as code.

    condition = both {"or" both}            both = single {"and" single}
    single    = "not" single | "(" condition ")" | test
    test      = "customers" "is" ["not"] NAME
              | "time" "between" TIME "and" TIME
              | NAME                                        (an attribute that is yes)
              | NAME "is" ["not"] NAME                      (an attribute with that value)
              | NAME sign VALUE                             (an attribute that is a number)
              | NAME "." ("visits" | "waiting" | "expected_wait") sign VALUE
              | "age" sign VALUE
    sign      = "<" | "<=" | "≤" | "=" | "==" | ">=" | "≥" | ">" | "!=" | "≠"
    VALUE     = a number, a duration, a share

A name with spaces, or one that is a word of the grammar, stands in quotes: `'x-ray'`, `"2nd line"`.
"""

from __future__ import annotations

from typing import Any

from simulator.blueprint import units
from simulator.blueprint.condition_tree import (
    FIGURES,
    AllOf,
    AnyOf,
    Between,
    Compares,
    Condition,
    CustomersAre,
    Flag,
    HasValue,
    Name,
    Not,
    Sign,
    State,
)
from simulator.blueprint.condition_words import (
    KEYWORDS,
    NO,
    SAID_SIGNS,
    YES,
    Token,
    fault,
    flag_test,
    named,
    words,
    written,
)
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.misread import Fault, Misread, wrong
from simulator.blueprint.moments import time_of_day
from simulator.blueprint.reading import Reading
from simulator.blueprint.synonyms import advice

_SIGNS: dict[str, Sign] = {"<": "<", "<=": "<=", "=": "=", "!=": "!=", ">=": ">=", ">": ">"}
_DEEPEST = 50


def condition(value: Any, reading: Reading) -> Condition:
    """Return the tree of a condition.

    Raises:
        Misread: with the place in the text as its offset.
    """
    if isinstance(value, bool):
        raise wrong(
            f"`{str(value).lower()}` is no condition",
            "leave `if` out: the option without it takes the rest",
            "condition",
        )
    if not isinstance(value, str):
        raise unlike(Wanted("a condition", "customers is business"), value)
    if not value.strip():
        raise wrong("the condition is empty", "write one such as `customers is business`", "condition")
    return _Parser(value, reading).whole()


class _Parser:
    """Recursive descent, one method a rule of the grammar."""

    def __init__(self, text: str, reading: Reading) -> None:
        self._text = text
        self._tokens = words(text)
        self._reading = reading
        self._next = 0
        self._depth = 0

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _is_word(self, word: str) -> bool:
        return self._token.kind == "name" and self._token.text == word

    def _accept(self, word: str) -> bool:
        if self._is_word(word):
            self._next += 1
            return True
        return False

    def whole(self) -> Condition:
        tree = self._condition()
        token = self._token
        if token.kind == "close":
            raise fault("a `)` too many", "take it away, or open a `(` before", token.at)
        if token.kind == "sign":
            raise fault("two comparisons in a row", "write `age > 1 h and age < 2 h`", token.at)
        if token.kind in {"name", "quoted", "number"}:
            before = self._tokens[self._next - 1]
            raise fault(
                f"`{token.text}` follows `{before.text}` without a word between",
                self._joined(before, token),
                token.at,
            )
        if token.kind != "end":
            raise fault(f"`{token.text}` does not belong here", "join tests with `and` or `or`", token.at)
        return tree

    def _joined(self, before: Token, token: Token) -> str:
        """Return how two words in a row were meant: as a joint, as a sign, as one name."""
        folded = token.text.casefold()
        if folded in {"and", "or"}:
            return f"write `{folded}` in small letters"
        if folded in SAID_SIGNS:
            return f"write the sign `{SAID_SIGNS[folded]}` instead of the words"
        if before.kind != "name" or token.kind != "name":
            return "join tests with `and` or `or`"
        last = token
        for after in self._tokens[self._next + 1 :]:
            if after.kind != "name" or after.text in KEYWORDS:
                break
            last = after
        whole = written(self._text, before.at, last.at + len(last.text))
        return f"if it is one name, put it in quotes: write `{whole}`; else join tests with `and` or `or`"

    def _condition(self) -> Condition:
        parts = [self._both()]
        while self._accept("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _both(self) -> Condition:
        parts = [self._single()]
        while self._accept("and"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _single(self) -> Condition:
        token = self._token
        self._depth += 1
        if self._depth > _DEEPEST:
            raise fault("the condition is nested too deep", "make it simpler", token.at)
        try:
            if self._accept("not"):
                return Not(self._single())
            if token.kind == "open":
                return self._in_brackets()
            return self._test()
        finally:
            self._depth -= 1

    def _in_brackets(self) -> Condition:
        opened = self._take()
        tree = self._condition()
        if self._token.kind != "close":
            raise fault("this `(` is never closed", "close it with `)`", opened.at)
        self._take()
        return tree

    def _test(self) -> Condition:
        token = self._take()
        if token.kind not in {"name", "quoted"} or (token.kind == "name" and token.text in KEYWORDS):
            raise self._no_name(token)
        if token.kind == "name" and self._token.kind != "dot":
            if token.text == "customers":
                return self._customers(token)
            if token.text == "time":
                return self._between(token)
            if token.text == "age":
                return State("age", None, self._sign(token), self._value(duration=True))
        name = Name(token.text, token.at)
        if self._token.kind == "dot":
            return self._state(name)
        if self._accept("is"):
            return self._has_value(name)
        if self._token.kind == "sign":
            return self._compares(name, token)
        return Flag(name)

    def _no_name(self, token: Token) -> Misread:
        if token.kind == "end":
            before = self._tokens[self._next - 2].text if self._next > 1 else ""
            return fault(f"nothing follows `{before}`", "write a test after it, or take it away", token.at)
        if token.kind in {"number", "share", "time"}:
            return fault("a comparison begins with a name", "turn it round: `age > 1 h`", token.at)
        follower = self._token
        if token.text == "is" and follower.kind in {"name", "quoted"}:
            return fault(
                "a name belongs before `is`",
                f"write `{named(follower.text)}` alone, or `... is {named(follower.text)}`",
                token.at,
            )
        return fault(f"a name belongs here, not `{token.text}`", "such as `customers is business`", token.at)

    def _customers(self, token: Token) -> Condition:
        if not self._accept("is"):
            word, name = "is", "business"
            if self._token.kind == "sign":
                word = "is not" if self._take().text == "!=" else "is"
                name = named(self._token.text) if self._token.kind in {"name", "quoted"} else name
            raise fault("`customers` is compared with `is`", f"write `customers {word} {name}`", token.at)
        negated = self._accept("not")
        test = CustomersAre(self._value_name("the name of a class of customers"))
        return Not(test) if negated else test

    def _has_value(self, attribute: Name) -> Condition:
        negated = self._accept("not")
        if self._token.kind == "sign" and not negated:
            raise fault(
                "a sign compares by itself",
                f"leave `is` out: `{named(attribute.text)} {self._token.text} ...`",
                self._token.at,
            )
        if self._token.kind in {"number", "share"}:
            sign = "!=" if negated else "="
            raise fault(
                "a number is compared with a sign",
                f"write `{attribute.text} {sign} {self._token.text}`",
                self._token.at,
            )
        test = HasValue(attribute, self._value_name("a value of the attribute"))
        return Not(test) if negated else test

    def _value_name(self, wanted: str) -> Name:
        token = self._take()
        if token.kind not in {"name", "quoted"} or (token.kind == "name" and token.text in KEYWORDS):
            raise fault(f"{wanted} belongs after `is`", "such as `customers is business`", token.at)
        return Name(token.text, token.at)

    def _compares(self, attribute: Name, token: Token) -> Condition:
        sign = self._sign(token)
        if self._token.kind in {"name", "quoted"}:
            word, value = "is not" if sign == "!=" else "is", self._token.text
            cure = f"write `{named(attribute.text)} {word} {named(value)}`"
            if value.casefold() in YES | NO:
                flag = flag_test(attribute.text, value, sign == "!=")
                cure = f"a yes or no is tested by its name alone: write `{flag}`"
            raise fault(f"`{value}` is a name, and names are compared with `is`", cure, self._token.at)
        return Compares(attribute, sign, self._value())

    def _state(self, step: Name) -> Condition:
        self._take()
        token = self._take()
        what = next((figure for figure in FIGURES if figure == token.text), None)
        if what is None:
            raise fault(
                f"a step has no figure `{token.text}`",
                advice(token.text, FIGURES),
                token.at,
            )
        sign = self._sign(token)
        return State(
            what, step, sign, self._value(duration=what == "expected_wait", bare=what != "expected_wait")
        )

    def _sign(self, after: Token) -> Sign:
        token = self._take()
        if token.text.casefold() in SAID_SIGNS:
            sign = SAID_SIGNS[token.text.casefold()]
            raise fault(f"`{token.text}` is no sign", f"write `{sign}` instead of the words", token.at)
        if token.kind != "sign":
            raise fault(
                f"`{after.text}` is a figure, and is compared with one",
                f"write `{after.text} > ...`",
                after.at,
            )
        return _SIGNS[token.text]

    def _value(self, *, duration: bool = False, bare: bool = False) -> float:
        """Return the figure after a sign; a `duration` may have a unit, a `bare` figure none, others any."""
        token = self._take()
        if token.kind == "sign" and (sign := SAID_SIGNS.get(self._tokens[self._next - 2].text + token.text)):
            raise fault(
                f"`{self._tokens[self._next - 2].text}{token.text}` is no sign", f"write `{sign}`", token.at
            )
        if token.kind == "time":
            raise fault("a time of day is no figure", 'write `time between "12:00" and "13:00"`', token.at)
        if token.kind not in {"number", "share"}:
            raise fault("a number or a duration belongs here", "such as `12`, or `2 min`", token.at)
        text = token.text
        if self._token.kind == "name" and self._token.text not in KEYWORDS:
            text += " " + self._take().text
        try:
            return self._figure(text, duration, bare)
        except Misread as misread:
            raise Misread(
                *(Fault(f.message, f.help, f.code, offset=token.at) for f in misread.faults)
            ) from None

    def _figure(self, text: str, duration: bool, bare: bool) -> float:
        value: Any = float(text) if text.lstrip("-").replace(".", "", 1).isdigit() else text
        if duration:
            return units.duration(value, self._reading)
        if bare:
            return units.number(value, self._reading)
        return units.trait(value, self._reading)

    def _between(self, token: Token) -> Condition:
        if not self._accept("between"):
            raise fault("`time` goes with `between`", 'write `time between "12:00" and "13:00"`', token.at)
        start = self._time()
        if not self._accept("and"):
            raise fault(
                "`between` needs two times", 'write `time between "12:00" and "13:00"`', self._token.at
            )
        end = self._time(end=True)
        if start == end:
            raise fault("the two times are the same", 'write `time between "12:00" and "13:00"`', token.at)
        return Between(start, end)

    def _time(self, *, end: bool = False) -> int:
        token = self._take()
        try:
            return time_of_day(token.text, end=end)
        except Misread as misread:
            raise Misread(
                *(Fault(f.message, f.help, f.code, offset=token.at) for f in misread.faults)
            ) from None
