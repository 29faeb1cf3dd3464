"""Exact arithmetic on figures as they are written: `30/h` times 120 % is `36/h`, never 35.99999.

Fractions throughout; what comes out is written as the figure was: `4 min` plus `30 s` is `4.5 min`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from simulator.blueprint.looks import AMOUNT, NUMBER, UNIT_WORD, look_of, shown, told
from simulator.blueprint.misread import wrong
from simulator.blueprint.reading import UNIT_SECONDS

_FACTOR = re.compile(rf"[x×*]?\s*({NUMBER})\s*(%?)")
_PER = re.compile(rf"(?P<money>.*?)(?P<sign>\s*(?:/|\bper\b)\s*)(?P<times>{NUMBER})?\s*(?P<unit>{UNIT_WORD})")
_FIGURES = {"number", "duration", "share", "rate", "cost", "money"}

#: A duration that needs more decimal places than this is written in a smaller unit.
_DIGITS = 9

#: A larger exponent, or more digits, are no figure of a service and would fill the memory.
_EXPONENT = 400


@dataclass(frozen=True, slots=True)
class _Per:
    """Something per time: what stands before and after the number, and the seconds it is per."""

    before: str
    number: Fraction
    after: str
    per: str
    seconds: Fraction

    @property
    def currency(self) -> str:
        return (self.before + self.after).strip()


def is_figure(value: object) -> bool:
    """Whether a scalar is a number, a duration, a share, a rate or a cost."""
    return look_of(value) in _FIGURES


def factor(value: object) -> Fraction:
    """Return the factor that `120%` or 1.2 is.

    Raises:
        Misread: it is none, or below zero.
    """
    match = _FACTOR.fullmatch(str(value).strip()) if not isinstance(value, bool) else None
    if not match:
        raise wrong(f"`{shown(value)}` is no factor", "write `120%` or `1.2`", "wrong-factor")
    number = _fraction(match[1]) / (100 if match[2] else 1)
    if match[1][0] == "+":
        more = f"{decimal(100 + 100 * number)}%"
        raise wrong(
            f"`{shown(value)}` is a change, and a factor belongs here: 100% leaves all as it is",
            f"write `{more}` for so much more",
            "wrong-factor",
        )
    if number < 0:
        raise wrong(
            f"the factor `{shown(value)}` is below zero", "write `80%` to take a fifth away", "wrong-factor"
        )
    return number


def scaled(value: str | float, by: Fraction) -> str | int | float:
    """Return a figure times `by`, written as it was.

    Raises:
        Misread: it is no figure.
    """
    if not is_figure(value):
        raise wrong(f"{told(value)}, and only figures can be scaled", "name a figure", "not-a-figure")
    if not isinstance(value, str):
        return _number(_fraction(str(value)) * by)
    if look_of(value) == "duration":
        parts = re.findall(AMOUNT, value)
        if len(parts) > 1:
            unit = parts[-1][1]
            return _duration(_seconds(value) * by, unit)
    return _replaced(value, lambda number: number * by)


def added(value: str | float, amount: str | float) -> str | int | float:
    """Return a figure plus another of its kind, in the unit of the first as far as it can be written in it.

    Raises:
        Misread: one of them is no figure, or they are of two kinds.
    """
    for figure in (value, amount):
        if not is_figure(figure):
            raise wrong(f"{told(figure)}, and only figures can be added", "write a figure", "not-a-figure")
    kinds = look_of(value), look_of(amount)
    if kinds[0] != kinds[1] and set(kinds) != {"rate", "cost"}:
        raise wrong(
            f"{told(value)} and {told(amount)}: the two cannot be added",
            "add a figure of the same kind, with its unit",
            "two-kinds",
        )
    if kinds[0] == "duration":
        return _sum_of_durations(str(value), str(amount))
    if kinds[0] in {"rate", "cost"}:
        return _sum_per_time(str(value), str(amount))
    if kinds[0] in {"share", "money"}:
        _check_alike(str(value), str(amount))
        return _replaced(str(value), lambda number: number + _first_number(str(amount)))
    total = _fraction(str(value)) + _fraction(str(amount))
    return decimal(total) if isinstance(value, str) else _number(total)


def _check_alike(value: str, amount: str) -> None:
    """Refuse money of two currencies."""
    first, second = (re.sub(NUMBER, "", text).strip() for text in (value, amount))
    if first != second:
        raise wrong(
            f"`{value}` and `{amount}` are in two currencies",
            "write both in the currency of the blueprint",
            "two-kinds",
        )


def decimal(number: Fraction) -> str:
    """Return a fraction in digits, without an exponent: exact, or to 15 digits where it has no end."""
    if number.denominator == 1:
        return str(number.numerator)
    places = _places(number)
    if places is None:
        return format(Decimal(f"{float(number):.15g}"), "f")
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _places(number: Fraction) -> int | None:
    """Return how many decimal places a fraction needs; None where no number of them will do."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _fraction(text: str) -> Fraction:
    """Return a number exactly."""
    _, _, exponent = text.casefold().partition("e")
    endless = text.casefold().lstrip("+-") in {"inf", "nan"} or len(text) > _EXPONENT
    if endless or (exponent and abs(int(exponent)) > _EXPONENT):
        raise wrong(f"`{shown(text)}` is not a figure to reckon with", "write a number", "not-finite")
    return Fraction(text)


def _replaced(text: str, change: Callable[[Fraction], Fraction]) -> str:
    """Return the text with its first number changed."""
    return re.sub(NUMBER, lambda match: decimal(change(_fraction(match[0]))), text, count=1)


def _first_number(text: str) -> Fraction:
    return next(_fraction(match[0]) for match in re.finditer(NUMBER, text))


def _number(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)


# -- durations ------------------------------------------------------------------------------------


def _sum_of_durations(value: str, amount: str) -> str:
    total = _seconds(value) + _seconds(amount)
    own = re.findall(AMOUNT, value)[-1][1]
    finest = min(UNIT_SECONDS[unit] for text in (value, amount) for _, unit in re.findall(AMOUNT, text))
    finer = (
        unit for unit, seconds in reversed(UNIT_SECONDS.items()) if finest <= seconds < UNIT_SECONDS[own]
    )
    return _duration(total, own, *finer)


def _seconds(text: str) -> Fraction:
    parts = (_fraction(number) * int(UNIT_SECONDS[unit]) for number, unit in re.findall(AMOUNT, text))
    return sum(parts, Fraction(0))


def _duration(seconds: Fraction, *units: str) -> str:
    """Return a duration in the first of the units in which it can be written out, or else in the last."""
    for unit in units:
        number = seconds / int(UNIT_SECONDS[unit])
        places = _places(number)
        if places is not None and places <= _DIGITS:
            return f"{decimal(number)} {unit}"
    return f"{decimal(seconds / int(UNIT_SECONDS[units[-1]]))} {units[-1]}"


# -- rates and costs ------------------------------------------------------------------------------


def _sum_per_time(value: str, amount: str) -> str:
    first, second = _per(value), _per(amount)
    if first.currency and second.currency and first.currency != second.currency:
        raise wrong(
            f"`{value}` and `{amount}` are in two currencies",
            "write both in the currency of the blueprint",
            "two-kinds",
        )
    total = first.number / first.seconds + second.number / second.seconds
    for form in (first, second):
        number = total * form.seconds
        if _places(number) is not None or form is second:
            break
    shape = first if first.currency or not second.currency else second
    return f"{shape.before}{decimal(number)}{shape.after}{form.per}"


def _per(text: str) -> _Per:
    match = _PER.fullmatch(text.strip())
    number = re.search(NUMBER, match["money"]) if match else None
    if match is None or number is None or match["unit"] not in UNIT_SECONDS:
        raise wrong(f"`{text}` is per no unit of time that is known", "write `30/h`", "unknown-unit")
    seconds = _fraction(match["times"] or "1") * int(UNIT_SECONDS[match["unit"]])
    if seconds == 0:
        raise wrong(f"`{text}` is per no time at all", "write `30/h`", "unknown-unit")
    per = text.strip()[match.start("sign") :]
    return _Per(
        match["money"][: number.start()], _fraction(number[0]), match["money"][number.end() :], per, seconds
    )
